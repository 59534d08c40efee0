"""Queued jobs, as saved in the workspace, and the device that was chosen for a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from synctalk_engine.protocol.events import RunState
from synctalk_engine.protocol.run_spec import OPTIONS, JobKind, RunSpec
from synctalk_engine.protocol.verdict import verdict_of
from synctalk_engine.workspace.atomic import read_json, write_json
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder, list_runs
from synctalk_gui.engine.devices import AUTO
from synctalk_gui.item_models.project_info import read_metrics

QUEUE_NAME = ".queue.json"
"""File in the workspace's runs folder."""
_DEVICE_NAME = "device.json"
"""File in a run's folder: the device that the window chose. The engine sees one GPU, as cuda:0."""
_numbers = count(1)


@dataclass(frozen=True)
class QueuedJob:
    """A job that waits for its device."""

    kind: JobKind
    name: str
    options: dict[str, Any]
    device: str = AUTO
    resumed_run: RunFolder | None = None
    after: JobKind | None = None
    """The project's step whose outcome it needs: it is dropped if that fails."""
    number: int = field(default_factory=lambda: next(_numbers))


@dataclass(frozen=True)
class OpenJobs:
    """The jobs of a workspace that was just opened."""

    alive: list[RunFolder]
    waiting: list[QueuedJob]
    is_paused: bool = False


def find_jobs(workspace: Workspace) -> OpenJobs:
    """Returns living runs, and jobs that were queued when the window was closed; may block."""
    alive = [
        run
        for name in workspace.project_names()
        for run in list_runs(workspace, name)
        if run.is_alive() or _is_starting(run)
    ]
    data = read_json(workspace.runs_dir / QUEUE_NAME)
    kept = data if isinstance(data, dict) else {"waiting": data}  # a list in early versions
    rows = kept.get("waiting")
    found = [_request(workspace, row) for row in (rows if isinstance(rows, list) else [])]
    requests = [request for request in found if request is not None]
    waiting = _with_what_they_need(workspace, requests, [run.read_spec() for run in alive])
    return OpenJobs(alive, waiting, kept.get("held") is True)


def _with_what_they_need(
    workspace: Workspace, requests: list[QueuedJob], alive: list[RunSpec | None]
) -> list[QueuedJob]:
    """Returns the jobs whose earlier step is still to come or has succeeded without the window."""
    pending = {(spec.name, spec.kind) for spec in alive if spec is not None}
    kept: list[QueuedJob] = []
    for request in requests:
        step = request.after
        if step is None or (request.name, step) in pending or _succeeded(workspace, request):
            kept.append(request)
            pending.add((request.name, request.kind))
    return kept


def _succeeded(workspace: Workspace, request: QueuedJob) -> bool:
    """Returns whether the latest run of the step that a job needs has succeeded.

    A training has not where rendering with its model would ask first.
    """
    metrics = read_metrics(workspace, request.name) if request.kind == "render" else {}
    if verdict_of(metrics).asks_before_rendering:
        return False
    for run in reversed(list_runs(workspace, request.name)):
        spec = run.read_spec()
        if spec is not None and spec.kind == request.after:
            return run.status() == RunState.DONE
    return False


def as_rows(waiting: list[QueuedJob], is_paused: bool) -> dict[str, Any]:
    """Returns the content of the queue file."""
    return {"held": is_paused, "waiting": [_row(request) for request in waiting]}


def save_device(run: RunFolder, device_id: str) -> None:
    """Save the device of a run."""
    write_json(run.path / _DEVICE_NAME, {"device": device_id})


def saved_device(run: RunFolder, spec: RunSpec) -> str:
    """Returns the device of a run; that of its options if it was started without the window."""
    data = read_json(run.path / _DEVICE_NAME)
    kept = data.get("device") if isinstance(data, dict) else None
    return kept if isinstance(kept, str) else str(spec.options.get("device", AUTO))


def _is_starting(run: RunFolder) -> bool:
    """Returns whether a run was just started by a closed window, and has no process id yet."""
    spec = run.read_spec()
    is_new = spec is not None and spec.process is None
    return is_new and run.status() == RunState.STARTING


def _row(request: QueuedJob) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": request.kind,
        "name": request.name,
        "options": request.options,
        "device": request.device,
        "after": request.after,
    }
    run = request.resumed_run
    return row if run is None else {**row, "run_id": run.run_id}


def _after(row: dict[str, Any]) -> JobKind | None:
    """Returns the step that a saved job needs; earlier versions knew preprocessing alone."""
    if row.get("needs_prepared") is True:
        return "preprocess"
    return row["after"] if row.get("after") in OPTIONS else None


def _request(workspace: Workspace, row: Any) -> QueuedJob | None:
    """Returns a saved job; None if it is invalid, of another version, or its run is gone."""
    try:
        options = OPTIONS[row["kind"]].model_validate(row["options"]).model_dump()
        name, device = str(row["name"]), str(row["device"])
        run_id = row.get("run_id")
        run = None if run_id is None else RunFolder(workspace.project_runs_dir(name) / str(run_id))
        if run is not None and run.read_spec() is None:
            return None
        return QueuedJob(row["kind"], name, options, device, run, _after(row))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
