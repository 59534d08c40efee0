"""The training run of a generator: schedule, validation, checkpoints, commands, resuming.

The order of the loop: commands, learning rate, step, log, validate, save. Everything that the
next step depends on is in one object, the resume state, so that a run that was stopped or killed
ends with the same weights as one that was not.

Checkpoints go to the project's folder every ``save_every`` epochs and at the end, and are never
deleted. Between them the run's folder has the newest weights (``latest.pth``), the best ones where
that moment is between two checkpoints (``best.pth``), and the state to continue from.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.errors import JobStopped
from synctalk_engine.training.checkpoints import KIND_GENERATOR, save_weights
from synctalk_engine.training.clock import WorkClock
from synctalk_engine.training.context import TrainContext
from synctalk_engine.training.distributed.process_group import ProcessLostError
from synctalk_engine.training.evaluation.best_checkpoint import beats
from synctalk_engine.training.evaluation.validation import ValidationSet
from synctalk_engine.training.generator.outcome import record
from synctalk_engine.training.generator.step_losses import StepLosses
from synctalk_engine.training.generator.trainer import GeneratorTrainer, StepInput
from synctalk_engine.training.generator.validation_durations import ValidationDurations
from synctalk_engine.training.hardware.memory import retry_with_smaller_batch
from synctalk_engine.training.resume import ResumeState, read_resume, write_resume

RESUME_INTERVAL_S = 60.0
METRIC_INTERVAL_S = 0.5
VALIDATIONS = 20
"""Validations of a run, at whole epochs; every checkpoint is validated too."""
REFIT_TOLERANCE = 0.02
VALIDATION_SPACING = 6.0
"""Under a time budget a measurement comes only after so many times its own duration."""

logger = logging.getLogger(__name__)


class GeneratorRun:
    """Drives a trainer to the end of its schedule.

    Without a deadline in ``context`` the schedule stays as it is.

    Args:
        state: its run config says how many steps an epoch has.
        durations: estimates for a run with a deadline; the first one is replaced by measuring.
    """

    def __init__(
        self,
        context: TrainContext,
        clip: ClipDataset,
        trainer: GeneratorTrainer,
        validation: ValidationSet,
        state: ResumeState,
        durations: ValidationDurations,
    ) -> None:
        self._context = context
        self._job = context.job
        self._clip = clip
        self._trainer = trainer
        self.validation = validation
        self.state = state
        self._model_dir = context.paths.model_dir
        self._steps_per_epoch = state.config.steps_per_epoch
        self._batch_size = context.options.batchsize
        self._save_every = context.options.save_every
        self._deadline_s = context.deadline_s
        self._validation_s = durations.validation_s
        self._pictures_s = durations.pictures_s
        self._budget_min = context.options.time_budget_min or 0.0
        self._clock = WorkClock(self._job)
        self._reset_timers()

    @property
    def epochs(self) -> int:
        """Passes through the clip that were begun."""
        return -(-self.state.step // self._steps_per_epoch)

    def run(self) -> None:
        """Train to the end of the schedule, and save.

        If memory runs out, it continues from the last saved state with smaller micro-batches.

        Raises:
            JobStopped: a stop was asked; everything is saved.
            DeviceError: ``memory_too_small``, or ``loss_not_finite``; the last good state is there.
            ProcessLostError: another process ended; everything is saved.
        """
        trainer = self._trainer
        self._set_micro_batches(self.state.config.micro_batches)
        if not self._job.run.has_resume:
            began_s = self._clock.now_s()
            self.save_resume()  # from here on there is a state to go back to
            self._validation_s += 2 * (self._clock.now_s() - began_s)
        retry_with_smaller_batch(
            self._train_steps,
            trainer.accumulate,
            trainer.max_micro_batches,
            trainer.device,
            self._retry_with_smaller_batch,
        )

    def _train_steps(self, _parts: int) -> None:
        try:
            if self.state.measurement_due:
                self.validate_and_save()
            with self._trainer.open_inputs(self.state.step) as inputs:
                for given in inputs:
                    if self.state.step >= self.state.schedule.total_steps:
                        break
                    self._one_step(given)
            self._report_metrics()
        except (JobStopped, ProcessLostError):
            self._report_metrics()
            if self.state.step > 0:
                self.save(measured={})
            raise

    def _retry_with_smaller_batch(self, parts: int) -> None:
        """Continue from the last saved state with smaller micro-batches."""
        saved = read_resume(self._job.run)
        if saved is not None:
            best = self.state.best
            self.state = saved.run
            self.state.best = best
            self._trainer.load_state_dict(saved.trainer)
        self._set_micro_batches(parts)
        self._reset_timers()
        self._job.warning(
            "memory_short",
            device=str(self._trainer.device),
            batch_size=self._batch_size,
            parts=parts,
            step=self.state.step,
        )

    def _set_micro_batches(self, parts: int) -> None:
        self._trainer.accumulate = min(parts, self._trainer.max_micro_batches)
        self.state.config = replace(self.state.config, micro_batches=self._trainer.accumulate)

    def _reset_timers(self) -> None:
        """Time and speed count from here."""
        self._steps_at_start = self._last_metric_step = self.state.step
        self._seconds_at_start = self.state.seconds
        self._began_s = self._last_metric_s = self._last_resume_s = self._clock.now_s()
        self._losses = StepLosses(self.state.schedule.peak_lr)
        self._validating_s = 0.0
        self._validated_at_s = self._began_s

    def save(self, measured: dict[str, float]) -> None:
        """Write weights and resume state; ``measured`` decides whether they are the best."""
        self._losses.read()
        state, run = self.state, self._job.run
        epoch = self.state.epoch
        measurement = {
            "epoch": epoch,
            "step": state.step,
            "training": state.config.training,
            "method": self.validation.method(self._trainer.precision) if measured else None,
            "figures": measured,
        }
        is_best = beats(measured, state.best)
        paths = [run.latest_path]
        if measured and self._is_checkpoint_due():
            paths.append(self._model_dir / f"{epoch}.pth")
        elif is_best:
            paths.append(run.best_path)
        if self._is_at_end():
            state.budget_min = max(state.budget_min, self._budget_min)
        self._write_weights(paths, measurement)
        path = paths[-1]
        relative = run.workspace.relative(path)
        if is_best or state.best.get("path") == relative:  # or its file has just been replaced
            state.best = {"path": relative, **measurement}
        if path.parent == self._model_dir and relative not in state.saved:
            state.saved.append(relative)
        self.save_resume()
        record(self._context, self._clip, state)
        self._job.checkpoint(path, state.step, epoch, is_best, measured)
        code = "checkpoint_best" if is_best else "checkpoint_saved"
        self._job.log(code, epoch=epoch, step=state.step)

    def _write_weights(self, paths: list[Path], measurement: dict[str, Any]) -> None:
        info = {
            **self.state.config_record,
            **measurement,
            "network": KIND_GENERATOR,
            "first_epoch": self.state.first_epoch,
        }
        weights = self._trainer.ema.state_dict()
        for path in paths:
            save_weights(path, weights, info)

    def save_resume(self) -> None:
        """Write everything the next step depends on."""
        self._losses.read()
        self.state.seconds = self._seconds_at_start + self._clock.now_s() - self._began_s
        write_resume(self._job.run, self.state, self._trainer.state_dict())
        total = self.state.schedule.total_steps
        self._job.keeps("kept_generator", step=self.state.step, total=total)
        self._last_resume_s = self._clock.now_s()

    # -- a step --------------------------------------------------------------------------------

    def _one_step(self, given: StepInput) -> None:
        state = self.state
        self._execute(self._job.poll())
        lr = state.schedule.lr(state.step)
        trainer, group = self._trainer, self._trainer.group
        group.broadcast(trainer.order(state.step, lr, given))
        with group.lost_process_errors():
            names = self._train_on(given, lr)
        if group.stop_requested:
            self._job.request_stop()
        if state.step == trainer.discriminator_from_step and "critic" in names:
            self._job.log("detail_begins", step=state.step)
        state.step += 1
        self._report()
        self._fit_to_deadline()
        if self._is_validation_due():
            state.measurement_due = True
            self.validate_and_save()
        elif self._clock.now_s() - self._last_resume_s > RESUME_INTERVAL_S:
            self.save_resume()

    def _train_on(self, given: StepInput, lr: float) -> Iterable[str]:
        """One step; gives the names of its losses, which are read at once or some steps later."""
        trainer, step = self._trainer, self.state.step
        if trainer.read_every_steps == 1:
            values = trainer.step(step, lr, given)
            self._losses.add(step, values)
            return values
        unread = trainer.step_unread(step, lr, given)
        if self._losses.hold(step, unread) >= trainer.read_every_steps:
            self._losses.read()
        return unread

    def validate_and_save(self) -> None:
        """Validate, save, and write the sample strip."""
        self._losses.read()
        trainer, began_s = self._trainer, self._clock.now_s()
        measured = self.validation.measure(trainer.ema, trainer.device, trainer.precision)
        self._job.metric(self.state.step, self.state.epoch, held_out=measured)
        self.state.measurement_due = False
        trainer.fit_detail(measured)
        self.save(measured)
        self._sample()
        self._validated_at_s = self._clock.now_s()
        self._validation_s = self._validated_at_s - began_s
        self._validating_s += self._validation_s

    def _execute(self, commands: set[str]) -> None:
        if "save" in commands:
            self.save(measured={})
            self._job.log("saved_on_request")
        if "sample" in commands:
            self._sample()

    def _sample(self) -> None:
        trainer, step = self._trainer, self.state.step
        folder = self._job.run.samples_dir / f"{step:07d}"
        epoch = self.state.epoch
        drawn_by = (trainer.ema, trainer.device, trainer.precision)
        count = self.validation.write_strip(folder, *drawn_by, epoch)
        self._job.sample(folder, step, epoch, count)

    def _report(self) -> None:
        """Report progress and, twice a second, the mean losses since the last report."""
        state = self.state
        self._job.progress(state.step, state.schedule.total_steps, "steps")
        is_due = self._clock.now_s() - self._last_metric_s >= METRIC_INTERVAL_S
        if is_due or state.step <= 1:
            self._report_metrics()

    def _report_metrics(self) -> None:
        """Report the mean losses since the last report, if a step has been done since.

        Also at the end and on a stop, so that the curve reaches the last step.
        """
        self._losses.read()
        state, now_s = self.state, self._clock.now_s()
        steps = state.step - self._last_metric_step
        losses = self._losses.take_means()
        if steps < 1 or not losses:
            return
        speed = round(steps * self._batch_size / max(now_s - self._last_metric_s, 1e-9), 2)
        lr = state.schedule.lr(state.step - 1)
        self._job.metric(state.step, state.epoch, losses=losses, images_per_s=speed, lr=lr)
        self._last_metric_s, self._last_metric_step = now_s, state.step

    def _is_validation_due(self) -> bool:
        total_epochs = self.state.schedule.total_steps / self._steps_per_epoch
        every = max(1, round(total_epochs / VALIDATIONS)) * self._steps_per_epoch
        if self._is_checkpoint_due():
            return True
        if self._deadline_s is not None and self._validation_s:
            since_s = self._clock.now_s() - self._validated_at_s
            if since_s < VALIDATION_SPACING * self._validation_s:
                return False
        return self.state.step % every == 0

    def _is_checkpoint_due(self) -> bool:
        """At the end, and after every ``save_every`` epochs by their number in the project."""
        is_whole_epoch = self.state.step % self._steps_per_epoch == 0
        is_chosen_epoch = (self.state.epoch + 1) % self._save_every == 0
        return self._is_at_end() or (is_whole_epoch and is_chosen_epoch)

    def _is_at_end(self) -> bool:
        return self.state.step >= self.state.schedule.total_steps

    def _fit_to_deadline(self) -> None:
        """Move the end of the schedule so that what follows it is over at the deadline."""
        state = self.state
        if self._deadline_s is None or state.step >= state.schedule.total_steps:
            return
        now_s = self._clock.now_s()
        steps = state.step - self._steps_at_start
        spent_s = max(now_s - self._began_s, 1e-9)
        step_s = max(spent_s - self._validating_s, 1e-9) / steps
        left_s = self._deadline_s - now_s - self._validation_s - self._pictures_s
        # A measurement now would leave no time for the one at the end: this is the end.
        is_last_chance = self._is_validation_due() and left_s < self._validation_s + step_s
        if left_s < step_s or is_last_chance:
            state.end_at(state.step)
            return
        measuring_share = self._validating_s / spent_s
        total = state.step + max(1, int(left_s * (1 - measuring_share) / step_s))
        planned = state.schedule.total_steps
        is_due = steps & (steps - 1) == 0  # after 1, 2, 4, 8 ... steps
        is_due = is_due or state.step % self._steps_per_epoch == 0 or state.step + 1 >= planned
        if is_due and abs(total - planned) > REFIT_TOLERANCE * planned:
            logger.info("%d steps fit the time, not %d", total, planned)
            state.replan(total)
            self._trainer.set_phases(state.sync_from_step, state.discriminator_from_step)

    @property
    def is_out_of_time(self) -> bool:
        """Whether the deadline has passed."""
        return self._deadline_s is not None and self._clock.now_s() > self._deadline_s
