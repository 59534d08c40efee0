"""The number format of a new training: by trial where there is a choice."""

from __future__ import annotations

import copy
import logging
from dataclasses import dataclass

from torch import nn

from synctalk_engine.training.context import TrainContext
from synctalk_engine.training.evaluation.validation import ValidationSet
from synctalk_engine.training.generator.trainer import GeneratorTrainer, StepInput
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.hardware import precision as precisions
from synctalk_engine.training.hardware.memory import retry_with_smaller_batch
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.options import poll_only

TRIAL_BUDGET_FRACTION = 0.03
"""Fraction of a time budget for the trial of number formats."""
GENERATE_TIME_FRACTION = 0.4
"""Time to generate an image, as a fraction of the time of a training step on it."""
UNKNOWN_S = float("nan")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PrecisionChoice:
    """A number format, and what is known of its speed and its memory."""

    precision: Precision
    micro_batches: int
    """Micro-batches of a batch, so that memory is enough."""
    step_s: float = UNKNOWN_S
    """Seconds of a step; nan where it was neither measured nor estimated."""


def usual_precision(context: TrainContext) -> PrecisionChoice:
    """What is usually the fastest on the device, untried."""
    options = context.options
    choice = precisions.candidates(options.precision, context.device)[0]
    return PrecisionChoice(choice, options.accumulate)


def precision_within_budget(
    context: TrainContext, network: nn.Module, trainers: TrainerFactory, validation: ValidationSet
) -> PrecisionChoice:
    """As :func:`choose_precision`; without a trial where a time budget is too small for it."""
    step_s = _estimated_step_s(context, validation, network)
    if step_s > (context.phase_budget_s(TRIAL_BUDGET_FRACTION) or 0.0):
        # Even one step to try would take too much of the time: none is thrown away.
        usual = usual_precision(context)
        return PrecisionChoice(usual.precision, usual.micro_batches, step_s)
    return choose_precision(context, network, trainers)


def choose_precision(
    context: TrainContext, network: nn.Module, trainers: TrainerFactory
) -> PrecisionChoice:
    """The fastest number format by trial, in as few micro-batches as memory allows.

    Args:
        network: copied for each trial, never changed.
    Raises:
        DeviceError: ``memory_too_small``.
    """
    options, device = context.options, context.device
    choices = precisions.candidates(options.precision, device)
    if len(choices) == 1 and options.time_budget_min is None:
        return usual_precision(context)
    limit_s = context.phase_budget_s(TRIAL_BUDGET_FRACTION) or precisions.TRIAL_LIMIT_S
    trial = _PrecisionTrial(context, trainers)

    def try_all(micro_batches: int) -> tuple[Precision, dict[str, float]]:
        trial.micro_batches = micro_batches
        return precisions.fastest(network, choices, trial.run_step, limit_s)

    most = trainers.build(network, choices[0]).max_micro_batches
    chosen, seconds = retry_with_smaller_batch(
        try_all, options.accumulate, most, device, trial.on_retry
    )
    logger.info("seconds a step: %s", seconds)
    return PrecisionChoice(chosen, trial.micro_batches, min(seconds.values()))


class _PrecisionTrial:
    """Runs steps on copies of the network; keeps one trainer at a time."""

    def __init__(self, context: TrainContext, trainers: TrainerFactory) -> None:
        self._context = context
        self._trainers = trainers
        self.micro_batches = context.options.accumulate
        self._trainer: GeneratorTrainer | None = None
        self._input: StepInput | None = None

    def run_step(self, network: nn.Module, precision: Precision) -> None:
        """One step on the trial's batch, which is always the same one."""
        poll_only(self._context.job)
        if self._trainer is None or self._trainer.network is not network:
            self._trainer = self._input = None  # free it before the next one is built
            self._trainer = self._trainers.build(network, precision)
            self._trainer.accumulate = self.micro_batches
            self._input = next(self._trainer.inputs(1))
        assert self._input is not None
        self._trainer.step(1, 1e-4, self._input)

    def on_retry(self, micro_batches: int) -> None:
        """Report that memory ran out, and release the trainer."""
        self._trainer = self._input = None
        self._context.job.warning(
            "memory_short",
            device=str(self._context.device),
            batch_size=self._context.options.batchsize,
            parts=micro_batches,
            step=0,
        )


def _estimated_step_s(
    context: TrainContext, validation: ValidationSet, network: nn.Module
) -> float:
    """About the seconds of a step, by generating a few frames; 0 without a time budget."""
    if context.options.time_budget_min is None:
        return 0.0
    precision = usual_precision(context).precision
    placed = precision.place(copy.deepcopy(network)).eval()
    frame_s = validation.seconds_per_frame(placed, context.device, precision)
    return frame_s * context.options.batchsize / GENERATE_TIME_FRACTION
