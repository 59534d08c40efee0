"""Stands in for the module ``time``: it stands still until a test moves it."""

from __future__ import annotations

import time


class FakeTime:
    """``now_s`` is what all clocks say; sleeping moves it."""

    def __init__(self, now_s: float = 1000.0) -> None:
        self.now_s = now_s

    def monotonic(self) -> float:
        return self.now_s

    process_time = perf_counter = monotonic

    def time(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds
