"""PFLD's way from frame to points. The weights are made by formula: no test of its quality."""

import dataclasses
import pickle
import subprocess
import sys

import numpy as np
import pytest
import torch

from synctalk_engine import models
from synctalk_engine.errors import AssetError
from synctalk_engine.face import scheme110
from synctalk_engine.face.landmarks import FaceLandmarker, Roi, roi_from_detection, roi_from_points
from synctalk_engine.face.pfld import PfldLandmarker, load_network, mean_face
from synctalk_engine.face.pose import head_pose
from synctalk_engine.face.smooth import finalize_track
from synctalk_engine.face.track import FaceTracker
from tests.engine.face.faces import frame_with, photograph, placement, two_people
from tests.helpers.research_weights import load_formula, research_state


@pytest.fixture(scope="module")
def formula_file(tmp_path_factory):
    """A checkpoint of the research code's form, its weights by formula."""
    path = tmp_path_factory.mktemp("poids 权重") / "checkpoint_epoch_335.pth.tar"
    torch.save({"pfld_backbone": research_state("pfld_ghostone"), "epoch": 335}, path)
    return path


@pytest.fixture(scope="module")
def mean_face_file(tmp_path_factory):
    """A network that answers with the mean face, whatever it sees."""
    state = research_state("pfld_ghostone")
    state |= {key: torch.zeros_like(value) for key, value in state.items() if "conv_out" in key}
    path = tmp_path_factory.mktemp("weights") / "mean_face.pth"
    torch.save(state, path)
    return path


@pytest.fixture
def mean_face_weights(face_weights, mean_face_file):
    return dataclasses.replace(face_weights, pfld=mean_face_file)


def test_the_points_are_the_mean_face_and_what_the_network_adds(formula_file, detector):
    frame = photograph()
    landmarker = PfldLandmarker(formula_file, detector)
    mesh = landmarker.locate(frame, landmarker.roi_from_detection(detector.look(frame)[0]))
    assert mesh.view.shape == (192, 192, 3)
    network = load_formula(models.create("pfld_ghostone"), "pfld_ghostone")
    face = torch.from_numpy(mesh.view.transpose(2, 0, 1)[None] / np.float32(255))
    with torch.inference_mode():
        in_square = network(face).numpy().reshape(110, 2) + mean_face()
    x, y = mesh.roi.centre
    first_pixel = np.array([x, y]) - mesh.roi.side_px / 2 + 0.5
    np.testing.assert_allclose(mesh.points, first_pixel + in_square * mesh.roi.side_px, atol=0.02)


def test_the_square_lies_about_the_face_as_the_mean_face_wants_it(
    mean_face_file, face_weights, detector
):
    dense, landmarker = FaceLandmarker(face_weights), PfldLandmarker(mean_face_file, detector)
    for centre, scale in (((300, 220), 2.0), ((420, 260), 1.4)):
        frame = frame_with(placement(centre, scale))
        detection = detector.look(frame)[0]
        roi = roi_from_points(dense.locate(frame, roi_from_detection(detection)).points)
        expected = scheme110.from_mesh(dense.locate(frame, roi).points)
        square = landmarker.roi_from_detection(detection)
        assert square.side_px == pytest.approx(1.05 * detection.width_px, rel=0.02)
        off_px = landmarker.locate(frame, square).points - expected
        width_px = np.ptp(expected[:, 0])
        assert np.abs(off_px.mean(0)).max() < 0.06 * width_px
        assert np.linalg.norm(off_px, axis=1).mean() < 0.1 * width_px


def test_without_a_face_in_the_square_presence_is_none(mean_face_file, detector):
    landmarker, frame = PfldLandmarker(mean_face_file, detector), photograph()
    assert landmarker.locate(frame, Roi((420, 420), 80, 0)).presence == 0
    near = Roi((228, 130), 100, 0)
    assert landmarker.locate(frame, near).presence > 0.5


def test_a_moving_head_is_followed(mean_face_weights):
    path = [placement((300 + 3 * i, 220 + i), 2.0) for i in range(12)]
    tracker = FaceTracker(mean_face_weights, "pfld")
    records = [tracker.update(frame_with(m)) for m in path]
    points, table = finalize_track(records)
    assert table.found.all()
    assert all(record.motion is not None for record in records[1:])
    shift_px = points[-1].mean(0) - points[0].mean(0)
    np.testing.assert_allclose(shift_px, (33, 11), atol=3)


def test_of_two_people_one_is_followed(mean_face_weights):
    tracker = FaceTracker(mean_face_weights, "pfld")
    points, table = finalize_track([tracker.update(two_people()) for _ in range(8)])
    assert table.found.all()
    assert (points[..., 0].mean(1) < 480).all()
    assert (table.faces == 2).all()


def test_an_image_without_a_face_gives_none(mean_face_weights):
    tracker = FaceTracker(mean_face_weights, "pfld")
    assert not tracker.update(np.full((240, 320, 3), 90, np.uint8)).found


def test_a_bare_state_dict_is_read_as_the_wrapped_one_is(formula_file, tmp_path):
    bare = tmp_path / "bare.pth"
    torch.save({f"module.{k}": v for k, v in research_state("pfld_ghostone").items()}, bare)
    view = np.random.default_rng(0).integers(0, 256, (192, 192, 3), np.uint8)
    np.testing.assert_array_equal(load_network(bare)(view), load_network(formula_file)(view))


def _other_shapes(path):
    state = research_state("pfld_ghostone")
    state["conv_out.weight"] = torch.zeros(196, 256, 1, 1)
    torch.save({"pfld_backbone": state}, path)


def _other_network(path):
    torch.save({"weight": torch.zeros(3)}, path)


def _a_list(path):
    torch.save([1, 2], path)


def _an_image(path):
    path.write_bytes(b"\x89PNG\r\n\x1a\n" * 20)


def _empty(path):
    path.write_bytes(b"")


class _Hostile:
    def __reduce__(self):
        return pytest.fail, ("the pickle was obeyed",)


def _hostile_pickle(path):
    path.write_bytes(pickle.dumps(_Hostile()))


@pytest.mark.parametrize(
    "write", [_other_shapes, _other_network, _a_list, _an_image, _empty, _hostile_pickle]
)
def test_a_file_with_something_else_is_refused_in_one_sentence(write, tmp_path):
    path = tmp_path / "weights.pth.tar"
    write(path)
    with pytest.raises(AssetError) as caught:
        load_network(path)
    assert caught.value.code == "asset_other_network"
    assert str(path) in caught.value.message
    assert "\n" not in caught.value.message


def test_tracking_does_not_load_torch():
    code = "import sys, synctalk_engine.face.track; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_pose_of_the_points_is_that_of_the_mesh(face_weights, detector):
    landmarker = FaceLandmarker(face_weights)
    for frame in (photograph(), photograph()[:, ::-1], frame_with(placement((300, 220), 2, 12))):
        frame = np.ascontiguousarray(frame)
        roi = roi_from_detection(detector.look(frame)[0])
        mesh = landmarker.locate(frame, roi_from_points(landmarker.locate(frame, roi).points))
        of_mesh, of_points = head_pose(mesh.points), head_pose(scheme110.from_mesh(mesh.points))
        np.testing.assert_allclose(of_points, of_mesh, atol=5)
