"""Files that the API gives and takes: those in ``uploads/`` and ``result/`` alone."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath

from synctalk_engine.errors import StorageError
from synctalk_engine.workspace.atomic import PARTIAL_SUFFIX, replace, storage_errors
from synctalk_engine.workspace.layout import Workspace

UPLOADS_DIR_NAME = "uploads"
FORBIDDEN = set('\\:*?"<>|')
"""Not in names on Windows, or a way out of the folder there."""


class UploadTooLargeError(Exception):
    """More bytes than may be taken, or than the disk has room for."""


def served_path(workspace: Workspace, name: str, *, may_write: bool = False) -> Path | None:
    """The file of a name as ``result/a.mp4``; None for every name that is not served.

    Args:
        may_write: only ``uploads/`` can be written to.
    """
    parts = PurePosixPath(name).parts
    folders = (UPLOADS_DIR_NAME,) if may_write else (UPLOADS_DIR_NAME, workspace.result_dir.name)
    if len(parts) < 2 or parts[0] not in folders:
        return None
    if any(_is_unsafe(part) for part in parts):
        return None
    root = (workspace.root / parts[0]).resolve()
    path = root.joinpath(*parts[1:])
    # a link inside may lead out
    return path if path.resolve().is_relative_to(root) else None


def _is_unsafe(part: str) -> bool:
    has_control = any(ord(letter) < 32 for letter in part)
    return part.startswith(".") or has_control or not FORBIDDEN.isdisjoint(part)


async def save_upload(path: Path, chunks: AsyncIterator[bytes], limit_bytes: int) -> int:
    """Write a stream to a file; nothing is left behind where it ends early.

    Returns the number of bytes.

    Raises:
        UploadTooLargeError: the stream is longer than the limit.
        StorageError: disk full, no permission.
    """
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}{PARTIAL_SUFFIX}")
    size = 0
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with partial.open("wb") as file:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > limit_bytes:
                        raise UploadTooLargeError
                    file.write(chunk)
            replace(partial, path)
        finally:
            partial.unlink(missing_ok=True)
    return size


def free_bytes(workspace: Workspace) -> int:
    """Room on the workspace's disk.

    Raises:
        StorageError: the disk is gone.
    """
    try:
        return shutil.disk_usage(workspace.root).free
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise StorageError("storage_gone", path=workspace.root, reason=reason) from error
