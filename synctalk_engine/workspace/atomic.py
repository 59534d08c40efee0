"""Files that are whole or not there: written beside their place and renamed."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from synctalk_engine.errors import StorageError

PARTIAL_SUFFIX = ".partial"
_REPLACE_TRIES = 20


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn the system's complaints about ``path`` into sentences."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageError("disk_full", path=path) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise StorageError("no_permission", path=path) from error
        unusable = (errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR, errno.EEXIST, errno.EINVAL)
        if error.errno in unusable:
            raise StorageError("path_unusable", path=path, reason=error.strerror) from error
        raise


def replace(source: Path, target: Path) -> None:
    """``os.replace`` that waits for Windows' virus scanners and indexers to let go.

    Raises:
        OSError: as the system says.
        StorageError: ``folder_in_the_way``; an empty folder in the target's place is removed.
    """
    if source.is_file() and target.is_dir() and not target.is_symlink():
        _remove_empty_folder(target)
    for attempt in range(_REPLACE_TRIES):
        try:
            os.replace(source, target)  # noqa: PTH105 - Path.replace is the same call
            return
        except PermissionError:
            if os.name != "nt" or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.05)


def remove(path: Path) -> None:
    """Remove a file, or an empty folder of that name, if there is one.

    Raises:
        StorageError: it cannot be removed; ``folder_in_the_way`` for a folder that is not empty.
    """
    with storage_errors(path):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            if not path.is_dir() or path.is_symlink():
                raise
            _remove_empty_folder(path)


def _remove_empty_folder(path: Path) -> None:
    try:
        path.rmdir()
    except OSError as error:
        raise StorageError("folder_in_the_way", path=path) from error


def sync_folder(folder: Path) -> None:
    """Force names that were given to the disk, where the system can: a rename is one of them."""
    with contextlib.suppress(OSError):  # Windows opens no folders; some networks refuse to sync
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def atomic_file(path: Path, *, fsync: bool = False) -> Iterator[BinaryIO]:
    """A binary file that takes its name only when the block ends without an exception.

    Args:
        fsync: force it to the disk first; for checkpoints and resume states.
    Raises:
        StorageError: disk full, no rights, or an unusable path.
    """
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}{PARTIAL_SUFFIX}")
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with partial.open("wb") as file:
                yield file
                if fsync:
                    file.flush()
                    os.fsync(file.fileno())
            replace(partial, path)
            if fsync:
                sync_folder(path.parent)
        finally:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes | memoryview, *, fsync: bool = False) -> None:
    """Write ``data`` to ``path``, whole or not at all."""
    with atomic_file(path, fsync=fsync) as file:
        file.write(data)


def write_json(path: Path, value: Any, *, fsync: bool = False) -> None:
    """Write ``value`` as indented UTF-8 JSON, whole or not at all."""
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    write_bytes(path, text.encode("utf-8"), fsync=fsync)


def require_writable(folder: Path) -> None:
    """Find out at the beginning of a job whether its results can be written at its end.

    Args:
        folder: where they will be; it may not exist yet.
    Raises:
        StorageError: ``no_permission``, ``disk_full``.
    """
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    probe = folder / f"write_test.{secrets.token_hex(4)}"
    write_bytes(probe, b"")
    remove(probe)


def read_json(path: Path) -> Any | None:
    """The JSON in ``path``; None where the file is missing or broken."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
