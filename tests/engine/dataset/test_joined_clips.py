"""Several preprocessed videos as one dataset: no pair or window crosses from one into another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from synctalk_engine.dataset.batches import (
    TrainingSampler,
    audio_windows,
    held_out_references,
    make_batch,
)
from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.dataset.joined_clips import GUARD_FRAMES, concat_clips
from synctalk_engine.errors import DatasetError
from synctalk_engine.models.presets import get_preset
from tests.helpers.preprocessed_clip import make_preprocessed_clip


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> list[ClipDataset]:
    folder = tmp_path_factory.mktemp("two clips")
    preset = get_preset("lite-160")
    return [
        open_clip_dataset(make_preprocessed_clip(folder / name, frames, seed).path, preset)
        for name, frames, seed in (("first", 110, 1), ("second", 140, 2))
    ]


def _of(clip: ClipDataset, frames: np.ndarray) -> list[int]:
    """Which video each frame is of."""
    owners = [
        [
            number
            for number, part in enumerate(clip.source_videos)
            if part.first <= frame < part.stop
        ]
        for frame in np.asarray(frames).ravel()
    ]
    assert all(len(owner) == 1 for owner in owners), "a frame of no video"
    return [owner[0] for owner in owners]


def test_each_frame_is_what_it_was(two: list[ClipDataset]) -> None:
    whole = concat_clips(two)
    second = two[1]
    start = whole.source_videos[1].first
    assert start == len(two[0]) + GUARD_FRAMES and len(whole) == start + len(second)
    frames = np.array([3, 80, 139])
    assert np.array_equal(whole.crops[frames + start], second.crops[frames])
    for name in ("patches", "mel", "mouth_boxes", "poses", "points", "patch_to_crop"):
        assert np.array_equal(getattr(whole, name)[frames + start], getattr(second, name)[frames])
    own = make_batch(second, frames, frames[::-1])
    joined = make_batch(whole, frames + start, frames[::-1] + start)
    for name in ("image", "target", "audio", "mouth_boxes", "patch_to_input"):
        assert np.array_equal(getattr(own, name), getattr(joined, name)), name


def test_no_audio_window_reaches_into_the_other_video(two: list[ClipDataset]) -> None:
    whole = concat_clips(two)
    last, first = len(two[0]) - 1, whole.source_videos[1].first
    assert np.array_equal(
        audio_windows(whole, np.array([last, first])),
        np.concatenate(
            [audio_windows(two[0], np.array([last])), audio_windows(two[1], np.array([0]))]
        ),
    )


def test_samples_are_of_both_and_never_cross(two: list[ClipDataset]) -> None:
    whole = concat_clips(two)
    sampler = TrainingSampler(whole, 8, seed=0)
    seen: set[int] = set()
    for step in range(30):
        frames = sampler.frames(step)
        owners = _of(whole, frames)
        assert owners[::2] == owners[1::2]
        assert owners == _of(whole, sampler.references(step, frames))
        seen |= set(owners)
        sequence = sampler.long_sequence(step, 12)
        assert sequence is not None and len(set(_of(whole, sequence.frames))) == 1
    assert seen == {0, 1}


def test_the_last_fifth_of_each_is_for_validation(two: list[ClipDataset]) -> None:
    whole = concat_clips(two)
    for part, clip in zip(whole.source_videos, two, strict=True):
        assert np.array_equal(part.of(whole.split.held_out), clip.split.held_out + part.first)
        assert np.array_equal(part.of(whole.split.train), clip.split.train + part.first)
    references = held_out_references(whole, whole.split.held_out)
    assert _of(whole, references) == _of(whole, whole.split.held_out)
    assert not set(references.tolist()) & set(whole.split.held_out.tolist())


def test_one_video_stays_as_it_is(two: list[ClipDataset]) -> None:
    assert concat_clips(two[:1]) is two[0]


def test_videos_that_differ_are_refused(two: list[ClipDataset], tmp_path: Path) -> None:
    other = open_clip_dataset(two[1].clip.path, two[1].preset, "mel")
    with pytest.raises(DatasetError, match="they differ in features") as caught:
        concat_clips([two[0], other])
    assert caught.value.code == "videos_unlike"
    with pytest.raises(DatasetError, match="frames a second"):
        concat_clips([two[0], replace(two[1], fps=20.0)])
