"""``synctalk train``: SyncNet, then the generator, on a prepared clip.

Reads downward: what was asked, the clip, the SyncNet, the generator, the run, the result.
"""

from __future__ import annotations

import contextlib
import logging
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import torch

from synctalk_engine.dataset.prepared import PreparedClip
from synctalk_engine.dataset.samples import TrainingSampler
from synctalk_engine.errors import CheckpointError, OptionError, StorageError
from synctalk_engine.job import Job
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.protocol.run_spec import TrainOptions
from synctalk_engine.training import precision as precisions
from synctalk_engine.training.adversarial import Critic
from synctalk_engine.training.audio_pretrain import (
    PretrainRecipe,
    pretrain_audio,
    set_normalisation,
)
from synctalk_engine.training.checkpoints import last_described, load_generator
from synctalk_engine.training.clips import (
    also_of,
    check_videos,
    open_clips,
    video_folders,
    videos_note,
)
from synctalk_engine.training.crew import Crew
from synctalk_engine.training.crew_processes import check_parts, crew_for, give_parts
from synctalk_engine.training.device_use import device_in_use
from synctalk_engine.training.disk_room import require_room
from synctalk_engine.training.generator import (
    CRITIC_FROM_SHARE,
    SYNC_FROM_SHARE,
    GeneratorTrainer,
)
from synctalk_engine.training.generator_run import GeneratorRun
from synctalk_engine.training.held_out import HeldOut
from synctalk_engine.training.losses import LossWeights
from synctalk_engine.training.memory import memory_errors, with_less
from synctalk_engine.training.options import (
    DEFAULT_RATE,
    Places,
    open_device,
    perceptual_network,
    places_of,
    poll_only,
    preset_of,
    settled,
)
from synctalk_engine.training.outcome import peak_gpu_mb, record, write_held_out
from synctalk_engine.training.precision import Precision
from synctalk_engine.training.resume import Resumed, RunState, continued, resume_of
from synctalk_engine.training.schedule import Schedule
from synctalk_engine.training.syncnet_stage import (
    check_syncnet_options,
    may_teach,
    open_syncnet,
)
from synctalk_engine.training.teachers import Teacher
from synctalk_engine.training.threads import use_idle_cores
from synctalk_engine.workspace.atomic import require_writable
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import checkpoint_epochs

SYNCNET_SHARE, AUDIO_SHARE, TRIAL_SHARE = 0.15, 0.06, 0.03
"""Shares of a time budget that SyncNet, audio pretraining and the trial of speeds may take."""
END_RESERVE_S = 3.0
"""Kept of a time budget for what comes after the held-out pictures."""
DRAW_SHARE = 0.4
"""A picture is drawn in this share of the time it takes to learn from it."""
PRETRAIN = {
    "lite": PretrainRecipe(),
    # The research networks' audio branches are ten times as heavy.
    "unet160": PretrainRecipe(steps=100, batch_size=16),
    "unet328": PretrainRecipe(steps=100, batch_size=16),
}

logger = logging.getLogger(__name__)


