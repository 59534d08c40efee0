"""Wrong timestamps: the order of the frames counts, and lost frames are counted."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest

from synctalk_engine.media.frame_rate_conversion import FrameRateConversion, unexplained
from synctalk_engine.media.frame_times import (
    FrameClock,
    StampedFrame,
    from_zero,
    sorted_stamps,
)

FRAME_MS = 40


def stamped(stamps_ms: list[int | None]) -> list[StampedFrame]:
    """Frames that carry their number, with the given stamps."""
    frames = []
    for number, stamp_ms in enumerate(stamps_ms):
        frame = av.VideoFrame(16, 16, "gray")
        frame.pts = number
        stamp_s = None if stamp_ms is None else Fraction(stamp_ms, 1000)
        frames.append(StampedFrame(stamp_s, Fraction(FRAME_MS, 1000), frame))
    return frames


def times_ms(stamps_ms: list[int | None], latest_ms: int | None = None) -> list[float]:
    clock = FrameClock(None if latest_ms is None else Fraction(latest_ms, 1000))
    timed = list(clock.timed(stamped(stamps_ms)))
    numbers = [frame.pts for _time_s, frame in timed]
    assert numbers == sorted(numbers), "frames keep their order"
    return [float(time_s * 1000) for time_s, _frame in timed]


def test_right_stamps_are_left_alone():
    stamps = [0, 33, 67, 100, 133]
    assert times_ms(stamps) == stamps


def test_a_rare_frame_is_a_gap():
    stamps = [0, 40, 30_000, 60_000, 60_040]
    assert times_ms(stamps) == stamps


@pytest.mark.parametrize(
    "stamps",
    [
        [0, 0, 80, 80, 160, 160],
        [0, None, 80, None, 160, 200],
        [0, 40, 80, 80, 160, 200],
        [0, 40, 9_000, 120, 160, 200],
        [0, 40, -5_000, 120, 160, 200],
        [0, 40, 80, 40, 160, 200],
        [None, None, None, None, None, None],
        [0, None, None, None, None, None],
        [0, 40, 80, 120, 160, 160],
        [0, 40, 80, 120, 160, 100],
    ],
)
def test_single_wrong_stamps_are_replaced_by_even_steps(stamps):
    assert times_ms(stamps) == [0, 40, 80, 120, 160, 200]


def test_a_clock_that_starts_again_goes_on():
    first = list(range(0, 4000, FRAME_MS))
    second = list(range(0, 2000, FRAME_MS))
    assert times_ms(first + second + second) == list(range(0, 8000, FRAME_MS))


def test_a_clock_that_starts_again_a_little_earlier_goes_on():
    first = list(range(0, 2000, FRAME_MS))
    second = list(range(1500, 4000, FRAME_MS))
    times = times_ms(first + second)
    assert len(times) == len(first) + len(second)
    assert max(np.diff(times)) <= FRAME_MS
    assert min(np.diff(times)) > 0
    assert times[-1] == pytest.approx((len(times) - 1) * FRAME_MS, abs=1)


def test_a_stamp_beyond_the_end_of_the_file_is_broken():
    assert times_ms([0, 40, 80, 10**7], latest_ms=5_120) == [0, 40, 80]
    assert times_ms([0, 40, 80, 10**7, 10**7 + 40], latest_ms=5_120) == [0, 40, 80]


def test_stamps_in_the_order_of_storage_are_sorted():
    stamps = [1, 4, 3, 5, 2, 8, 7, 9, 6, 12, 11, 13, 10]
    frames = list(sorted_stamps(stamped([FRAME_MS * stamp for stamp in stamps])))
    assert [frame.frame.pts for frame in frames] == list(range(13))
    assert [frame.stamp_s * 1000 for frame in frames] == [FRAME_MS * k for k in range(1, 14)]


def test_zero_is_the_stated_start_unless_the_first_frame_is_earlier():
    later = from_zero(stamped([500, 540]), Fraction(0))
    assert [frame.stamp_s for frame in later] == [Fraction(1, 2), Fraction(27, 50)]
    earlier = from_zero(stamped([-80, -40, 0]), Fraction(0))
    assert [frame.stamp_s * 1000 for frame in earlier] == [0, 40, 80]


def shown_at(source_fps: float, seconds: float = 60.0, fps: float = 25.0) -> list[int]:
    """How many output frames show each frame of a constant rate, by the nearest one."""
    times = np.arange(round(seconds * source_fps)) / source_fps
    borders = (times[1:] + times[:-1]) / 2
    counts = np.searchsorted(borders, np.arange(round(seconds * fps)) / fps, side="left")
    return np.bincount(counts, minlength=len(times)).tolist()


@pytest.mark.parametrize(
    "source_fps", [5, 10, 12.5, 15, 23.976, 24, 25, 29.97, 30, 48, 50, 60, 120]
)
def test_a_change_of_rate_explains_itself(source_fps):
    assert unexplained(shown_at(source_fps), 25 / source_fps) == (0, 0)


def test_frames_left_out_and_repeated_are_counted():
    assert unexplained([1, 0, 2, 1, 0, 2, 1, 1], 1.0) == (2, 2)
    assert unexplained([1] * 50 + [4] + [1] * 50, 1.0) == (0, 3)
    assert unexplained([1] * 50 + [0, 0, 0] + [1] * 50, 1.0) == (3, 0)


def test_frames_lost_by_the_camera_are_counted_beyond_the_change_of_rate():
    shown = shown_at(30)
    dropped, doubled = unexplained([*shown[:600], 26, *shown[600:]], 25 / 30)
    assert dropped == 0
    assert doubled == pytest.approx(25, abs=1)


def test_three_frames_at_uneven_times_are_counted() -> None:
    """None of the two intervals is near their mean; found by fuzzing."""
    change = FrameRateConversion(Fraction(25))
    for time_s, shown in ((Fraction(0), 1), (Fraction(1, 25), 13), (Fraction(26, 25), 13)):
        change.add(time_s, shown)
    dropped, doubled = change.dropped_and_doubled()
    assert dropped >= 0 and doubled >= 0
