"""``synctalk train``: SyncNet, then the generator, on a prepared clip.

Reads downward: what was asked, the clip, the SyncNet, the generator, the run, the result.
"""

from __future__ import annotations

import contextlib
import copy
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import torch

from synctalk_engine.dataset.prepared import PreparedClip
from synctalk_engine.dataset.samples import TrainingSampler
from synctalk_engine.errors import OptionError, StorageError
from synctalk_engine.job import Job
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.protocol.run_spec import TrainOptions
from synctalk_engine.training import clock
from synctalk_engine.training import precision as precisions
from synctalk_engine.training.adversarial import Critic
from synctalk_engine.training.audio_pretrain import (
    PretrainRecipe,
    pretrain_audio,
    set_normalisation,
)
from synctalk_engine.training.best import best_so_far, checkpoint_record, find_best
from synctalk_engine.training.checkpoints import load_generator
from synctalk_engine.training.clips import (
    also_of,
    check_videos,
    open_clips,
    video_folders,
    videos_note,
)
from synctalk_engine.training.continuation import (
    Continuation,
    check_same_model,
    find_continuation,
    ignored_options,
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
from synctalk_engine.training.held_out import FOLDER_NAME, INDEX_NAME, HeldOut
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
    say_preset,
    settled,
)
from synctalk_engine.training.outcome import peak_gpu_mb, record, say_finished, write_held_out
from synctalk_engine.training.precision import Precision
from synctalk_engine.training.resume import RunState, continued, is_finished
from synctalk_engine.training.schedule import Schedule
from synctalk_engine.training.syncnet_files import SyncNetFolder
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
PICTURES_SHARE = 0.1
"""Share that a measurement may take, and the pictures of validation frames at the end."""
END_RESERVE_S = 3.0
"""Kept of a time budget for what comes after those pictures; at most 5 % of it."""
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
    began_s = clock.now_s()
    _check(options)
    places = places_of(options, workspace)
    check_syncnet_options(options, workspace, places)
    for folder in (places.clip_dir, places.model_dir):
        require_writable(folder)
    device = open_device(options.device)
    use_idle_cores()
    continuation = find_continuation(job.run, options, places, job.warning)
    check_same_model(continuation, options)
    options = settled(options, continuation.config)
    check_parts(options.batchsize, options.device)
    with crew_for(options.device, device, job) as crew:
        return _lead(crew, options, workspace, places, device, continuation, began_s, job)


def _lead(
    crew: Crew,
    options: TrainOptions,
    workspace: Workspace,
    places: Places,
    device: torch.device,
    continuation: Continuation,
    began_s: float,
    job: Job,
) -> dict[str, Any]:
    """What the leader of a training does, or the only process there is."""
    clip = open_clip(options, places, device, continuation, job)
    say_preset(options, continuation.path is not None, clip.preset, device, job)
    if continuation.path is None:
        job.run.mark_new_training()
    budget_s = _share_of_budget(options, SYNCNET_SHARE)
    config = continuation.config
    if continuation.left is not None and not SyncNetFolder(places.syncnet_dir).latest():
        config = {}  # its SyncNet did not come with it
    teacher = open_syncnet(options, workspace, places, clip, device, config, job, budget_s)

    with job.in_stage("generator"):
        deadline_s = None
        if teacher is not None and not may_teach(teacher, job):
            teacher = None
        if options.time_budget_min is not None:
            whole_s = 60 * options.time_budget_min
            deadline_s = began_s + whole_s - min(END_RESERVE_S, 0.05 * whole_s) + job.paused_s
            if continuation.resumed is not None:
                deadline_s -= continuation.resumed.run.seconds
        run, finished = _prepare_run(
            crew, options, places, clip, device, teacher, continuation, deadline_s, job
        )
        steps_before, seconds_before = run.state.step, run.state.seconds
        if options.see_res:
            job.log("pictures_at", path=workspace.relative(job.run.samples_dir))
        if finished:
            say_finished(options, run.state, job)
        else:
            _train_generator(run, places, clip, job)
        if not (finished and _has_pictures(continuation)):
            write_held_out(run, places, device, workspace, job)

    state = run.state
    seconds = state.seconds - seconds_before
    images = (state.step - steps_before) * options.batchsize
    return {
        "steps": state.step,
        "epochs": run.epochs,
        "seconds": round(clock.now_s() - began_s, 1),
        "images_per_s": round(images / seconds, 2) if seconds > 0 else 0.0,
        "peak_rss_mb": job.peak_rss_mb,
        "peak_gpu_mb": peak_gpu_mb(device),
        "checkpoint": state.best.get("path"),
        "best_step": state.best.get("step"),
        "preset": clip.preset.name,
        "asr": clip.asr,
        "held_out": state.best.get("figures", {}),
    }


