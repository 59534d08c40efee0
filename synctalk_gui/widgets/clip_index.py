"""The files of a clip and what is known of its frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from synctalk_engine.workspace.clip import Clip


@dataclass(frozen=True)
class ClipIndex:
    """What is to be known of a clip before its frames can be shown."""

    frame_paths: tuple[Path, ...]
    landmark_paths: tuple[Path, ...]
    found: np.ndarray | None
    """bool (N,): a face was found; None where it is not recorded."""
    fps: float
    places: dict[Path, int]
    """Image -> its frame."""

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
    """Lists a clip's files and reads its table, which takes a while for a long one."""

    path: Path

    def read(self) -> ClipIndex:
        clip = Clip(self.path)
        table = clip.table()
        found = None if table is None else table.found
        return ClipIndex.of(clip.frame_paths(), clip.landmark_paths(), found, clip.fps())
