"""A short trial before a long training: how fast, how much memory and disk, and how long.

Nothing is kept of it but the crop cache. The networks, losses and batches are those of the
training; only the trained SyncNet's loss is left out.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil
import torch

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.split import sequence_starts
from synctalk_engine.job import Job
from synctalk_engine.models.registry import create_generator
from synctalk_engine.protocol.options.train import (
    DEFAULT_BATCH_SIZE,
    DEFAULT_LEARNING_RATE,
    TrainOptions,
)
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.training.context import TrainContext, open_context
from synctalk_engine.training.evaluation.validation import MAX_WRITTEN_FRAMES, VALIDATION_FRAMES
from synctalk_engine.training.generator.device_batches import free_device_bytes, keep_on_device
from synctalk_engine.training.generator.micro_batches import max_micro_batches
from synctalk_engine.training.generator.precision_choice import (
    GENERATE_TIME_FRACTION,
    PrecisionChoice,
    choose_precision,
)
from synctalk_engine.training.generator.run import VALIDATIONS
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.hardware.device_use import device_in_use
from synctalk_engine.training.hardware.disk_space import disk_space_for
from synctalk_engine.training.hardware.memory import (
    free_memory,
    has_own_memory,
    memory_errors,
    peak_bytes,
    reset_peak_bytes,
    retry_with_smaller_batch,
)
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.options import perceptual_network, poll_only
from synctalk_engine.training.run_setup import open_clip
from synctalk_engine.training.syncnet.stage import (
    may_pay_off,
    recipe_of,
    usable_syncnet,
    wanted_epochs,
)
from synctalk_engine.training.syncnet.trainer import SyncNetRecipe, train_syncnet
from synctalk_engine.workspace.layout import Workspace

LARGER_BATCHES = (16, 32, 64)
"""Tried on a GPU: it may have cores to spare at the usual batch."""
GOOD_SPEED_FRACTION = 0.9
"""The smallest batch with this fraction of the best speed is proposed: it gives more steps."""
MEMORY_FRACTION = 0.85
"""Of the free memory that a training may take."""
TIMED_STEPS, TIMED_LIMIT_S = 6, 8.0
SYNCNET_STEPS = 4
METER_INTERVAL_S = 0.01
_MB = 1 << 20


@dataclass(frozen=True)
class Timed:
    """How a batch size did."""

    batch_size: int
    parts: int
    step_s: float
    rss_bytes: int
    """Peak of the process."""
    gpu_bytes: int

    @property
    def images_per_s(self) -> float:
        return self.batch_size / self.step_s


def trial(options: TrainOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Train a few steps and throw them away.

    Returns:
        ``images_per_s, step_s, peak_rss_mb, peak_gpu_mb, memory_free_mb, fits_memory,
        disk_needed_mb, disk_free_mb, fits_disk, steps, syncnet_s, train_s, total_s, batchsize,
        accumulate, batchsize_proposed, accumulate_proposed, lr_proposed, preset, asr, device,
        precision``.
    Raises:
        DatasetError, OptionError, DeviceError, BusyError, StorageError, JobStopped.
    """
    with (
        device_in_use(options, workspace, job),
        memory_errors(options.device, lambda: job.ended_in),
    ):
        return _trial(options, workspace, job)


