"""Ping-pong order of source frames: forward and back, without a jump.

Speech is rarely as long as the clip. The clip is walked to its end and back again, so that the head
turns round instead of jumping.
"""

from __future__ import annotations

import numpy as np

MAX_HOP_FRAMES = 5
"""So many frames without a face are stepped over (0.2 s); a longer gap is turned round at."""

MIN_RUN_FRAMES = 50
"""A run shorter than this sways visibly; a longer one elsewhere is preferred."""


def usable_frames(found: np.ndarray, start_frame: int) -> np.ndarray:
    """The frames to walk on: those with a face, from one long gap to the next.

    found: (N,) bool, whether each frame's face was found. Of the runs that are long enough,
    the one at `start_frame` is taken, or else the nearest. Returns increasing int64 indices, empty
    where no face was found at all.
    """
    usable = np.flatnonzero(found)
    if not len(usable):
        return usable
    ends = np.flatnonzero(np.diff(usable) > MAX_HOP_FRAMES + 1) + 1
    runs = np.split(usable, ends)
    least = min(MIN_RUN_FRAMES, max(map(len, runs)))
    candidates = [run for run in runs if len(run) >= least]
    return min(candidates, key=lambda s: max(s[0] - start_frame, start_frame - s[-1], 0))


class PingPongIndex:
    """Walks `frames` forward from `start_frame`, back to the first, forward again and so on.

    The frames at the turns are shown once: two of the same frame would look like a stall.

    Args:
        frames: increasing indices, at least one.
        start_frame: where to begin; between two frames, at the later one.
    """

    def __init__(self, frames: np.ndarray, start_frame: int = 0) -> None:
        if not len(frames):
            raise ValueError("there are no frames to walk on")
        self._frames = frames
        self._first = min(int(np.searchsorted(frames, start_frame)), len(frames) - 1)

    def frame_at(self, step: int) -> int:
        """The source frame of frame `step` of the new video."""
        last = len(self._frames) - 1
        if last == 0:
            return int(self._frames[0])
        phase = (self._first + step) % (2 * last)
        return int(self._frames[phase if phase <= last else 2 * last - phase])
