"""A preprocessed clip on disk, of ours or of the research code (read as it lies)."""

from __future__ import annotations

import math
import re
import wave
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import numpy as np

from synctalk_engine.errors import DatasetError
from synctalk_engine.protocol.options.choices import DEFAULT_FEATURE_KIND, FeatureKind
from synctalk_engine.workspace.arrays import ArrayFileError, open_array
from synctalk_engine.workspace.atomic import read_json
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.landmark_files import read_landmarks
from synctalk_engine.workspace.layout import FRAMES_DIR_NAME, VIDEO_SUFFIXES
from synctalk_engine.workspace.wav_files import open_wav

FEATURE_KINDS: tuple[FeatureKind, ...] = get_args(FeatureKind)
_RESEARCH_FEATURE_NAMES = {"hubert": "aud_hu.npy"}
_FRAME_SUFFIXES = (".png", ".jpg", ".jpeg")
_LANDMARK_SUFFIXES = (".pkl", ".lms")
_NUMBER = re.compile(r"^\d+$", re.ASCII)
_RESEARCH_RATES_FPS = (20.0, 25.0, 30.0)
_RATE_TOLERANCE_S = 1.0
_NUMBERS = ("fps", "av_offset_ms", "av_offset_confidence", "av_offset_fixed_ms")
_LARGEST_NUMBER = 1e9
_FIELD_TYPES: dict[str, type] = {"source": dict, "options": dict, "stages": dict, "warnings": list}
"""Of ``prepare.json``, beside the numbers."""
_SILENT_ROWS = 2
"""Features may be that much shorter or longer than the frames without a word: those of the
research code's own kinds are, by how they are made."""


