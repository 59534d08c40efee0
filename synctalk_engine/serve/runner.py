"""Starts jobs as engine processes, a few at a time; the others wait in the order they came."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Protocol

from synctalk_engine.protocol.events import ENDED_STATES
from synctalk_engine.workspace.engine_process import EngineCommand, start_run
from synctalk_engine.workspace.runs import RunFolder

logger = logging.getLogger(__name__)

QUEUED = "queued"
"""The state of a job that waits; no event says it."""


class EngineProcess(Protocol):
    """What the runner needs of a process that it started."""

    def wait(self) -> int:
        """Wait for its end."""
        ...


class JobRunner:
    """A queue of runs and the threads that work it off.

    The processes are detached: they go on when the server ends, as they do when a window is closed.

    Args:
        at_once: how many run at the same time.
        start: starts the process of a run.
    """

    def __init__(
        self, at_once: int = 1, start: Callable[[RunFolder], EngineProcess] | None = None
    ) -> None:
        self._start = start or (lambda run: start_run(run, EngineCommand.default()))
        self._waiting: queue.SimpleQueue[RunFolder] = queue.SimpleQueue()
        self._queued: set[str] = set()
        self._lock = threading.Lock()
        for number in range(at_once):
            threading.Thread(target=self._work, name=f"serve-job-{number}", daemon=True).start()

    def add(self, run: RunFolder) -> None:
        """Queue a run."""
        with self._lock:
            self._queued.add(run.run_id)
        self._waiting.put(run)

    def state(self, run: RunFolder) -> str:
        """``queued``, or what the run's folder says."""
        with self._lock:
            if run.run_id in self._queued:
                return QUEUED
        return run.status().value

    def cancel(self, run: RunFolder) -> bool:
        """Take a run that waits out of the queue; False where it has started."""
        with self._lock:
            if run.run_id not in self._queued:
                return False
            self._queued.discard(run.run_id)
        return True

    def has_ended(self, run: RunFolder) -> bool:
        """Whether no more events are to come."""
        return self.state(run) != QUEUED and run.status() in ENDED_STATES

    def _work(self) -> None:
        while True:
            run = self._waiting.get()
            with self._lock:
                is_wanted = run.run_id in self._queued
            if not is_wanted:
                continue
            try:
                process = self._start(run)
            except OSError:
                logger.exception("%s could not be started", run.run_id)
                self.cancel(run)
                continue
            self.cancel(run)
            process.wait()
