"""``synctalk run NAME GPU``, the unified script: preprocess, SyncNet, model; skips what is done."""

from __future__ import annotations

from typing import Any

from synctalk_engine.errors import DatasetError
from synctalk_engine.job import Job
from synctalk_engine.preprocess import preprocess
from synctalk_engine.preprocess.foreign_dataset import is_foreign
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.protocol.options.train import RunOptions, TrainOptions
from synctalk_engine.training.train import train
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace


def run_all(options: RunOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Preprocess ``dataset/<name>/<name>.mp4`` and train both networks on it.

    Raises:
        DatasetError: ``video_not_in_place`` where the video is missing.
    """
    options = options.model_copy(update={"asr": _available_kind(options, workspace, job)})
    prepared = preprocess(preprocess_options(options, workspace), workspace, job)
    trained = train(
        TrainOptions(**options.of_training(), train_syncnet=True),
        workspace,
        job,
    )
    return {"preprocess": prepared, **trained}


def preprocess_options(options: RunOptions, workspace: Workspace) -> PreprocessOptions:
    """How the video of a project is preprocessed.

    Raises:
        DatasetError: ``video_not_in_place`` where the video is missing.
    """
    video_path = workspace.source_video(options.name)
    if video_path is None:
        expected = workspace.clip_dir(options.name) / f"{options.name}.mp4"
        raise DatasetError("video_not_in_place", path=expected, name=options.name)
    return PreprocessOptions(
        video_path=str(video_path),
        name=options.name,
        asr_model=options.asr,
        face=options.face,
        device=options.device,
        force=options.force,
    )


def _available_kind(options: RunOptions, workspace: Workspace, job: Job) -> FeatureKind:
    """The features that were asked for, or those of a video that another program preprocessed."""
    clip = Clip(workspace.clip_dir(options.name))
    found = clip.feature_kind() if is_foreign(clip) else None
    if found is None or options.asr in clip.feature_kinds():
        return options.asr
    reason = f"the video was preprocessed by another program, with {found} features"
    job.warning("option_ignored", option=f"--asr {options.asr}", reason=reason)
    return found
