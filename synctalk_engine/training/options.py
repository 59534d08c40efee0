"""The options of a training, resolved: paths, device, preset, weights."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from synctalk_engine import devices
from synctalk_engine.dataset.face_meshes import MESH_ASSETS
from synctalk_engine.errors import CheckpointError, DatasetError, OptionError, SynctalkError
from synctalk_engine.face.scheme110 import CONTOUR
from synctalk_engine.job import Job
from synctalk_engine.models.perceptual import FrozenFeatures, Lite0Features
from synctalk_engine.models.presets import Preset, get_preset, studio_preset
from synctalk_engine.models.state_dict_layouts import StateDictError
from synctalk_engine.protocol.options.render import EvaluateOptions
from synctalk_engine.protocol.options.train import DEFAULT_BATCH_SIZE, TrainOptions
from synctalk_engine.training.checkpoints import generator_in, read_object
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace

logger = logging.getLogger(__name__)

LITE0 = "lite0_imagenet"
STUDIO, LITE = "studio", "lite-160"


@dataclass(frozen=True)
class ProjectPaths:
    """Where a project's files are."""

    clip_dir: Path
    model_dir: Path
    syncnet_dir: Path


def project_paths(options: TrainOptions | EvaluateOptions, workspace: Workspace) -> ProjectPaths:
    """Folders of a project, as its options say."""
    clip_dir = workspace.find_clip_dir(options.name, options.dataset_dir)
    save_dir = getattr(options, "save_dir", None)
    if save_dir is None:
        model_dir = workspace.model_dir(options.name, options.checkpoint_dir)
    else:
        model_dir = workspace.resolve(save_dir)
    syncnet_dir = workspace.syncnet_dir(options.name, options.checkpoint_dir)
    return ProjectPaths(clip_dir, model_dir, syncnet_dir)


def open_device(name: str) -> torch.device:
    """The torch device of ``--device``.

    Raises:
        DeviceError: ``device_unknown``.
    """
    return torch.device(devices.select(name))


def preset_of(options: TrainOptions, workspace: Workspace, device: torch.device) -> str:
    """Name of the preset: what was asked for, else of the checkpoint it starts from, else default.

    Raises:
        CheckpointError: that checkpoint cannot be read.
    """
    if options.preset is not None:
        return options.preset
    if options.from_checkpoint is not None:
        return generator_in(workspace.resolve(options.from_checkpoint))[0]
    return default_preset()


def default_preset() -> str:
    """The studio generator; the lite one where the networks that track a face are not installed."""
    from synctalk_engine.assets import AssetStore

    return LITE if AssetStore().missing(MESH_ASSETS) else STUDIO


def sized_preset(name: str, clip: Clip) -> Preset:
    """The preset of that name; of ``studio`` the one whose patch fits the clip's face.

    Of a clip without landmarks the smallest: opening the clip says what is wrong with it.
    """
    if name != STUDIO:
        return get_preset(name)
    try:
        widths = np.ptp(clip.landmarks()[:, CONTOUR, 0], axis=1)
    except DatasetError:
        return get_preset(studio_preset(0.0))
    return get_preset(studio_preset(float(np.median(widths))))


def log_preset(
    options: TrainOptions, is_continued: bool, preset: Preset, device: torch.device, job: Job
) -> None:
    """Log which network is trained, and why."""
    if options.preset is not None:
        code = "preset_given"
    elif is_continued:
        code = "preset_continued"
    elif options.from_checkpoint is not None:
        code = "preset_of_checkpoint"
    else:
        code = "preset_default_lite" if preset.name == LITE else "preset_default_studio"
    job.log(code, preset=preset.name, device=str(device))


def perceptual_network(device: torch.device, job: Job) -> FrozenFeatures | None:
    """EfficientNet-Lite0 to block 4, frozen; None if its weights cannot be used.

    Then the job warns that the perceptual loss is off; nothing is left out silently.
    """
    try:
        return load_perceptual_network(device)
    except SynctalkError as error:
        reason = str(error.params.get("reason", error.message)).rstrip(".")
        job.warning("perceptual_loss_off", asset=LITE0, reason=reason)
        return None


def load_perceptual_network(device: torch.device) -> FrozenFeatures:
    """EfficientNet-Lite0 to block 4, frozen.

    Raises:
        AssetError: its weights are not installed.
        CheckpointError: they cannot be read, or are another network's.
    """
    from synctalk_engine.assets import AssetStore

    path = AssetStore().path(LITE0)
    try:
        return Lite0Features(read_object(path)).to(device)
    except (KeyError, StateDictError) as error:
        raise CheckpointError("checkpoint_unreadable", path=path, reason=str(error)) from error


def given_syncnet(options: TrainOptions, workspace: Workspace) -> Path | None:
    """The SyncNet checkpoint that was named, if one was.

    Raises:
        OptionError: two different ones were named.
    """
    named = {
        workspace.resolve(path)
        for path in (options.syncnet_checkpoint_path, options.syncnet_checkpoint)
        if path
    }
    if len(named) > 1:
        problems = "--syncnet_checkpoint_path and --syncnet_checkpoint name different files"
        raise OptionError("bad_options", problems=problems)
    return next(iter(named), None)


def with_defaults(options: TrainOptions, previous: dict[str, Any]) -> TrainOptions:
    """The options with a value for each one that was not given.

    Args:
        had: run config of the training that is continued; {} for a new one.
    """
    batch_size = options.batchsize or previous.get("batch_size", DEFAULT_BATCH_SIZE)
    parts = options.accumulate or previous.get("accumulate", 1)
    return options.model_copy(update={"batchsize": batch_size, "accumulate": parts})


def poll_only(job: Job, accepted: tuple[str, ...] = ()) -> set[str]:
    """Poll where a stop or a pause makes sense, but not every other command.

    Args:
        heeded: commands that the caller carries out.
    Returns:
        Those of them that came.
    """
    commands = job.poll()
    for command in sorted(commands.difference(accepted)):
        job.log("wish_idle", wish=command, stage=job.stage)
    return commands.intersection(accepted)
