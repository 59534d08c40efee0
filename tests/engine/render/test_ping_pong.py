"""Which source frames are shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synctalk_engine.render.ping_pong import (
    MAX_HOP_FRAMES,
    MIN_RUN_FRAMES,
    PingPongIndex,
    usable_frames,
)


def test_walk_turns_round_at_both_ends_without_showing_a_frame_twice():
    walk = PingPongIndex(np.arange(4), start_frame=2)
    assert [walk.frame_at(step) for step in range(10)] == [2, 3, 2, 1, 0, 1, 2, 3, 2, 1]


@given(
    count=st.integers(2, 40),
    start=st.integers(0, 60),
    steps=st.integers(1, 300),
)
def test_walk_never_jumps(count, start, steps):
    walk = PingPongIndex(np.arange(count), start)
    shown = [walk.frame_at(step) for step in range(steps)]
    assert shown[0] == min(start, count - 1)
    assert all(0 <= frame < count for frame in shown)
    assert (np.abs(np.diff(shown)) == 1).all()


def test_single_frame_is_a_still():
    walk = PingPongIndex(np.array([7]), 0)
    assert {walk.frame_at(step) for step in range(5)} == {7}


def test_no_frames_is_misuse():
    with pytest.raises(ValueError, match="no frames"):
        PingPongIndex(np.array([], int), 0)


def test_short_gaps_are_stepped_over():
    found = np.ones(200, bool)
    found[60 : 60 + MAX_HOP_FRAMES] = False
    frames = usable_frames(found, 0)
    assert len(frames) == 200 - MAX_HOP_FRAMES
    assert not set(frames) & set(range(60, 60 + MAX_HOP_FRAMES))


def test_long_gaps_are_turned_round_at():
    found = np.ones(300, bool)
    found[100:120] = False
    assert usable_frames(found, 20).tolist() == list(range(100))
    assert usable_frames(found, 108).tolist() == list(range(100))
    assert usable_frames(found, 112).tolist() == list(range(120, 300))
    assert usable_frames(found, 200).tolist() == list(range(120, 300))


def test_a_run_that_is_too_short_gives_way_to_its_neighbour():
    found = np.zeros(300, bool)
    found[:10] = True
    found[100 : 100 + MIN_RUN_FRAMES] = True
    assert usable_frames(found, 0)[0] == 100


def test_a_clip_of_short_runs_still_has_frames():
    found = np.zeros(100, bool)
    found[:5], found[50:60] = True, True
    assert usable_frames(found, 0).tolist() == list(range(50, 60))


def test_a_clip_without_a_face_has_no_frames():
    assert len(usable_frames(np.zeros(10, bool), 0)) == 0
