"""The jobs of a workspace: running, waiting, and found running.

One job at a time on each GPU (``job_slots.py``); the next one starts when a device is free. Runs
that were started earlier, by a window that was closed, are found and followed like those of this
window.
"""

from __future__ import annotations

import contextlib
import logging
from collections import OrderedDict
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from synctalk_engine.protocol.events import RunState
from synctalk_engine.protocol.run_spec import OPTIONS, JobKind
from synctalk_engine.workspace.atomic import user_error, write_json
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder
from synctalk_gui.engine.background import Background
from synctalk_gui.engine.devices import AUTO, DeviceList
from synctalk_gui.engine.job_slots import JobSlots
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.queue_file import (
    QUEUE_NAME,
    OpenJobs,
    QueuedJob,
    as_rows,
    find_jobs,
    save_device,
    saved_device,
)
from synctalk_gui.engine.run_worker import STOP_TIMEOUT_S, Mode

logger = logging.getLogger(__name__)

STEPS_OF: dict[str, tuple[JobKind, ...]] = {
    "run": ("preprocess", "train"),
    "demo": ("preprocess", "train", "render"),
}
"""The steps of jobs that do several; every other kind is a step itself."""
_RECORDS_KEPT = 12
"""Number of ended runs whose records stay in memory; the pages show at most three."""


