from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synctalk_engine.dataset.split import runs_of, split_frames
from synctalk_engine.errors import DatasetError


def test_the_last_fifth_is_held_out_after_a_gap_of_a_second() -> None:
    split = split_frames("clip", np.ones(1499, bool), 25.0)
    assert split.train[[0, -1]].tolist() == [0, 1173]
    assert split.held_out[[0, -1]].tolist() == [1199, 1498]


def test_frames_without_a_face_are_in_neither_part() -> None:
    usable = np.ones(400, bool)
    usable[[3, 50, 390]] = False
    split = split_frames("clip", usable, 25.0)
    assert not {3, 50, 390} & {*split.train.tolist(), *split.held_out.tolist()}
    assert {4, 389} <= {*split.train.tolist(), *split.held_out.tolist()}


@pytest.mark.parametrize("frames", [0, 1, 40])
def test_too_short_a_clip_is_refused_with_what_is_needed(frames: int) -> None:
    with pytest.raises(DatasetError) as caught:
        split_frames("clip", np.ones(frames, bool), 25.0)
    assert caught.value.code == "clip_too_short"
    needed = caught.value.params["needed"]
    split_frames("clip", np.ones(needed, bool), 25.0)


@given(
    st.sets(st.integers(0, 60)).map(lambda numbers: np.array(sorted(numbers), np.int64)),
    st.integers(1, 6),
)
def test_runs_are_exactly_the_stretches_without_a_hole(frames: np.ndarray, length: int) -> None:
    present = set(frames.tolist())
    expected = [f for f in frames.tolist() if all(f + i in present for i in range(length))]
    assert runs_of(frames, length).tolist() == expected