def _train_generator(run: GeneratorRun, places: Places, clip: PreparedClip, job: Job) -> None:
    """Train to the end; the record of the project says what was saved, however it ends."""
    try:
        run.run()
    except BaseException:
        with contextlib.suppress(StorageError):  # on a full disk the first error counts
            record(places, clip, run.state, job.run)
        raise
    best = run.state.best
    if best.get("training") != run.state.identity["training"]:
        job.log("best_kept", path=best.get("path"))


def _has_pictures(continuation: Continuation) -> bool:
    """Whether the run that is continued has its held-out pictures."""
    path = continuation.path
    return path is not None and (path.parent / FOLDER_NAME / INDEX_NAME).is_file()


# -- what was asked -----------------------------------------------------------------------------


def _check(options: TrainOptions) -> None:
    for other in ("from_checkpoint", "force"):
        if options.continue_training and getattr(options, other):
            problems = f"--continue_training and --{other} contradict each other"
            raise OptionError("bad_options", problems=problems)


def open_clip(
    options: TrainOptions,
    places: Places,
    device: torch.device,
    continuation: Continuation,
    job: Job,
) -> PreparedClip:
    """The clip, its crops cut; refuses a training for which there is no room on the disk."""
    workspace, resumed = job.run.workspace, continuation.resumed
    also = options.also if resumed is None else also_of(resumed, options.also)
    name = options.preset or continuation.config.get("preset")
    preset = get_preset(name) if name else preset_of(options, workspace, device)
    asr = options.asr or continuation.config.get("asr")
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
    continuation: Continuation,
    deadline_s: float | None,
    job: Job,
) -> tuple[GeneratorRun, bool]:
    """Network, trainer and state: new, or as they were left; and whether nothing is left to do."""
    resumed, left, run = continuation.resumed, continuation.left, job.run
    seed = options.seed if resumed is None else resumed.run.identity["seed"]
    torch.manual_seed(seed)
    network = create_generator(clip.preset, clip.kind).to(device)
    perceptual = perceptual_network(device)
    sampler = TrainingSampler(clip, options.batchsize, seed, part=crew.part)
    steps_per_epoch = sampler.steps_per_epoch
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

    steps_done = 0 if left is None else left.steps_done(steps_per_epoch)
    total = options.epochs * steps_per_epoch
    finished = left is not None and deadline_s is None and steps_done >= total
    step_s, parts = float("nan"), options.accumulate
    if resumed is not None:
        precision = Precision(**resumed.run.identity["precision"])
        threads = resumed.run.identity["threads"]
        torch.set_num_threads(min(threads, psutil.cpu_count(logical=True) or 1))
    elif finished:
        precision = precisions.candidates(options.precision, device)[0]
    else:
        first_epoch = _start_weights(options, continuation, places, clip, network, device, job)
        guess_s = _guessed_step_s(options, held_out, network, device)
        if guess_s > (_share_of_budget(options, TRIAL_SHARE) or 0.0):
            # Even one step to try would take too much of the time: none is thrown away.
            precision, step_s = precisions.candidates(options.precision, device)[0], guess_s
        else:
            precision, step_s, parts = choose_precision(options, network, trainer_of, device, job)
    trainer = trainer_of(precision.place(network), precision)
    peak_rate = options.lr or DEFAULT_RATE
    costs = (0.0, 0.0)
    if deadline_s is not None and not finished:
        costs = _fit_drawing(held_out, options, trainer)
    if resumed is not None:
        trainer.load_state_dict(resumed.trainer)
        state = _continue(continuation, trainer, options, steps_per_epoch, deadline_s, job)
        finished = is_finished(state, options)
        if finished and not (places.model_dir / f"{state.epoch}.pth").is_file():
            state.measurement_due, finished = True, False  # its last checkpoint is to be saved
    else:
        if deadline_s is not None:
            left_s = deadline_s - sum(costs) - clock.now_s()
            total = steps_done + max(1, int(left_s / step_s))
        new_steps = total - steps_done
        trainer.critic_from_step = steps_done + round(CRITIC_FROM_SHARE * new_steps)
        state = RunState(
            schedule=Schedule(total, peak_rate, from_step=steps_done),
            step=steps_done,
            first_epoch=first_epoch if left is None else left.first_epoch,
            identity={
                "preset": clip.preset.name,
                "asr": clip.asr,
                "kind": clip.kind,
                "seed": seed,
                "batch_size": options.batchsize,
                "steps_per_epoch": steps_per_epoch,
                "accumulate": parts,
                "precision": precision.as_dict(),
                "threads": torch.get_num_threads(),
                "sync_loss": teacher is not None,
                "syncnet": options.syncnet_checkpoint_path or options.syncnet_checkpoint,
                "sync_from_step": steps_done + round(SYNC_FROM_SHARE * new_steps),
                "videos": videos_note(clip, run.workspace),
                "parent": options.from_checkpoint or continuation.config.get("parent"),
                "training": continuation.config.get("training", run.run_id),
            },
        )
    trainer.sync_from_step = state.identity["sync_from_step"]
    give_parts(crew, trainer, clip, run.workspace, options.batchsize, state)
    if finished:
        best_path = find_best(places.clip_dir, places.model_dir, run.workspace, options.name)
        state.best = checkpoint_record(best_path, run.workspace)
    else:
        _avoid_numbers_of_others(state, places, job)
        state.best = _best_before(state, options, places, held_out, device, precision, job)
    generator_run = GeneratorRun(
        job,
        clip,
        trainer,
        held_out,
        state,
        places.model_dir,
        steps_per_epoch,
        options.batchsize,
        options.save_every,
        lambda saved: record(places, clip, saved, run),
        deadline_s=deadline_s,
        measure_s=costs[0],
        pictures_s=costs[1],
        budget_min=options.time_budget_min,
    )
    return generator_run, finished


