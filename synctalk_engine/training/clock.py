"""Working time: without pauses, and without the time that the process was suspended.

A process that is stopped (SIGSTOP, a laptop's lid, a virtual machine put aside) would otherwise
find its time budget used up, and its images per second wrong, when it continues.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synctalk_engine.job import Job

STALL_S = 10.0
"""A shorter stall cannot be told from a slow step."""
STALL_CPU_FRACTION = 0.05
"""In a stall, CPU time is less than this fraction of the elapsed time."""


def now_s() -> float:
    """Seconds of the clock by which time budgets are kept."""
    return time.monotonic()


class WorkClock:
    """Like ``time.monotonic()``, but it stops while the process is paused or suspended.

    Read it at least once a step: stalls are detected between two readings.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._lost_s = 0.0
        self._sample()

    def now_s(self) -> float:
        """Seconds, comparable with ``time.monotonic()`` from before the first loss."""
        wall_s = time.monotonic() - self._wall_s
        paused_s = self._job.paused_s - self._paused_s
        busy_s = time.process_time() - self._busy_s
        rest_s = wall_s - paused_s
        stalled = rest_s > STALL_S and busy_s < STALL_CPU_FRACTION * rest_s
        self._lost_s += wall_s if stalled else paused_s
        self._sample()
        return self._wall_s - self._lost_s

    def _sample(self) -> None:
        self._wall_s = time.monotonic()
        self._busy_s = time.process_time()
        self._paused_s = self._job.paused_s
