"""The order of source frames, and the rate at which they are written."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from synctalk_engine.media.frame_rate_writer import FrameRateWriter, frames_shown
from synctalk_engine.render.frame_order import ForwardIndex, FrameRange, OnceIndex, loop_points

TEN_MINUTES = 15_000
"""Frames at 25 a second."""


def shown(order, count: int) -> list[int]:
    return [order.frame_at(step) for step in range(count)]


def head_at(x: np.ndarray) -> np.ndarray:
    """(N, 110, 2) landmarks of a head that moves sideways."""
    points = np.random.default_rng(1).uniform(0, 100, (110, 2))
    return points[None] + np.stack([x, np.zeros_like(x)], axis=1)[:, None]


def test_once_holds_the_last_frame_and_never_ends_early():
    assert shown(OnceIndex(np.array([3, 4, 6]), 4), 5) == [4, 6, 6, 6, 6]
    assert shown(OnceIndex(np.array([3])), 2) == [3, 3]


def test_forward_shows_the_end_and_then_only_the_loop():
    order = ForwardIndex(np.arange(10, 16), (1, 4))
    assert shown(order, 9) == [10, 11, 12, 13, 14, 12, 13, 14, 12]
    assert shown(ForwardIndex(np.array([7]), (0, 0)), 3) == [7, 7, 7]


def test_the_loop_is_closed_where_the_head_is_and_moves_alike():
    """A sway of 40 frames: the loop is a multiple of it, not half of it, where it moves back."""
    x = 20 * np.sin(np.arange(200) / 40 * 2 * np.pi)
    first, last = loop_points(head_at(x))
    assert (last - first) % 40 == 0
    jump = abs(x[last] - x[first])
    assert jump < 1e-6 and last >= 140 and first < 60


@pytest.mark.parametrize(
    ("shown_range", "expected"),
    [
        (FrameRange(3), range(10)),
        (FrameRange(3, 6), range(3, 7)),
        (FrameRange(3, None, "once"), range(3, 10)),
        (FrameRange(0, 0, "forward"), range(1)),
    ],
)
def test_a_range_admits_its_frames_only(shown_range, expected):
    assert np.flatnonzero(shown_range.contains(10)).tolist() == list(expected)


@pytest.mark.parametrize(
    ("shown_range", "expected"),
    [
        (FrameRange(), range(2, 8)),
        (FrameRange(3, 6, "forward"), range(3, 6)),
        (FrameRange(1, None, "once"), range(1, 10)),
        (FrameRange(8, None, "once"), range(0)),
    ],
)
def test_frames_between_faces_are_shown_and_a_loop_begins_and_ends_with_a_face(
    shown_range, expected
):
    found = np.isin(np.arange(10), [2, 3, 5, 7])
    assert shown_range.shown(found).tolist() == list(expected)


@pytest.mark.parametrize("output_fps", [25, 30, 50])
@pytest.mark.parametrize("source_fps", [20, 25, 30])
def test_no_rate_drifts_in_ten_minutes(source_fps, output_fps):
    """Each output frame shows the frame that is on screen at its time; the last ones too."""
    written: list[int] = []

    class Collector:
        path = None

        def write(self, image):
            written.append(int(image))

    count = TEN_MINUTES * source_fps // 25
    writer = FrameRateWriter(Collector(), Fraction(source_fps), Fraction(output_fps))
    for index in range(count):
        writer.write(index)
    assert len(written) == 600 * output_fps == frames_shown(count, source_fps, output_fps)
    times = np.arange(len(written)) / output_fps
    late_s = times - np.array(written) / source_fps
    assert late_s.min() >= -1e-9 and late_s.max() < 1 / source_fps


def test_the_last_frame_is_never_left_out():
    assert frames_shown(1, Fraction(25), Fraction(30)) == 2
    assert frames_shown(7, Fraction(50), Fraction(25)) == 4


def test_alike_frames_are_found_a_good_way_into_the_range():
    points = np.zeros((100, 110, 2))
    points[:, :, 0] = 3.0 * np.arange(100)[:, None]  # it only moves away, but for one place
    points[74:78] = points[24:28]
    first, last = loop_points(points)
    assert (last - first) == 50 and 24 <= first < 28
