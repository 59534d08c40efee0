"""Copies a rendered video to a place that the user chose."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from synctalk_engine.workspace.atomic import PARTIAL_SUFFIX, replace, storage_errors


def copy_video(video: Path, target: Path) -> None:
    """Copy a file, or a folder of images; may block.

    Raises:
        StorageError: no permission, disk full, the video is gone.
    """
    partial = target.with_name(f"{target.name}.{secrets.token_hex(4)}{PARTIAL_SUFFIX}")
    with storage_errors(target if video.exists() else video):
        try:
            if video.is_dir():
                shutil.copytree(video, target)
            else:
                shutil.copyfile(video, partial)
                replace(partial, target)
        finally:
            partial.unlink(missing_ok=True)
