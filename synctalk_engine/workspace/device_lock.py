"""One training at a time on a GPU, whatever workspace it belongs to.

The lock lies in the user's data folder and is held by the working process: the system frees it when
that process ends, however it ends. Beside it stands who holds it, to be told to others.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock
from pydantic import BaseModel, ValidationError

from synctalk_engine.errors import BusyError
from synctalk_engine.user_folder import user_folder
from synctalk_engine.workspace.atomic import read_json, storage_errors, write_json

WAIT_INTERVAL_S = 0.25
LOCKS_VARIABLE = "SYNCTALK_LOCKS"
SHARING_VARIABLE = "SYNCTALK_SHARING"
"""Names the group of processes that were started to share this machine's cores."""
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")


class DeviceHolder(BaseModel):
    """Who trains on a device."""

    name: str = "?"
    """The project."""
    pid: int = 0
    workspace: str = "?"
    group: str = ""
    """SYNCTALK_SHARING of its process."""


def lock_folder() -> Path:
    """Where the locks of this user's devices lie; SYNCTALK_LOCKS names another folder."""
    named = os.environ.get(LOCKS_VARIABLE)
    if named:
        return Path(named)
    return user_folder() / "locks"


@contextlib.contextmanager
def device_lock(
    device_key: str,
    holder: DeviceHolder,
    *,
    device: str,
    wait: bool = False,
    poll: Callable[[], object] = lambda: None,
    on_wait: Callable[[DeviceHolder], object] = lambda _holder: None,
) -> Iterator[None]:
    """Hold a device while the block runs.

    Args:
        device_key: the same for the same device, in every process: its UUID.
        holder: who asks; told to others while the block runs.
        device: how the user calls it; for the sentence.
        wait: wait until it is free instead of raising.
        poll: called several times a second while waiting; may raise to stop.
        on_wait: called once with who holds it, before waiting.
    Raises:
        BusyError: ``device_busy``.
    """
    path = lock_folder() / f"{_UNSAFE.sub('_', device_key)}.lock"
    note_path = path.with_suffix(".json")
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(path)
    if not _taken(lock):
        other = _read(note_path)
        if not wait:
            raise BusyError("device_busy", device=device, **other.model_dump())
        on_wait(other)
        _wait_for(lock, poll)
    try:
        write_json(note_path, holder.model_dump())
        yield
    finally:
        with contextlib.suppress(OSError):
            note_path.unlink(missing_ok=True)
        lock.release()


def _wait_for(lock: filelock.FileLock, poll: Callable[[], object]) -> None:
    while not _taken(lock):
        poll()
        time.sleep(WAIT_INTERVAL_S)


def _taken(lock: filelock.FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        return False
    return True


def _read(note_path: Path) -> DeviceHolder:
    try:
        return DeviceHolder.model_validate(read_json(note_path) or {})
    except ValidationError:
        return DeviceHolder()
