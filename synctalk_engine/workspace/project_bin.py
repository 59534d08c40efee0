"""The bin: projects and rendered videos that were deleted, in ``.bin`` until someone empties it."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from synctalk_engine.errors import StorageError
from synctalk_engine.workspace.atomic import read_json, write_json
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_files import (
    move_all,
    project_folders,
    remove_folder,
    update_project_name,
)
from synctalk_engine.workspace.project_lock import require_idle
from synctalk_engine.workspace.project_names import unique_name

BIN_NAME = ".bin"
_RECORD_NAME = "bin.json"


class BinKind(StrEnum):
    """What a folder in the bin contains."""

    PROJECT = "project"
    VIDEO = "video"
    """A rendered video; see :mod:`synctalk_engine.workspace.video_bin`."""


@dataclass(frozen=True)
class BinEntry:
    """One project or rendered video in the bin."""

    folder: Path
    name: str
    moved: float
    """Unix time in seconds."""
    kind: BinKind = BinKind.PROJECT


def bin_dir(workspace: Workspace) -> Path:
    """Where projects and videos are put away."""
    return workspace.root / BIN_NAME


def new_bin_entry(
    workspace: Workspace, name: str, kind: BinKind, more: dict[str, Any] | None = None
) -> BinEntry:
    """Make a folder in the bin with its record.

    Args:
        more: what else the record has.
    Raises:
        StorageError: disk full, no permission.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    folder = bin_dir(workspace) / f"{stamp}-{secrets.token_hex(3)}"
    entry = BinEntry(folder, name, time.time(), kind)
    record = {"name": name, "moved": entry.moved, "kind": kind, **(more or {})}
    write_json(folder / _RECORD_NAME, record)
    return entry


def read_bin_record(entry: BinEntry) -> dict[str, Any] | None:
    """The record of an entry; None where it is gone or damaged."""
    data = read_json(entry.folder / _RECORD_NAME)
    return data if isinstance(data, dict) else None


def archive_project(workspace: Workspace, name: str) -> BinEntry:
    """Put a project away: preprocessed video, models and runs; rendered videos stay.

    Raises:
        StorageError: a folder cannot be moved (then nothing is).
        BusyError: a job is at work on it.
    """
    parts = project_folders(workspace, name)
    if not any(path.exists() or path.is_symlink() for path in parts.values()):
        raise StorageError("project_gone", name=name)
    require_idle(workspace, name)
    entry = new_bin_entry(workspace, name, BinKind.PROJECT)
    try:
        move_all([(path, entry.folder / key) for key, path in parts.items()])
    except StorageError:
        remove_folder(entry.folder)
        raise
    return entry


def list_bin(workspace: Workspace) -> list[BinEntry]:
    """What is in the bin, newest first; what is broken is left out."""
    entries = []
    for record in bin_dir(workspace).glob(f"*/{_RECORD_NAME}"):
        data = read_json(record)
        if isinstance(data, dict) and isinstance(data.get("name"), str):
            entries.append(BinEntry(record.parent, data["name"], _time_of(data), _kind_of(data)))
    return sorted(entries, key=lambda entry: entry.moved, reverse=True)


def _kind_of(data: dict[str, Any]) -> BinKind:
    """Entries of older programs have no kind: they are projects."""
    return BinKind.VIDEO if data.get("kind") == BinKind.VIDEO else BinKind.PROJECT


def _time_of(data: dict[str, Any]) -> float:
    moved = data.get("moved")
    return float(moved) if isinstance(moved, (int, float)) and abs(moved) < 1e12 else 0.0


def restore_project(workspace: Workspace, entry: BinEntry) -> str:
    """Take a project out of the bin, under another name where its own is taken by now.

    Returns:
        The name that it has.
    Raises:
        StorageError: it is not there any more, or a folder cannot be moved.
    """
    if not (entry.folder / _RECORD_NAME).is_file():
        raise StorageError("project_gone", name=entry.name)
    name = unique_name(entry.name, set(workspace.project_names()))
    targets = project_folders(workspace, name)
    move_all([(entry.folder / key, target) for key, target in targets.items()])
    if name != entry.name:
        update_project_name(workspace, entry.name, name)
    remove_folder(entry.folder)
    return name


def delete_permanently(entry: BinEntry) -> None:
    """Free the room that a project in the bin takes. It cannot be had back."""
    remove_folder(entry.folder)


def bin_entry_bytes(entry: BinEntry) -> int:
    """Bytes of its files; what is only linked does not count."""
    total = 0
    for path in entry.folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            total += path.stat().st_size
    return total
