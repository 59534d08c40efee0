"""One engine process at work on one run, followed by the run's event file."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import psutil

from synctalk_engine.errors import SynctalkError
from synctalk_engine.jobs import EXIT_DONE, EXIT_STOPPED
from synctalk_engine.protocol.events import ErrorEvent, Event, LogEvent, ResultEvent
from synctalk_engine.protocol.messages import render_hint, render_message
from synctalk_engine.protocol.results import JobResult, read_result
from synctalk_engine.protocol.run_spec import ProcessId
from synctalk_engine.workspace.engine_process import (
    OUTPUT_NAME,
    EngineCommand,
    end_process_tree,
    start_run,
)
from synctalk_engine.workspace.runs import EventReader, RunFolder

STOP_GRACE_S = 30.0
"""How long a process may take to save and end after a stop."""
POLL_S = 0.1
_LAST_OUTPUT_BYTES = 2000


class RunOutcome(StrEnum):
    """How a run's process ended."""

    DONE = "done"
    FAILED = "failed"
    """It says why, in an error event."""
    LOST = "lost"
    """It ended without a word: killed, crashed, out of memory."""
    STOPPED = "stopped"


@dataclass(frozen=True)
class RunEnd:
    """What came of a run."""

    outcome: RunOutcome
    seconds: float
    result: JobResult | None = None
    """Where it is done."""
    error: dict[str, Any] | None = None
    """``code, message, hint, params``; where it failed or was lost."""
    made_something: bool = False
    """Whether any stage was really done, and not found done."""


class RunProcess:
    """Starts a run's engine process and follows it.

    Args:
        on_event: called with each event, in :meth:`poll`.
        gpu_uuid: the only GPU that the process may see.
    Raises:
        OSError: the program could not be started.
    """

    def __init__(
        self,
        run: RunFolder,
        command: EngineCommand,
        on_event: Callable[[Event], None] = lambda _event: None,
        gpu_uuid: str | None = None,
    ) -> None:
        spec = run.read_spec()
        assert spec is not None, "a run without run.json"
        self.run = run
        self._spec = spec
        self._on_event = on_event
        self._reader = EventReader(run)
        self._reader.read_new()  # those of an earlier process on the same run
        self._result: JobResult | None = None
        self._error: dict[str, Any] | None = None
        self._made_something = False
        self._began_s = time.monotonic()
        self._stopped_s: float | None = None
        self._process = start_run(run, command, gpu_uuid)
        self._process_id = _process_id_of(self._process)

    def stop(self) -> None:
        """Ask it to save and end; kill it where that takes too long."""
        now_s = time.monotonic()
        if self._stopped_s is None:
            self._stopped_s = now_s
            with contextlib.suppress(SynctalkError, OSError):  # a full disk: it is killed below
                self.run.send("stop")
        elif now_s - self._stopped_s > STOP_GRACE_S:
            self.kill()

    def kill(self) -> None:
        """End it and all that it started."""
        if self._process_id is not None:
            end_process_tree(self._process_id)
        self._process.kill()
        self._process.wait()

    def poll(self) -> RunEnd | None:
        """Pass on new events; returns how it ended once the process has ended."""
        code = self._process.poll()
        for event in self._reader.read_new():
            self._handle_event(event)
        return None if code is None else self._conclude(code)

    def wait(self) -> RunEnd:
        """Follow it to its end; if the wait is interrupted, the process is killed."""
        try:
            while (end := self.poll()) is None:
                time.sleep(POLL_S)
            return end
        finally:
            if self._process.poll() is None:
                self.kill()

    def _handle_event(self, event: Event) -> None:
        self._on_event(event)
        match event:
            case LogEvent(code="stage_started"):
                self._made_something = True
            case ResultEvent():
                self._result = read_result(self._spec.kind, event)
            case ErrorEvent():
                self._error = event.model_dump(include={"code", "message", "hint", "params"})

    def _conclude(self, code: int) -> RunEnd:
        if code == EXIT_DONE and self._result is not None:
            return self._end(RunOutcome.DONE, result=self._result)
        if code == EXIT_STOPPED or (self._stopped_s is not None and self._error is None):
            return self._end(RunOutcome.STOPPED)
        if self._error is not None:
            return self._end(RunOutcome.FAILED, error=self._error)
        params = {"name": self._spec.name, "reason": self._reason(code), "path": self.run.log_path}
        return self._end(RunOutcome.LOST, error=error_fields("engine_ended", params))

    def _end(self, outcome: RunOutcome, **fields: Any) -> RunEnd:
        seconds = round(time.monotonic() - self._began_s, 2)
        return RunEnd(outcome, seconds, made_something=self._made_something, **fields)

    def _reason(self, code: int) -> str:
        """Why a process ended that did not say so in its events."""
        if code < 0:
            with contextlib.suppress(ValueError):
                return f"it was ended by {signal.Signals(-code).name}"
        words = _last_output_line(self.run.path / OUTPUT_NAME)
        return words.rstrip(".") or f"its exit code is {code}"


def error_fields(code: str, params: dict[str, Any]) -> dict[str, Any]:
    """An error as its event has it."""
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
