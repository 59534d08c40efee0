"""The resume state of a training: everything that the next step depends on.

The state before the last one is kept too. Where the newest cannot be read (a disk that lied about
having written it, a file cut short) the training continues from that one, with a warning.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from synctalk_engine.errors import CheckpointError
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training import clock
from synctalk_engine.training.checkpoints import read_object, save_object
from synctalk_engine.training.run_config import RunConfig
from synctalk_engine.training.schedule import Schedule
from synctalk_engine.workspace.atomic import replace, storage_errors, sync_folder
from synctalk_engine.workspace.runs import RunFolder

RESUME_VERSION = 3
_DEFAULT_EPOCHS = TrainOptions(name="any").epochs

logger = logging.getLogger(__name__)


@dataclass
class ResumeState:
    """State of a training run; saved together with the trainer's state."""

    schedule: Schedule
    config: RunConfig
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

    @property
    def epoch(self) -> int:
        """Number of the epoch at work, in the numbering of the project's checkpoints."""
        return self.first_epoch + max(self.step - 1, 0) // max(1, self.config.steps_per_epoch)

    def as_dict(self) -> dict[str, Any]:
        """Plain values and tensors; the run config has the key ``identity`` on disk."""
        values = {name: value for name, value in vars(self).items() if name != "config"}
        return {**values, "schedule": self.schedule.as_dict(), "identity": self.config_record}

    @property
    def config_record(self) -> dict[str, Any]:
        """The run config as it is written to resume states and checkpoints."""
        return self.config.as_dict(self.schedule.total_steps)

    @property
    def sync_from_step(self) -> int:
        """First step with the sync loss."""
        return round(self.config.sync_loss_start * self.schedule.total_steps)

    @property
    def discriminator_from_step(self) -> int:
        """First step with the discriminator."""
        return round(self.config.discriminator_start * self.schedule.total_steps)

    def end_at(self, total_steps: int) -> None:
        """Move the last step; the phases of the run start where they did."""
        self.config = self.config.with_total_steps(self.schedule.total_steps, total_steps)
        self.schedule = self.schedule.ending_at(total_steps)

    def replan(self, total_steps: int) -> None:
        """Move the last step of a run at work; phases that have not begun keep their fraction."""
        from_step = self.schedule.from_step
        factor = (total_steps - from_step) / max(1, self.schedule.total_steps - from_step)

        def moved(start: int) -> float:
            if start > self.step:
                start = max(self.step, from_step + round((start - from_step) * factor))
            return start / max(1, total_steps)

        starts = moved(self.sync_from_step), moved(self.discriminator_from_step)
        self.config = dataclasses.replace(
            self.config, sync_loss_start=starts[0], discriminator_start=starts[1]
        )
        self.schedule = self.schedule.ending_at(total_steps)

    @classmethod
    def from_dict(cls, data: dict[str, Any], discriminator_from_step: int = 0) -> ResumeState:
        """The state that :meth:`as_dict` wrote.

        Args:
            discriminator_from_step: of the trainer beside it; earlier versions saved it there.
        Raises:
            KeyError, TypeError, ValueError: it is damaged.
        """
        values = {**data, "schedule": Schedule.from_dict(data["schedule"])}
        total_steps = values["schedule"].total_steps
        config = RunConfig.from_dict(values.pop("identity"), total_steps, discriminator_from_step)
        return cls(**values, config=config)


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
    saved: ResumeState, options: TrainOptions, steps_per_epoch: int, deadline_s: float | None
) -> ResumeState:
    """The state that a run continues with: another last step, another batch size if asked for.

    Args:
        saved: left as it is.
        steps_per_epoch: with the batch size that is asked for now.
        deadline_s: clock time at which its steps should be done; None without a time budget.
    """
    state = _resized(saved, options, steps_per_epoch)
    if deadline_s is None:
        total = options.epochs * steps_per_epoch
        if options.epochs == _DEFAULT_EPOCHS and not options.epochs_given:
            # Without a given number of epochs, the planned one stays.
            total = max(total, state.schedule.total_steps)
        state.end_at(max(total, state.step))
    elif is_finished(state, options):
        state.end_at(state.step)
    elif state.step > 0 and state.seconds > 0:
        left = (deadline_s - clock.now_s()) * state.step / state.seconds
        state.end_at(state.step + max(1, int(left)))
    return state


def _resized(saved: ResumeState, options: TrainOptions, steps_per_epoch: int) -> ResumeState:
    """A copy of the state with the batch size of the options: as many epochs in other steps."""
    assert options.batchsize is not None and options.accumulate is not None
    config = saved.config.resized(options.batchsize, steps_per_epoch, options.accumulate)
    step, schedule = saved.step, saved.schedule
    if options.batchsize != saved.config.batch_size:
        before = saved.config.steps_per_epoch or (
            steps_per_epoch * options.batchsize / saved.config.batch_size
        )
        factor = steps_per_epoch / before
        step, schedule = round(step * factor), schedule.resized(factor)
    return dataclasses.replace(saved, config=config, step=step, schedule=schedule)


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
        trainer = value["trainer"]
        state = ResumeState.from_dict(value["run"], trainer.get("critic_from_step", 0))
        if not state.config.training:  # states of early versions
            state.config = dataclasses.replace(state.config, training=path.parent.name)
        return Resumed(state, trainer, path)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CheckpointError("checkpoint_unreadable", path=path, reason="it is damaged") from error
