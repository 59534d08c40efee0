"""What was taken out of training by hand, as a file and as frames."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synctalk_engine.workspace.exclusions import (
    FILE_NAME,
    excluded_mask,
    normalised,
    ranges_of,
    read_excluded,
    without,
    write_excluded,
)

RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)


@given(RANGES, st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_ranges_cover_exactly_their_frames(ranges, taken_in) -> None:
    mask = np.zeros(60, bool)
    for begin, end in ranges:
        mask[begin:end] = True
    assert (excluded_mask(normalised(ranges), 60) == mask).all()
    assert ranges_of(mask) == normalised((a, min(b, 60)) for a, b in ranges)
    mask[slice(*taken_in)] = False
    assert (excluded_mask(without(ranges, *taken_in), 60) == mask).all()


def test_what_was_written_is_read_again_and_all_may_be_taken_in(tmp_path: Path) -> None:
    assert read_excluded(tmp_path, 25.0) == ()
    write_excluded(tmp_path, [], 25.0)
    assert not (tmp_path / FILE_NAME).exists()
    write_excluded(tmp_path, [(30, 40), (5, 10), (8, 12)], 25.0)
    assert read_excluded(tmp_path, 25.0) == ((5, 12), (30, 40))
    write_excluded(tmp_path, [], 25.0)
    assert read_excluded(tmp_path, 25.0) == ()


def test_another_rate_of_frames_keeps_the_time(tmp_path: Path) -> None:
    write_excluded(tmp_path, [(50, 100)], 25.0)
    assert read_excluded(tmp_path, 20.0) == ((40, 80),)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"frames": [[1, 2]]}', '{"fps": 0, "frames": [[1, 2]]}', '{"fps": 25}',
             '{"fps": 25, "frames": [[1]]}', '{"fps": 25, "frames": [["a", 2]]}'],
)  # fmt: skip
def test_a_broken_file_excludes_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    assert read_excluded(tmp_path, 25.0) == ()
