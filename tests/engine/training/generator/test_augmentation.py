"""Batches are flipped and jittered; source, reference, target and masks stay together."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from synctalk_engine.dataset.batches import TrainingBatch
from synctalk_engine.training.generator.augmentation import (
    BRIGHTNESS_JITTER,
    CHANNEL_JITTER,
    augmented,
)
from synctalk_engine.training.syncnet.loss import mouth_patches

SIDE_PX, RUN_LENGTH, SEED, STEPS = 16, 2, 3, 40


def make_batch(count: int = 6) -> TrainingBatch:
    random = np.random.default_rng(0)
    boxes = np.tile([2, 3, 9, 12], (count, 1))
    return TrainingBatch(
        frames=10 + np.arange(count),
        image=random.integers(60, 180, (count, SIDE_PX, SIDE_PX, 9), np.uint8),
        target=random.integers(60, 180, (count, SIDE_PX, SIDE_PX, 3), np.uint8),
        audio=random.normal(size=(count, 4, 8)).astype(np.float32),
        mouth_boxes=boxes,
        patch_to_input=np.tile([[0.2, 0.01, 2.0], [-0.01, 0.2, 3.0]], (count, 1, 1)),
    )


def is_flipped(found: TrainingBatch, given: TrainingBatch) -> np.ndarray:
    """(B,) by the masks, which jitter does not change."""
    masks, were = np.asarray(found.image)[..., 6:], given.image[..., 6:]
    rows = []
    for mask, was in zip(masks, were, strict=True):
        assert np.array_equal(mask, was) or np.array_equal(mask, was[:, ::-1])
        rows.append(not np.array_equal(mask, was))
    return np.array(rows)


def test_half_of_the_runs_are_flipped_each_as_a_whole():
    given = make_batch()
    flags = np.stack(
        [is_flipped(augmented(given, RUN_LENGTH, SEED, step), given) for step in range(STEPS)]
    )
    assert 0.35 < flags.mean() < 0.65
    assert np.array_equal(flags[:, ::2], flags[:, 1::2])
    assert (flags[:, 0] != flags[:, 2]).any(), "runs are flipped one by one"


def test_source_reference_and_target_get_the_same_colours():
    given = make_batch()
    seen = []
    for step in range(STEPS):
        found = augmented(given, RUN_LENGTH, SEED, step)
        flags = is_flipped(found, given)
        for name, channels in (
            ("image", slice(0, 3)),
            ("image", slice(3, 6)),
            ("target", slice(0, 3)),
        ):
            was = getattr(given, name)[..., channels]
            was = np.where(flags[:, None, None, None], was[:, :, ::-1], was).astype(float)
            gains = np.asarray(getattr(found, name))[..., channels] / was
            seen.append(gains.mean((1, 2)))
            assert np.abs(gains - seen[-1][:, None, None]).max() < 0.01, "one gain a channel"
    rows = np.stack(seen).reshape(STEPS, 3, -1)
    assert np.abs(rows - rows[:, :1]).max() < 2e-3
    assert np.abs(rows - 1).max() <= BRIGHTNESS_JITTER + CHANNEL_JITTER + 2e-3
    assert rows.std() > 0.03


def test_the_change_is_a_function_of_seed_step_and_frame():
    given = make_batch()
    whole = augmented(given, RUN_LENGTH, SEED, 7)
    again = augmented(given, RUN_LENGTH, SEED, 7)
    assert torch.equal(whole.image, again.image) and torch.equal(whole.target, again.target)
    rows = slice(2, 6)  # what one of several processes has of the batch
    part = augmented(
        TrainingBatch(*(getattr(given, name)[rows] for name in vars(given))), RUN_LENGTH, SEED, 7
    )
    for name in vars(given):
        assert np.array_equal(getattr(part, name), getattr(whole, name)[rows]), name
    assert not torch.equal(whole.image, augmented(given, RUN_LENGTH, SEED + 1, 7).image)
    assert not torch.equal(whole.image, augmented(given, RUN_LENGTH, SEED, 8).image)


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_frames_is_changed(count):
    given = make_batch(count)
    found = augmented(given, RUN_LENGTH, SEED, 2)
    assert found.image.shape == given.image.shape and found.target.shape == given.target.shape
    assert found.image.dtype == found.target.dtype == torch.uint8


def test_boxes_and_transforms_follow_a_flipped_image():
    given = make_batch()
    step = next(
        step
        for step in range(STEPS)
        if is_flipped(augmented(given, RUN_LENGTH, SEED, step), given).all()
    )
    found = augmented(given, RUN_LENGTH, SEED, step)
    x0, y0, x1, y1 = found.mouth_boxes[0]
    shown = np.asarray(found.image)[0, y0:y1, x0:x1, 6:]
    assert np.array_equal(shown, given.image[0, 3:12, 2:9, 6:][:, ::-1])

    # Masks are not jittered, so as pictures they show where the transforms point.
    def patches(batch: TrainingBatch) -> torch.Tensor:
        pictures = torch.as_tensor(batch.image)[..., 6:].permute(0, 3, 1, 2).float() / 255
        return mouth_patches(pictures, batch.patch_to_input)

    assert torch.allclose(patches(found), patches(given), atol=1e-5)


def test_what_was_given_stays_as_it_was():
    given, kept = make_batch(), make_batch()
    augmented(given, RUN_LENGTH, SEED, 0)
    for name in vars(kept):
        assert np.array_equal(getattr(given, name), getattr(kept, name)), name
