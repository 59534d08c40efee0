"""Datasets preprocessed by another program: used as they are, and never replaced."""

from __future__ import annotations

from pathlib import Path

from synctalk_engine.errors import DatasetError, StorageError
from synctalk_engine.preprocess.stage_record import StageRecord
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.clip import Clip


def is_foreign(clip: Clip) -> bool:
    """Whether a folder has a preprocessed video, or parts of one, that this program did not make.

    This program writes a record before anything else, and ``frames.csv`` after the landmarks: where
    neither is there, what is there came from elsewhere.
    """
    if StageRecord(clip).stages or clip.table_path.is_file():
        return False
    return any((clip.frame_paths(), clip.landmark_paths(), clip.feature_kinds()))


def is_usable(clip: Clip, kind: FeatureKind) -> bool:
    """Whether a preprocessed video is complete, with features of a kind."""
    try:
        return clip.check_complete() > 0 and kind in clip.feature_kinds()
    except DatasetError:
        return False


def require_replaceable(record: StageRecord, options: PreprocessOptions) -> None:
    """Refuse to replace what this program did not make.

    Raises:
        StorageError: ``dataset_foreign``, with the first such file or folder.
    """
    path = _first_foreign(record, options)
    if path is not None:
        raise StorageError("dataset_foreign", path=path, name=options.name)


def _first_foreign(record: StageRecord, options: PreprocessOptions) -> Path | None:
    """The first file or folder that would be replaced and is not ours; None if all is ours."""
    clip = record.clip
    if is_foreign(clip):
        if clip.frame_paths() and not options.skip_frames:
            return clip.frames_dir
        if clip.landmark_paths() and not options.skip_landmarks:
            return clip.landmarks_dir
        if clip.audio_path.is_file() and not options.skip_audio:
            return clip.audio_path
    elif not record.stages:
        return None  # ours, of which the record was lost
    for kind in () if options.skip_audio else (options.asr_model, "mel"):
        path = clip.path / f"aud_{kind}.npy"
        if path.is_file() and f"features_{kind}" not in record.stages:
            return path
    return None
