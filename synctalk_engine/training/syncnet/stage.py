"""The SyncNet stage of a training: a SyncNet is trained, resumed, reused or given."""

from __future__ import annotations

import hashlib
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import torch

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.errors import CheckpointError, DatasetError, JobStopped
from synctalk_engine.job import Job
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.training import clock
from synctalk_engine.training.context import TrainContext
from synctalk_engine.training.distributed.process_group import ProcessLostError
from synctalk_engine.training.options import ProjectPaths, given_syncnet, poll_only
from synctalk_engine.training.syncnet.checkpoints import load_syncnet, require_syncnet
from synctalk_engine.training.syncnet.files import (
    SyncNetFolder,
    find_syncnet_state,
    write_syncnet_state,
)
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.training.syncnet.score import SyncScore
from synctalk_engine.training.syncnet.sync_expert import (
    MouthSyncExpert,
    SyncExpert,
    open_sync_expert,
)
from synctalk_engine.training.syncnet.trainer import (
    MIN_SYNC_EXPERT_AUC,
    SyncNetRecipe,
    SyncNetTrainer,
    TooFewStepsError,
)
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import update_state

SAVE_INTERVAL_S = 30.0
METRIC_STEPS = 5
RECIPE_VERSION = 1
JUDGED_STEP, HOPELESS_AUC = 100, 0.62
"""A SyncNet whose AUC is no better at this step is given up (see docs/experiments: at step 100,
one that will be of use has about 0.9; 0.5 is guessing)."""

logger = logging.getLogger(__name__)


def fingerprint(clip: ClipDataset, seed: int) -> str:
    """Fingerprint of a SyncNet's inputs: mouths, audio, split and recipe."""
    digest = hashlib.sha256(f"{RECIPE_VERSION} {seed} {clip.preset.crop_px}".encode())
    for array in (clip.patches, clip.mel, clip.split.train):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def wanted_epochs(options: TrainOptions) -> int | None:
    """``--syncnet_epochs``, else ``--epochs`` where it was given; None: what the recipe says."""
    return options.syncnet_epochs or (options.epochs if options.epochs_given else None)


def recipe_of(clip: ClipDataset, seed: int, epochs: int | None = None) -> SyncNetRecipe:
    """The recipe; with so many passes over the clip's windows where ``epochs`` are given."""
    recipe = SyncNetRecipe(seed=seed)
    if epochs is None:
        return recipe
    return SyncNetRecipe(seed=seed, steps=epochs * recipe.steps_per_epoch(len(clip.split.train)))


def usable_syncnet(
    clip: ClipDataset, folder: Path, seed: int, device: torch.device, epochs: int | None = None
) -> MouthSyncNet | None:
    """The project's own SyncNet, if it is there, whole, and made of the same inputs.

    One that a time budget cut short and that has learnt too little is not; nor one that has had
    fewer than ``epochs`` epochs.
    """
    wanted_steps = 0 if epochs is None else recipe_of(clip, seed, epochs).steps
    for path in SyncNetFolder(folder).latest():
        network, info = load_syncnet(path, device)
        is_same = info.get("fingerprint") == fingerprint(clip, seed)
        if not is_same or info.get("trained_steps", wanted_steps) < wanted_steps:
            continue
        if info.get("complete") or info.get("figures", {}).get("auc", 0) >= MIN_SYNC_EXPERT_AUC:
            return network
    return None


def expected_auc(train_s: float, steps: float) -> float:
    """About the validation AUC that a SyncNet reaches (measured; see docs/experiments).

    Args:
        train_s: seconds of training video.
        steps: of training.
    """
    of_length = np.interp(train_s, (4, 12, 15, 47), (0.56, 0.77, 0.82, 0.96))
    of_steps = np.interp(steps, (8, 30, 60, 75, 100, 150), (0.55, 0.65, 0.76, 0.87, 0.94, 0.97))
    return float(min(of_length, of_steps))


def useful_steps(clip: ClipDataset) -> int | None:
    """Fewest steps after which a SyncNet may help; None where the clip is too short for any."""
    train_s = len(clip.split.train) / clip.fps
    steps = range(SyncNetRecipe().steps + 1)
    return next((n for n in steps if expected_auc(train_s, n) >= MIN_SYNC_EXPERT_AUC), None)


