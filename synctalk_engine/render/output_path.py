"""Chooses the output path, and checks that it is writable before any work is done."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

from synctalk_engine.errors import StorageError
from synctalk_engine.media.video_codecs import CONTAINERS
from synctalk_engine.workspace.atomic import PARTIAL_SUFFIX, storage_errors
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_names import name_from_file

VIDEO_SUFFIX = ".mp4"
VIDEO_SUFFIXES = frozenset(container.suffix for container in CONTAINERS.values())
"""Of all formats."""


def choose_output_path(
    workspace: Workspace,
    name: str,
    speech_path: Path,
    asked: str | None,
    suffix: str = VIDEO_SUFFIX,
    is_preview: bool = False,
) -> Path:
    """``result/<name>_<speech file>.mp4``, numbered if taken; or what the user asked for.

    The default name of a preview says that it is one.

    A path that was asked for is taken as it is (its file is replaced when the new one is whole);
    a folder gets the default name in it, and a name without ``suffix`` gets that.

    Args:
        suffix: of the format; empty where the output is a folder of images.
    Raises:
        StorageError: path_unusable where the path is the speech file itself, or has the suffix of
            another format.
    """
    default_name = name_from_file(f"{name}_{speech_path.stem}{' preview' * is_preview}")
    if asked is None:
        return _free(workspace.result_dir / f"{default_name}{suffix}")
    path = workspace.resolve(asked)
    if path.is_dir():
        return _free(path / f"{default_name}{suffix}")
    if path.suffix.lower() in VIDEO_SUFFIXES - {suffix}:
        wanted = f"ends in {suffix}" if suffix else "is a folder of images"
        reason = f"a video of the chosen format {wanted}"
        raise StorageError("path_unusable", path=path, reason=reason)
    if path.suffix.lower() != suffix:
        path = path.with_name(path.name + suffix)
    if path.exists() and speech_path.exists() and path.samefile(speech_path):
        raise StorageError("path_unusable", path=path, reason="it is the speech file itself")
    return path


def check_writable(path: Path) -> None:
    """Try to write into the folder of ``path``; a folder that does not exist yet is not kept.

    Raises:
        StorageError: no rights, disk full, an unusable path.
    """
    trial = path.with_name(f"{path.stem}.{secrets.token_hex(4)}{PARTIAL_SUFFIX}")
    absent = [folder for folder in path.parents if not folder.exists()]
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            trial.write_bytes(b"\0")
        finally:
            trial.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # another render writes there by now
                for folder in absent:
                    folder.rmdir()


def _free(path: Path) -> Path:
    """``path``, or ``path 2``, ``path 3`` ... where that is taken."""
    candidate, number = path, 2
    while candidate.exists():
        candidate, number = path.with_stem(f"{path.stem} {number}"), number + 1
    return candidate