class JobQueue(QObject):
    """The jobs of a workspace."""

    changed = Signal()
    """A job was queued, started or ended."""
    run_opened = Signal(object)
    """LiveRun: a run started or was found alive."""
    run_ended = Signal(object)
    """LiveRun: its process has ended; see its ``status``."""
    refused = Signal(str, str, dict)
    """Project, error code and parameters: a job could not be started."""
    searched = Signal()
    """The workspace was searched for living runs."""

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
        self._waiting: list[QueuedJob] = []
        self._active: dict[str, LiveRun] = {}
        self._records: OrderedDict[str, LiveRun] = OrderedDict()
        self._is_closed = False
        self._is_searched = False
        self._is_paused = False
        self._workers: int | None = None
        self._failed: list[LiveRun] = []
        self._dropped: dict[tuple[str, str], list[QueuedJob]] = {}
        """What needed a project's step that was stopped, failed or was removed."""
        self._remembered: dict[str, Any] | None = None
        devices.changed.connect(self._on_devices_changed)

    # -- queries ------------------------------------------------------------------------------

    def active(self) -> list[LiveRun]:
        """Returns the active runs, oldest first."""
        return list(self._active.values())

    def waiting(self) -> list[QueuedJob]:
        return list(self._waiting)

    def active_run(self, name: str) -> LiveRun | None:
        """Returns the active run of a project, or None."""
        return next((run for run in self._active.values() if run.name == name), None)

    def is_waiting(self, name: str) -> bool:
        return any(request.name == name for request in self._waiting)

    def is_pending(self, name: str, step: JobKind) -> bool:
        """Returns whether a running or waiting job does a step of a project."""
        kinds = [run.spec.kind for run in self._active.values() if run.name == name]
        kinds += [request.kind for request in self._waiting if request.name == name]
        return any(step in STEPS_OF.get(kind, (kind,)) for kind in kinds)

    def failed(self) -> list[LiveRun]:
        """Returns runs that failed or were lost in this session and were not dismissed."""
        return list(self._failed)

    @property
    def is_paused(self) -> bool:
        """Whether no new job starts until :meth:`unpause`."""
        return self._is_paused

    def runs_on(self, device_id: str) -> list[LiveRun]:
        """Returns the active runs on a device."""
        return [run for run in self._active.values() if self._slot(run.device) == device_id]

    # -- commands -----------------------------------------------------------------------------

    def set_workers(self, count: int | None) -> None:
        """Let as many jobs run at the same time; None: one on each device."""
        self._workers = count
        self._start_next()
        self._after_change()

    def find_running(self) -> None:
        """Search for living runs and saved jobs, in the background."""
        self._background.run(partial(find_jobs, self.workspace), self._on_found)

    def add(
        self,
        kind: JobKind,
        name: str,
        options: dict[str, Any],
        device: str = AUTO,
        after: JobKind | None = None,
    ) -> QueuedJob:
        """Queue a job; it starts when its device is free.

        Args:
            after: the project's step whose outcome it needs: it starts when that has succeeded,
                and is dropped if it has not.
        Raises:
            ValueError: options that are invalid for the kind.
        """
        found = self._devices.get(device)
        as_device = device if found is None or found.uuid is None else "cuda:0"
        checked = OPTIONS[kind].model_validate({**options, "name": name, "device": as_device})
        request = QueuedJob(kind, name, checked.model_dump(), device, None, after)
        self._put(request)
        return request

    def resume(self, run: RunFolder) -> None:
        """Resume an interrupted or failed run in its own folder."""
        spec = run.read_spec()
        if spec is None or run.run_id in self._active:
            return
        if any(request.resumed_run == run for request in self._waiting):
            return
        self._put(QueuedJob(spec.kind, spec.name, spec.options, saved_device(run, spec), run))
        self._restore_dependent(spec.name, spec.kind)

    def remove(self, request: QueuedJob) -> None:
        """Remove a waiting job, and those that need its outcome."""
        self._waiting = [other for other in self._waiting if other.number != request.number]
        self._drop_dependent(request.name, request.kind)
        self._after_change()

    def put_back(self, request: QueuedJob, position: int) -> None:
        """Undo :meth:`remove`; ``position`` is that among the waiting jobs, from 0."""
        self._waiting.insert(position, request)
        self._start_next()
        self._restore_dependent(request.name, request.kind)

    def move(self, request: QueuedJob, positions: int) -> None:
        """Move a waiting job forward (negative) or back."""
        numbers = [other.number for other in self._waiting]
        if request.number not in numbers:
            return
        row = numbers.index(request.number)
        moved = self._waiting.pop(row)
        self._waiting.insert(max(0, min(len(self._waiting), row + positions)), moved)
        self._after_change()

    def pause(self) -> None:
        """Start no more jobs; running jobs continue."""
        self._is_paused = True
        self._after_change()

    def unpause(self) -> None:
        """Start waiting jobs again."""
        self._is_paused = False
        self._start_next()
        self._after_change()

    def dismiss(self, live: LiveRun) -> None:
        """Remove a run from the failed ones."""
        self._failed = [other for other in self._failed if other is not live]
        self.changed.emit()

    def open_run(self, run: RunFolder) -> LiveRun | None:
        """Returns a run, read from the disk if necessary; None if it is invalid."""
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
        """Drop the records of a project that was renamed or deleted."""
        for run_id in [run_id for run_id, live in self._records.items() if live.name == name]:
            self._forget_record(run_id)

    def close(self) -> None:
        """Stop following all runs; their processes continue. Waiting jobs stay saved."""
        self._is_closed = True
        self._failed.clear()
        if self._remembered:  # the write in the background may not have run yet
            with contextlib.suppress(Exception):
                write_json(self.workspace.runs_dir / QUEUE_NAME, self._remembered)
        self._waiting.clear()
        for run in [*self._active.values(), *self._records.values()]:
            run.detach()
        self._active.clear()
        self._records.clear()

    # -- internals ----------------------------------------------------------------------------

    def _put(self, request: QueuedJob) -> None:
        key = (request.name, request.kind)  # a retry replaces the failed run
        self._failed = [live for live in self._failed if (live.name, live.spec.kind) != key]
        self._waiting.append(request)
        self._start_next(added=request)
        self._after_change()

    def _after_change(self) -> None:
        self._remember_waiting()
        self.changed.emit()

    def _on_found(self, found: OpenJobs) -> None:
        if self._is_closed:
            return
        for run in found.alive:
            if run.run_id not in self._active:
                self._open(run, "attach")
        if not self._is_searched:
            self._is_searched = True
            self._is_paused = found.is_paused
            self._waiting = [*found.waiting, *self._waiting]
        self._start_next()
        self._remember_waiting()
        self.searched.emit()
        self.changed.emit()

    def _on_devices_changed(self) -> None:
        if self._waiting and not self._is_closed:
            self._start_next()
            self._after_change()

    def _remember_waiting(self) -> None:
        """Save the waiting jobs if they changed, once the saved ones were read."""
        if not self._is_searched:
            return
        rows = as_rows(self._waiting, self._is_paused)
        if rows != self._remembered:
            self._remembered = rows
            path = self.workspace.runs_dir / QUEUE_NAME
            self._background.run(partial(write_json, path, rows))

    def _start_next(self, added: QueuedJob | None = None) -> None:
        """Start the waiting jobs whose device is free.

        Args:
            added: the job that the user has just added, and would see start at once.
        """
        if self._is_paused:
            return
        slots = JobSlots(
            self._devices, self._workers, [self._slot(run.device) for run in self._active.values()]
        )
        busy_names = {run.name for run in self._active.values()}
        for request in list(self._waiting):
            if request.after is not None and self.is_pending(request.name, request.after):
                continue
            device_id = slots.find(request.device)
            if device_id is None or request.name in busy_names:
                busy_names.add(request.name)  # jobs of one project keep their order
                continue
            self._waiting.remove(request)
            if self._start(request, device_id, starts_at_once=request is added):
                slots.take(device_id)
                busy_names.add(request.name)

    def _slot(self, device_id: str) -> str:
        """Returns the device that a job occupies; the same for all while devices are unknown."""
        device = self._devices.get(device_id)
        return device.id if device is not None else AUTO

    def _start(self, request: QueuedJob, device_id: str, starts_at_once: bool) -> bool:
        device = self._devices.get(device_id)
        try:
            options = request.options if starts_at_once else _waiting_options(request)
            run = request.resumed_run or RunFolder.create(
                self.workspace, request.kind, request.name, options
            )
            save_device(run, request.device if device is None else device_id)
        except Exception as error:  # disk full, no permission: the next job is tried
            logger.warning("could not start a job of %s", request.name, exc_info=True)
            reason = user_error(error, self.workspace.runs_dir)
            self.refused.emit(request.name, reason.code, reason.params)
            return False
        mode: Mode = "start" if request.resumed_run is None else "resume"
        return self._open(run, mode, None if device is None else device.uuid) is not None

    def _open(self, run: RunFolder, mode: Mode, gpu_uuid: str | None = None) -> LiveRun | None:
        live = self._new_run(run, mode, gpu_uuid)
        if live is None:
            return None
        self._forget_record(run.run_id)
        self._active[run.run_id] = live
        live.device = saved_device(run, live.spec)
        live.ended.connect(partial(self._on_ended, live))
        self.run_opened.emit(live)
        live.begin()
        return live

    def _new_run(self, run: RunFolder, mode: Mode, gpu_uuid: str | None = None) -> LiveRun | None:
        spec = run.read_spec()
        if spec is None:
            return None
        command = self._command if gpu_uuid else self._command.sharing_cores(self._workers or 1)
        return LiveRun(run, spec, mode, command, gpu_uuid, self, self._stop_timeout_s)

    def _keep_record(self, live: LiveRun) -> None:
        self._records[live.run.run_id] = live
        while len(self._records) > _RECORDS_KEPT:
            self._forget_record(next(iter(self._records)))

    def _forget_record(self, run_id: str) -> None:
        live = self._records.pop(run_id, None)
        if live is not None:
            self._failed = [other for other in self._failed if other is not live]
            live.detach()
            live.deleteLater()

    def _on_ended(self, live: LiveRun, _status: RunState) -> None:
        self._active.pop(live.run.run_id, None)
        if self._is_closed:
            return
        self._keep_record(live)
        if live.status in (RunState.FAILED, RunState.LOST):
            self._failed.append(live)
        if live.status != RunState.DONE:
            self._drop_dependent(live.name, live.spec.kind)
        self.run_ended.emit(live)
        self._start_next()
        self._after_change()

    def _drop_dependent(self, name: str, kind: JobKind) -> None:
        """Remove the waiting jobs that need a job's outcome, and those that need theirs."""
        for step in STEPS_OF.get(kind, (kind,)):
            if self.is_pending(name, step):  # another one does it
                continue
            lost = [job for job in self._waiting if (job.name, job.after) == (name, step)]
            self._waiting = [job for job in self._waiting if job not in lost]
            self._dropped[name, step] = lost
            for job in lost:
                self._drop_dependent(name, job.kind)

    def _restore_dependent(self, name: str, kind: JobKind) -> None:
        """Queue again what was dropped when a job was stopped, failed or removed."""
        for step in STEPS_OF.get(kind, (kind,)):
            for job in self._dropped.pop((name, step), []):
                self._waiting.append(job)
                self._restore_dependent(name, job.kind)
        self._after_change()


def _waiting_options(request: QueuedJob) -> dict[str, Any]:
    """Options of a job that has waited here: it also waits for the jobs of other workspaces.

    Otherwise all jobs of a night would fail on a busy device. A job that starts at once does not:
    the user is there, and is asked whether to wait.
    """
    return {**request.options, "wait": True} if "wait" in request.options else request.options
