from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synctalk_engine.dataset.split import sequence_starts, split_frames
from synctalk_engine.errors import DatasetError


def split_of(usable: np.ndarray, excluded: tuple[int, ...] = ()):
    mask = np.zeros(len(usable), bool)
    mask[list(excluded)] = True
    return split_frames("clip", usable, mask, 25.0)


def test_the_last_fifth_is_for_validation_after_a_gap_of_a_second() -> None:
    split = split_of(np.ones(1499, bool))
    assert split.train[[0, -1]].tolist() == [0, 1173]
    assert split.held_out[[0, -1]].tolist() == [1199, 1498]


def test_frames_without_a_face_are_in_neither_part() -> None:
    usable = np.ones(400, bool)
    usable[[3, 50, 390]] = False
    split = split_of(usable)
    assert not {3, 50, 390} & {*split.train.tolist(), *split.held_out.tolist()}
    assert {4, 389} <= {*split.train.tolist(), *split.held_out.tolist()}


@pytest.mark.parametrize("frames", [0, 1, 40])
def test_too_short_a_clip_is_refused_with_what_is_needed(frames: int) -> None:
    with pytest.raises(DatasetError) as caught:
        split_of(np.ones(frames, bool))
    assert caught.value.code == "clip_too_short"
    needed = caught.value.params["needed"]
    split_of(np.ones(needed, bool))


def test_excluded_frames_are_in_neither_part_and_move_no_border() -> None:
    whole = split_of(np.ones(400, bool))
    split = split_of(np.ones(400, bool), (*range(10, 40), 330, 331))
    assert split.train.tolist() == [f for f in whole.train.tolist() if not 10 <= f < 40]
    assert split.held_out.tolist() == [f for f in whole.held_out.tolist() if f not in (330, 331)]


@pytest.mark.parametrize("excluded", [range(0, 260), range(320, 400)])
def test_excluding_too_much_is_told_apart_from_a_short_clip(excluded: range) -> None:
    with pytest.raises(DatasetError) as caught:
        split_of(np.ones(400, bool), tuple(excluded))
    assert caught.value.code == "too_much_excluded"
    with pytest.raises(DatasetError) as caught:
        split_of(np.ones(40, bool), (3,))
    assert caught.value.code == "clip_too_short"


@given(
    st.sets(st.integers(0, 60)).map(lambda numbers: np.array(sorted(numbers), np.int64)),
    st.integers(1, 6),
)
def test_runs_are_the_ranges_without_a_gap(frames: np.ndarray, length: int) -> None:
    present = set(frames.tolist())
    expected = [f for f in frames.tolist() if all(f + i in present for i in range(length))]
    assert sequence_starts(frames, length).tolist() == expected
