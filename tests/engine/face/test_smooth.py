import numpy as np
import pytest

from synctalk_engine.face.pose import Pose
from synctalk_engine.face.records import FaceRecord
from synctalk_engine.face.scheme110 import mouth_opening
from synctalk_engine.face.smooth import fill, finalize_track, smooth

FRAMES = 60
LIPS = np.r_[90:110]


@pytest.fixture
def face() -> np.ndarray:
    """(110, 2): something 200 px wide with lips that can open."""
    points = np.random.default_rng(3).uniform(-80, 80, (110, 2))
    points[1], points[31] = (-100, 0), (100, 0)
    points[66], points[78] = (-50, -60), (50, -60)
    points[102], points[106] = (-30, 50), (30, 50)
    for upper, lower in ((103, 109), (104, 108), (105, 107)):
        points[upper], points[lower] = (0, 48), (0, 52)
    return points + 300


def moving(face, shifts) -> tuple[np.ndarray, np.ndarray]:
    """The face shifted by (N, 2), and the motions between frames."""
    shifts = np.asarray(shifts, float)
    motions = np.zeros((len(shifts), 2, 3))
    motions[:, 0, 0] = motions[:, 1, 1] = 1
    motions[1:, :, 2] = np.diff(shifts, axis=0)
    motions[0] = np.nan
    return face[None] + shifts[:, None], motions


def head_shifts(count=FRAMES):
    t_s = np.arange(count) / 25
    return np.stack([25 * np.sin(2 * np.pi * 0.9 * t_s), 12 * np.sin(2 * np.pi * 1.7 * t_s)], 1)


def test_tremble_is_taken_out(face):
    points, motions = moving(face, head_shifts())
    noisy = points + np.random.default_rng(0).normal(0, 0.4, points.shape)
    left = smooth(noisy, motions) - points
    assert left.std() < 0.5 * (noisy - points).std()


def test_a_moving_head_is_neither_delayed_nor_damped(face):
    points, motions = moving(face, head_shifts())
    np.testing.assert_allclose(smooth(points, motions), points, atol=1e-3)


def test_speaking_lips_keep_their_measure_and_their_time(face):
    points, motions = moving(face, np.zeros((FRAMES, 2)))
    t_s = np.arange(FRAMES) / 25
    gap_px = 8 + 6 * np.sin(2 * np.pi * 4 * t_s)  # four openings a second
    for lower in (107, 108, 109):
        points[:, lower, 1] += gap_px
    points[:, 97:102, 1] += gap_px[:, None]
    noisy = points + np.random.default_rng(1).normal(0, 0.3, points.shape)
    before, after = mouth_opening(points)[6:-6], mouth_opening(smooth(noisy, motions))[6:-6]
    kept, _ = np.polyfit(before - before.mean(), after - after.mean(), 1)
    assert kept > 0.9
    match = [np.corrcoef(before, np.roll(after, -lag))[0, 1] for lag in (-1, 0, 1)]
    assert np.argmax(match) == 1
    assert match[1] > 0.97


def test_a_blink_is_kept(face):
    points, motions = moving(face, np.zeros((FRAMES, 2)))
    points[30:32, 67:70, 1] += 8
    smoothed = smooth(points, motions)
    assert (smoothed[30, 67:70, 1] - smoothed[20, 67:70, 1]).mean() > 6


def test_nothing_is_smoothed_across_a_cut(face):
    points, motions = moving(face, np.zeros((FRAMES, 2)))
    points[30:] += 150
    motions[30] = np.nan
    np.testing.assert_allclose(smooth(points, motions), points, atol=1e-3)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_short_clips_are_left_as_they_are(face, count):
    points, motions = moving(face, np.zeros((max(count, 1), 2)))
    np.testing.assert_allclose(smooth(points[:count], motions[:count]), points[:count], atol=1e-3)


def test_gaps_are_filled_by_straight_lines_and_ends_held(face):
    points, _ = moving(face, np.stack([np.arange(8.0), np.zeros(8)], 1))
    found = np.array([0, 0, 1, 0, 0, 1, 1, 0], bool)
    known = np.where(found[:, None, None], points, np.nan).astype(np.float32)
    filled = fill(known, found)
    shift = (filled - face).mean(axis=(1, 2)) * 2
    np.testing.assert_allclose(shift, [2, 2, 2, 3, 4, 5, 6, 6], atol=1e-3)


def test_the_table_says_which_frames_were_filled(face):
    def record(shift):
        return FaceRecord(
            (face + shift).astype(np.float32), 0.9, Pose(5.0, -3.0, 1.0), blur=40.0, faces=1
        )

    records = [record(0.0), FaceRecord(None, faces=2), FaceRecord(None), record(6.0)]
    points, table = finalize_track(records)
    assert table.found.tolist() == [True, False, False, True]
    assert table.faces.tolist() == [1, 2, 0, 1]
    np.testing.assert_allclose(points[1], face + 2, atol=1e-3)
    np.testing.assert_allclose(table.box_x, points[..., 0].min(1))
    assert table.yaw.tolist() == [5.0, 0.0, 0.0, 5.0]
    assert table.confidence[1] == 0
    np.testing.assert_allclose(table.mouth_opening, mouth_opening(points), rtol=1e-5)


def test_a_clip_without_any_face_has_points_nowhere():
    points, table = finalize_track([FaceRecord(None)] * 3)
    assert points.shape == (3, 110, 2)
    assert not points.any()
    assert not table.found.any()
