"""Number of frames a conversion to a constant frame rate drops or repeats without need."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

GAP_S = 1.0
"""A longer time without a frame is a gap."""
LEAST_DEBT = 0.9
"""Output frames; less is rounding."""


class FrameRateConversion:
    """Counts source frames that a change of the frame rate left out or repeated without need."""

    def __init__(self, fps: Fraction) -> None:
        self._interval_s = 1 / float(fps)
        self._shown = array("L")
        self._times_s = array("d")

    def add(self, time_s: Fraction, shown_count: int) -> None:
        """Note a source frame, and how many output frames show it."""
        self._times_s.append(float(time_s))
        self._shown.append(shown_count)

    def dropped_and_doubled(self) -> tuple[int, int]:
        """Source frames that no output frame shows, and output frames that repeat the one before.

        What a constant rate explains does not count: of 30 frames per second, 5 are left out at 25.
        Nor do gaps of over a second, which are one thing to say, not hundreds.
        """
        intervals_s = np.diff(np.frombuffer(self._times_s))
        if not len(intervals_s):
            return 0, 0
        # One of them, not the mean of two: there may be none near that.
        median_s = np.sort(intervals_s)[len(intervals_s) // 2]
        usual_s = intervals_s[np.abs(intervals_s - median_s) <= median_s / 2].mean()
        expected = float(usual_s) / self._interval_s
        shown = np.array(self._shown)
        gaps = np.flatnonzero(intervals_s > max(GAP_S, 2 * usual_s))
        shown[gaps] = shown[gaps + 1] = round(expected)
        return unexplained(shown.tolist(), expected)


def unexplained(shown_counts: Sequence[int], expected: float) -> tuple[int, int]:
    """Number of frames are (not shown, repeated) beyond what a constant rate explains.

    Args:
        shown_counts: for each source frame, how many output frames show it. The last one is shown
            to the end of the video, which is half an interval longer; it does not count.
        expected: how many show each on average.
    """
    dropped = doubled = 0
    debt = (1 - expected) / 2
    """Output frames that are missing so far; a constant rate keeps it within half a frame."""
    for count in shown_counts[:-1]:
        debt += expected - count
        if count == 0 and debt > LEAST_DEBT:
            dropped += 1
            debt -= 1
        elif count > 1 and debt < -LEAST_DEBT:
            extra = min(int(-debt - LEAST_DEBT) + 1, count - 1)
            doubled += extra
            debt += extra
        debt = min(max(debt, -1.0), 1.0)
    return dropped, doubled
