"""The files of a clip, and which frames have a face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from synctalk_engine.workspace.clip import Clip


@dataclass(frozen=True)
class ClipIndex:
    """What a player needs before it can show a clip's frames."""

    frame_paths: tuple[Path, ...]
    landmark_paths: tuple[Path, ...]
    found: np.ndarray | None
    """bool (N,), whether a face was found; None if not recorded."""
    fps: float
    places: dict[Path, int]
    """Image file -> index of its frame."""

    @classmethod
    def of(
        cls,
        frame_paths: Sequence[Path] = (),
        landmark_paths: Sequence[Path] = (),
        found: np.ndarray | None = None,
        fps: float = 25.0,
    ) -> ClipIndex:
        places = {path: place for place, path in enumerate(frame_paths)}
        return cls(tuple(frame_paths), tuple(landmark_paths), found, fps, places)


@dataclass(frozen=True)
class ClipListing:
    """Lists a clip's files and reads its table; slow for long clips."""

    path: Path

    def read(self) -> ClipIndex:
        clip = Clip(self.path)
        table = clip.table()
        found = None if table is None else table.found
        return ClipIndex.of(clip.frame_paths(), clip.landmark_paths(), found, clip.fps())
