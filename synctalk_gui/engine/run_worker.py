"""One thread that supervises one run: starts its process or finds it, and follows its events.

The event file is the truth. It is read ten times a second, whoever started the process; all that
was written before is read first, so that a chart has no gap. What the thread tells are facts:
``ended`` is emitted when the process is gone, not when that was asked.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import subprocess
import threading
import time
from typing import Literal

import psutil
from PySide6.QtCore import QObject, QThread, Signal

from synctalk_engine.protocol.commands import CommandName
from synctalk_engine.protocol.events import FINAL_STATES, Event
from synctalk_engine.protocol.run_spec import ProcessId
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
"""How long a process that another window started may take to write its number down."""
STOP_TIMEOUT_S = 30.0
EXIT_TIMEOUT_S = 20.0
"""How long a process may take to go after it said that it has finished."""
_CHUNK_BYTES = 96 * 1024
_BATCHES_IN_FLIGHT = 2
"""A long history is told no faster than the window takes it up, so that it can paint between."""
_TAKEN_TIMEOUT_S = 1.0

Mode = Literal["start", "resume", "attach"]

_left_running: list[subprocess.Popen[bytes]] = []
"""Processes that outlive the window; kept so that they are not reported as forgotten."""


class RunWorker(QThread):
    """Supervises one run until its process has ended or :meth:`leave` is called.

    Args:
        run: its folder, already written.
        mode: ``start`` a process, ``resume`` one in a folder that has events, or ``attach`` to
            what is there: a living process, or only the record of an ended one.
        command: how to start the engine.
        gpu_uuid: the GPU the process may see.
    """

    events = Signal(list)
    """Events in order, in batches."""
    caught_up = Signal()
    """Everything that lay on the disk at the beginning has been told; once."""
    ended = Signal(str)
    """``done | failed | stopped | lost``, once; lost: it died without saying so."""
    start_failed = Signal(str)
    """The system could not start the program, with its reason; ``ended("lost")`` follows."""

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
        self._untaken = threading.Semaphore(_BATCHES_IN_FLIGHT)
        self._reader = EventReader(run)
        self._process: subprocess.Popen[bytes] | None = None
        self._identity: ProcessId | None = None
        self._final_state: str | None = None
        self._end_deadline_s: float | None = None
        self._leaving = False
        self._began_s = time.monotonic()

    def send(self, command: CommandName) -> None:
        """Pass a command on to the engine; ``stop`` ends the process if it does not answer."""
        self._requests.put(command)

    def taken(self) -> None:
        """The receiver has dealt with a batch of events."""
        self._untaken.release()

    def leave(self) -> None:
        """End this thread; the engine's process goes on."""
        self._requests.put("leave")
        self._untaken.release(_BATCHES_IN_FLIGHT)  # whoever leaves takes no more batches

    # -- the thread ---------------------------------------------------------------------------

    def run(self) -> None:
        """What the thread does (called by Qt)."""
        try:
            self._read_history()
            if self._leaving or not self._begin():
                return
            self._follow()
        except Exception:  # the window must learn of the end whatever happens here
            logger.exception("supervising %s", self.run_folder.path)
            self.ended.emit("lost")

    def _read_history(self) -> None:
        while not self._leaving and self._read_batch():
            self._take_requests(wait_s=0.002)
        self.caught_up.emit()

    def _begin(self) -> bool:
        """Start the process, or see whether there is anything to follow."""
        if self._mode == "attach":
            if self._final_state is None:
                return True
            self.ended.emit(self._final_state)
            return False
        if self._mode == "resume":
            prepare_resume(self.run_folder)
        self._final_state = self._end_deadline_s = None  # of an earlier process in this folder
        try:
            self._process = start_run(self.run_folder, self._command, self._gpu_uuid)
        except OSError as error:
            logger.warning("could not start the engine: %s", error)
            self.start_failed.emit(error.strerror or str(error))
            self.ended.emit("lost")
            return False
        with contextlib.suppress(psutil.Error):
            began_s = psutil.Process(self._process.pid).create_time()
            self._identity = ProcessId(pid=self._process.pid, create_time=began_s)
        return True

    def _follow(self) -> None:
        next_look_s = 0.0
        while True:
            self._take_requests(wait_s=POLL_INTERVAL_S)
            if self._leaving:
                if self._process is not None and self._process.poll() is None:
                    _left_running.append(self._process)
                return
            self._read_batch()
            self._end_if_deaf()
            now_s = time.monotonic()
            if self._final_state is None and now_s < next_look_s:
                continue
            next_look_s = now_s + ALIVE_INTERVAL_S
            if not self._is_alive():
                while self._read_batch():
                    pass
                self.ended.emit(self._final_state or "lost")
                return

    def _read_batch(self) -> list[Event]:
        events = self._reader.read_new(_CHUNK_BYTES)
        for event in events:
            if event.type == "state":
                self._final_state = event.state if event.state in FINAL_STATES else None
                if self._final_state is not None and self._end_deadline_s is None:
                    self._end_deadline_s = time.monotonic() + EXIT_TIMEOUT_S
        if events:
            self._untaken.acquire(timeout=_TAKEN_TIMEOUT_S)
            self.events.emit(_thinned(events))
        return events

    def _take_requests(self, wait_s: float) -> None:
        """Carry out what the window asked; waits at most ``wait_s`` for the first request."""
        try:
            request = self._requests.get(timeout=wait_s)
            while True:
                self._carry_out(request)
                request = self._requests.get_nowait()
        except queue.Empty:
            return

    def _carry_out(self, request: str) -> None:
        if request == "leave":
            self._leaving = True
            return
        try:
            self.run_folder.send(request)  # type: ignore[arg-type]
        except Exception:  # a full disk: the deadline still ends the process
            logger.exception("could not send %s", request)
        if request == "stop" and self._end_deadline_s is None:
            self._end_deadline_s = time.monotonic() + self._stop_timeout_s

    def _end_if_deaf(self) -> None:
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
        return self.run_folder.status() == "starting" and (
            time.monotonic() - self._began_s < START_GRACE_S
        )


def _thinned(events: list[Event]) -> list[Event]:
    """Without what a later event of the same batch makes stale: progress and resources."""
    latest: dict[tuple[str, str], int] = {}
    for index, event in enumerate(events):
        if event.type in ("progress", "resource"):
            latest[event.type, event.stage] = index
    kept = set(latest.values())
    return [
        event
        for index, event in enumerate(events)
        if index in kept or event.type not in ("progress", "resource")
    ]
