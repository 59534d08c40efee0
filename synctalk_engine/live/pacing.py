"""Which frame is due. The clock decides: a frame whose time has passed is left out, not delayed."""

from __future__ import annotations

import math
import time
from typing import Protocol


class Clock(Protocol):
    """The part of the module ``time`` that pacing needs; tests give another one."""

    def monotonic(self) -> float:
        """Seconds."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        ...


class FramePacer:
    """Waits for the frames of a stream that began now.

    Frame ``i`` is due when its audio is complete, ``(i + 1) / fps`` seconds after the start.

    Args:
        fps: frames per second.
        clock: the module ``time`` unless a test gives another one.
    """

    def __init__(self, fps: float, clock: Clock = time) -> None:
        self.fps, self._clock = fps, clock
        self._start_s = clock.monotonic()
        self._last = -1
        self.dropped_frames = 0

    def wait(self) -> int:
        """Wait for the next frame and return its index; a later one where some were missed."""
        index = self._last + 1
        left_s = self.due_s(index) - self._clock.monotonic()
        if left_s > 0:
            self._clock.sleep(left_s)
        else:
            index = max(index, self._newest_due())
        self.dropped_frames += index - self._last - 1
        self._last = index
        return index

    def due_s(self, index: int) -> float:
        """The clock's time at which a frame's audio is complete."""
        return self._start_s + (index + 1) / self.fps

    def _newest_due(self) -> int:
        frames = (self._clock.monotonic() - self._start_s) * self.fps
        return math.floor(frames + 1e-6) - 1
