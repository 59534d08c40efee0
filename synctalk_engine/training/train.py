"""``synctalk train``: SyncNet, then the generator, on a prepared clip.

Reads downward: the options, the clip, the SyncNet, the generator's run, the result.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

from synctalk_engine import devices
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.errors import OptionError, StorageError
from synctalk_engine.job import Job
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.training import clock
from synctalk_engine.training.context import TrainContext, open_context
from synctalk_engine.training.continuation import Continuation, check_same_model
from synctalk_engine.training.distributed.launch import open_process_group
from synctalk_engine.training.evaluation.validation import FOLDER_NAME, INDEX_NAME
from synctalk_engine.training.generator.outcome import (
    log_finished,
    peak_gpu_mb,
    record,
    write_validation_frames,
)
from synctalk_engine.training.generator.run import GeneratorRun
from synctalk_engine.training.hardware.device_use import device_in_use
from synctalk_engine.training.hardware.memory import memory_errors
from synctalk_engine.training.options import log_preset, project_paths
from synctalk_engine.training.run_setup import open_clip, prepare_run
from synctalk_engine.training.syncnet.stage import (
    check_syncnet_options,
    is_accurate_enough,
    open_syncnet,
)
from synctalk_engine.training.syncnet.sync_expert import SyncExpert
from synctalk_engine.training.worker import take_part
from synctalk_engine.workspace.atomic import require_writable
from synctalk_engine.workspace.layout import Workspace

SYNCNET_BUDGET_FRACTION = 0.15
"""Fraction of a time budget for the SyncNet."""


def train(options: TrainOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Train what was asked.

    Returns:
        ``steps, epochs, seconds, images_per_s, peak_rss_mb, peak_gpu_mb, checkpoint, best_step``.
    Raises:
        DatasetError, CheckpointError, OptionError, StorageError, JobStopped.
    """
    startup_s = job.startup_s()  # not the time for which another training has the device
    with (
        device_in_use(options, workspace, job),
        memory_errors(options.device, lambda: job.ended_in),
    ):
        return _train(options, workspace, job, startup_s)


def _train(
    options: TrainOptions, workspace: Workspace, job: Job, startup_s: float
) -> dict[str, Any]:
    """Check the options, find what to continue, start the other processes; then train.

    Args:
        startup_s: seconds that count although they are over: the libraries were loaded.
    """
    began_s = clock.now_s() - startup_s
    _check_options(options, workspace)
    context = replace(open_context(options, workspace, job), began_s=began_s)
    check_same_model(context.continuation, options)
    _check_batch_size(context.options.batchsize, options.device)
    with open_process_group(options.device, context.device, job, take_part) as group:
        return _run_stages(replace(context, process_group=group))


def _check_options(options: TrainOptions, workspace: Workspace) -> None:
    """Refuse what cannot work before anything is started.

    Raises:
        OptionError, CheckpointError, StorageError.
    """
    for other in ("from_checkpoint", "force"):
        if options.continue_training and getattr(options, other):
            problems = f"--continue_training and --{other} contradict each other"
            raise OptionError("bad_options", problems=problems)
    paths = project_paths(options, workspace)
    check_syncnet_options(options, workspace, paths)
    for folder in (paths.clip_dir, paths.model_dir):
        require_writable(folder)


def _check_batch_size(batch_size: int, device: str) -> None:
    """Each of several processes must have a shard of the batch.

    Raises:
        OptionError: there are too few images.
    """
    count = devices.process_count(device)
    if count > 1 and batch_size < 2 * count:
        problems = f"--batchsize {batch_size} is too small for {count} devices"
        problems += f" (each learns from two frames at least: {2 * count})"
        raise OptionError("bad_options", problems=problems)


def _run_stages(context: TrainContext) -> dict[str, Any]:
    """Crops, SyncNet and generator, in the first or the only process of a training."""
    options, job, continuation = context.options, context.job, context.continuation
    clip = open_clip(context)
    log_preset(options, continuation.path is not None, clip.preset, context.device, job)
    if continuation.path is None:
        job.run.mark_new_training()
    _tell_training_end(context)
    sync_expert = open_syncnet(context, clip, context.phase_budget_s(SYNCNET_BUDGET_FRACTION))
    with job.in_stage(JobStage.GENERATOR):
        if sync_expert is not None and not is_accurate_enough(sync_expert, job):
            sync_expert = None
        return _generator_stage(context.with_deadline(), clip, sync_expert)


def _tell_training_end(context: TrainContext) -> None:
    """Let the job's progress be that of the time budget, if there is one."""
    budget_s, deadline_s = context.budget_s(1.0), context.end_s()
    if budget_s is not None and deadline_s is not None:
        context.job.set_training_end(budget_s, deadline_s - clock.now_s())


def _generator_stage(
    context: TrainContext, clip: ClipDataset, sync_expert: SyncExpert | None
) -> dict[str, Any]:
    """Train the generator; gives the result of :func:`train`."""
    options, job = context.options, context.job
    prepared = prepare_run(context, clip, sync_expert)
    run = prepared.run
    steps_before, seconds_before = run.state.step, run.state.seconds
    if options.see_res:
        job.log("frames_at", path=context.workspace.relative(job.run.samples_dir))
    if prepared.is_finished:
        log_finished(options, run.state, job)
    else:
        _train_generator(context, clip, run)
    if not (prepared.is_finished and _has_pictures(context.continuation)):
        with job.in_stage(JobStage.VALIDATION):
            write_validation_frames(context, run.state, run.validation, lambda: run.is_out_of_time)
    seconds = run.state.seconds - seconds_before
    images = (run.state.step - steps_before) * options.batchsize
    return _result(context, clip, run, images / seconds if seconds > 0 else 0.0)


def _train_generator(context: TrainContext, clip: ClipDataset, run: GeneratorRun) -> None:
    """Train to the end; however it ends, the project's record says what was saved."""
    try:
        run.run()
    except BaseException:
        with contextlib.suppress(StorageError):  # on a full disk the first error counts
            record(context, clip, run.state)
        raise
    best = run.state.best
    if best.get("training") != run.state.config.training:
        context.job.log("best_kept", path=best.get("path"))


def _has_pictures(continuation: Continuation) -> bool:
    """Whether the resumed run has its validation images."""
    path = continuation.path
    return path is not None and (path.parent / FOLDER_NAME / INDEX_NAME).is_file()


def _result(
    context: TrainContext, clip: ClipDataset, run: GeneratorRun, images_per_s: float
) -> dict[str, Any]:
    state = run.state
    return {
        "steps": state.step,
        "epochs": run.epochs,
        "seconds": round(clock.now_s() - context.began_s, 1),
        "images_per_s": round(images_per_s, 2),
        "peak_rss_mb": context.job.peak_rss_mb,
        "peak_gpu_mb": peak_gpu_mb(context.device),
        "checkpoint": state.best.get("path"),
        "best_step": state.best.get("step"),
        "preset": clip.preset.name,
        "asr": clip.asr,
        "held_out": state.best.get("figures", {}),
    }
