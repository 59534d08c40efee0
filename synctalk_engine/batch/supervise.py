"""Preprocesses many videos, each in an engine process and a run folder of its own.

A bad video, a crash or a want of memory ends one process, not the batch. What happens is read from
the runs' event files, as the window does it.
"""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import psutil

from synctalk_engine.errors import SynctalkError
from synctalk_engine.jobs import create_run
from synctalk_engine.protocol.events import Event
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.protocol.results import PreprocessResult, VideoOutcome
from synctalk_engine.run_process import POLL_S, RunEnd, RunOutcome, RunProcess, error_fields
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder

CORES_EACH = 2
MEMORY_EACH_BYTES = 1.5 * 2**30
"""What one preprocessing was measured to keep busy: two cores, and this much memory at most."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class VideoResult:
    """What came of one video."""

    name: str
    path: str
    result: VideoOutcome
    frames: int | None = None
    frames_per_s: float | None = None
    seconds: float = 0.0
    run_id: str | None = None
    error: dict[str, Any] | None = None
    """``code, message, hint, params``; of a video that failed."""


class BatchObserver(Protocol):
    """Who is told what happens."""

    def on_event(self, name: str, event: Event) -> None:
        """A run wrote an event."""
        ...

    def on_result(self, result: VideoResult) -> None:
        """A video is over."""
        ...


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def fitting_jobs(video_count: int) -> int:
    """How many preprocessing at a time keep this machine busy without drowning it."""
    by_cores = usable_cores() // CORES_EACH
    by_memory = int(psutil.virtual_memory().available // MEMORY_EACH_BYTES)
    return max(1, min(by_cores, by_memory, video_count))


class BatchSupervisor:
    """The preprocessing of some videos.

    Args:
        jobs: how many at a time.
        command: the start of the engine's command line; None: this program's own engine.
    """

    def __init__(
        self,
        workspace: Workspace,
        videos: Sequence[PreprocessOptions],
        jobs: int,
        watcher: BatchObserver,
        command: EngineCommand | None = None,
    ) -> None:
        self._workspace = workspace
        self._videos = videos
        self._jobs = jobs
        self._watcher = watcher
        self._command = command or EngineCommand.default()
        self._stop_requested = False

    def request_stop(self) -> None:
        """Let the processes save and end, and begin no more; for signal handlers."""
        self._stop_requested = True

    def run(self) -> list[VideoResult]:
        """Preprocess them all; results are in the order of the videos."""
        waiting = deque(range(len(self._videos)))
        active: dict[int, _VideoProcess] = {}
        results: dict[int, VideoResult] = {}
        try:
            while waiting or active:
                while waiting and len(active) < self._jobs and not self._stop_requested:
                    index = waiting.popleft()
                    started = self._start(self._videos[index])
                    if isinstance(started, VideoResult):
                        self._end(index, started, results)
                    else:
                        active[index] = started
                if self._stop_requested:
                    while waiting:
                        index = waiting.popleft()
                        self._end(
                            index, _result_of(self._videos[index], VideoOutcome.STOPPED), results
                        )
                    for process in active.values():
                        process.stop()
                for index in list(active):
                    result = active[index].poll()
                    if result is not None:
                        del active[index]
                        self._end(index, result, results)
                if active:
                    time.sleep(POLL_S)
        finally:
            for process in active.values():
                process.kill()
        return [results[index] for index in range(len(self._videos))]

    def _start(self, options: PreprocessOptions) -> _VideoProcess | VideoResult:
        try:
            run = create_run(self._workspace, "preprocess", options.model_dump())
            return _VideoProcess(options, run, self._command, self._watcher)
        except SynctalkError as error:
            failure = error_fields(error.code, error.params)
        except OSError as error:
            params = {"name": options.name, "reason": str(error), "path": self._workspace.root}
            failure = error_fields("engine_ended", params)
        return _result_of(options, VideoOutcome.FAILED, error=failure)

    def _end(self, index: int, result: VideoResult, results: dict[int, VideoResult]) -> None:
        results[index] = result
        self._watcher.on_result(result)


class _VideoProcess:
    """One engine process at work on one video."""

    def __init__(
        self,
        options: PreprocessOptions,
        run: RunFolder,
        command: EngineCommand,
        watcher: BatchObserver,
    ) -> None:
        self._options = options
        self._process = RunProcess(run, command, partial(watcher.on_event, options.name))
        self.stop, self.kill = self._process.stop, self._process.kill

    def poll(self) -> VideoResult | None:
        """Pass on new events; returns the result once the process has ended."""
        end = self._process.poll()
        return None if end is None else self._result(end)

    def _result(self, end: RunEnd) -> VideoResult:
        fields: dict[str, Any] = {"seconds": end.seconds, "run_id": self._process.run.run_id}
        if isinstance(done := end.result, PreprocessResult):
            fields["frames"] = done.frames
            fields["frames_per_s"] = done.frames_per_s if end.made_something else None
            outcome = VideoOutcome.DONE if end.made_something else VideoOutcome.ALREADY
            return _result_of(self._options, outcome, **fields)
        if end.outcome == RunOutcome.STOPPED:
            return _result_of(self._options, VideoOutcome.STOPPED, **fields)
        return _result_of(self._options, VideoOutcome.FAILED, error=end.error, **fields)


def _result_of(options: PreprocessOptions, result: VideoOutcome, **fields: Any) -> VideoResult:
    return VideoResult(options.name, options.video_path, result, **fields)
