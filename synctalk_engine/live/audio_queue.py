"""Audio on its way from a source to the stream, in whatever pieces the source gives it.

Samples are float32 mono in -1..1 at ``LIVE_RATE_HZ``.
"""

from __future__ import annotations

import threading
from collections import deque

import numpy as np

LIVE_RATE_HZ = 48_000


class AudioQueue:
    """Takes audio from one thread and gives it to another.

    Args:
        prebuffer_samples: after the queue ran empty, nothing is given until so much more than was
            asked for is there. Absorbs the jitter of a microphone or a network.
        limit_samples: more is not kept. ``put`` drops the oldest, so that latency does not grow
            when the source's clock is faster than ours; ``put_waiting`` waits for room instead.
        takes_waiting: ``take`` waits for a source that always has more, such as a file.
    """

    def __init__(
        self,
        prebuffer_samples: int = 0,
        limit_samples: int = 2 * LIVE_RATE_HZ,
        takes_waiting: bool = False,
    ) -> None:
        self._takes_waiting = takes_waiting
        self._prebuffer_samples, self._limit_samples = prebuffer_samples, limit_samples
        self._pieces: deque[np.ndarray] = deque()
        self._count = 0
        self._is_filling = True
        self._has_ended = self._is_closed = False
        self._changed = threading.Condition()
        self.dropped_samples = 0
        self.error: Exception | None = None
        """Why the source ended, where it did not end by itself."""

    def __len__(self) -> int:
        return self._count

    @property
    def is_finished(self) -> bool:
        """Whether all audio was taken and no more will come."""
        with self._changed:
            return self._has_ended and self._count == 0

    def put(self, samples: np.ndarray) -> None:
        """Add audio; what is too old is dropped."""
        with self._changed:
            self._append(samples)
            surplus = self._count - self._limit_samples
            if surplus > 0:
                self._remove(surplus)
                self.dropped_samples += surplus

    def put_waiting(self, samples: np.ndarray) -> bool:
        """Add audio once there is room; False where nobody takes it any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._count < self._limit_samples)
            if self._is_closed:
                return False
            self._append(samples)
            self._changed.notify_all()
            return True

    def take(self, count: int) -> np.ndarray:
        """The next ``count`` samples; silence stands in for what has not come."""
        with self._changed:
            if self._takes_waiting:
                self._changed.wait_for(lambda: self._has_ended or self._count >= count)
            is_enough = self._count >= count + self._prebuffer_samples or self._has_ended
            if self._prebuffer_samples and self._is_filling and not is_enough:
                return np.zeros(count, np.float32)
            given = self._remove(min(count, self._count))
            self._is_filling = len(given) < count
            self._changed.notify_all()
        return np.concatenate([given, np.zeros(count - len(given), np.float32)])

    def end(self, error: Exception | None = None) -> None:
        """Say that no more audio will come."""
        with self._changed:
            self._has_ended, self.error = True, error
            self._changed.notify_all()

    def close(self) -> None:
        """Say that nothing will be taken any more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _append(self, samples: np.ndarray) -> None:
        self._pieces.append(np.asarray(samples, np.float32))
        self._count += len(samples)

    def _remove(self, count: int) -> np.ndarray:
        taken: list[np.ndarray] = []
        left = count
        while left:
            piece = self._pieces.popleft()
            if len(piece) > left:
                self._pieces.appendleft(piece[left:])
                piece = piece[:left]
            taken.append(piece)
            left -= len(piece)
        self._count -= count
        return np.concatenate(taken) if taken else np.zeros(0, np.float32)
