"""How much of the check's minutes is left."""

from __future__ import annotations

import time
from collections.abc import Callable

OUT_OF_TIME = "no time left"


class Budget:
    """Seconds until a part of the check should be over.

    Args:
        seconds: from now on.
        clock_s: monotonic clock; tests give another.
    """

    def __init__(self, seconds: float, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._end_s = clock_s() + seconds

    @property
    def left_s(self) -> float:
        return self._end_s - self._clock_s()

    def has(self, seconds: float) -> bool:
        """Whether something that takes so long still fits."""
        return self.left_s >= seconds

    def fraction(self, fraction: float) -> Budget:
        """A budget of a fraction of what is left, starting now."""
        return Budget(max(0.0, self.left_s) * fraction, self._clock_s)
