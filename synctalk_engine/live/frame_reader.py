"""Reads the source's frames a little before they are shown."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

AHEAD = 6
THREADS = 1


class FrameReader:
    """Frames by their step in the stream; the next few are read in a thread meanwhile.

    Args:
        read: reads the frame of a step. Called from another thread.
    """

    def __init__(self, read: Callable[[int], np.ndarray]) -> None:
        self._read = read
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="live-read")
        self._waiting: dict[int, Future[np.ndarray]] = {}

    def __enter__(self) -> FrameReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def get(self, step: int) -> np.ndarray:
        """The frame of a step; steps only grow. Raises what reading it raises."""
        for passed in [other for other in self._waiting if other < step]:
            self._waiting.pop(passed).cancel()
        for ahead in range(step, step + AHEAD):
            if ahead not in self._waiting:
                self._waiting[ahead] = self._pool.submit(self._read, ahead)
        return self._waiting.pop(step).result()