def check_syncnet_options(options: TrainOptions, workspace: Workspace, paths: ProjectPaths) -> None:
    """Refuse a SyncNet that is not there before anything else is done.

    Raises:
        OptionError: two files are named.
        CheckpointError: ``syncnet_file_missing``, ``syncnet_needed``, or another network.
    """
    given = given_syncnet(options, workspace)
    if given is not None:
        if not given.is_file():
            raise CheckpointError("syncnet_file_missing", path=given)
        require_syncnet(given)
        return
    if options.train_syncnet or not options.use_syncnet:
        return
    folder = SyncNetFolder(paths.syncnet_dir)
    if not folder.latest() and folder.foreign() is None:
        raise CheckpointError("syncnet_needed", name=options.name, path=folder.path)


def open_syncnet(
    context: TrainContext, clip: ClipDataset, budget_s: float | None = None
) -> SyncExpert | None:
    """The SyncNet that was asked for, if one was.

    Args:
        budget_s: seconds that its training may take; None: as long as the recipe says.
    Raises:
        CheckpointError: a file that was named cannot be used, or there is none.
    """
    options, workspace, paths = context.options, context.workspace, context.paths
    device, job = context.device, context.job
    previous = _syncnet_config(context)
    given = given_syncnet(options, workspace) or _used_before(options, workspace, previous)
    if given is not None:
        if options.train_syncnet:
            job.log("syncnet_given", path=workspace.relative(given))
        return open_sync_expert(given, clip, device)
    if not (options.train_syncnet or options.use_syncnet or previous.get("sync_loss")):
        return None
    with job.in_stage(JobStage.SYNCNET):
        own = None
        if not options.force:
            epochs = options.syncnet_epochs
            own = usable_syncnet(clip, paths.syncnet_dir, options.seed, device, epochs)
        if own is not None:
            job.log("stage_skipped", stage=JobStage.SYNCNET)
            return MouthSyncExpert(own, clip, device)
        found = project_sync_expert(paths, clip, device, not options.train_syncnet, job)
        if found is not None and not options.force:
            return found
        if not options.train_syncnet:
            raise CheckpointError("syncnet_needed", name=options.name, path=paths.syncnet_dir)
        return _train_sync_expert(context, clip, budget_s)


def _train_sync_expert(
    context: TrainContext, clip: ClipDataset, budget_s: float | None
) -> SyncExpert | None:
    """A SyncNet trained now; None, with a warning, where it would be of no use."""
    options, device, job = context.options, context.device, context.job
    if not may_pay_off(clip, options):
        job.warning("syncnet_clip_short", seconds=round(len(clip.split.train) / clip.fps))
        return None
    steps = useful_steps(clip)
    is_judged = wanted_epochs(options) is None
    asked = SyncNetRequest(
        seed=options.seed,
        epochs=wanted_epochs(options),
        force=options.force,
        budget_s=budget_s,
        min_steps=steps or 0,
        is_judged=is_judged,
    )
    try:
        network, _ = train_and_save(clip, context.paths.syncnet_dir, asked, device, job)
    except TooFewStepsError as error:
        job.warning("syncnet_no_time", steps=error.steps, needed=steps)
        return None
    except HopelessSyncNetError as error:
        job.warning("syncnet_hopeless", auc=round(error.auc, 3), step=error.step)
        return None
    return MouthSyncExpert(network, clip, device)


def may_pay_off(clip: ClipDataset, options: TrainOptions) -> bool:
    """Whether the clip is long enough for a SyncNet to be of use, or epochs of it were asked for.

    Under a time budget no time is spent on one that is of no use, whatever was asked for.
    """
    is_asked_for = wanted_epochs(options) is not None and options.time_budget_min is None
    return is_asked_for or useful_steps(clip) is not None


def _syncnet_config(context: TrainContext) -> dict[str, Any]:
    """The resumed training's run config, for its SyncNet; {} for a new training."""
    is_from_weights = context.continuation.left is not None
    if is_from_weights and not SyncNetFolder(context.paths.syncnet_dir).latest():
        return {}  # weights were imported without the SyncNet that they were trained with
    return context.continuation.config


def _used_before(
    options: TrainOptions, workspace: Workspace, previous: dict[str, Any]
) -> Path | None:
    """The file that the training that is continued was given, unless a SyncNet is to be trained."""
    path = (
        previous.get("syncnet") if previous.get("sync_loss") and not options.train_syncnet else None
    )
    return workspace.resolve(path) if path and workspace.resolve(path).is_file() else None


