"""Atomic file writes: a temporary file beside the target, then a rename."""

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

from synctalk_engine.errors import StorageError, SynctalkError

PARTIAL_SUFFIX = ".partial"
_WINDOWS_FILE_TOO_LARGE = 223


def _numbers(*names: str) -> frozenset[int]:
    """Returns the error numbers that this system knows."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


_DISK_FULL = _numbers("ENOSPC", "EDQUOT")
_NOT_ALLOWED = _numbers("EACCES", "EPERM", "EROFS")
_GONE = _numbers(
    *("ENOENT", "EIO", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "ESHUTDOWN", "EREMOTEIO"),
    *("ENOMEDIUM", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH"),
)
"""A drive was unplugged, a network folder does not answer, or a folder was removed."""
_REPLACE_TRIES = 20


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turns every ``OSError`` of the block into a ``StorageError`` about ``path``.

    An ``OSError`` without a system error number (a library's own) passes unchanged.
    """
    try:
        yield
    except OSError as error:
        if not _is_system_error(error):
            raise
        raise _storage_error(error, path) from error


def user_error(error: Exception, path: Path) -> SynctalkError:
    """The catalogue's error for any exception of reading or writing ``path``.

    A bug, or a library's own exception, becomes ``internal`` with the name of its class.
    """
    if isinstance(error, SynctalkError):
        return error
    if isinstance(error, OSError) and _is_system_error(error):
        return _storage_error(error, path)
    return SynctalkError("internal", detail=type(error).__name__)


def _storage_error(error: OSError, path: Path) -> StorageError:
    code = _code_of(error)
    if code in ("storage_gone", "path_unusable") and (blocking := _file_above(path)) is not None:
        return StorageError("path_unusable", path=blocking, reason="a folder is needed here")
    # Only some sentences name the system's reason.
    reason = {"reason": error.strerror} if code in ("storage_gone", "path_unusable") else {}
    return StorageError(code, path=path, **reason)


def _file_above(path: Path) -> Path | None:
    """A file where a path has a folder."""
    with contextlib.suppress(OSError):
        return next((parent for parent in path.parents if parent.is_file()), None)
    return None


def _is_system_error(error: OSError) -> bool:
    """Returns False for errors of connections and of libraries that only derive from OSError."""
    is_connection = isinstance(error, ConnectionError | TimeoutError) and error.filename is None
    return error.errno in errno.errorcode and not is_connection


def _code_of(error: OSError) -> str:
    if error.errno in _DISK_FULL:
        return "disk_full"
    if error.errno == errno.EFBIG or getattr(error, "winerror", None) == _WINDOWS_FILE_TOO_LARGE:
        return "file_too_large"
    if error.errno in _NOT_ALLOWED:
        return "no_permission"
    return "storage_gone" if error.errno in _GONE else "path_unusable"


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
        StorageError: disk full, no permission, or an unusable path.
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
    """Write ``data`` to ``path``, atomically."""
    with atomic_file(path, fsync=fsync) as file:
        file.write(data)


def write_json(path: Path, value: Any, *, fsync: bool = False) -> None:
    """Write ``value`` as indented UTF-8 JSON, atomically."""
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


def parse_json(text: str | bytes) -> Any:
    """The value of a JSON text.

    Raises:
        ValueError: it is no JSON, or its lists and objects are in each other too deep.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("its brackets are nested too deep") from error


def read_json(path: Path) -> Any | None:
    """The JSON in ``path``; None if the file is missing or broken."""
    try:
        return parse_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