def _trial(options: TrainOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    context = open_context(options, workspace, job)
    options, device = context.options, context.device
    clip = open_clip(context)
    free_bytes = _free_bytes(device)
    with job.in_stage(JobStage.TRIAL):
        bench = _Bench(context, clip)
        choice = choose_precision(context, bench.network, bench.trainers(options.batchsize))
        asked = bench.time(options.batchsize, choice.micro_batches, choice.precision)
        fitting = _smaller_until_it_fits(bench, asked, MEMORY_FRACTION * free_bytes, choice)
        tried = [fitting]
        for size in LARGER_BATCHES if device.type != "cpu" else ():
            if size > asked.batch_size and fitting.parts == 1:
                tried.append(bench.time(size, 1, choice.precision))
        syncnet_s = _syncnet_s(context, clip)
    best = _proposed([t for t in tried if _used_bytes(t, device) <= MEMORY_FRACTION * free_bytes])
    estimate = _estimate(context, clip, asked, syncnet_s)
    measured = _measurements(context, clip, asked, best or fitting, free_bytes)
    return {**measured, **estimate, "precision": choice.precision.number_format}


def _smaller_until_it_fits(
    bench: _Bench, asked: Timed, limit_bytes: float, choice: PrecisionChoice
) -> Timed:
    """The batch in as few micro-batches as fit the memory; the smallest ones if none do."""
    fitting = asked
    while _used_bytes(fitting, bench.device) > limit_bytes and bench.can_halve(fitting):
        fitting = bench.time(asked.batch_size, 2 * fitting.parts, choice.precision)
    return fitting


def _estimate(
    context: TrainContext, clip: ClipDataset, asked: Timed, syncnet_s: float
) -> dict[str, Any]:
    """Steps, seconds and disk space of the training that was asked for."""
    options = context.options
    steps = options.epochs * TrainingSampler(clip, asked.batch_size, 0).steps_per_epoch
    train_s = _train_s(options, clip, asked, steps)
    room = disk_space_for(options, context.paths, clip.preset, clip.kind, context.job.run.path)
    return {
        "disk_needed_mb": round(room.needed_bytes / _MB),
        "disk_free_mb": round(room.free_bytes / _MB),
        "fits_disk": room.fits,
        "steps": steps,
        "syncnet_s": round(syncnet_s, 1),
        "train_s": round(train_s, 1),
        "total_s": round(_total_s(options, syncnet_s + train_s), 1),
    }


def _measurements(
    context: TrainContext, clip: ClipDataset, asked: Timed, best: Timed, free_bytes: int
) -> dict[str, Any]:
    """Speed and memory as measured, and the batch size that is proposed."""
    options, device = context.options, context.device
    return {
        "images_per_s": round(asked.images_per_s, 2),
        "step_s": round(asked.step_s, 4),
        "peak_rss_mb": round(asked.rss_bytes / _MB, 1),
        "peak_gpu_mb": round(asked.gpu_bytes / _MB, 1) if has_own_memory(device) else None,
        "memory_free_mb": round(free_bytes / _MB),
        "fits_memory": _used_bytes(asked, device) <= MEMORY_FRACTION * free_bytes,
        "batchsize": asked.batch_size,
        "accumulate": asked.parts,
        "batchsize_proposed": best.batch_size,
        "accumulate_proposed": best.parts,
        "lr_proposed": proposed_lr(best.batch_size),
        "preset": clip.preset.name,
        "asr": clip.asr,
        "device": options.device,
    }


class _Bench:
    """The training's network and batches, for a few steps at a time."""

    def __init__(self, context: TrainContext, clip: ClipDataset) -> None:
        self._clip, self.device, self._job = clip, context.device, context.job
        torch.manual_seed(context.options.seed)
        self.network = create_generator(clip.preset, clip.kind).to(self.device)
        self._perceptual = perceptual_network(self.device, context.job)

    def trainers(self, batch_size: int) -> TrainerFactory:
        """Builds trainers with that batch size."""
        sampler = TrainingSampler(self._clip, batch_size, 0)
        keep_on_device(sampler, self._clip, self.device)
        return TrainerFactory(self._clip, sampler, self.device, 0, self._perceptual)

    def can_halve(self, timed: Timed) -> bool:
        """Whether the micro-batches of a batch can be made smaller."""
        return 2 * timed.parts <= max_micro_batches(timed.batch_size, min(2, timed.batch_size))

    def time(self, batch_size: int, parts: int, precision: Precision) -> Timed:
        """Some steps: the quickest counts, other programs at work are not the training's fault."""
        trainer = self.trainers(batch_size).build(precision.place(self.network), precision)

        def run(parts: int) -> Timed:
            trainer.accumulate = parts
            return _time_steps(trainer, batch_size, self.device, self._job)

        return retry_with_smaller_batch(run, parts, trainer.max_micro_batches, self.device)


def _time_steps(
    trainer: GeneratorTrainer, batch_size: int, device: torch.device, job: Job
) -> Timed:
    free_memory(device)
    reset_peak_bytes(device)
    inputs = trainer.inputs(1)
    best_s, began_s = float("inf"), time.monotonic()
    with rss_meter() as peak:
        for step in range(TIMED_STEPS):
            poll_only(job)
            given = next(inputs)
            step_began_s = time.perf_counter()
            trainer.step(step, 1e-5, given)
            if step > 0:  # the first sets up kernels and memory
                best_s = min(best_s, time.perf_counter() - step_began_s)
            job.progress(step + 1, TIMED_STEPS, "steps")
            if step > 0 and time.monotonic() - began_s > TIMED_LIMIT_S:
                break
    return Timed(batch_size, trainer.accumulate, best_s, peak[0], peak_bytes(device))


@contextmanager
def rss_meter() -> Iterator[list[int]]:
    """The largest memory of this process while the block runs, in bytes; sampled by a thread."""
    process, peak, done = psutil.Process(), [0], threading.Event()

    def look() -> None:
        while True:
            peak[0] = max(peak[0], process.memory_info().rss)
            if done.wait(METER_INTERVAL_S):
                return

    thread = threading.Thread(target=look, name="memory", daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def _free_bytes(device: torch.device) -> int:
    """What this process may take: what is free, and what it has."""
    if has_own_memory(device) and (free_bytes := free_device_bytes(device)):
        return free_bytes + getattr(torch, device.type).memory_reserved(device)
    return psutil.virtual_memory().available + psutil.Process().memory_info().rss


def _used_bytes(timed: Timed, device: torch.device) -> int:
    return timed.gpu_bytes if has_own_memory(device) else timed.rss_bytes


def _proposed(tried: list[Timed]) -> Timed | None:
    """The smallest batch that keeps the device busy; None where nothing was tried."""
    fastest = max((timed.images_per_s for timed in tried), default=0.0)
    return next(
        (timed for timed in tried if timed.images_per_s >= GOOD_SPEED_FRACTION * fastest), None
    )


def proposed_lr(batch_size: int) -> float:
    """The default learning rate, scaled by the square root of the batch.

    That keeps the noise of AdamW's steps the same (Malladi et al., 2022); the linear rule is for
    plain SGD.
    """
    return round(DEFAULT_LEARNING_RATE * math.sqrt(batch_size / DEFAULT_BATCH_SIZE), 6)


def _syncnet_s(context: TrainContext, clip: ClipDataset) -> float:
    """Seconds that the SyncNet will take; 0 where none is to be trained."""
    options, device, folder = context.options, context.device, context.paths.syncnet_dir
    own = usable_syncnet(clip, folder, options.seed, device, options.syncnet_epochs)
    if not options.train_syncnet or (own is not None and not options.force):
        return 0.0
    if not may_pay_off(clip, options):
        return 0.0
    recipe = SyncNetRecipe(seed=options.seed, steps=SYNCNET_STEPS)
    length = min(recipe.segment_frames, len(clip.split.train))
    if len(sequence_starts(clip.split.train, length)) == 0:
        return 0.0
    steps = recipe_of(clip, options.seed, wanted_epochs(options)).steps
    began_s = time.monotonic()
    train_syncnet(clip, recipe, device, lambda *_told: poll_only(context.job))
    return (time.monotonic() - began_s) * steps / SYNCNET_STEPS


def _train_s(options: TrainOptions, clip: ClipDataset, asked: Timed, steps: int) -> float:
    """Seconds of all steps, validations and validation images."""
    validation = len(clip.split.held_out)
    measurements = min(VALIDATIONS, options.epochs)
    drawn = measurements * 2 * min(VALIDATION_FRAMES, validation) + min(
        validation, MAX_WRITTEN_FRAMES
    )
    return steps * asked.step_s + drawn * GENERATE_TIME_FRACTION / asked.images_per_s


def _total_s(options: TrainOptions, seconds: float) -> float:
    if options.time_budget_min is None:
        return seconds
    return 60 * options.time_budget_min
