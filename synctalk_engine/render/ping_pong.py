"""Ping-pong order of source frames: forward and back, without a jump.

Speech is rarely as long as the clip. The clip is walked to its end and back again, so that the head
turns round instead of jumping.
"""

from __future__ import annotations

import numpy as np


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

    def fade_at(self, step: int) -> None:
        """Nothing is led over: the walk turns round."""