def project_sync_expert(
    paths: ProjectPaths, clip: ClipDataset, device: torch.device, take_any: bool, job: Job
) -> SyncExpert | None:
    """A SyncNet in the project that was not trained on this very clip.

    That is a SyncNet of another program whose validation score on this clip is high enough. A
    warning says why another one is not used.

    Args:
        take_any: rather a weak one, or one of ours of other inputs, than none.
    """
    folder = SyncNetFolder(paths.syncnet_dir)
    if take_any and (own := folder.latest()):
        return MouthSyncExpert(load_syncnet(own[0], device)[0], clip, device)
    foreign = folder.foreign()
    if foreign is None:
        return None
    path = job.run.workspace.relative(foreign)
    try:
        sync_expert = open_sync_expert(foreign, clip, device)
    except (CheckpointError, DatasetError) as error:
        job.warning("syncnet_foreign_unusable", path=path, reason=error.message.rstrip("."))
        return None
    auc = sync_expert.score().auc
    if auc >= MIN_SYNC_EXPERT_AUC:
        job.log("syncnet_reused", path=path, auc=round(auc, 3))
        return sync_expert
    job.warning("syncnet_foreign_weak", path=path, auc=round(auc, 3), needed=MIN_SYNC_EXPERT_AUC)
    return sync_expert if take_any else None


@dataclass(frozen=True)
class SyncNetRequest:
    """What is asked of a SyncNet's training."""

    seed: int
    epochs: int | None = None
    """Passes over the clip's windows; None: what the recipe says, or what was asked of the
    training that is continued."""
    force: bool = False
    """Start a new training."""
    budget_s: float | None = None
    """Seconds it may take; None: as long as the recipe says."""
    min_steps: int = 0
    """Fewer steps than this are not worth the time of a budget."""
    is_judged: bool = False
    """Give it up early where it does not learn."""


class HopelessSyncNetError(Exception):
    """A SyncNet does not learn to tell matching audio: the rest of its training is not worth it."""

    def __init__(self, auc: float, step: int) -> None:
        super().__init__(f"AUC {auc} at step {step}")
        self.auc, self.step = auc, step


def train_and_save(
    clip: ClipDataset, folder: Path, asked: SyncNetRequest, device: torch.device, job: Job
) -> tuple[MouthSyncNet, SyncScore]:
    """Train a SyncNet, or continue one, and save it under the names of the workflow document.

    Raises:
        TooFewStepsError: the budget is too short to be worth it.
        JobStopped: the state that it is continued from is saved.
    """
    training = _Training(clip, SyncNetFolder(folder), asked, device, job)
    return training.run(asked.budget_s, asked.min_steps)


