"""Disk space for the frames of a clip, by far its largest files."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from synctalk_engine.errors import StorageError
from synctalk_engine.preprocess.plan import PreprocessPlan
from synctalk_engine.workspace.layout import LEAST_CLIP_FRACTION, estimate_clip_bytes


@dataclass(frozen=True)
class FrameSpace:
    """Bytes that the frames still to be made may take, and that are free."""

    estimated_bytes: float
    """A generous estimate."""
    free_bytes: int

    @property
    def is_hopeless(self) -> bool:
        """Whether not even frames that compress well would fit."""
        return LEAST_CLIP_FRACTION * self.estimated_bytes > self.free_bytes


def frame_space(plan: PreprocessPlan) -> FrameSpace | None:
    """Space for a plan's frames; None where none are made, or the free space is unknown."""
    if not plan.makes_frames:
        return None
    frames = max(plan.expected_frames - len(plan.frames.checksums), 0)
    needed = estimate_clip_bytes(plan.info.width, plan.info.height, frames, plan.suffix)
    try:
        return FrameSpace(needed, shutil.disk_usage(_existing_folder(plan.clip.path)).free)
    except OSError:
        return None


def require_room_for_frames(plan: PreprocessPlan) -> None:
    """Refuse a video whose frames the disk cannot hold, before anything is made.

    Raises:
        StorageError: ``disk_small_for_frames``.
    """
    space = frame_space(plan)
    if space is not None and space.is_hopeless:
        raise StorageError(
            "disk_small_for_frames",
            path=plan.video_path,
            needed_mb=round(space.estimated_bytes / 1e6),
            free_mb=round(space.free_bytes / 1e6),
        )


def _existing_folder(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
