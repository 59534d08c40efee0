"""Putting things into a workspace: all or nothing, beside nobody else, over nothing without
permission."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from synctalk_engine.errors import DatasetError, StorageError
from synctalk_engine.workspace.atomic import replace, storage_errors
from synctalk_engine.workspace.clip import FEATURE_KINDS, Clip
from synctalk_engine.workspace.staging import STAGING_PREFIX, staging_path
from synctalk_engine.workspace.zip_files import CopyCallback

_CHUNK_BYTES = 1 << 20


@contextlib.contextmanager
def staging_folder(parent: Path) -> Iterator[Path]:
    """A new folder beside the place that its content will have; removed with what is left in it."""
    folder = staging_path(parent)
    with storage_errors(folder):
        folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def require_free(target: Path, name: str, what: str, may_replace: bool) -> None:
    """Refuse to write over what is there, unless that was asked.

    Raises:
        StorageError: ``already_there``.
    """
    is_taken = any(target.iterdir()) if target.is_dir() else target.exists() or target.is_symlink()
    if is_taken and not may_replace:
        raise StorageError("already_there", name=name, what=what, path=target)


def move_into_place(folder: Path, target: Path) -> None:
    """Give a whole folder its place; what was there is removed after the new one is in."""
    with storage_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (target.exists() or target.is_symlink()):
            replace(folder, target)
            return
        old = target.with_name(f"{STAGING_PREFIX}old-{secrets.token_hex(4)}")
        replace(target, old)
        try:
            replace(folder, target)
        except OSError:
            replace(old, target)
            raise
        old.unlink() if old.is_symlink() else shutil.rmtree(old, ignore_errors=True)


def link_folder(source: Path, target: Path) -> None:
    """Show a folder at another place: a symbolic link, on Windows a junction where need be.

    Raises:
        StorageError: the system allows neither.
    """
    link = staging_path(target.parent)
    with storage_errors(target):
        link.parent.mkdir(parents=True, exist_ok=True)
        try:
            link.symlink_to(source, target_is_directory=True)
        except OSError:
            if os.name != "nt":
                raise
            import _winapi

            _winapi.CreateJunction(str(source), str(link))  # type: ignore[attr-defined]
    move_into_place(link, target)


def copy_files(files: dict[str, Path], folder: Path, on_bytes: CopyCallback | None = None) -> int:
    """Copy files under their new names, with forward slashes; gives the bytes copied."""
    total_bytes = sum(path.stat().st_size for path in files.values())
    done_bytes = 0
    for name, path in files.items():
        target = folder.joinpath(*name.split("/"))
        with storage_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with path.open("rb") as source, target.open("wb") as sink:
                    while chunk := source.read(_CHUNK_BYTES):
                        sink.write(chunk)
                        done_bytes += len(chunk)
                        if on_bytes is not None:
                            on_bytes(done_bytes, total_bytes)
            except FileNotFoundError as error:
                raise DatasetError("file_not_found", path=path) from error
    return done_bytes


def dataset_files(clip: Clip) -> dict[str, Path]:
    """The files of a preprocessed clip that matter, by their path in it; no caches, no state."""
    own: Iterable[Path] = (
        *clip.frame_paths(),
        *clip.landmark_paths(),
        *(path for path in (clip.audio_path, clip.table_path) if path.is_file()),
        *(clip.feature_path(kind) for kind in FEATURE_KINDS if clip.feature_path(kind).is_file()),
    )
    return {path.relative_to(clip.path).as_posix(): path for path in own}