class _Training:
    """A SyncNet's training: its steps, what it reports, and what it saves."""

    def __init__(
        self,
        clip: ClipDataset,
        folder: SyncNetFolder,
        asked: SyncNetRequest,
        device: torch.device,
        job: Job,
    ) -> None:
        self._clip, self._folder, self._job = clip, folder, job
        self._fingerprint = fingerprint(clip, asked.seed)
        recipe = recipe_of(clip, asked.seed, asked.epochs)
        saved = None if asked.force else self._find_saved()
        if saved is not None and asked.epochs is None:  # continues what was asked for then
            recipe = SyncNetRecipe(seed=asked.seed, steps=saved["asked_steps"])
        self._trainer = SyncNetTrainer(clip, recipe, device)
        self._is_judged = asked.is_judged
        if saved is not None:
            self._continue(saved)
        self._images_per_step = recipe.segments * recipe.segment_frames
        self._steps_per_epoch = recipe.steps_per_epoch(len(clip.split.train))
        self._first_step = self._trainer.step
        self._unreported: tuple[int, float] | None = None
        """Latest step and its loss, if that has not been reported."""
        self._began_s = self._saved_s = clock.now_s()

    def run(self, budget_s: float | None, min_steps: int) -> tuple[MouthSyncNet, SyncScore]:
        """Train to the end and save; a stop saves the state that it is continued from."""
        trainer, job = self._trainer, self._job
        job.on_pause = self._save_state
        try:
            network, measured, best_step = trainer.run(
                self._on_step, budget_s, lambda: clock.now_s() - job.paused_s, min_steps
            )
        except (JobStopped, ProcessLostError):  # raised between two steps
            self._report_loss()
            self._save_state()
            raise
        finally:
            job.on_pause = None
        self._write_state()
        asked_steps = trainer.recipe.steps
        info = {
            "step": best_step,
            "trained_steps": trainer.step,
            "fingerprint": self._fingerprint,
            "complete": trainer.step >= asked_steps,
            "figures": measured.as_dict(),
        }
        epoch = self._epoch(best_step)
        foreign = self._folder.foreign()
        path = self._folder.save(epoch, network.state_dict(), info)
        workspace = job.run.workspace
        relative = workspace.relative(path)
        if foreign is not None:
            other = workspace.relative(foreign)
            job.warning("syncnet_beside", path=other, own_path=relative)
        self._record(True, relative, figures=measured.as_dict(), finished=time.time())
        job.checkpoint(path, best_step, epoch, True, measured.as_dict())
        job.log("syncnet_ready", auc=round(measured.auc, 3))
        job.drop("kept_syncnet")
        job.keeps("kept_syncnet_done", path=relative)
        return network, measured

    def _epoch(self, step: int) -> int:
        """Zero-based epoch that a step is in; the same as in the file's name."""
        return (step - 1) // self._steps_per_epoch

    def _on_step(self, step: int, total: int, loss: float, measured: SyncScore | None) -> None:
        job, epoch = self._job, self._epoch(step)
        job.progress(step, total, "steps")
        if measured is not None:
            validation = {f"syncnet_{name}": value for name, value in measured.as_dict().items()}
            job.metric(step, epoch, held_out=validation)
            best = self._trainer.best
            is_due = self._is_judged and JUDGED_STEP <= step < total
            if is_due and best is not None and best.score.auc < HOPELESS_AUC:
                raise HopelessSyncNetError(best.score.auc, step)
        self._unreported = (step, loss)
        if step % METRIC_STEPS == 0 or step == total:
            self._report_loss()
        if clock.now_s() - self._saved_s > SAVE_INTERVAL_S:
            self._save_state()
        if "save" in poll_only(job, accepted=("save",)):
            self._save_state()
            job.log("saved_on_request")

    def _report_loss(self) -> None:
        """Report the loss of the latest step, also on a stop: the curve reaches the last step."""
        if self._unreported is None:
            return
        (step, loss), self._unreported = self._unreported, None
        seconds = max(clock.now_s() - self._began_s, 1e-9)
        speed = (step - self._first_step) * self._images_per_step / seconds
        losses = {"info_nce": round(loss, 5)}
        self._job.metric(step, self._epoch(step), losses=losses, images_per_s=round(speed, 1))

    # -- the state that it is continued from -----------------------------------------------------

    def _find_saved(self) -> dict[str, Any] | None:
        def on_damaged(path: Path, reason: str) -> None:
            self._job.warning("syncnet_state_damaged", path=path.as_posix(), reason=reason)

        run = self._job.run
        name = run.path.parent.name
        return find_syncnet_state(run.workspace, name, self._fingerprint, on_damaged)

    def _continue(self, saved: dict[str, Any]) -> None:
        self._trainer.load_state_dict(saved["trainer"])
        self._trainer.total_steps = self._trainer.recipe.steps
        torch.set_num_threads(min(saved["threads"], psutil.cpu_count(logical=True) or 1))
        trainer = self._trainer
        self._job.log("syncnet_resumed", step=trainer.step)
        self._job.keeps("kept_syncnet", step=trainer.step, total=trainer.total_steps)

    def _save_state(self) -> None:
        self._write_state()
        self._record(False, None)
        trainer = self._trainer
        self._job.keeps("kept_syncnet", step=trainer.step, total=trainer.total_steps)
        self._saved_s = clock.now_s()

    def _write_state(self) -> None:
        trainer = self._trainer
        state = {
            "trainer": trainer.state_dict(),
            "asked_steps": trainer.recipe.steps,
            "threads": torch.get_num_threads(),
        }
        write_syncnet_state(self._job.run, self._fingerprint, state)

    def _record(self, completed: bool, checkpoint: str | None, **facts: Any) -> None:
        epochs = self._epoch(self._trainer.step) + 1
        update_state(
            self._clip.clip.path,
            "syncnet_training",
            completed=completed,
            epochs=epochs,
            checkpoint=checkpoint,
            **facts,
        )


def is_accurate_enough(sync_expert: SyncExpert, job: Job) -> bool:
    """Whether a SyncNet's validation score is high enough for the sync loss; logged either way."""
    auc = sync_expert.score().auc
    if auc >= MIN_SYNC_EXPERT_AUC:
        job.log("sync_loss_on", auc=round(auc, 3))
        return True
    job.warning("sync_loss_off", auc=round(auc, 3))
    return False
