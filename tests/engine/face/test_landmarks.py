import dataclasses
import shutil
import zipfile

import numpy as np
import pytest

from synctalk_engine.face.landmarks import (
    POINTS,
    FaceLandmarker,
    Roi,
    roi_from_detection,
    roi_from_points,
)
from synctalk_engine.face.warp import fit_similarity
from tests.engine.face.faces import frame_with, photograph, placement

BOTH = pytest.mark.parametrize("kind", ["mesh468", "mesh478"])
EYE_AND_NOSE = [33, 133, 362, 263, 168, 197, 5, 4, 98, 327]


def settled(landmarker, detector, frame):
    """The landmarks once their own square no longer changes."""
    mesh = landmarker.locate(frame, roi_from_detection(detector.detect(frame)[0]))
    for _ in range(3):
        mesh = landmarker.locate(frame, roi_from_points(mesh.points))
    return mesh


@BOTH
def test_points_follow_a_known_movement(face_weights, detector, kind):
    landmarker = FaceLandmarker(face_weights, kind)
    base = placement((300, 220), 2.0)
    start = settled(landmarker, detector, frame_with(base)).points[EYE_AND_NOSE, :2]
    moves = [
        ((303.4, 221.7), 2.0, 0),
        ((340, 260), 2.0, 0),
        ((300, 220), 2.3, 0),
        ((310, 215), 2, 9),
    ]
    for centre, scale, turn_deg in moves:
        matrix = placement(centre, scale, turn_deg)
        points = settled(landmarker, detector, frame_with(matrix)).points[EYE_AND_NOSE, :2]
        step = np.linalg.inv(np.vstack([base, [0, 0, 1]]))
        expected = _apply(np.vstack([matrix, [0, 0, 1]]) @ step, start)
        off = points - expected
        assert np.abs(off.mean(0)).max() < 1.0  # the face is about 180 px wide
        assert np.sqrt((off**2).sum(1).mean()) < 2.0


def _apply(matrix, points):
    return points @ matrix[:2, :2].T + matrix[:2, 2]


def test_the_network_sees_pixel_centres_where_the_code_puts_them(face_weights, detector):
    # A mirrored image gives mirrored landmarks; half a pixel of shift would show twice.
    landmarker = FaceLandmarker(face_weights, "mesh478")
    offsets = []
    for centre in [(300, 220), (320, 240), (280, 210)]:
        frame = frame_with(placement(centre, 2.0))
        mesh = settled(landmarker, detector, frame)
        last = frame.shape[1] - 1
        x, y = mesh.roi.centre
        mirrored = Roi((last - x, y), mesh.roi.side_px, -mesh.roi.angle_rad)
        other = landmarker.locate(np.ascontiguousarray(frame[:, ::-1]), mirrored)
        on_axis = [168, 6, 197, 195, 5, 4, 1, 2, 0, 13, 14, 17]
        off_px = mesh.points[on_axis, 0] - (last - other.points[on_axis, 0])
        offsets.append(off_px.mean() / (mesh.roi.side_px / 256))
    assert abs(np.mean(offsets)) < 0.6


@BOTH
def test_presence_tells_a_face_from_none(face_weights, detector, kind):
    landmarker = FaceLandmarker(face_weights, kind)
    frame = photograph()
    mesh = settled(landmarker, detector, frame)
    assert mesh.points.shape == (POINTS[kind], 3)
    assert mesh.presence > 0.9
    assert landmarker.locate(frame, Roi((420, 420), 120, 0)).presence < 0.5


@BOTH
def test_a_large_image_gives_the_same_points_as_a_small_one(face_weights, detector, kind):
    landmarker = FaceLandmarker(face_weights, kind)
    small = settled(landmarker, detector, frame_with(placement((300, 220), 2.0))).points[:, :2]
    large_frame = frame_with(placement((1200, 880), 8.0), 2560, 1920)
    large = settled(landmarker, detector, large_frame).points[:, :2]
    turn, shift = fit_similarity(large[EYE_AND_NOSE], small[EYE_AND_NOSE])
    assert np.hypot(*turn[:, 0]) == pytest.approx(0.25, rel=0.03)
    off = large @ turn.T + shift - small
    assert np.sqrt((off**2).sum(1).mean()) < 2.5


def test_the_mesh_is_read_from_the_published_archive(face_weights, detector, tmp_path):
    archive = tmp_path / "face_landmarker.task"
    with zipfile.ZipFile(archive, "w") as file:
        file.write(face_weights.mesh478, "face_landmarks_detector.tflite")
    weights = dataclasses.replace(face_weights, mesh478=archive)
    assert settled(FaceLandmarker(weights), detector, photograph()).presence > 0.9


def test_weights_may_lie_in_a_folder_with_an_odd_name(face_weights, tmp_path):
    path = tmp_path / "меш 网格.tflite"
    shutil.copy(face_weights.mesh468, path)
    FaceLandmarker(dataclasses.replace(face_weights, mesh468=path), "mesh468")
