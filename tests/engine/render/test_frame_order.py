"""The order of source frames, and the rate at which they are written."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from synctalk_engine.media.frame_rate_writer import FrameRateWriter, frames_shown
from synctalk_engine.render.cross_fade import morphed
from synctalk_engine.render.frame_order import (
    FADE_FRAMES,
    Fade,
    FadedOrder,
    ForwardIndex,
    FrameRange,
    OnceIndex,
    best_loop,
    loop_points,
)

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
    first, last = loop_points(head_at(x))[0]
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
    first, last = loop_points(points)[0]
    assert (last - first) == 50 and 24 <= first < 28


def test_the_end_of_a_loop_is_led_over_to_what_precedes_its_beginning():
    order = ForwardIndex(np.arange(100), (20, 80))
    fades = [order.fade_at(step) for step in range(150)]
    led = [step for step, fade in enumerate(fades) if fade is not None]
    assert led == [*range(81 - FADE_FRAMES, 81), *range(141 - FADE_FRAMES, 141)]  # in each round
    assert [fades[step].frame for step in led[:FADE_FRAMES]] == list(range(21 - FADE_FRAMES, 21))
    weights = [fades[step].weight for step in led[:FADE_FRAMES]]
    np.testing.assert_allclose(np.diff([0, *weights, 1]), 1 / (FADE_FRAMES + 1))
    assert order.frame_at(81) == 21 and FadedOrder(order).frame_at(80) == 20
    assert FadedOrder(order).frame_at(40) == 40


def test_a_loop_without_frames_before_it_is_faded_as_far_as_there_are_some():
    order = ForwardIndex(np.arange(10, 20), (0, 9))
    assert [order.fade_at(step) for step in range(8, 11)] == [None, Fade(10, 0.5), None]
    assert ForwardIndex(np.array([7]), (0, 0)).fade_at(3) is None


def test_of_places_that_fit_the_images_choose():
    """A head that sways: several pairs of places are alike, and one of them has the same light."""
    x = 20 * np.sin(np.arange(300) / 30 * 2 * np.pi)
    points = head_at(x)
    pairs = loop_points(points)
    assert len(pairs) > 3
    wanted = pairs[2]
    frames = np.arange(1000, 1300)

    def unlikeness(one: int, other: int) -> float:
        return float((one - 1000, other - 1000) != wanted)

    assert best_loop(frames, points, unlikeness) == wanted
    assert best_loop(frames, points) == pairs[0]


def test_two_heads_beside_one_another_become_one_in_between():
    """A blob that lies 6 px to the right in the second image lies 3 px to the right half way."""
    x, y = np.meshgrid(np.arange(120), np.arange(90))
    texture = 20 * np.sin(x / 7) + 20 * np.cos(y / 5)

    def image(at_px: float) -> np.ndarray:
        blob = 150 * np.exp(-((x - at_px) ** 2 + (y - 45) ** 2) / 150)
        return np.repeat((50 + blob + texture)[..., None], 3, axis=2).clip(0, 255).astype(np.uint8)

    first, second = image(50), image(56)
    between = morphed(first, second, 0.5).astype(float)
    blend = (first.astype(float) + second) / 2
    truth = image(53).astype(float)
    assert np.abs(between - truth).max() < 0.6 * np.abs(blend - truth).max()
    assert morphed(first, second, 0) is first and morphed(first, second, 1) is second
    assert morphed(first, first, 0.3) is first
