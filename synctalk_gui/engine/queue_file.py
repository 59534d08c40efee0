"""Jobs that wait, as they are kept in the workspace; and on which device a run was begun."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from synctalk_engine.protocol.events import RunState
from synctalk_engine.protocol.run_spec import OPTIONS, JobKind, RunSpec
from synctalk_engine.workspace.atomic import read_json, write_json
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder, list_runs
from synctalk_gui.engine.devices import AUTO

QUEUE_NAME = ".queue.json"
"""In the workspace's runs folder."""
_DEVICE_NAME = "device.json"
"""In a run's folder: which device the window chose. The engine sees one GPU alone, as cuda:0."""
_numbers = count(1)


@dataclass(frozen=True)
class Request:
    """A job that waits for its device."""

    kind: JobKind
    name: str
    options: dict[str, Any]
    device: str = AUTO
    resumed_run: RunFolder | None = None
    needs_prepared: bool = False
    """It is left out where the preprocessing before it fails."""
    number: int = field(default_factory=lambda: next(_numbers))


@dataclass(frozen=True)
class OpenJobs:
    """The jobs of a workspace that was just opened."""

    alive: list[RunFolder]
    waiting: list[Request]
    is_held: bool = False


def find_jobs(workspace: Workspace) -> OpenJobs:
    """Living runs, and jobs that waited when the window was closed. It may block."""
    alive = [
        run
        for name in workspace.project_names()
        for run in list_runs(workspace, name)
        if run.is_alive() or _is_beginning(run)
    ]
    data = read_json(workspace.runs_dir / QUEUE_NAME)
    kept = data if isinstance(data, dict) else {"waiting": data}  # first a mere list
    rows = kept.get("waiting")
    found = [_request(workspace, row) for row in (rows if isinstance(rows, list) else [])]
    waiting = [request for request in found if request is not None]
    return OpenJobs(alive, waiting, kept.get("held") is True)


def as_rows(waiting: list[Request], is_held: bool) -> dict[str, Any]:
    """What is written to the disk."""
    return {"held": is_held, "waiting": [_row(request) for request in waiting]}


def keep_device(run: RunFolder, device_id: str) -> None:
    """Note where a run is computed."""
    write_json(run.path / _DEVICE_NAME, {"device": device_id})


def kept_device(run: RunFolder, spec: RunSpec) -> str:
    """Where a run is computed; what its options say where it was begun without the window."""
    data = read_json(run.path / _DEVICE_NAME)
    kept = data.get("device") if isinstance(data, dict) else None
    return kept if isinstance(kept, str) else str(spec.options.get("device", AUTO))


def _is_beginning(run: RunFolder) -> bool:
    """Begun a moment ago by a window that is gone; its process has not written its number yet."""
    spec = run.read_spec()
    is_new = spec is not None and spec.process is None
    return is_new and run.status() == RunState.STARTING


def _row(request: Request) -> dict[str, Any]:
    keys = ("kind", "name", "options", "device", "needs_prepared")
    row = {key: getattr(request, key) for key in keys}
    run = request.resumed_run
    return row if run is None else {**row, "run_id": run.run_id}


def _request(workspace: Workspace, row: Any) -> Request | None:
    """A job as it was kept; None where it is broken, of another version, or its run is gone."""
    try:
        options = OPTIONS[row["kind"]].model_validate(row["options"]).model_dump()
        name, device = str(row["name"]), str(row["device"])
        run_id = row.get("run_id")
        run = None if run_id is None else RunFolder(workspace.project_runs_dir(name) / str(run_id))
        if run is not None and run.read_spec() is None:
            return None
        return Request(row["kind"], name, options, device, run, row.get("needs_prepared") is True)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
