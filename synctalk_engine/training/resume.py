"""Where a training is, as it lies on disk: everything that the next step depends on.

The state before the last one is kept too. Where the newest cannot be read (a disk that lied about
having written it, a file cut short) the training goes on from that one, and says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from synctalk_engine.errors import CheckpointError
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training import clock
from synctalk_engine.training.checkpoints import read_object, save_object
from synctalk_engine.training.schedule import Schedule
from synctalk_engine.workspace.atomic import replace, storage_errors, sync_folder
from synctalk_engine.workspace.runs import RunFolder

RESUME_VERSION = 3
_DEFAULT_EPOCHS = TrainOptions(name="any").epochs

logger = logging.getLogger(__name__)


@dataclass
class ResumeState:
    """Where a training is; saved whole, with the trainer's state beside it."""

    schedule: Schedule
    step: int = 0
    """Steps done."""
    first_epoch: int = 0
    """Number of this training's first epoch: its checkpoints follow those of earlier ones."""
    best: dict[str, Any] = field(default_factory=dict)
    """The folder's best checkpoint, of this training or another: see ``best.best_so_far``."""
    saved: list[str] = field(default_factory=list)
    """This training's checkpoints, relative to the workspace."""
    measurement_due: bool = False
    """A stop came before the measurement of this step was over."""
    seconds: float = 0.0
    """Time spent in steps and measurements, over all runs."""
    budget_min: float = 0.0
    """The largest time budget that the training came to the end of."""
    identity: dict[str, Any] = field(default_factory=dict)
    """Preset, asr, kind, batch size, seed, precision: what must be the same to go on."""

    @property
    def epoch(self) -> int:
        """Number of the epoch at work, in the numbering of the project's checkpoints."""
        return self.first_epoch + max(self.step - 1, 0) // self.identity["steps_per_epoch"]

    def as_dict(self) -> dict[str, Any]:
        return {**vars(self), "schedule": self.schedule.as_dict()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ResumeState:
        return cls(**{**data, "schedule": Schedule.from_dict(data["schedule"])})


@dataclass(frozen=True)
class Resumed:
    """A resume state as it was read."""

    run: ResumeState
    trainer: dict[str, Any]
    path: Path


def write_resume(run: RunFolder, state: ResumeState, trainer: dict[str, Any]) -> None:
    """Save a run's state; the one before is kept beside it.

    Raises:
        StorageError: the disk is full; the state before is there.
    """
    value = {"version": RESUME_VERSION, "run": state.as_dict(), "trainer": trainer}
    fresh = _fresh_path(run)
    save_object(fresh, value)
    # Killed between the two, the run has its previous state and the fresh one; both are looked for.
    with storage_errors(run.resume_path):
        if run.resume_path.is_file():
            replace(run.resume_path, run.previous_resume_path)
        replace(fresh, run.resume_path)
        sync_folder(run.path)


def read_resume(
    run: RunFolder, on_damaged: Callable[[Path, str], None] | None = None
) -> Resumed | None:
    """A run's newest state that can be read; None where it has none.

    Args:
        on_damaged: called with the file and the reason where a newer one cannot be read.
    Raises:
        CheckpointError: ``checkpoint_unreadable``: there are some, and none can be read.
    """
    failure: CheckpointError | None = None
    for path in (run.resume_path, run.previous_resume_path, _fresh_path(run)):
        if not path.is_file():
            continue
        try:
            return _read(path)
        except CheckpointError as error:
            logger.warning("%s", error)
            failure = error
            if on_damaged is not None:
                on_damaged(path, str(error.params["reason"]))
    if failure is not None:
        raise failure
    return None


def resumed_state(
    state: ResumeState, options: TrainOptions, steps_per_epoch: int, deadline_s: float | None
) -> ResumeState:
    """The state of a run that continues: another end, another batch size where one was asked for.

    Args:
        steps_per_epoch: with the batch size that is asked for now.
        deadline_s: time of the clock at which its steps should be over; None without a budget.
    """
    config = state.identity
    config["accumulate"] = options.accumulate
    if options.batchsize != config["batch_size"]:  # as many epochs, in steps of another size
        previous = config.get("steps_per_epoch") or (
            steps_per_epoch * options.batchsize / config["batch_size"]
        )
        factor = steps_per_epoch / previous
        state.step = round(state.step * factor)
        state.schedule = state.schedule.resized(factor)
        config["sync_from_step"] = round(config["sync_from_step"] * factor)
    config |= {"batch_size": options.batchsize, "steps_per_epoch": steps_per_epoch}
    if deadline_s is None:
        total = options.epochs * steps_per_epoch
        if options.epochs == _DEFAULT_EPOCHS and not options.epochs_given:
            # What was planned stays where no number of epochs was asked for.
            total = max(total, state.schedule.total_steps)
        state.schedule = state.schedule.ending_at(max(total, state.step))
    elif is_finished(state, options):
        state.schedule = state.schedule.ending_at(state.step)
    elif state.step > 0 and state.seconds > 0:
        left = (deadline_s - clock.now_s()) * state.step / state.seconds
        state.schedule = state.schedule.ending_at(state.step + max(1, int(left)))
    return state


def is_finished(state: ResumeState, options: TrainOptions) -> bool:
    """Whether a continued training has all the epochs, or had all the time, that is asked for."""
    if options.time_budget_min is not None:
        return state.budget_min >= options.time_budget_min
    return state.step >= state.schedule.total_steps


def _fresh_path(run: RunFolder) -> Path:
    return run.resume_path.with_name(run.resume_path.name + ".new")


def _read(path: Path) -> Resumed:
    value = read_object(path)
    if not isinstance(value, dict) or value.get("version") != RESUME_VERSION:
        reason = "it was written by another version of the program"
        raise CheckpointError("checkpoint_unreadable", path=path, reason=reason)
    try:
        return Resumed(ResumeState.from_dict(value["run"]), value["trainer"], path)
    except (KeyError, TypeError, ValueError) as error:
        raise CheckpointError("checkpoint_unreadable", path=path, reason="it is damaged") from error
