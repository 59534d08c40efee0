"""One thread that supervises one run: starts its process or finds it, and follows its events.

The event file is the truth. It is read ten times a second, whoever started the process. What was
written before is read first, so that a chart has no gap. Signals state facts: ``ended`` is emitted
when the process is gone, not when the stop was requested.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import subprocess
import threading
import time
from pathlib import Path
from typing import Literal

import psutil
from PySide6.QtCore import QObject, QThread, Signal

from synctalk_engine.protocol.commands import CommandName
from synctalk_engine.protocol.events import (
    FINAL_STATES,
    Event,
    JobProgressEvent,
    ProgressEvent,
    ResourceEvent,
    RunState,
    StateEvent,
)
from synctalk_engine.protocol.run_spec import ProcessId
from synctalk_engine.workspace.atomic import user_error
from synctalk_engine.workspace.engine_process import (
    EngineCommand,
    end_process_tree,
    prepare_resume,
    start_run,
)
from synctalk_engine.workspace.runs import EventReader, RunFolder

logger = logging.getLogger(__name__)

POLL_INTERVAL_S = 0.1
ALIVE_INTERVAL_S = 1.0
START_GRACE_S = 30.0
"""How long a process that another window started may take to write its process id."""
STOP_TIMEOUT_S = 30.0
EXIT_TIMEOUT_S = 20.0
"""How long a process may take to exit after its final state."""
_CHUNK_BYTES = 96 * 1024
_BATCHES_IN_FLIGHT = 2
"""A long history is sent no faster than the window handles it, so that it can paint between."""
_ACKNOWLEDGE_TIMEOUT_S = 1.0

Mode = Literal["start", "resume", "attach"]

_left_running: list[subprocess.Popen[bytes]] = []
"""Processes that outlive the window; referenced here so that Python does not warn about them."""


_REPLACED_EVENTS = (ProgressEvent, JobProgressEvent, ResourceEvent)
"""Of these only the last one of a batch is of interest."""


class RunWorker(QThread):
    """Supervises one run until its process has ended or :meth:`detach` is called.

    Args:
        run: its folder, already written.
        mode: ``start`` a process, ``resume`` one in a folder that has events, or ``attach`` to
            it: to a process that is alive, or only to the events of one that has ended.
        command: how to start the engine.
        gpu_uuid: the only GPU that the process may use.
    """

    events = Signal(list)
    """Events in order, in batches."""
    caught_up = Signal()
    """Everything that was on the disk at the beginning has been sent; once."""
    ended = Signal(object)
    """One of ``ENDED_STATES``, once; ``LOST``: the process ended without an event about it."""
    start_failed = Signal(object)
    """SynctalkError: the system could not start the program; ``ended(LOST)`` follows."""

    def __init__(
        self,
        run: RunFolder,
        mode: Mode,
        command: EngineCommand,
        gpu_uuid: str | None = None,
        parent: QObject | None = None,
        stop_timeout_s: float = STOP_TIMEOUT_S,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"run {run.run_id}")
        self.run_folder = run
        self._mode = mode
        self._command = command
        self._gpu_uuid = gpu_uuid
        self._stop_timeout_s = stop_timeout_s
        self._requests: queue.Queue[str] = queue.Queue()
        self._unacknowledged = threading.Semaphore(_BATCHES_IN_FLIGHT)
        self._reader = EventReader(run)
        self._process: subprocess.Popen[bytes] | None = None
        self._identity: ProcessId | None = None
        self._final_state: RunState | None = None
        self._end_deadline_s: float | None = None
        self._detaching = False
        self._started_s = time.monotonic()

    def send(self, command: CommandName) -> None:
        """Pass a command to the engine; after ``stop`` an unresponsive process is killed."""
        self._requests.put(command)

    def acknowledge(self) -> None:
        """The receiver has handled a batch of events."""
        self._unacknowledged.release()

    def detach(self) -> None:
        """End this thread; the engine's process goes on."""
        self._requests.put("detach")
        self._unacknowledged.release(_BATCHES_IN_FLIGHT)  # no more batches are acknowledged

    # -- the thread ---------------------------------------------------------------------------

    def run(self) -> None:
        """What the thread does (called by Qt)."""
        try:
            if self._mode == "resume":  # first: a stop that is requested from now on counts
                prepare_resume(self.run_folder)
            self._read_history()
            if self._detaching or not self._begin():
                return
            self._follow()
        except Exception:  # the window must be told of the end in any case
            logger.exception("supervising %s", self.run_folder.path)
            self.ended.emit(RunState.LOST)

    def _read_history(self) -> None:
        while not self._detaching and self._read_batch():
            self._take_requests(wait_s=0.002)
        self.caught_up.emit()

    def _begin(self) -> bool:
        """Start the process, or check whether there is one to follow."""
        if self._mode == "attach":
            if self._final_state is None:
                return True
            self.ended.emit(self._final_state)
            return False
        self._final_state = self._end_deadline_s = None  # of an earlier process in this folder
        try:
            self._process = start_run(self.run_folder, self._command, self._gpu_uuid)
        except OSError as error:
            logger.warning("could not start the engine: %s", error)
            self.start_failed.emit(user_error(error, Path(self._command.line()[0])))
            self.ended.emit(RunState.LOST)
            return False
        with contextlib.suppress(psutil.Error):
            began_s = psutil.Process(self._process.pid).create_time()
            self._identity = ProcessId(pid=self._process.pid, create_time=began_s)
        return True

    def _follow(self) -> None:
        next_look_s = 0.0
        while True:
            self._take_requests(wait_s=POLL_INTERVAL_S)
            if self._detaching:
                if self._process is not None and self._process.poll() is None:
                    _left_running.append(self._process)
                return
            self._read_batch()
            self._kill_if_unresponsive()
            now_s = time.monotonic()
            if self._final_state is None and now_s < next_look_s:
                continue
            next_look_s = now_s + ALIVE_INTERVAL_S
            if not self._is_alive():
                while self._read_batch():
                    pass
                self.ended.emit(self._final_state or RunState.LOST)
                return

    def _read_batch(self) -> list[Event]:
        events = self._reader.read_new(_CHUNK_BYTES)
        for event in events:
            if isinstance(event, StateEvent):
                self._final_state = event.state if event.state in FINAL_STATES else None
                if self._final_state is not None and self._end_deadline_s is None:
                    self._end_deadline_s = time.monotonic() + EXIT_TIMEOUT_S
        if events:
            self._unacknowledged.acquire(timeout=_ACKNOWLEDGE_TIMEOUT_S)
            self.events.emit(_thinned(events))
        return events

    def _take_requests(self, wait_s: float) -> None:
        """Carry out the window's requests; waits at most ``wait_s`` for the first one."""
        try:
            request = self._requests.get(timeout=wait_s)
            while True:
                self._carry_out(request)
                request = self._requests.get_nowait()
        except queue.Empty:
            return

    def _carry_out(self, request: str) -> None:
        if request == "detach":
            self._detaching = True
            return
        try:
            self.run_folder.send(request)  # type: ignore[arg-type]
        except Exception:  # a full disk: the deadline still ends the process
            logger.exception("could not send %s", request)
        if request == "stop" and self._end_deadline_s is None:
            self._end_deadline_s = time.monotonic() + self._stop_timeout_s

    def _kill_if_unresponsive(self) -> None:
        if self._end_deadline_s is None or time.monotonic() < self._end_deadline_s:
            return
        self._end_deadline_s = None
        identity = self._identity or self._recorded_identity()
        logger.warning("the engine did not end in time; ending process %s", identity)
        if identity is not None:
            end_process_tree(identity)
        elif self._process is not None:
            self._process.kill()

    def _is_alive(self) -> bool:
        if self._process is not None:
            return self._process.poll() is None
        if self._identity is None:
            self._identity = self._recorded_identity()
            if self._identity is None:
                return self._may_still_begin()
        return self.run_folder.is_alive()

    def _recorded_identity(self) -> ProcessId | None:
        spec = self.run_folder.read_spec()
        return None if spec is None else spec.process

    def _may_still_begin(self) -> bool:
        return self.run_folder.status() == RunState.STARTING and (
            time.monotonic() - self._started_s < START_GRACE_S
        )


def _thinned(events: list[Event]) -> list[Event]:
    """Drops progress and resource events that a later one of the same batch replaces."""
    latest: dict[tuple[str, str], int] = {}
    for index, event in enumerate(events):
        if isinstance(event, _REPLACED_EVENTS):
            latest[event.type, event.stage] = index
    kept = set(latest.values())
    return [
        event
        for index, event in enumerate(events)
        if index in kept or not isinstance(event, _REPLACED_EVENTS)
    ]
