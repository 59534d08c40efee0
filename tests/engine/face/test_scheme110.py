import numpy as np
import pytest

from synctalk_engine.face import scheme110
from synctalk_engine.face.crop import crop_box
from synctalk_engine.face.landmarks import FaceLandmarker, roi_from_detection, roi_from_points
from synctalk_engine.face.warp import fit_similarity
from tests.conftest import REPOSITORY
from tests.engine.face.faces import frame_with, placement

MEAN_FACE = REPOSITORY.parent / "shared" / "upstream" / "mean_face_110.txt"


@pytest.fixture(scope="module", params=["mesh468", "mesh478"])
def points(request, face_weights, detector) -> np.ndarray:
    """The 110 points of the photograph at twice its size."""
    frame = frame_with(placement((320, 240), 2.0))
    landmarker = FaceLandmarker(face_weights, request.param)
    mesh = landmarker.locate(frame, roi_from_detection(detector.detect(frame)[0]))
    mesh = landmarker.locate(frame, roi_from_points(mesh.points))
    return scheme110.from_mesh(mesh.points)


@pytest.mark.parametrize("count", [468, 478])
def test_each_point_is_a_blend_that_moves_with_the_mesh(count):
    mesh = np.random.default_rng(0).normal(0, 50, (3, count, 3))
    points = scheme110.from_mesh(mesh)
    assert points.shape == (3, 110, 2)
    assert points.dtype == np.float32
    shifted = scheme110.from_mesh(mesh * 2 + 7)
    np.testing.assert_allclose(shifted, points * 2 + 7, atol=1e-2)


def test_a_mesh_of_another_size_is_refused():
    with pytest.raises(ValueError, match="468 or 478"):
        scheme110.from_mesh(np.zeros((98, 2)))


def test_the_contour_runs_from_ear_over_chin_to_ear(points):
    contour = points[scheme110.CONTOUR]
    assert np.all(np.diff(contour[4:29, 0]) > 0)
    assert np.argmax(contour[:, 1]) in (15, 16, 17)
    steps = np.linalg.norm(np.diff(contour, axis=0), axis=1)
    assert steps.max() < 2.5 * steps.min()


def test_features_lie_in_their_order(points):
    brows, nose = points[scheme110.BROWS], points[scheme110.NOSE]
    eyes, mouth = points[scheme110.EYES], points[scheme110.MOUTH]
    assert brows[:, 1].mean() < eyes[:, 1].mean() < nose[:, 1].mean() < mouth[:, 1].mean()
    assert np.all(np.diff(points[[54, 53, 52, 51], 1]) > 0)
    assert points[66, 0] < points[70, 0] < points[54, 0] < points[82, 0] < points[78, 0]
    assert points[90, 0] == mouth[:, 0].min()
    assert points[96, 0] == mouth[:, 0].max()
    assert points[93, 1] < points[104, 1] <= points[108, 1] < points[99, 1]
    for eye in (slice(66, 78), slice(78, 90)):
        lids, pupil = points[eye][:8], points[eye][8]
        assert np.all(lids.min(0) < pupil)
        assert np.all(pupil < lids.max(0))


def test_the_points_lie_where_the_research_mean_face_has_them(points):
    if not MEAN_FACE.is_file():
        pytest.skip(f"the mean face is not there (looked in {MEAN_FACE})")
    mean_face = np.array(MEAN_FACE.read_text().split(), np.float64).reshape(-1, 2)
    turn, shift = fit_similarity(points, mean_face)
    off = np.linalg.norm(points @ turn.T + shift - mean_face, axis=1)
    width = mean_face[31, 0] - mean_face[1, 0]
    # One smiling person against a mean: what differs is the person, not the order.
    assert off.mean() / width < 0.05
    assert off.max() / width < 0.15


def test_the_crop_square_holds_mouth_and_chin(points):
    box = crop_box(points)
    assert box.x1 - box.x0 == box.y1 - box.y0
    low, high = points[scheme110.MOUTH].min(0), points[scheme110.MOUTH].max(0)
    assert np.all(low > (box.x0, box.y0))
    assert np.all(high < (box.x1, box.y1))
    assert box.y0 < points[scheme110.CHIN, 1] < box.y1


def test_mouth_opening_is_the_gap_in_eye_distances_whatever_the_turn():
    points = np.zeros((110, 2), np.float32)
    points[[66, 78]] = (-50, -60), (50, -60)
    points[[102, 106]] = (-20, 0), (20, 0)
    for upper, lower in scheme110.INNER_LIPS:
        points[upper], points[lower] = (0, -5), (0, 7)
    assert scheme110.mouth_opening(points) == pytest.approx(0.12)
    turn = np.array([[0.8, -0.6], [0.6, 0.8]]) * 1.7
    assert scheme110.mouth_opening(points @ turn.T) == pytest.approx(0.12, abs=1e-5)
