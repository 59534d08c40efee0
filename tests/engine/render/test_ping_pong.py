"""Which source frames are shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synctalk_engine.render.ping_pong import PingPongIndex


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
