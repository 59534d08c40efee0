"""The classifier tells what differs, and only that."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.training.evaluation.viewer_classifier import (
    MAX_CROP_PX,
    crop_side_px,
    native_crop,
    viewer_auc,
)


def descriptions(seed: int, count: int = 80) -> np.ndarray:
    """(T, 20): what frames look like drifts with time, as in a video."""
    random = np.random.default_rng(seed)
    drift = np.linspace(0, 3, count)[:, None] * np.ones(20)
    return drift + random.normal(size=(count, 20))


def test_the_same_look_cannot_be_told_apart():
    assert viewer_auc(descriptions(0), descriptions(1)) == pytest.approx(0.5, abs=0.12)


def test_one_feature_that_differs_gives_it_away():
    generated = descriptions(0)
    generated[:, 7] += 6
    assert viewer_auc(generated, descriptions(1)) > 0.95


def test_too_few_frames_give_no_metric():
    assert viewer_auc(descriptions(0, 10), descriptions(1, 10)) is None


def test_a_crop_is_not_resampled_and_repeats_the_edges():
    image = np.arange(40 * 30 * 3, dtype=np.uint8).reshape(40, 30, 3)
    assert (native_crop(image, np.array([15, 20]), 10) == image[15:25, 10:20]).all()
    corner = native_crop(image, np.array([0, 0]), 10)
    assert (corner[5:, 5:] == image[:5, :5]).all() and (corner[:5, :5] == image[0, 0]).all()
    assert native_crop(image, np.array([29, 39]), 10).shape == (10, 10, 3)


def test_sides_follow_the_face():
    assert crop_side_px(145) == 192 and crop_side_px(2000) == MAX_CROP_PX
