"""Jobs of a workspace: what runs, what waits, and what was found running.

One job at a time on one device; the next one starts when a device is free. Runs that were started
earlier, by a window that is gone, are found and followed like those of this window.
"""

from __future__ import annotations

import contextlib
import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Signal

from synctalk_engine.protocol.run_spec import OPTIONS, JobKind
from synctalk_engine.workspace.atomic import read_json, write_json
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder, list_runs
from synctalk_gui.engine.background import Background
from synctalk_gui.engine.devices import AUTO, DeviceList
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.process import EngineCommand
from synctalk_gui.engine.worker import STOP_TIMEOUT_S, Mode

logger = logging.getLogger(__name__)

_RECORDS_KEPT = 12
"""Ended runs whose figures stay in memory; the pages show at most three of them."""
QUEUE_NAME = ".queue.json"
"""In the workspace's runs folder."""
_numbers = count(1)


@dataclass(frozen=True)
class Request:
    """A job that waits for its device."""

    kind: JobKind
    name: str
    options: dict[str, Any]
    device: str = AUTO
    resumed_run: RunFolder | None = None
    number: int = field(default_factory=lambda: next(_numbers))


class JobQueue(QObject):
    """All jobs of one workspace."""

    changed = Signal()
    """Something began, ended or was put into the queue."""
    run_opened = Signal(object)
    """LiveRun: a run began or was found alive."""
    run_ended = Signal(object)
    """LiveRun: a process is gone; its ``status`` says how."""
    refused = Signal(str, str)
    """Project, sentence: a job could not be begun."""
    searched = Signal()
    """The workspace was looked through for living runs."""

    def __init__(
        self,
        workspace: Workspace,
        command: EngineCommand,
        devices: DeviceList,
        background: Background,
        parent: QObject | None = None,
        stop_timeout_s: float = STOP_TIMEOUT_S,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._command = command
        self._devices = devices
        self._background = background
        self._stop_timeout_s = stop_timeout_s
        self._waiting: list[Request] = []
        self._active: dict[str, LiveRun] = {}
        self._records: OrderedDict[str, LiveRun] = OrderedDict()
        self._is_closed = False
        self._is_searched = False
        self._remembered: list[dict[str, Any]] | None = None

    # -- what there is ------------------------------------------------------------------------

    def active(self) -> list[LiveRun]:
        """Runs whose process is at work, oldest first."""
        return list(self._active.values())

    def waiting(self) -> list[Request]:
        return list(self._waiting)

    def active_run(self, name: str) -> LiveRun | None:
        """The run at work on a project."""
        return next((run for run in self._active.values() if run.name == name), None)

    def is_waiting(self, name: str) -> bool:
        return any(request.name == name for request in self._waiting)

    # -- wishes -------------------------------------------------------------------------------

    def find_running(self) -> None:
        """Look for living runs of the workspace and for jobs that waited, in the background."""
        self._background.run(partial(_find_jobs, self.workspace), self._on_found)

    def add(self, kind: JobKind, name: str, options: dict[str, Any], device: str = AUTO) -> Request:
        """Begin a job when its device is free.

        Raises:
            ValueError: options that the kind does not admit.
        """
        found = self._devices.get(device)
        as_device = device if found is None or found.uuid is None else "cuda:0"
        checked = OPTIONS[kind].model_validate({**options, "name": name, "device": as_device})
        request = Request(kind, name, checked.model_dump(), device)
        self._waiting.append(request)
        self._start_next()
        self._remember_waiting()
        self.changed.emit()
        return request

    def resume(self, run: RunFolder) -> None:
        """Take an interrupted run up again, in its own folder."""
        spec = run.read_spec()
        if spec is None or run.run_id in self._active:
            return
        device = str(spec.options.get("device", AUTO))
        self._forget_record(run.run_id)
        self._waiting.append(Request(spec.kind, spec.name, spec.options, device, run))
        self._start_next()
        self.changed.emit()

    def remove(self, request: Request) -> None:
        """Take a waiting job out."""
        self._waiting = [other for other in self._waiting if other.number != request.number]
        self._remember_waiting()
        self.changed.emit()

    def open_run(self, run: RunFolder) -> LiveRun | None:
        """A run's record, read from the disk where it is not known yet; None if it is broken."""
        known = self._active.get(run.run_id) or self._records.get(run.run_id)
        if known is None:
            known = self._new_run(run, "attach")
            if known is not None:
                self._keep_record(known)
                known.begin()
        elif run.run_id in self._records:
            self._records.move_to_end(run.run_id)
        return known

    def forget_project(self, name: str) -> None:
        """Let go of the records of a project that was renamed or put away."""
        for run_id in [run_id for run_id, live in self._records.items() if live.name == name]:
            self._forget_record(run_id)

    def close(self) -> None:
        """Let go of all runs; their processes go on. What waits begins at the next opening."""
        self._is_closed = True
        if self._remembered:  # the write in the background may not have come to its turn
            with contextlib.suppress(Exception):
                write_json(self.workspace.runs_dir / QUEUE_NAME, self._remembered)
        self._waiting.clear()
        for run in [*self._active.values(), *self._records.values()]:
            run.leave()
        self._active.clear()
        self._records.clear()

    # -- inside -------------------------------------------------------------------------------

    def _on_found(self, found: tuple[list[RunFolder], list[Request]]) -> None:
        runs, waiting = found
        if self._is_closed:
            return
        for run in runs:
            if run.run_id not in self._active:
                self._open(run, "attach")
        if not self._is_searched:
            self._is_searched = True
            self._waiting = [*waiting, *self._waiting]
        self._start_next()
        self._remember_waiting()
        self.searched.emit()
        self.changed.emit()

    def _remember_waiting(self) -> None:
        """Keep on the disk what waits, if that has changed; not before it was read from there."""
        if not self._is_searched:
            return
        rows = [_row(request) for request in self._waiting if request.resumed_run is None]
        if rows != self._remembered:
            self._remembered = rows
            path = self.workspace.runs_dir / QUEUE_NAME
            self._background.run(partial(write_json, path, rows))

    def _start_next(self) -> None:
        busy_devices = {self._slot(run.spec.options) for run in self._active.values()}
        busy_names = {run.name for run in self._active.values()}
        for request in list(self._waiting):
            slot = self._slot(request.options)
            if slot in busy_devices or request.name in busy_names:
                continue
            self._waiting.remove(request)
            if self._start(request):
                busy_devices.add(slot)
                busy_names.add(request.name)

    def _slot(self, options: dict[str, Any]) -> str:
        device = self._devices.get(str(options.get("device", AUTO)))
        return device.id if device is not None else AUTO

    def _start(self, request: Request) -> bool:
        try:
            run = request.resumed_run or RunFolder.create(
                self.workspace, request.kind, request.name, request.options
            )
        except Exception as error:  # disk full, no rights: said, and the next one is tried
            self.refused.emit(request.name, str(error))
            return False
        device = self._devices.get(request.device)
        mode: Mode = "start" if request.resumed_run is None else "resume"
        return self._open(run, mode, None if device is None else device.uuid) is not None

    def _open(self, run: RunFolder, mode: Mode, gpu_uuid: str | None = None) -> LiveRun | None:
        live = self._new_run(run, mode, gpu_uuid)
        if live is None:
            return None
        self._forget_record(run.run_id)
        self._active[run.run_id] = live
        live.ended.connect(partial(self._on_ended, live))
        self.run_opened.emit(live)
        live.begin()
        return live

    def _new_run(self, run: RunFolder, mode: Mode, gpu_uuid: str | None = None) -> LiveRun | None:
        spec = run.read_spec()
        if spec is None:
            return None
        return LiveRun(run, spec, mode, self._command, gpu_uuid, self, self._stop_timeout_s)

    def _keep_record(self, live: LiveRun) -> None:
        self._records[live.run.run_id] = live
        while len(self._records) > _RECORDS_KEPT:
            self._forget_record(next(iter(self._records)))

    def _forget_record(self, run_id: str) -> None:
        live = self._records.pop(run_id, None)
        if live is not None:
            live.leave()
            live.deleteLater()

    def _on_ended(self, live: LiveRun, _status: str) -> None:
        self._active.pop(live.run.run_id, None)
        if self._is_closed:
            return
        self._keep_record(live)
        self.run_ended.emit(live)
        self._start_next()
        self._remember_waiting()
        self.changed.emit()


def _find_jobs(workspace: Workspace) -> tuple[list[RunFolder], list[Request]]:
    """Living runs, and jobs that waited when the window was closed."""
    runs = [
        run
        for name in workspace.project_names()
        for run in list_runs(workspace, name)
        if run.is_alive()
    ]
    rows = read_json(workspace.runs_dir / QUEUE_NAME)
    waiting = [request for row in rows or [] if (request := _request(row)) is not None]
    return runs, waiting


def _row(request: Request) -> dict[str, Any]:
    keys = ("kind", "name", "options", "device")
    return {key: getattr(request, key) for key in keys}


def _request(row: Any) -> Request | None:
    """A job as it was kept; None where it is broken or of another version."""
    try:
        options = OPTIONS[row["kind"]].model_validate(row["options"]).model_dump()
        return Request(row["kind"], str(row["name"]), options, str(row["device"]))
    except (KeyError, TypeError, ValueError):
        return None
