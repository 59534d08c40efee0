"""Preprocesses many videos, each in an engine process and a run folder of its own.

A bad video, a crash or a want of memory ends one process, not the batch. What happens is read from
the runs' event files, as the window does it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psutil

from synctalk_engine.errors import SynctalkError
from synctalk_engine.jobs import create_run
from synctalk_engine.protocol.events import ErrorEvent, Event, LogEvent, ResultEvent
from synctalk_engine.protocol.messages import render_hint, render_message
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.protocol.results import JobResult, PreprocessResult, VideoOutcome, read_result
from synctalk_engine.protocol.run_spec import ProcessId
from synctalk_engine.workspace.engine_process import (
    OUTPUT_NAME,
    EngineCommand,
    end_process_tree,
    start_run,
)
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, RunFolder

POLL_S = 0.1
STOP_GRACE_S = 30.0
"""How long a process may take to save and end after a stop."""
CORES_EACH = 2
MEMORY_EACH_BYTES = 1.5 * 2**30
"""What one preprocessing was measured to keep busy: two cores, and this much memory at most."""
_LAST_OUTPUT_BYTES = 2000
_EXIT_STOPPED = 130

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
            failure = _error_fields(error.code, error.params)
        except OSError as error:
            params = {"name": options.name, "reason": str(error), "path": self._workspace.root}
            failure = _error_fields("engine_ended", params)
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
        self._run = run
        self._watcher = watcher
        self._reader = EventReader(run)
        self._preprocessed: JobResult | None = None
        self._error: dict[str, Any] | None = None
        self._made_something = False
        self._began_s = time.monotonic()
        self._stopped_s: float | None = None
        self._process = start_run(run, command)
        self._process_id = _process_id_of(self._process)

    def stop(self) -> None:
        """Ask it to save and end; kill it where that takes too long."""
        now_s = time.monotonic()
        if self._stopped_s is None:
            self._stopped_s = now_s
            with contextlib.suppress(SynctalkError, OSError):  # a full disk: it is killed below
                self._run.send("stop")
        elif now_s - self._stopped_s > STOP_GRACE_S:
            self.kill()

    def kill(self) -> None:
        """End it and all that it started."""
        if self._process_id is not None:
            end_process_tree(self._process_id)
        self._process.kill()
        self._process.wait()

    def poll(self) -> VideoResult | None:
        """Pass on new events; returns the result once the process has ended."""
        code = self._process.poll()
        for event in self._reader.read_new():
            self._handle_event(event)
        return None if code is None else self._conclude(code)

    def _handle_event(self, event: Event) -> None:
        self._watcher.on_event(self._options.name, event)
        match event:
            case LogEvent(code="stage_started"):
                self._made_something = True
            case ResultEvent():
                self._preprocessed = read_result("preprocess", event)
            case ErrorEvent():
                keys = {"code", "message", "hint", "params"}
                self._error = event.model_dump(include=keys)

    def _conclude(self, code: int) -> VideoResult:
        done = self._preprocessed if code == 0 else None
        if isinstance(done, PreprocessResult):
            return self._result(
                VideoOutcome.DONE if self._made_something else VideoOutcome.ALREADY,
                frames=done.frames,
                frames_per_s=done.frames_per_s if self._made_something else None,
            )
        if code == _EXIT_STOPPED or (self._stopped_s is not None and self._error is None):
            return self._result(VideoOutcome.STOPPED)
        if self._error is None:
            params = {"name": self._options.name, "reason": self._reason(code)}
            self._error = _error_fields("engine_ended", {**params, "path": self._run.log_path})
        return self._result(VideoOutcome.FAILED, error=self._error)

    def _result(self, result: VideoOutcome, **fields: Any) -> VideoResult:
        seconds = round(time.monotonic() - self._began_s, 2)
        run_id = self._run.run_id
        return _result_of(self._options, result, seconds=seconds, run_id=run_id, **fields)

    def _reason(self, code: int) -> str:
        """Why a process ended that did not say so in its events."""
        if code < 0:
            with contextlib.suppress(ValueError):
                return f"it was ended by {signal.Signals(-code).name}"
        words = _last_output_line(self._run.path / OUTPUT_NAME)
        return words.rstrip(".") or f"its exit code is {code}"


def _result_of(options: PreprocessOptions, result: VideoOutcome, **fields: Any) -> VideoResult:
    return VideoResult(options.name, options.video_path, result, **fields)


def _error_fields(code: str, params: dict[str, Any]) -> dict[str, Any]:
    params = {key: str(v) if isinstance(v, Path) else v for key, v in params.items()}
    return {
        "code": code,
        "message": render_message(code, params),
        "hint": render_hint(code, params),
        "params": params,
    }


def _last_output_line(path: Path) -> str:
    """The last line that a process wrote outside its events."""
    try:
        lines = path.read_bytes()[-_LAST_OUTPUT_BYTES:].decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _process_id_of(process: subprocess.Popen[bytes]) -> ProcessId | None:
    try:
        return ProcessId(pid=process.pid, create_time=psutil.Process(process.pid).create_time())
    except psutil.Error:
        return None
