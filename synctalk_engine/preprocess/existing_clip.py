"""Clips that are used as they are: of another program, or of a video that is gone."""

from __future__ import annotations

import time
from typing import Any

from synctalk_engine.errors import DatasetError
from synctalk_engine.features.av_offset import NOTHING_MEASURED
from synctalk_engine.job import Job
from synctalk_engine.preprocess.result_fields import result_fields, write_state
from synctalk_engine.preprocess.reuse import missing_outputs
from synctalk_engine.preprocess.stage_record import StageRecord
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace


def is_video_gone(options: PreprocessOptions, workspace: Workspace) -> bool:
    """Whether the video is missing and the user asks to keep parts of a clip that is there."""
    keeps = options.skip_frames or options.skip_landmarks or options.skip_audio
    clip = Clip(workspace.clip_dir(options.name, options.dataset_dir))
    return keeps and clip.path.is_dir() and not workspace.resolve(options.video_path).exists()


def use_without_video(options: PreprocessOptions, workspace: Workspace) -> dict[str, Any]:
    """Use a clip whose parts are all there; return the fields of the result.

    Raises:
        DatasetError: ``video_needed``, with what is missing.
    """
    began_s = time.perf_counter()
    clip = Clip(workspace.clip_dir(options.name, options.dataset_dir))
    missing = missing_outputs(StageRecord(clip), options.asr_model)
    if missing:
        path = workspace.resolve(options.video_path)
        raise DatasetError("video_needed", path=path, name=clip.name, missing=", ".join(missing))
    return _use(clip, options.asr_model, began_s)


def use_foreign(clip: Clip, options: PreprocessOptions, job: Job) -> dict[str, Any]:
    """Use a clip that another program preprocessed; return the fields of the result."""
    began_s = time.perf_counter()
    job.warning("dataset_foreign_used", path=clip.path.as_posix())
    return _use(clip, options.asr_model, began_s)


def _use(clip: Clip, kind: FeatureKind, began_s: float) -> dict[str, Any]:
    frame_count = clip.check_complete()
    write_state(clip, kind, is_complete=True)
    stages_s = dict.fromkeys(("frames", "landmarks", "audio", "features"), 0.0)
    seconds = time.perf_counter() - began_s
    return result_fields(clip, frame_count, clip.table(), seconds, stages_s, NOTHING_MEASURED)
