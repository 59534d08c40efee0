"""One process at a time changes a project as a whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import filelock

from synctalk_engine.errors import BusyError
from synctalk_engine.workspace.atomic import storage_errors
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import list_runs
from synctalk_engine.workspace.state import read_state

LOCK_NAME = "project.lock"
PREPARING_KINDS = ("preprocess", "run", "demo")
"""Kinds of jobs that write a preprocessed clip; the last two train it afterwards."""


@contextlib.contextmanager
def project_lock(workspace: Workspace, name: str, patience_s: float = 0.0) -> Iterator[None]:
    """Nobody trains or preprocesses a project while it is put in place.

    Args:
        patience_s: how long to wait for someone who may just be ending.
    Raises:
        BusyError: someone does.
    """
    folder = workspace.project_runs_dir(name)
    is_new = not folder.exists()
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / LOCK_NAME)
        try:
            lock.acquire(timeout=patience_s)
        except filelock.Timeout as error:
            raise BusyError("project_busy", name=name, pid=_pid_at_work(workspace, name)) from error
    try:
        yield
    finally:
        lock.release()
        if is_new:  # else a project of that name would be listed, also after a failure
            with contextlib.suppress(OSError):
                (folder / LOCK_NAME).unlink(missing_ok=True)
                folder.rmdir()


def require_idle(workspace: Workspace, name: str) -> None:
    """Refuse while any job works on a project, also one that only reads it.

    Raises:
        BusyError: one does.
    """
    with project_lock(workspace, name):
        pid = _pid_at_work(workspace, name)
        if pid:
            raise BusyError("project_busy", name=name, pid=pid)


def require_not_preprocessing(
    workspace: Workspace, name: str, clip_path: str | Path | None = None
) -> None:
    """Refuse to read a clip while a job writes it: it would look incomplete or damaged.

    Args:
        clip_path: where the clip is; None: in ``dataset/<name>``.
    Raises:
        BusyError: one does.
    """
    clip_dir = workspace.clip_dir(name) if clip_path is None else workspace.resolve(clip_path)
    for run in reversed(list_runs(workspace, clip_dir.name)):
        spec = run.read_spec()
        if spec is None or spec.process is None or spec.kind not in PREPARING_KINDS:
            continue
        is_done = spec.kind != "preprocess" and read_state(clip_dir)["preprocessing"]["completed"]
        if spec.process.pid != os.getpid() and not is_done and run.is_alive():
            raise BusyError("project_busy", name=clip_dir.name, pid=spec.process.pid)


def _pid_at_work(workspace: Workspace, name: str) -> int:
    """Number of a process that works on one of the project's runs; 0 if there is none."""
    for run in reversed(list_runs(workspace, name)):
        spec = run.read_spec() if run.is_alive() else None
        if spec is not None and spec.process is not None:
            return spec.process.pid
    return 0
