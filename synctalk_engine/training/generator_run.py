"""A whole training of a generator: schedule, measuring, saving, commands, resuming.

The order of the loop: wishes, rate, step, log, measure, save. Everything that the next step depends
on is in one object, the resume state, so that a run that was stopped or killed ends with the same
weights as one that was not.
"""

from __future__ import annotations

import logging
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from synctalk_engine.dataset.prepared import PreparedClip
from synctalk_engine.dataset.samples import ahead
from synctalk_engine.errors import DeviceError, JobStopped
from synctalk_engine.job import Job
from synctalk_engine.training.checkpoints import (
    KIND_GENERATOR,
    prune_checkpoints,
    save_object,
    save_weights,
)
from synctalk_engine.training.generator import GeneratorTrainer, StepInput
from synctalk_engine.training.held_out import HeldOut
from synctalk_engine.training.schedule import Schedule

RESUME_INTERVAL_S = 60.0
METRIC_INTERVAL_S = 0.5
MEASUREMENTS = 20
"""Measurements and checkpoints in a run, at whole epochs."""
REFIT_SHARE = 0.02
RESUME_VERSION = 1
_OUT_OF_MEMORY = ("out of memory", "not enough memory", "can't allocate memory")

logger = logging.getLogger(__name__)


@dataclass
class RunState:
    """Where a training is; saved whole, with the trainer's state beside it."""

    schedule: Schedule
    step: int = 0
    """Steps done."""
    first_epoch: int = 0
    """Number of this training's first epoch: its checkpoints follow those of earlier ones."""
    best: dict[str, Any] = field(default_factory=dict)
    """``epoch``, ``step``, ``path`` and ``figures`` of the best checkpoint."""
    saved: list[str] = field(default_factory=list)
    """Checkpoints, relative to the workspace."""
    seconds: float = 0.0
    """Time spent in steps and measurements, over all runs."""
    identity: dict[str, Any] = field(default_factory=dict)
    """Preset, asr, kind, batch size, seed, precision: what must be the same to go on."""

    def as_dict(self) -> dict[str, Any]:
        return {**vars(self), "schedule": self.schedule.as_dict()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> RunState:
        return cls(**{**data, "schedule": Schedule(**data["schedule"])})


class GeneratorRun:
    """Drives a trainer to the end of its schedule.

    Args:
        deadline_s: ``time.monotonic()`` at which steps and measurements should be over; None: the
            schedule stays as it is.
    """

    def __init__(
        self,
        job: Job,
        clip: PreparedClip,
        trainer: GeneratorTrainer,
        held_out: HeldOut,
        state: RunState,
        model_dir: Path,
        steps_per_epoch: int,
        batch_size: int,
        deadline_s: float | None = None,
    ) -> None:
        self._job = job
        self._clip = clip
        self._trainer = trainer
        self.held_out = held_out
        self.state = state
        self._model_dir = model_dir
        self._steps_per_epoch = steps_per_epoch
        self._batch_size = batch_size
        self._deadline_s = deadline_s
        self._steps_at_start = state.step
        self._seconds_at_start = state.seconds
        self._began_s = self._last_metric_s = self._last_resume_s = time.monotonic()
        self._last_metric_step = state.step
        self._since_metric: dict[str, list[float]] = {}

    @property
    def epochs(self) -> int:
        """Passes through the clip that were begun."""
        return -(-self.state.step // self._steps_per_epoch)

    def run(self) -> None:
        """Train to the end of the schedule, save, and write the held-out pictures.

        Raises:
            JobStopped: a stop was asked; everything is saved.
            DeviceError: ``out_of_memory``, or ``loss_not_finite``; the last good state is there.
        """
        try:
            with closing(ahead(self._trainer.inputs(self.state.step))) as inputs:
                for given in inputs:
                    if self.state.step >= self.state.schedule.total_steps:
                        break
                    self._one_step(given)
        except JobStopped:
            if self.state.step > 0:
                self.save(measured={})
            raise
        except (RuntimeError, MemoryError) as error:
            raise self._as_memory_error(error) from error

    def save(self, measured: dict[str, float]) -> None:
        """Write checkpoint and resume state; ``measured`` decides whether it is the best."""
        state = self.state
        epoch = self._epoch()
        path = self._model_dir / f"{epoch}.pth"
        info = {
            **state.identity,
            "network": KIND_GENERATOR,
            "epoch": epoch,
            "step": state.step,
            "figures": measured,
        }
        is_best = bool(measured) and (
            not state.best or measured["mouth_psnr"] > state.best["figures"]["mouth_psnr"]
        )
        save_weights(path, self._trainer.ema.state_dict(), info)
        relative = self._job.run.workspace.relative(path)
        if is_best or not state.best:
            figures = measured or {"mouth_psnr": float("-inf")}
            state.best = {"epoch": epoch, "step": state.step, "path": relative, "figures": figures}
        elif state.best["epoch"] == epoch:  # its file has just been written over
            state.best |= {"step": state.step}
        prune_checkpoints(self._model_dir, state.best["epoch"], state.first_epoch)
        if relative not in state.saved:
            state.saved.append(relative)
        workspace = self._job.run.workspace
        state.saved = [name for name in state.saved if workspace.resolve(name).is_file()]
        self.save_resume()
        self._job.checkpoint(path, state.step, epoch, is_best, measured)
        code = "checkpoint_best" if is_best else "checkpoint_saved"
        self._job.log(code, epoch=epoch, step=state.step)

    def save_resume(self) -> None:
        """Write everything the next step depends on."""
        self.state.seconds = self._seconds_at_start + time.monotonic() - self._began_s
        value = {
            "version": RESUME_VERSION,
            "run": self.state.as_dict(),
            "trainer": self._trainer.state_dict(),
        }
        save_object(self._job.run.resume_path, value)
        self._last_resume_s = time.monotonic()

    # -- the parts of a step --------------------------------------------------------------------

    def _one_step(self, given: StepInput) -> None:
        state = self.state
        self._carry_out(self._job.poll())
        rate = state.schedule.rate(state.step)
        values = self._trainer.step(state.step, rate, given)
        if not all(map(_is_finite, values.values())):
            raise DeviceError("loss_not_finite", step=state.step, suggestion=f"{rate / 4:.1e}")
        state.step += 1
        self._report(values, rate)
        if self._is_time_to_measure():
            self.measure_and_save()
        elif time.monotonic() - self._last_resume_s > RESUME_INTERVAL_S:
            self.save_resume()

    def measure_and_save(self) -> None:
        """Measure on held-out frames, save, and show the strip of samples."""
        trainer = self._trainer
        measured = self.held_out.measure(trainer.ema, trainer.device, trainer.precision)
        self._job.metric(self.state.step, self._epoch(), held_out=measured)
        self._refit()
        self.save(measured)
        self._sample()

    def _carry_out(self, wishes: set[str]) -> None:
        if "save" in wishes:
            self.save(measured={})
            self._job.log("saved_on_request")
        if "sample" in wishes:
            self._sample()

    def _sample(self) -> None:
        trainer, step = self._trainer, self.state.step
        folder = self._job.run.samples_dir / f"{step:07d}"
        count = self.held_out.write_strip(folder, trainer.ema, trainer.device, trainer.precision)
        self._job.sample(folder, step, self._epoch(), count)

    def _report(self, values: dict[str, float], rate: float) -> None:
        """Say how far it is, and twice a second the means of the losses since the last time."""
        state = self.state
        for name, value in values.items():
            self._since_metric.setdefault(name, []).append(value)
        self._job.progress(state.step, state.schedule.total_steps, "steps")
        now_s = time.monotonic()
        if now_s - self._last_metric_s < METRIC_INTERVAL_S and state.step > 1:
            return
        steps = state.step - self._last_metric_step
        speed = steps * self._batch_size / max(now_s - self._last_metric_s, 1e-9)
        self._job.metric(
            state.step,
            self._epoch(),
            losses={
                name: round(sum(some) / len(some), 5) for name, some in self._since_metric.items()
            },
            images_per_s=round(speed, 2),
            lr=rate,
        )
        self._last_metric_s, self._last_metric_step = now_s, state.step
        self._since_metric.clear()

    def _is_time_to_measure(self) -> bool:
        state = self.state
        total_epochs = state.schedule.total_steps / self._steps_per_epoch
        every = max(1, round(total_epochs / MEASUREMENTS)) * self._steps_per_epoch
        return state.step % every == 0 or state.step >= state.schedule.total_steps

    def _refit(self) -> None:
        """Move the end of the schedule so that it falls on the deadline."""
        state = self.state
        if self._deadline_s is None or state.step >= state.schedule.total_steps:
            return
        now_s = time.monotonic()
        step_s = (now_s - self._began_s) / max(state.step - self._steps_at_start, 1)
        steps_left = max(0, int((self._deadline_s - now_s) / step_s))
        total = max(state.step + steps_left, state.step + 1)
        if abs(total - state.schedule.total_steps) > REFIT_SHARE * state.schedule.total_steps:
            logger.info("%d steps fit the time, not %d", total, state.schedule.total_steps)
            state.schedule = state.schedule.ending_at(total)

    def _epoch(self) -> int:
        return self.state.first_epoch + max(self.state.step - 1, 0) // self._steps_per_epoch

    def _as_memory_error(self, error: RuntimeError | MemoryError) -> BaseException:
        if isinstance(error, MemoryError) or any(w in str(error).lower() for w in _OUT_OF_MEMORY):
            return DeviceError(
                "out_of_memory",
                device=str(self._trainer.device),
                batch_size=self._batch_size,
                suggestion=max(1, self._batch_size // 2),
            )
        return error


def _is_finite(value: float) -> bool:
    return value - value == 0