def _continue(
    continuation: Continuation,
    trainer: GeneratorTrainer,
    options: TrainOptions,
    steps_per_epoch: int,
    deadline_s: float | None,
    job: Job,
) -> RunState:
    """The saved state with what was asked for now; what that changes is said."""
    assert continuation.resumed is not None
    saved = continuation.resumed.run
    saved.identity.setdefault("training", continuation.resumed.path.parent.name)
    step_before, batch_size_before = saved.step, saved.identity["batch_size"]
    state = continued(saved, options, steps_per_epoch, deadline_s)
    if step_before:
        trainer.critic_from_step = round(trainer.critic_from_step * state.step / step_before)
    if is_finished(state, options):
        return state
    job.log("resumed", step=state.step)
    reason = "a training continues with what it began with"
    for option in ignored_options(continuation, options):
        job.warning("option_ignored", option=option, reason=reason)
    if options.batchsize != batch_size_before:
        job.log("batch_size_changed", found=batch_size_before, wanted=options.batchsize)
    if options.lr is not None and options.lr != state.schedule.peak_rate:
        state.schedule = replace(state.schedule, peak_rate=options.lr)
        job.log("learning_rate_changed", lr=options.lr)
    return state


def _avoid_numbers_of_others(state: RunState, places: Places, job: Job) -> None:
    """Number on after checkpoints of other trainings, which are never written over."""
    number = state.first_epoch + state.step // state.identity["steps_per_epoch"]
    own = {Path(path).name for path in state.saved}
    numbers = checkpoint_epochs(places.model_dir)
    for taken in (n for n in numbers if n >= number):
        path = places.model_dir / f"{taken}.pth"
        made_by = checkpoint_record(path, job.run.workspace).get("training")
        if path.name in own or made_by == state.identity["training"]:
            continue
        state.first_epoch += numbers[-1] + 1 - number
        job.log("epochs_renumbered", epoch=numbers[-1] + 1)
        return


