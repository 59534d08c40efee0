from __future__ import annotations

import itertools
import threading

import numpy as np
import pytest

from synctalk_engine.dataset.batches import (
    TrainingSampler,
    held_out_references,
    make_batch,
    prefetch,
)
from synctalk_engine.dataset.clip_dataset import ClipDataset


def test_a_batch_is_a_function_of_seed_and_step(preprocessed: ClipDataset) -> None:
    one, other = TrainingSampler(preprocessed, 6, seed=4), TrainingSampler(preprocessed, 6, seed=4)
    for step in range(30):
        one.batch(step)
    for step in (29, 3, 17):
        first, second = one.batch(step), other.batch(step)
        for name in vars(first):
            assert np.array_equal(getattr(first, name), getattr(second, name)), name
    assert not np.array_equal(one.frames(5), TrainingSampler(preprocessed, 6, seed=5).frames(5)), (
        "the seed has no effect"
    )


def test_frames_come_in_pairs_from_the_training_part_alone(preprocessed: ClipDataset) -> None:
    sampler = TrainingSampler(preprocessed, 8, seed=0)
    seen = np.concatenate([sampler.frames(step) for step in range(3 * sampler.steps_per_epoch)])
    assert set(seen.tolist()) == set(preprocessed.split.train.tolist())
    pairs = seen.reshape(-1, 2)
    assert (pairs[:, 1] - pairs[:, 0] == 1).all()


@pytest.mark.parametrize("batch_size", [1, 3])
def test_any_batch_size_is_served(preprocessed: ClipDataset, batch_size: int) -> None:
    batch = TrainingSampler(preprocessed, batch_size, seed=0).batch(2)
    assert batch.image.shape == (batch_size, 160, 160, 6)
    assert batch.audio.shape == (batch_size, 16, 608)


def test_the_mask_is_blank_and_the_rest_is_the_target(preprocessed: ClipDataset) -> None:
    frames = preprocessed.split.train[[3, 40]]
    batch = make_batch(preprocessed, frames, preprocessed.split.train[[60, 70]])
    left, top, right, bottom = preprocessed.preset.mask_box
    masked, target = batch.image[..., 3:], batch.target
    assert not masked[:, top:bottom, left:right].any()
    outside = np.ones((160, 160), bool)
    outside[top:bottom, left:right] = False
    assert np.array_equal(masked[:, outside], target[:, outside])
    assert np.array_equal(batch.image[..., :3], preprocessed.crops[[60, 70], 4:164, 4:164])
    for x0, y0, x1, y1 in batch.mouth_boxes:
        assert left < x0 < x1 < right and top < y0 < y1 < bottom


def test_other_audio_changes_only_the_audio(preprocessed: ClipDataset) -> None:
    frames = preprocessed.split.held_out[:4]
    references = held_out_references(preprocessed, frames)
    own = make_batch(preprocessed, frames, references)
    other = make_batch(preprocessed, frames, references, frames - 40)
    assert np.array_equal(own.image, other.image)
    assert not np.array_equal(own.audio, other.audio)


def test_validation_references_are_training_frames(preprocessed: ClipDataset) -> None:
    references = held_out_references(preprocessed, preprocessed.split.held_out)
    assert np.isin(references, preprocessed.split.train).all()


def test_a_long_sequence_has_consecutive_frames(preprocessed: ClipDataset) -> None:
    sampler = TrainingSampler(preprocessed, 4, seed=0)
    batch = sampler.long_sequence(8, 12)
    assert batch is not None and (np.diff(batch.frames) == 1).all() and len(batch.frames) == 12
    assert np.array_equal(batch.frames, sampler.long_sequence(8, 12).frames)
    assert sampler.long_sequence(8, 10_000) is None


def test_ahead_keeps_the_order_and_ends_its_thread() -> None:
    before = threading.active_count()
    with prefetch(iter(range(50))) as items:
        assert list(items) == list(range(50))
    endless = prefetch(itertools.count())
    assert [next(endless) for _ in range(5)] == [0, 1, 2, 3, 4]
    endless.close()
    assert threading.active_count() == before


def test_ahead_hands_on_exceptions() -> None:
    def broken():
        yield 1
        raise OSError("the disk is gone")

    with prefetch(broken()) as items:
        assert next(items) == 1
        with pytest.raises(OSError, match="the disk is gone"):
            next(items)
