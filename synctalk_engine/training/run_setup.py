"""Sets up the generator's run: a new one, or one that is resumed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil
import torch
from torch import nn

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.protocol.options.train import DEFAULT_LEARNING_RATE
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.training import clock
from synctalk_engine.training.clips import (
    also_of,
    check_videos,
    open_clips,
    video_folders,
    videos_record,
)
from synctalk_engine.training.context import TrainContext
from synctalk_engine.training.continuation import ignored_options
from synctalk_engine.training.epoch_numbers import avoid_other_epoch_numbers
from synctalk_engine.training.evaluation.best_checkpoint import (
    best_so_far,
    checkpoint_record,
    find_best,
)
from synctalk_engine.training.evaluation.validation import ValidationSet
from synctalk_engine.training.generator.device_batches import keep_on_device
from synctalk_engine.training.generator.launch_choice import choose_launch, try_launch
from synctalk_engine.training.generator.precision_choice import (
    PrecisionChoice,
    precision_within_budget,
    usual_precision,
)
from synctalk_engine.training.generator.run import GeneratorRun
from synctalk_engine.training.generator.start_weights import start_weights
from synctalk_engine.training.generator.trainer import (
    SYNC_LOSS_START,
    GeneratorTrainer,
    discriminator_start,
)
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.generator.validation_durations import ValidationDurations
from synctalk_engine.training.hardware.disk_space import require_disk_space
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.options import (
    perceptual_network,
    poll_only,
    preset_of,
    sized_preset,
)
from synctalk_engine.training.resume import Resumed, ResumeState, is_finished, resumed_state
from synctalk_engine.training.run_config import RunConfig
from synctalk_engine.training.schedule import Schedule
from synctalk_engine.training.syncnet.sync_expert import SyncExpert
from synctalk_engine.training.worker import assign_workers
from synctalk_engine.workspace.clip import Clip

VALIDATION_BUDGET_FRACTION = 0.1
"""Fraction of a time budget for a validation, and for the images at the end."""


@dataclass(frozen=True)
class PreparedRun:
    """A run that is ready to start."""

    run: GeneratorRun
    is_finished: bool
    """Nothing is left to train."""


def open_clip(context: TrainContext) -> ClipDataset:
    """The training's videos as one clip, with their crops.

    Raises:
        DatasetError: a video cannot be used, or the videos do not go together.
        StorageError: the disk has no room for the training.
        CheckpointError: the videos of a resumed training have changed.
    """
    options, job, workspace = context.options, context.job, context.workspace
    config, resumed = context.continuation.config, context.continuation.resumed
    also = options.also if resumed is None else also_of(resumed, options.also)
    name = config.get("preset") or preset_of(options, workspace, context.device)
    preset = sized_preset(name, Clip(context.paths.clip_dir))
    require_disk_space(options, context.paths, preset, job.run.path)
    with job.in_stage(JobStage.CROPS):

        def on_frames(done: int, total: int) -> None:
            poll_only(job)
            job.progress(done, total, "frames")

        folders = video_folders(workspace, context.paths.clip_dir, also)
        asr = options.asr or config.get("asr")
        clip = open_clips(folders, preset, asr, on_frames, job.warning)
    if resumed is not None:
        check_videos(resumed, clip, workspace)
    if len(folders) > 1:
        names = ", ".join(folder.name for folder in folders)
        job.log("videos_joined", count=len(folders), names=names)
    return clip


def prepare_run(
    context: TrainContext, clip: ClipDataset, sync_expert: SyncExpert | None
) -> PreparedRun:
    """The run of a training, new or resumed, up to its first step."""
    resumed = context.continuation.resumed
    if resumed is None:
        return new_run(context, clip, sync_expert)
    return resumed_run(context, clip, sync_expert, resumed)


def new_run(
    context: TrainContext, clip: ClipDataset, sync_expert: SyncExpert | None
) -> PreparedRun:
    """A run without a saved state: of a new training, or of one of which only weights are left."""
    options, left = context.options, context.continuation.left
    setup = _open_setup(context, clip, options.seed, sync_expert)
    steps_done = 0 if left is None else left.steps_done(setup.steps_per_epoch)
    total_steps = options.epochs * setup.steps_per_epoch
    if left is not None and context.deadline_s is None and steps_done >= total_steps:
        choice = usual_precision(context)
        trainer = setup.build_trainer(choice.precision)
        state = _new_state(setup, choice, left.first_epoch, steps_done, total_steps)
        return _finished(setup, trainer, state)
    first_epoch = start_weights(context, clip, setup.network)
    choice = precision_within_budget(context, setup.network, setup.trainers, setup.validation)
    launch = choose_launch(context, setup.network, setup.trainers, choice, total_steps)
    trainer = setup.build_trainer(choice.precision)
    durations = _fit_validation(context, setup.validation, trainer)
    if context.deadline_s is not None:
        left_s = context.deadline_s - durations.total_s - clock.now_s()
        total_steps = steps_done + max(1, int(left_s / choice.step_s))
    state = _new_state(setup, choice, first_epoch, steps_done, total_steps)
    state.config = replace(state.config, launch=launch)
    return _to_train(setup, trainer, state, durations)


def resumed_run(
    context: TrainContext, clip: ClipDataset, sync_expert: SyncExpert | None, resumed: Resumed
) -> PreparedRun:
    """A run that continues a saved state, with its seed, precision and threads."""
    config = resumed.run.config
    setup = _open_setup(context, clip, config.seed, sync_expert)
    torch.set_num_threads(min(config.threads, psutil.cpu_count(logical=True) or 1))
    trainer = setup.build_trainer(config.precision)
    durations = _fit_validation(context, setup.validation, trainer)
    trainer.load_state_dict(resumed.trainer)
    state = _resumed_state(setup, resumed)
    if not is_finished(state, context.options):
        return _to_train(setup, trainer, state, durations)
    if (context.paths.model_dir / f"{state.epoch}.pth").is_file():
        return _finished(setup, trainer, state, durations)
    state.measurement_due = True  # its last checkpoint is still to be saved
    return _to_train(setup, trainer, state, durations)


# -- what both have in common -------------------------------------------------------------------


@dataclass(frozen=True)
class _RunSetup:
    """What a run is made of before its precision is known."""

    context: TrainContext
    clip: ClipDataset
    network: nn.Module
    trainers: TrainerFactory
    validation: ValidationSet

    @property
    def steps_per_epoch(self) -> int:
        return self.trainers.sampler.steps_per_epoch

    def build_trainer(self, precision: Precision) -> GeneratorTrainer:
        return self.trainers.build(precision.place(self.network), precision)


def _open_setup(
    context: TrainContext, clip: ClipDataset, seed: int, sync_expert: SyncExpert | None
) -> _RunSetup:
    torch.manual_seed(seed)
    network = create_generator(clip.preset, clip.kind).to(context.device)
    perceptual = perceptual_network(context.device, context.job)
    batch_size, shard = context.options.batchsize, context.process_group.shard
    sampler = TrainingSampler(clip, batch_size, seed, shard=shard)
    resident_mb = keep_on_device(sampler, clip, context.device)
    if resident_mb is not None:
        context.job.log("data_on_device", device=context.options.device, size_mb=resident_mb)
    job, is_long = context.job, context.options.see_res
    validation = ValidationSet(clip, is_long, lambda: poll_only(job), job.warning)
    trainers = TrainerFactory(clip, sampler, context.device, seed, perceptual, sync_expert)
    return _RunSetup(context, clip, network, trainers, validation)


def _fit_validation(
    context: TrainContext, validation: ValidationSet, trainer: GeneratorTrainer
) -> ValidationDurations:
    """Let validation take no more frames than a time budget allows."""
    limit_s = context.phase_budget_s(VALIDATION_BUDGET_FRACTION)
    if limit_s is None:
        return ValidationDurations()
    network = (trainer.ema, trainer.device, trainer.precision)
    frame_s = validation.seconds_per_frame(*network)
    viewing_s = validation.viewing_s(*network)
    validation.fit_to_budget(limit_s, frame_s, viewing_s)
    return ValidationDurations(
        validation_s=validation.measuring_s(frame_s, viewing_s),
        pictures_s=frame_s * validation.written_frames,
    )


def _finished(
    setup: _RunSetup,
    trainer: GeneratorTrainer,
    state: ResumeState,
    durations: ValidationDurations = ValidationDurations(),
) -> PreparedRun:
    """A run in which there is nothing left to train."""
    context = setup.context
    _connect_workers(setup, trainer, state)
    state.best = checkpoint_record(_recorded_best(context), context.workspace)
    run = GeneratorRun(context, setup.clip, trainer, setup.validation, state, durations)
    return PreparedRun(run, is_finished=True)


def _to_train(
    setup: _RunSetup,
    trainer: GeneratorTrainer,
    state: ResumeState,
    durations: ValidationDurations,
) -> PreparedRun:
    """A run that has steps or a measurement before it."""
    context = setup.context
    _connect_workers(setup, trainer, state)
    avoid_other_epoch_numbers(context, state)
    state.best = _best_before(context, state, setup.validation, trainer.precision)
    if trainer.group.size == 1:
        state.config = replace(state.config, launch=try_launch(trainer, state.config.launch))
    run = GeneratorRun(context, setup.clip, trainer, setup.validation, state, durations)
    return PreparedRun(run, is_finished=False)


def _connect_workers(setup: _RunSetup, trainer: GeneratorTrainer, state: ResumeState) -> None:
    """Set the starts of the phases, and connect the worker processes."""
    context = setup.context
    trainer.set_phases(state.sync_from_step, state.discriminator_from_step)
    assign_workers(context, trainer, setup.clip, state)


# -- the state ----------------------------------------------------------------------------------


def _new_state(
    setup: _RunSetup, choice: PrecisionChoice, first_epoch: int, steps_done: int, total_steps: int
) -> ResumeState:
    peak_lr = setup.context.options.lr or DEFAULT_LEARNING_RATE
    return ResumeState(
        schedule=Schedule(total_steps, peak_lr, from_step=steps_done),
        config=_run_config(setup, choice, steps_done, total_steps),
        step=steps_done,
        first_epoch=first_epoch,
    )


def _run_config(
    setup: _RunSetup, choice: PrecisionChoice, steps_done: int, total_steps: int
) -> RunConfig:
    """What a new training is made with."""
    context, clip, previous = setup.context, setup.clip, setup.context.continuation.config
    options = context.options
    return RunConfig(
        preset=clip.preset.name,
        asr=clip.asr,
        kind=clip.kind,
        seed=setup.trainers.seed,
        batch_size=options.batchsize,
        steps_per_epoch=setup.steps_per_epoch,
        micro_batches=choice.micro_batches,
        precision=choice.precision,
        threads=torch.get_num_threads(),
        sync_loss=setup.trainers.sync_expert is not None,
        sync_loss_start=_phase_start(SYNC_LOSS_START, steps_done, total_steps),
        perceptual_loss=setup.trainers.perceptual is not None,
        discriminator_start=_phase_start(discriminator_start(clip.preset), steps_done, total_steps),
        syncnet=options.syncnet_checkpoint_path or options.syncnet_checkpoint,
        videos=videos_record(clip, context.workspace),
        parent=options.from_checkpoint or previous.get("parent"),
        training=previous.get("training", context.job.run.run_id),
    )


def _phase_start(fraction: float, steps_done: int, total_steps: int) -> float:
    """Where a phase starts that leaves out a fraction of the steps that are still to do.

    Returns:
        Fraction of all steps, of a step exactly.
    """
    return (steps_done + round(fraction * (total_steps - steps_done))) / max(1, total_steps)


def _resumed_state(setup: _RunSetup, resumed: Resumed) -> ResumeState:
    """The saved state with the options of this command; reports what they change."""
    context, saved = setup.context, resumed.run
    options, job = context.options, context.job
    state = resumed_state(saved, options, setup.steps_per_epoch, context.deadline_s)
    has_perceptual_loss = setup.trainers.perceptual is not None
    state.config = replace(state.config, perceptual_loss=has_perceptual_loss)
    if is_finished(state, options):
        return state
    job.log("resumed", step=state.step)
    reason = "a training continues with what it began with"
    for option in ignored_options(context.continuation, options):
        job.warning("option_ignored", option=option, reason=reason)
    if options.batchsize != saved.config.batch_size:
        job.log("batch_size_changed", found=saved.config.batch_size, wanted=options.batchsize)
    if options.lr is not None and options.lr != state.schedule.peak_lr:
        state.schedule = replace(state.schedule, peak_lr=options.lr)
        job.log("learning_rate_changed", lr=options.lr)
    return state


def _recorded_best(context: TrainContext) -> Path | None:
    paths, name = context.paths, context.options.name
    return find_best(paths.clip_dir, paths.model_dir, context.workspace, name)


def _best_before(
    context: TrainContext, state: ResumeState, validation: ValidationSet, precision: Precision
) -> dict[str, Any]:
    """What a checkpoint of this training has to beat."""
    recorded = _recorded_best(context)
    own = context.workspace.resolve(state.best["path"]) if state.best.get("path") else None
    paths = dict.fromkeys(path for path in (recorded, own) if path is not None and path.is_file())
    return best_so_far(paths, validation, context.device, precision, context.job)