@dataclass(frozen=True)
class Clip:
    """``dataset/<name>/``; frames and landmarks are numbered from 0."""

    path: Path
    frame_limit: int | None = None
    """Frames, landmarks and features from this one on are left out; see :meth:`trimmed`."""

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def frames_dir(self) -> Path:
        return self.path / FRAMES_DIR_NAME

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
        """``prepare.json``: source, options, fps, size, A/V offset, warnings; {} if missing.

        Fields that are of another type than they should be are left out, as if they were missing.
        """
        data = read_json(self.record_path)
        fields = data if isinstance(data, dict) else {}
        return {key: value for key, value in fields.items() if _is_of_its_type(key, value)}

    def fps(self) -> float:
        """Frames a second: as recorded, else as the features and the length of the audio tell."""
        recorded = self.record().get("fps")
        if isinstance(recorded, (int, float)) and 0 < recorded < math.inf:
            return float(recorded)
        return self._fps_by_sound(20.0 if self.feature_kinds() == ["wenet"] else 25.0)

    def _fps_by_sound(self, usual: float) -> float:
        """The research code's rate at which frames and audio are of one length, if it is not
        the usual one; in a short clip, where all fit, it is."""
        sound_s = wav_duration_s(self.audio_path)
        count = len(self.frame_paths())
        if not sound_s or abs(count / usual - sound_s) <= _RATE_TOLERANCE_S:
            return usual
        nearest = min(_RESEARCH_RATES_FPS, key=lambda fps: abs(count / fps - sound_s))
        return nearest if abs(count / nearest - sound_s) <= _RATE_TOLERANCE_S else usual

    def frame_files(self) -> dict[int, Path]:
        """Number -> frame, ``000000.png`` or ``0.jpg``, in order."""
        return numbered_files(self.frames_dir, _FRAME_SUFFIXES)

    def landmark_files(self) -> dict[int, Path]:
        """Number -> landmark file, ``000000.pkl`` or ``0.lms``, in order."""
        return numbered_files(self.landmarks_dir, _LANDMARK_SUFFIXES)

    def frame_paths(self) -> list[Path]:
        """Frames in order of their number."""
        return list(self.frame_files().values())[: self.frame_limit]

    def landmark_paths(self) -> list[Path]:
        """Landmark files in order of their number."""
        return list(self.landmark_files().values())[: self.frame_limit]

    def audio_source_path(self) -> Path | None:
        """``aud.wav``, else the video that the research code keeps beside it; None without one."""
        videos = (self.path / f"{self.path.name}{suffix}" for suffix in VIDEO_SUFFIXES)
        return next((path for path in (self.audio_path, *videos) if path.is_file()), None)

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

    def faces_found(self, frame_count: int) -> np.ndarray:
        """(frame_count,) bool: in which frames a face was found; all without a fitting table."""
        table = self.table()
        fits = table is not None and len(table) == frame_count
        return table.found if fits else np.ones(frame_count, bool)

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

    def feature_kind(self) -> FeatureKind | None:
        """The kind that it was preprocessed with: as recorded, else the first that is on disk."""
        kinds = self.feature_kinds()
        for wanted in self.recorded_kinds():
            if wanted in kinds:
                return wanted
        return DEFAULT_FEATURE_KIND if DEFAULT_FEATURE_KIND in kinds else next(iter(kinds), None)

    def recorded_kinds(self) -> list[FeatureKind]:
        """The kinds that ``prepare.json`` names as chosen, the more certain one first."""
        record = self.record()
        options = record.get("options")
        chosen = options.get("asr_model") if isinstance(options, dict) else None
        return [kind for kind in (record.get("asr_model"), chosen) if kind in FEATURE_KINDS]

    def features(self, kind: FeatureKind) -> np.ndarray:
        """Features, memory-mapped, one row per frame.

        Raises:
            DatasetError: ``no_audio_features``; ``features_other_kind`` where there are others.
        """
        path = self.feature_path(kind)
        if not path.is_file():
            others = ", ".join(other for other in self.feature_kinds() if other != "mel")
            if others and kind != "mel":
                raise DatasetError(
                    "features_other_kind", name=self.name, path=path, kind=kind, found=others
                )
            raise DatasetError("no_audio_features", path=path, kind=kind)
        try:
            features = open_array(path)
            if features.ndim == 0 or features.size == 0:
                raise ArrayFileError(f"it holds {features.shape}")
            return features[: self.frame_limit]
        except ArrayFileError as error:
            raise DatasetError(
                "dataset_incomplete", name=self.name, reason=f"{path.name} is damaged"
            ) from error

    def check_complete(self) -> int:
        """Number of frames that have a frame and landmarks.

        Raises:
            DatasetError: with what is missing.
        """
        if not self.path.is_dir():
            raise DatasetError("project_not_found", name=self.name, path=self.path)
        frames, landmarks = self.frame_files(), self.landmark_files()
        for folder, found in ((self.frames_dir, frames), (self.landmarks_dir, landmarks)):
            if not found:
                raise self._incomplete(f"missing or empty directory {folder.name}")
        counts = f"{len(frames)} pictures, but {len(landmarks)} landmark files"
        for what, found in (("picture", frames), ("landmark file", landmarks)):
            hole = _first_hole(found, min(min(frames), min(landmarks)))
            if hole is not None:
                raise self._incomplete(f"{counts}; {what} number {hole} is missing")
        # What this program preprocesses is of one length; a difference means that it was
        # interrupted.
        difference = abs(len(frames) - len(landmarks))
        if difference > (0 if self.record() else self.fps()):
            raise self._incomplete(counts)
        return min(len(frames), len(landmarks), self.frame_limit or len(frames))

    def trimmed(
        self, kind: FeatureKind | None = None, on_warning: Callable[..., object] | None = None
    ) -> Clip:
        """The clip cut to what all its parts have, where they differ by less than a second.

        Args:
            kind: features that are needed too.
            on_warning: called with a code and its parameters where something is left out.
        Raises:
            DatasetError: something is missing, or the parts differ by more.
        """
        count = self.check_complete()
        rows = len(self.features(kind)) if kind is not None else count
        if abs(rows - count) > self.fps():
            raise self._incomplete(f"{count} frames, but {rows} rows of {kind} features")
        limit = rows if rows < count - _SILENT_ROWS else count
        parts = {"pictures": len(self.frame_paths()), "landmarks": len(self.landmark_paths())}
        is_cut = max(parts.values()) > limit or abs(rows - count) > _SILENT_ROWS
        if is_cut and on_warning is not None:
            on_warning("dataset_cut", name=self.name, **parts, rows=rows, used=limit)
        return replace(self, frame_limit=limit)

    def _incomplete(self, reason: str) -> DatasetError:
        return DatasetError("dataset_incomplete", name=self.name, reason=reason)


def _is_of_its_type(key: str, value: Any) -> bool:
    """Whether a field of ``prepare.json`` is what its readers expect."""
    if key in _NUMBERS:
        return isinstance(value, (int, float)) and abs(value) < _LARGEST_NUMBER
    return isinstance(value, _FIELD_TYPES.get(key, object))


def wav_duration_s(path: Path) -> float | None:
    """Length of a WAV file by its header; None if it is missing or none."""
    try:
        with open_wav(path) as sound:
            return sound.getnframes() / sound.getframerate()
    except (OSError, wave.Error):
        return None


def numbered_files(folder: Path, suffixes: tuple[str, ...]) -> dict[int, Path]:
    """Number -> file, in order. Of several with one number the padded one, ours, is taken."""
    try:
        children = list(folder.iterdir())
    except OSError:
        return {}
    paths = [path for path in children if _NUMBER.match(path.stem)]
    paths = [path for path in paths if path.suffix.lower() in suffixes]
    ranked = sorted(
        paths, key=lambda path: (-len(path.stem), suffixes.index(path.suffix.lower())), reverse=True
    )
    found = {int(path.stem): path for path in ranked}
    return dict(sorted(found.items()))


def _first_hole(found: dict[int, Path], first: int) -> int | None:
    """The first number missing between ``first`` and the last one there is."""
    return next((number for number in range(first, max(found)) if number not in found), None)
