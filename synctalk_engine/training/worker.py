"""What each process of a training but the main one does: it takes part in the steps of that one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.errors import DatasetError
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.clips import open_clips
from synctalk_engine.training.context import TrainContext
from synctalk_engine.training.distributed.process_group import ProcessGroup
from synctalk_engine.training.generator.device_batches import keep_on_device
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.options import load_perceptual_network
from synctalk_engine.training.resume import ResumeState
from synctalk_engine.training.run_config import RunConfig
from synctalk_engine.workspace.layout import Workspace


@dataclass(frozen=True)
class Assignment:
    """What the workers must know to take part in a training; plain values and tensors."""

    clip_dirs: list[str]
    """Relative to the workspace, which is each machine's own."""
    train_frames: int
    config: RunConfig
    step: int
    trainer: dict[str, Any] = field(repr=False)
    """The main process's :meth:`GeneratorTrainer.state_dict`."""
    has_perceptual: bool


def assign_workers(
    context: TrainContext, trainer: GeneratorTrainer, clip: ClipDataset, state: ResumeState
) -> None:
    """Tell the workers what they take part in, and let the trainer train together with them."""
    group, workspace = context.process_group, context.workspace
    if not isinstance(group, ProcessGroup):
        return
    assignment = Assignment(
        clip_dirs=[workspace.relative(part.clip.path) for part in clip.source_videos],
        train_frames=len(clip.split.train),
        config=state.config,
        step=state.step,
        trainer=trainer.state_dict(),
        has_perceptual=trainer.has_perceptual_loss,
    )
    group.broadcast(assignment)
    with group.lost_process_errors():
        trainer.join(group, state.config.micro_batches)


def take_part(group: ProcessGroup, device: torch.device, workspace: Workspace) -> None:
    """Take part in a training as a worker, to its end.

    Raises:
        AssetError, DatasetError: this machine lacks what the main process's has.
    """
    assignment = group.receive()
    if assignment is None:
        return
    trainer = _build_trainer(assignment, group, device, workspace)
    trainer.join(group, assignment.config.micro_batches)
    with trainer.open_inputs(assignment.step) as inputs:
        for given in inputs:
            order = group.receive()
            if order is None:
                return
            trainer.discriminator_from_step = order["discriminator_from_step"]
            trainer.step(order["step"], order["lr"], given, order["images"])


def _build_trainer(
    assignment: Assignment, group: ProcessGroup, device: torch.device, workspace: Workspace
) -> GeneratorTrainer:
    config = assignment.config
    folders = [workspace.resolve(folder) for folder in assignment.clip_dirs]
    clip = open_clips(folders, get_preset(config.preset), config.asr)
    if len(clip.split.train) != assignment.train_frames:
        reason = "it is not the same on all machines"
        raise DatasetError("dataset_incomplete", name=clip.name, reason=reason)
    perceptual = load_perceptual_network(device) if assignment.has_perceptual else None
    network = config.precision.place(create_generator(clip.preset, clip.kind).to(device))
    sampler = TrainingSampler(clip, config.batch_size, config.seed, shard=group.shard)
    keep_on_device(sampler, clip, device)
    factory = TrainerFactory(clip, sampler, device, config.seed, perceptual)
    trainer = factory.build(network, config.precision)
    trainer.load_state_dict(assignment.trainer)
    return trainer
