"""Time spent at work: without pauses, and without what the system took away.

A process that is stopped (SIGSTOP, a laptop's lid, a virtual machine put aside) would otherwise
find its time budget used up and its images a second ruined when it goes on.
"""

from __future__ import annotations

import time

from synctalk_engine.job import Job

STALL_S = 10.0
"""A shorter standstill is not told from a slow step."""
STALL_CPU_FRACTION = 0.05
"""At a standstill, processor time is less than this share of the time that passed."""


def now_s() -> float:
    """Seconds of the clock by which time budgets are kept."""
    return time.monotonic()


class WorkClock:
    """Like ``time.monotonic()``, but it stands still while nothing is done.

    Ask it at least once a step: a standstill is found by what passed between two questions.
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
