"""The model of a project that goes to another program."""

from __future__ import annotations

from pathlib import Path

from synctalk_engine.errors import CheckpointError
from synctalk_engine.training.checkpoints import LoadedGenerator, load_generator
from synctalk_engine.training.evaluation.best_checkpoint import best_checkpoint
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace


def open_for_export(
    workspace: Workspace, name: str, checkpoint: Path | None, clip_dir: Path | None
) -> tuple[Clip, Path, LoadedGenerator]:
    """A project's preprocessed video, checkpoint and generator.

    Args:
        checkpoint: None: the best one.
        clip_dir: the preprocessed video, where it is not ``dataset/<name>``.
    Raises:
        CheckpointError, DatasetError, StorageError.
    """
    clip = Clip(clip_dir or workspace.clip_dir(name))
    clip.check_complete()
    model_dir = workspace.model_dir(name)
    path = checkpoint or best_checkpoint(clip.path, model_dir, workspace, name)
    return clip, path, _generator_for_clip(path, clip)


def _generator_for_clip(path: Path, clip: Clip) -> LoadedGenerator:
    """The model; the clip tells the feature kind of a file that does not say it."""
    try:
        return load_generator(path)
    except CheckpointError as error:
        if error.code != "checkpoint_kind_unknown":
            raise
        return load_generator(path, asr=clip.feature_kind())