def _best_before(
    state: RunState,
    options: TrainOptions,
    places: Places,
    held_out: HeldOut,
    device: torch.device,
    precision: Precision,
    job: Job,
) -> dict[str, Any]:
    """What a checkpoint of this training has to beat."""
    workspace = job.run.workspace
    recorded = find_best(places.clip_dir, places.model_dir, workspace, options.name)
    own = workspace.resolve(state.best["path"]) if state.best.get("path") else None
    paths = dict.fromkeys(path for path in (recorded, own) if path is not None and path.is_file())
    return best_so_far(paths, held_out, device, precision, job)


def _guessed_step_s(
    options: TrainOptions, held_out: HeldOut, network: torch.nn.Module, device: torch.device
) -> float:
    """About the seconds of a step, by drawing a few frames; 0 without a time budget."""
    if options.time_budget_min is None:
        return 0.0
    precision = precisions.candidates(options.precision, device)[0]
    placed = precision.place(copy.deepcopy(network)).eval()
    return held_out.seconds_a_frame(placed, device, precision) * options.batchsize / DRAW_SHARE


def _fit_drawing(
    held_out: HeldOut, options: TrainOptions, trainer: GeneratorTrainer
) -> tuple[float, float]:
    """Let validation look at no more frames than a time budget allows.

    Returns:
        About the seconds of a measurement, and of the pictures at the end.
    """
    assert options.time_budget_min is not None
    draw_s = held_out.seconds_a_frame(trainer.ema, trainer.device, trainer.precision)
    held_out.limit_to(PICTURES_SHARE * 60 * options.time_budget_min, draw_s)
    return draw_s * held_out.measured_frames, draw_s * held_out.written_frames


def _start_weights(
    options: TrainOptions,
    continuation: Continuation,
    places: Places,
    clip: PreparedClip,
    network: torch.nn.Module,
    device: torch.device,
    job: Job,
) -> int:
    """Give a training without a saved state its first weights; gives its first epoch's number."""
    left = continuation.left
    if left is not None:
        # A file that does not say what it hears must be told: several kinds have one shape.
        loaded = load_generator(left.path, device, clip.preset.name, options.asr)
        network.load_state_dict(loaded.network.state_dict())
        shown = job.run.workspace.relative(left.path)
        job.warning("optimizer_missing", name=options.name, path=shown, epoch=left.epoch + 1)
        return left.first_epoch
    numbers = checkpoint_epochs(places.model_dir)
    first_epoch = numbers[-1] + 1 if numbers else 0
    if numbers:
        shown = job.run.workspace.relative(places.model_dir)
        job.log("training_new_beside", epoch=first_epoch, count=len(numbers), path=shown)
    if options.from_checkpoint is not None:
        path = job.run.workspace.resolve(options.from_checkpoint)
        loaded = load_generator(path, device, clip.preset.name, clip.asr)
        network.load_state_dict(loaded.network.state_dict())
        job.log("branched", path=path)
        return first_epoch
    set_normalisation(network, clip)
    recipe = replace(PRETRAIN[clip.preset.family], seed=options.seed)

    def on_step(step: int, total: int, _loss: float) -> None:
        poll_only(job)
        job.progress(step, total, "steps")

    budget_s = _share_of_budget(options, AUDIO_SHARE)
    with job.in_stage("audio_pretraining"):
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