def train(options: TrainOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Train what was asked.

    Returns:
        ``steps, epochs, seconds, images_per_s, peak_rss_mb, peak_gpu_mb, checkpoint, best_step``.
    Raises:
        DatasetError, CheckpointError, OptionError, StorageError, JobStopped.
    """
    with (
        device_in_use(options, workspace, job),
        memory_errors(options.device, lambda: job.stage),
    ):
        return _train(options, workspace, job)


def _train(options: TrainOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Find out what is to be done, and gather whoever takes part in it."""
    began_s = time.monotonic()
    _check(options)
    places = places_of(options, workspace)
    check_syncnet_options(options, workspace, places)
    for folder in (places.clip_dir, places.model_dir):
        require_writable(folder)
    device = open_device(options.device)
    use_idle_cores()
    resumed = _read_resumable(options, job) if options.continue_training else None
    options = settled(options, resumed.run.identity if resumed else {})
    check_parts(options.batchsize, options.device)
    with crew_for(options.device, device, job) as crew:
        return _lead(crew, options, workspace, places, device, resumed, began_s, job)


def _lead(
    crew: Crew,
    options: TrainOptions,
    workspace: Workspace,
    places: Places,
    device: torch.device,
    resumed: Resumed | None,
    began_s: float,
    job: Job,
) -> dict[str, Any]:
    """What the leader of a training does, or the only process there is."""
    clip = open_clip(options, places, device, resumed, job)
    had = {} if resumed is None else resumed.run.identity
    budget_s = _share_of_budget(options, SYNCNET_SHARE)
    teacher = open_syncnet(options, workspace, places, clip, device, had, job, budget_s)

    with job.in_stage("generator"):
        if teacher is not None and not may_teach(teacher, job):
            teacher = None
        deadline_s = None
        if options.time_budget_min is not None:
            deadline_s = began_s + 60 * options.time_budget_min - END_RESERVE_S + job.paused_s
        run = _prepare_run(crew, options, places, clip, device, teacher, resumed, deadline_s, job)
        steps_before, seconds_before = run.state.step, run.state.seconds
        if options.see_res:
            job.log("pictures_at", path=workspace.relative(job.run.samples_dir))
        state = run.state
        if state.step >= state.schedule.total_steps and not state.measurement_due:
            job.log("stage_skipped", stage="generator")
        else:
            try:
                run.run()
            except BaseException:
                with contextlib.suppress(StorageError):  # on a full disk the first error counts
                    record(places, clip, run.state)
                raise
            record(places, clip, run.state)
        write_held_out(run, places, device, workspace, job)

    state = run.state
    seconds = state.seconds - seconds_before
    images = (state.step - steps_before) * options.batchsize
    return {
        "steps": state.step,
        "epochs": run.epochs,
        "seconds": round(time.monotonic() - began_s, 1),
        "images_per_s": round(images / seconds, 2) if seconds > 0 else 0.0,
        "peak_rss_mb": job.peak_rss_mb,
        "peak_gpu_mb": peak_gpu_mb(device),
        "checkpoint": state.best.get("path"),
        "best_step": state.best.get("step"),
        "preset": clip.preset.name,
        "asr": clip.asr,
        "held_out": state.best.get("figures", {}),
    }


# -- what was asked -----------------------------------------------------------------------------


def _check(options: TrainOptions) -> None:
    if options.continue_training and options.from_checkpoint:
        problems = "--continue_training and --from_checkpoint contradict each other"
        raise OptionError("bad_options", problems=problems)


def _read_resumable(options: TrainOptions, job: Job) -> Resumed | None:
    """The state to go on from; None where nothing was begun yet."""

    def on_damaged(path: Path, reason: str) -> None:
        job.warning("resume_damaged", path=path.as_posix(), reason=reason)

    resumed = resume_of(job.run, options, on_damaged)
    if resumed is None:
        return None
    wishes = {"asr": options.asr, "preset": options.preset}
    for key, wanted in wishes.items():
        found = resumed.run.identity[key]
        if wanted is not None and wanted != found:
            raise CheckpointError(
                "checkpoint_other_kind",
                path=resumed.path,
                found=f"a training with {key} {found}",
                wanted=wanted,
            )
    return resumed


def open_clip(
    options: TrainOptions,
    places: Places,
    device: torch.device,
    resumed: Resumed | None,
    job: Job,
) -> PreparedClip:
    """The clip, its crops cut; refuses a training for which there is no room on the disk."""
    workspace, also, asr = job.run.workspace, options.also, options.asr
    if resumed is not None:
        preset, asr = get_preset(resumed.run.identity["preset"]), resumed.run.identity["asr"]
        also = also_of(resumed, also)
    else:
        found = last_described(places.model_dir) if options.continue_training else (None, None)
        name = options.preset or found[0]
        preset = get_preset(name) if name else preset_of(options, workspace, device)
        asr = options.asr or found[1]
    require_room(options, places, preset, job.run.path)
    with job.in_stage("crops"):

        def on_frames(done: int, total: int) -> None:
            poll_only(job)
            job.progress(done, total, "frames")

        folders = video_folders(workspace, places.clip_dir, also)
        clip = open_clips(folders, preset, asr, on_frames, job.warning)
    if resumed is not None:
        check_videos(resumed, clip, workspace)
    if len(folders) > 1:
        names = ", ".join(folder.name for folder in folders)
        job.log("videos_joined", count=len(folders), names=names)
    return clip


def _share_of_budget(options: TrainOptions, share: float) -> float | None:
    """Seconds of a time budget; None where there is none."""
    return None if options.time_budget_min is None else share * 60 * options.time_budget_min


# -- the generator ------------------------------------------------------------------------------


def _prepare_run(
    crew: Crew,
    options: TrainOptions,
    places: Places,
    clip: PreparedClip,
    device: torch.device,
    teacher: Teacher | None,
    resumed: Resumed | None,
    deadline_s: float | None,
    job: Job,
) -> GeneratorRun:
    """Network, trainer and state: new, or as they were left."""
    seed = options.seed if resumed is None else resumed.run.identity["seed"]
    torch.manual_seed(seed)
    network = create_generator(clip.preset, clip.kind).to(device)
    perceptual = perceptual_network(device)
    sampler = TrainingSampler(clip, options.batchsize, seed, part=crew.part)
    held_out = HeldOut(clip, options.see_res, lambda: poll_only(job))

    def trainer_of(net: torch.nn.Module, precision: Precision) -> GeneratorTrainer:
        return GeneratorTrainer(
            net,
            sampler,
            clip,
            device,
            precision,
            seed,
            LossWeights(),
            perceptual,
            teacher,
            Critic(clip.preset.input_px, device, precision, seed),
        )

    first_epoch, step_s, parts = 0, float("nan"), options.accumulate
    if resumed is not None:
        precision = Precision(**resumed.run.identity["precision"])
        threads = resumed.run.identity["threads"]
        torch.set_num_threads(min(threads, psutil.cpu_count(logical=True) or 1))
    else:
        first_epoch = _start_weights(options, places, clip, network, device, job)
        precision, step_s, parts = choose_precision(options, network, trainer_of, device, job)
    trainer = trainer_of(precision.place(network), precision)
    peak_rate = options.lr or DEFAULT_RATE
    total = options.epochs * sampler.steps_per_epoch
    if resumed is not None:
        trainer.load_state_dict(resumed.trainer)
        state = continued(resumed.run, options, total, deadline_s)
        if options.lr is not None:
            state.schedule = replace(state.schedule, peak_rate=peak_rate)
        job.log("resumed", step=state.step)
    else:
        if deadline_s is not None:
            drawn = held_out.written_frames / options.batchsize
            deadline_s -= DRAW_SHARE * step_s * drawn
            total = max(1, int((deadline_s - time.monotonic()) / step_s))
        trainer.critic_from_step = round(CRITIC_FROM_SHARE * total)
        state = RunState(
            schedule=Schedule(total, peak_rate),
            first_epoch=first_epoch,
            identity={
                "preset": clip.preset.name,
                "asr": clip.asr,
                "kind": clip.kind,
                "seed": seed,
                "batch_size": options.batchsize,
                "accumulate": parts,
                "precision": precision.as_dict(),
                "threads": torch.get_num_threads(),
                "sync_loss": teacher is not None,
                "syncnet": options.syncnet_checkpoint_path or options.syncnet_checkpoint,
                "sync_from_step": round(SYNC_FROM_SHARE * total),
                "videos": videos_note(clip, job.run.workspace),
                "parent": options.from_checkpoint,
            },
        )
    trainer.sync_from_step = state.identity["sync_from_step"]
    give_parts(crew, trainer, clip, job.run.workspace, options.batchsize, state)
    return GeneratorRun(
        job,
        clip,
        trainer,
        held_out,
        state,
        places.model_dir,
        sampler.steps_per_epoch,
        options.batchsize,
        deadline_s,
    )


def _start_weights(
    options: TrainOptions,
    places: Places,
    clip: PreparedClip,
    network: torch.nn.Module,
    device: torch.device,
    job: Job,
) -> int:
    """Give a new training its first weights; gives the number of its first epoch."""
    epochs = checkpoint_epochs(places.model_dir)
    first_epoch = epochs[-1] + 1 if epochs else 0
    if options.from_checkpoint is not None:
        path = job.run.workspace.resolve(options.from_checkpoint)
        loaded = load_generator(path, device, clip.preset.name, clip.asr)
        network.load_state_dict(loaded.network.state_dict())
        job.log("branched", path=path)
        return first_epoch
    if options.continue_training and epochs:
        path = places.model_dir / f"{epochs[-1]}.pth"
        # A file that does not say what it hears must be told: several kinds have one shape.
        loaded = load_generator(path, device, clip.preset.name, options.asr)
        network.load_state_dict(loaded.network.state_dict())
        return first_epoch
    set_normalisation(network, clip)
    recipe = replace(PRETRAIN[clip.preset.family], seed=options.seed)

    def on_step(step: int, total: int, _loss: float) -> None:
        poll_only(job)
        job.progress(step, total, "steps")

    budget_s = _share_of_budget(options, AUDIO_SHARE)
    with job.in_stage("audio"):
        agreement = pretrain_audio(network, clip, recipe, device, on_step, budget_s)
        job.metric(0, first_epoch, held_out={"audio_opening_r": round(agreement, 3)})
    return first_epoch


def choose_precision(
    options, network, trainer_of, device, job: Job
) -> tuple[Precision, float, int]:
    """The number format, by trial where there is a choice; seconds of a step with it; its parts."""
    choices = precisions.candidates(options.precision, device)
    if len(choices) == 1 and options.time_budget_min is None:
        return choices[0], float("nan"), options.accumulate
    trainers: dict[int, GeneratorTrainer] = {}
    given: dict[int, Any] = {}
    used = options.accumulate

    def run_step(net: torch.nn.Module, choice: Precision) -> None:
        poll_only(job)
        if id(net) not in trainers:
            trainers.clear()
            trainers[id(net)] = trainer_of(net, choice)
            trainers[id(net)].accumulate = used
            given[id(net)] = next(trainers[id(net)].inputs(1))
        trainers[id(net)].step(1, 1e-4, given[id(net)])

    def try_all(parts: int) -> tuple[Precision, dict[str, float]]:
        nonlocal used
        used = parts
        return precisions.fastest(network, choices, run_step, limit_s)

    def on_less(parts: int) -> None:
        trainers.clear()
        given.clear()
        values = {"batch_size": options.batchsize, "parts": parts, "step": 0}
        job.warning("memory_short", device=str(device), **values)

    limit_s = _share_of_budget(options, TRIAL_SHARE) or precisions.TRIAL_LIMIT_S
    most = trainer_of(network, choices[0]).most_parts
    chosen, seconds = with_less(try_all, options.accumulate, most, device, on_less)
    logger.info("seconds a step: %s", seconds)
    return chosen, min(seconds.values()), used
