"""A prepared clip on disk, of ours or of the research code (read as it lies)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.errors import DatasetError
from synctalk_engine.protocol.run_spec import FeatureKind
from synctalk_engine.workspace.atomic import read_json
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.landmark_files import read_landmarks

FEATURE_KINDS: tuple[FeatureKind, ...] = ("ave", "hubert", "wenet", "moonshine", "mel")
_RESEARCH_FEATURE_NAMES = {"hubert": "aud_hu.npy"}
_NUMBER = re.compile(r"^\d+$")


@dataclass(frozen=True)
class Clip:
    """``dataset/<name>/``; pictures and landmarks are numbered from 0."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def frames_dir(self) -> Path:
        return self.path / "full_body_img"

    @property
    def landmarks_dir(self) -> Path:
        return self.path / "landmarks"

    @property
    def audio_path(self) -> Path:
        return self.path / "aud.wav"

    @property
    def cache_dir(self) -> Path:
        """Derived arrays; always safe to delete."""
        return self.path / "cache"

    @property
    def table_path(self) -> Path:
        return self.path / "frames.csv"

    @property
    def record_path(self) -> Path:
        return self.path / "prepare.json"

    def record(self) -> dict[str, Any]:
        """``prepare.json``: source, options, fps, size, A/V offset, warnings; {} if missing."""
        data = read_json(self.record_path)
        return data if isinstance(data, dict) else {}

    def fps(self) -> float:
        """Frames a second; 25 where nothing else is recorded."""
        return float(self.record().get("fps", 25.0))

    def frame_paths(self) -> list[Path]:
        """Pictures in order of their number: ``000000.png`` or ``0.jpg``."""
        return _numbered(self.frames_dir, (".png", ".jpg"))

    def landmark_paths(self) -> list[Path]:
        """Landmark files in order of their number: ``000000.pkl`` or ``0.lms``."""
        return _numbered(self.landmarks_dir, (".pkl", ".lms"))

    def landmarks(self) -> np.ndarray:
        """All landmarks, float32 (N, 110, 2) in pixels.

        Raises:
            DatasetError: a file is missing or unreadable.
        """
        paths = self.landmark_paths()
        if not paths:
            raise DatasetError("dataset_incomplete", name=self.name, reason="it has no landmarks")
        return np.stack([read_landmarks(path) for path in paths])

    def table(self) -> FramesTable | None:
        """``frames.csv``; None for datasets of the research code."""
        return FramesTable.read(self.table_path)

    def feature_path(self, kind: FeatureKind) -> Path:
        """``aud_<kind>.npy``, or the research code's name where only that is there."""
        own = self.path / f"aud_{kind}.npy"
        research_name = _RESEARCH_FEATURE_NAMES.get(kind)
        if not own.exists() and research_name and (self.path / research_name).exists():
            return self.path / research_name
        return own

    def feature_kinds(self) -> list[FeatureKind]:
        """Kinds whose features are on disk."""
        return [kind for kind in FEATURE_KINDS if self.feature_path(kind).is_file()]

    def features(self, kind: FeatureKind) -> np.ndarray:
        """Features, memory-mapped, one row a frame.

        Raises:
            DatasetError: ``no_audio_features``.
        """
        path = self.feature_path(kind)
        if not path.is_file():
            raise DatasetError("no_audio_features", path=path, kind=kind)
        try:
            return np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise DatasetError(
                "dataset_incomplete", name=self.name, reason=f"{path.name} is damaged"
            ) from error

    def check_complete(self) -> int:
        """Number of frames, if pictures and landmarks are there and of one number.

        Raises:
            DatasetError: with what is missing.
        """
        if not self.path.is_dir():
            raise DatasetError("project_not_found", name=self.name, path=self.path)
        frame_count, landmark_count = len(self.frame_paths()), len(self.landmark_paths())
        if frame_count == 0 or landmark_count == 0:
            empty = self.frames_dir.name if frame_count == 0 else self.landmarks_dir.name
            raise DatasetError(
                "dataset_incomplete", name=self.name, reason=f"missing or empty directory {empty}"
            )
        if frame_count != landmark_count:
            reason = f"{frame_count} pictures, but {landmark_count} landmark files"
            raise DatasetError("dataset_incomplete", name=self.name, reason=reason)
        return frame_count


def _numbered(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    try:
        children = list(folder.iterdir())
    except OSError:
        return []
    paths = [path for path in children if path.suffix in suffixes and _NUMBER.match(path.stem)]
    return sorted(paths, key=lambda path: int(path.stem))
