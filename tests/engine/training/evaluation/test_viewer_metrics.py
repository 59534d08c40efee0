"""What a viewer sees: each metric on faces that were changed in one known way."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from synctalk_engine.face.pfld import mean_face
from synctalk_engine.face.scheme110 import CONTOUR, INNER_LIPS, MOUTH
from synctalk_engine.training.evaluation.viewer_metrics import (
    FaceRegions,
    ViewerMetrics,
    closed_fraction,
    face_width_px,
    shape_metrics,
)

SIZE_PX = 256
FRAMES = 12


@pytest.fixture
def points() -> np.ndarray:
    """(110, 2): the mean face, 150 px wide, in the middle of a frame."""
    face = mean_face().astype(np.float64)
    face *= 150 / np.ptp(face[CONTOUR, 0])
    return face - face.mean(0) + SIZE_PX / 2


@pytest.fixture
def frames() -> list[np.ndarray]:
    """Frames of noise: detail everywhere."""
    random = np.random.default_rng(0)
    noise = random.integers(0, 256, (FRAMES, SIZE_PX, SIZE_PX, 3), np.uint8)
    return [cv2.GaussianBlur(frame, (0, 0), 0.7) for frame in noise]


def opened(points: np.ndarray, by_px: float) -> np.ndarray:
    """The face with its lower inner lip moved down."""
    changed = points.copy()
    changed[[lower for _, lower in INNER_LIPS], 1] += by_px
    return changed


def measured(generated, true, generated_points, true_points) -> dict[str, float]:
    metrics = ViewerMetrics()
    for arguments in zip(generated, true, generated_points, true_points, strict=True):
        metrics.add(*arguments)
    return metrics.result()


def test_the_source_itself_is_perfect(frames, points):
    moving = [opened(points, i % 5) for i in range(FRAMES)]
    result = measured(frames, frames, moving, moving)
    assert result.pop("spill") == 0
    assert result.pop("range_width") is None and result.pop("r_width") is None  # it never changes
    assert all(value == pytest.approx(1) for value in result.values())


def test_blur_costs_texture_where_it_is(frames, points):
    lips = FaceRegions(points, face_width_px(points), (SIZE_PX, SIZE_PX)).mouth[..., None]
    blurred = [np.where(lips, cv2.GaussianBlur(frame, (0, 0), 2), frame) for frame in frames]
    result = measured(blurred, frames, [points] * FRAMES, [points] * FRAMES)
    assert result["texture_mouth"] < 0.6
    assert result["texture_skin"] == pytest.approx(1)
    assert result["flicker"] < 1


def test_spill_is_the_change_outside_the_jaw_in_grey_levels(frames, points):
    outside = FaceRegions(points, face_width_px(points), (SIZE_PX, SIZE_PX)).outside
    true = [frame // 2 for frame in frames]
    spilled = [np.where(outside[..., None], frame + 10, frame) for frame in true]
    result = measured(spilled, true, [points] * FRAMES, [points] * FRAMES)
    assert result["spill"] == pytest.approx(10)
    assert result["texture_mouth"] == pytest.approx(1)


def test_no_region_overlaps_another(points):
    regions = FaceRegions(points, face_width_px(points), (SIZE_PX, SIZE_PX))
    for mask in (regions.mouth, regions.skin, regions.outside):
        assert mask.any()
    assert not (regions.mouth & regions.skin).any()
    assert not (regions.outside & (regions.skin | regions.mouth)).any()
    above_lips = slice(0, int(points[MOUTH, 1].min()) - 1)
    assert not regions.outside[above_lips].any()


def test_a_mouth_that_moves_half_as_far_and_never_closes():
    true = np.abs(np.sin(np.arange(100) / 5))
    half = 0.5 + true / 2
    result = shape_metrics(np.stack([half, true, half, true], 1))
    assert result["range_opening"] == pytest.approx(0.5)
    assert result["r_opening"] == pytest.approx(1)
    assert result["closed"] == 0


def test_closed_allows_a_quarter_of_the_deviation():
    true = np.linspace(0, 1, 101)
    limit = 0.2 + true.std() / 4
    assert closed_fraction(np.full(101, limit), true) == 1
    assert closed_fraction(np.full(101, limit + 0.01), true) == 0


def test_frames_without_a_face_are_left_out(frames, points):
    with_gap = [points] * 5 + [None] + [points] * (FRAMES - 6)
    assert measured(frames, frames, with_gap, [points] * FRAMES)["spill"] == 0
    nothing = measured(frames, frames, [None] * FRAMES, [points] * FRAMES)
    assert set(nothing.values()) == {None}


def test_a_face_at_the_edge_of_the_frame(frames, points):
    moved = points + np.array([100, 90])
    result = measured(frames, frames, [moved] * FRAMES, [moved] * FRAMES)
    assert result["texture_mouth"] == pytest.approx(1)
