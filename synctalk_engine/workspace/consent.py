"""The note of consent of a project: who agreed, when, and the file that says so.

It is kept in the project's ``.training_state.json`` under ``consent``, and removed only on purpose.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from synctalk_engine.errors import DatasetError, MediaError
from synctalk_engine.workspace.atomic import storage_errors, write_json
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import FILE_NAME, read_state

STATE_KEY = "consent"
MAX_NAME_LETTERS = 200
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class ConsentNote:
    """Who agreed, when, and where that is written."""

    person: str
    """Name of the person in the video."""
    date: str
    """``YYYY-MM-DD``: the day on which they agreed."""
    file: str | None = None
    """Path of the signed form, relative to the workspace where it is in it."""
    sha256: str | None = None
    """Of that file, when the note was written."""


def read_consent(workspace: Workspace, name: str) -> ConsentNote | None:
    """The note of a project; None where there is none, or an unreadable one."""
    return consent_in(read_state(workspace.clip_dir(name)))


def consent_in(state: dict[str, Any]) -> ConsentNote | None:
    """The note in a project's state; None where there is none, or an unreadable one."""
    stored: Any = state.get(STATE_KEY)
    if not isinstance(stored, dict):
        return None
    fields = {key: stored.get(key) for key in ("person", "date", "file", "sha256")}
    required = isinstance(fields["person"], str) and isinstance(fields["date"], str)
    if not required or not all(isinstance(value, str | None) for value in fields.values()):
        return None
    return ConsentNote(**fields)


def write_consent(
    workspace: Workspace, name: str, person: str, day: str | None, file: Path | None
) -> ConsentNote:
    """Keep a note; an earlier one is replaced.

    Args:
        day: ``YYYY-MM-DD``; None: today.

    Raises:
        DatasetError: ``consent_no_project``; ``consent_unusable`` for a name or a day that is none.
        MediaError: ``file_not_found``.
        StorageError: the disk is full; the file cannot be read.
    """
    _require_project(workspace, name)
    person = " ".join(person.split())
    if not person or len(person) > MAX_NAME_LETTERS or not person.isprintable():
        reason = f"the person's name is empty, too long or unreadable: “{person[:40]}”"
        raise DatasetError("consent_unusable", name=name, reason=reason)
    when = _day(name, day)
    checksum = None if file is None else _checksum(file)
    kept = None if file is None else workspace.relative(file)
    consent = ConsentNote(person, when.isoformat(), kept, checksum)
    _store(workspace, name, asdict(consent))
    return consent


def remove_consent(workspace: Workspace, name: str) -> bool:
    """Remove the note; returns whether there was one.

    Raises:
        DatasetError: ``consent_no_project``.
        StorageError: the disk is full.
    """
    _require_project(workspace, name)
    had = STATE_KEY in read_state(workspace.clip_dir(name))
    if had:
        _store(workspace, name, None)
    return had


def _require_project(workspace: Workspace, name: str) -> None:
    if not workspace.clip_dir(name).is_dir():
        raise DatasetError("consent_no_project", name=name)


def _day(name: str, text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        reason = f"“{text}” is no day of the form 2026-01-31"
        raise DatasetError("consent_unusable", name=name, reason=reason) from error
    if day > date.today():
        raise DatasetError("consent_unusable", name=name, reason=f"{text} is in the future")
    return day


def _checksum(path: Path) -> str:
    if path.is_dir():
        raise MediaError("path_unusable", path=path, reason="it is a folder")
    if not path.exists():
        raise MediaError("file_not_found", path=path)
    digest = hashlib.sha256()
    with storage_errors(path), path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _store(workspace: Workspace, name: str, value: dict[str, Any] | None) -> None:
    clip_dir = workspace.clip_dir(name)
    state = read_state(clip_dir, workspace.model_dir(name), workspace.syncnet_dir(name))
    state.pop(STATE_KEY, None)
    if value is not None:
        state[STATE_KEY] = value
    write_json(clip_dir / FILE_NAME, state)
