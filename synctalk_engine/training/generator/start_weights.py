"""The first weights of a training that has no saved state: left, branched, or pretrained."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from torch import nn

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.models.studio import StudioGenerator
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.training.checkpoints import load_generator
from synctalk_engine.training.context import TrainContext
from synctalk_engine.training.continuation import WeightsOnly
from synctalk_engine.training.generator.audio_pretrain import (
    PretrainRecipe,
    pretrain_audio,
    set_normalisation,
)
from synctalk_engine.training.generator.shape_training import ShapeRecipe, train_shapes
from synctalk_engine.training.options import poll_only
from synctalk_engine.workspace.state import checkpoint_epochs

PRETRAIN_BUDGET_FRACTION = 0.06
"""Fraction of a time budget for audio pretraining."""
SHAPE_BUDGET_FRACTION = 0.12
"""The same for a studio generator's shape predictor."""
PRETRAIN = {
    "lite": PretrainRecipe(),
    # The research networks' audio branches are ten times as heavy.
    "unet160": PretrainRecipe(steps=100, batch_size=16),
    "unet328": PretrainRecipe(steps=100, batch_size=16),
}


def start_weights(context: TrainContext, clip: ClipDataset, network: nn.Module) -> int:
    """Give the network the weights that the training begins with.

    Returns:
        Number of the training's first epoch.
    Raises:
        CheckpointError: a checkpoint to begin with cannot be read or has another shape.
        JobStopped.
    """
    options, left = context.options, context.continuation.left
    if left is not None:
        _load_left(context, clip, network, left)
        return left.first_epoch
    first_epoch = _first_epoch_of_new(context)
    if options.from_checkpoint is not None:
        path = context.workspace.resolve(options.from_checkpoint)
        _load(context, clip, network, path, clip.asr)
        context.job.log("branched", path=path)
    else:
        _pretrain(context, clip, network, first_epoch)
    return first_epoch


def _load_left(
    context: TrainContext, clip: ClipDataset, network: nn.Module, left: WeightsOnly
) -> None:
    # A file without its kind of features gets the one that was asked for: several have one shape.
    _load(context, clip, network, left.path, context.options.asr)
    context.job.warning(
        "optimizer_missing",
        name=context.options.name,
        path=context.workspace.relative(left.path),
        epoch=left.epoch + 1,
    )


def _load(
    context: TrainContext,
    clip: ClipDataset,
    network: nn.Module,
    path: Path,
    asr: FeatureKind | None,
) -> None:
    loaded = load_generator(path, context.device, clip.preset.name, asr)
    network.load_state_dict(loaded.network.state_dict())


def _first_epoch_of_new(context: TrainContext) -> int:
    """Number of a new training's first epoch: its checkpoints follow those that are there."""
    numbers = checkpoint_epochs(context.paths.model_dir)
    if not numbers:
        return 0
    first_epoch = numbers[-1] + 1
    shown = context.workspace.relative(context.paths.model_dir)
    context.job.log("training_new_beside", epoch=first_epoch, count=len(numbers), path=shown)
    return first_epoch


def _pretrain(
    context: TrainContext, clip: ClipDataset, network: nn.Module, first_epoch: int
) -> None:
    """Pretrain the audio branch of new weights."""
    job = context.job
    set_normalisation(network, clip)
    if isinstance(network, StudioGenerator):
        _train_shapes(context, clip, network, first_epoch)
        return
    recipe = replace(PRETRAIN[clip.preset.family], seed=context.options.seed)

    def on_step(step: int, total: int, _loss: float) -> None:
        poll_only(job)
        job.progress(step, total, "steps")

    budget_s = context.phase_budget_s(PRETRAIN_BUDGET_FRACTION)
    with job.in_stage(JobStage.AUDIO_PRETRAINING):
        similarity = pretrain_audio(network, clip, recipe, context.device, on_step, budget_s)
        job.metric(0, first_epoch, held_out={"audio_opening_r": round(similarity, 3)})


def _train_shapes(
    context: TrainContext, clip: ClipDataset, network: StudioGenerator, first_epoch: int
) -> None:
    """Train the shape predictor of a studio generator."""
    job = context.job

    def on_step(step: int, total: int) -> None:
        poll_only(job)
        job.progress(step, total, "steps")

    budget_s = context.phase_budget_s(SHAPE_BUDGET_FRACTION)
    recipe = ShapeRecipe(seed=context.options.seed)
    with job.in_stage(JobStage.AUDIO_PRETRAINING):
        similarity = train_shapes(network, clip, recipe, context.device, on_step, budget_s)
        job.metric(0, first_epoch, held_out={"audio_opening_r": round(similarity, 3)})
