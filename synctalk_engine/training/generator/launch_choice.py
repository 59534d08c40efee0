"""How the steps of a new training are launched: by a short trial on CUDA, else as usual."""

from __future__ import annotations

import copy
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

from synctalk_engine.errors import JobStopped
from synctalk_engine.training import clock
from synctalk_engine.training.context import TrainContext
from synctalk_engine.training.generator.precision_choice import PrecisionChoice
from synctalk_engine.training.generator.scalars import read_scalars
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.hardware.launch import LaunchMode, fast_forward
from synctalk_engine.training.hardware.memory import free_memory
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.options import poll_only

COMPILE_S = 60.0
"""About how long torch.compile takes at the first step."""
COMPILE_BUDGET_FRACTION = 0.05
"""Fraction of a time budget, or of the expected training, that compiling may take."""
TIMED_STEPS = 6
MIN_GAIN = 0.03
"""A mode is taken if its steps are shorter than the usual ones by this fraction."""
MOST_UNLIKE = 0.05
"""What is compared may differ from the usual by this fraction; half precision rounds."""
COMPARED = ("total", "gradient")
"""Half precision's scaler leaves the gradient unread."""
TRIAL_LR = 1e-4

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class LaunchTrial:
    """What a mode was found to do."""

    step_s: float
    """Seconds of the quickest step."""
    first: dict[str, float]
    """Losses of the first step, and the norm of its gradient."""

    def is_like(self, usual: LaunchTrial) -> bool:
        """Whether losses and gradient are the usual ones but for rounding."""
        return all(
            abs(self.first[name] - value) <= MOST_UNLIKE * abs(value)
            for name, value in usual.first.items()
            if name in COMPARED
        )


def choose_launch(
    context: TrainContext,
    network: nn.Module,
    trainers: TrainerFactory,
    choice: PrecisionChoice,
    total_steps: int,
) -> LaunchMode:
    """The fastest mode by trial; the usual one where it is not CUDA, or where others fail.

    Args:
        network: copied for each trial, never changed.
        total_steps: of the training, as far as it is known.
    """
    found: dict[LaunchMode, LaunchTrial] = {}
    for mode in _modes(context, choice, total_steps):
        poll_only(context.job)
        try:
            found[mode] = _timed(network, trainers, choice.precision, mode)
        except JobStopped:
            raise
        except Exception as error:  # a compiler or a driver says so in many ways
            reason = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
            context.job.log("launch_impossible", mode=mode.value, reason=reason.rstrip("."))
        free_memory(context.device)
    return _fastest(context, found)


def _modes(
    context: TrainContext, choice: PrecisionChoice, total_steps: int
) -> tuple[LaunchMode, ...]:
    """The usual mode first; empty where there is nothing to choose."""
    is_alone = context.process_group.size == 1
    if context.device.type != "cuda" or not is_alone or choice.micro_batches > 1:
        return ()
    budget_s = context.phase_budget_s(COMPILE_BUDGET_FRACTION)
    if budget_s is None and not math.isnan(choice.step_s):
        budget_s = COMPILE_BUDGET_FRACTION * total_steps * choice.step_s
    can_compile = budget_s is None or budget_s >= COMPILE_S
    compiled = (LaunchMode.COMPILED,) if can_compile else ()
    return (LaunchMode.EAGER, LaunchMode.GRAPH, *compiled, LaunchMode.STEP_GRAPH)


def _fastest(context: TrainContext, found: dict[LaunchMode, LaunchTrial]) -> LaunchMode:
    """The mode with the shortest step among those with the usual losses and gradient."""
    if LaunchMode.EAGER not in found:
        return LaunchMode.EAGER
    usual = found[LaunchMode.EAGER]
    best = LaunchMode.EAGER
    for mode, trial in found.items():
        if not trial.is_like(usual):
            logger.info("%s: %s, usually %s", mode.value, trial.first, usual.first)
            reason = "its losses differ from the usual ones"
            context.job.log("launch_impossible", mode=mode.value, reason=reason)
        elif trial.step_s < min(found[best].step_s, (1 - MIN_GAIN) * usual.step_s):
            best = mode
    times = {"step_ms": round(1000 * found[best].step_s, 1)}
    times["usual_ms"] = round(1000 * usual.step_s, 1)
    context.job.log("launch_chosen", mode=best.value, **times)
    return best


def _timed(
    network: nn.Module, trainers: TrainerFactory, precision: Precision, mode: LaunchMode
) -> LaunchTrial:
    """Time some steps of a copy of the network."""
    trainer = trainers.build(precision.place(copy.deepcopy(network)), precision)
    given = next(trainer.inputs(1))
    use_launch(trainer, mode)
    first = read_scalars(trainer.step_unread(1, TRIAL_LR, given))
    trainer.step_unread(1, TRIAL_LR, given)
    step_s = _quickest_s(lambda: trainer.step_unread(1, TRIAL_LR, given), trainer.device)
    return LaunchTrial(step_s, first)


def _quickest_s(run_step: Callable[[], object], device: torch.device) -> float:
    best_s = math.inf
    for _ in range(TIMED_STEPS):
        began_s = clock.now_s()
        run_step()
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        best_s = min(best_s, clock.now_s() - began_s)
    return best_s


def use_launch(trainer: GeneratorTrainer, mode: LaunchMode) -> None:
    """Let a trainer launch its network in a mode; must come before a thread makes batches.

    Raises:
        Exception: the mode cannot be used here.
    """
    if mode == LaunchMode.EAGER:
        return
    if mode == LaunchMode.STEP_GRAPH:
        trainer.use_graphs()
        return
    image, audio = trainer.example_input()
    trainer.network.train()
    trainer.forward = fast_forward(trainer.network, mode, trainer.precision, image, audio)


def try_launch(trainer: GeneratorTrainer, mode: LaunchMode) -> LaunchMode:
    """As :func:`use_launch`; gives the usual mode where the wanted one cannot be used."""
    if mode == LaunchMode.EAGER or trainer.device.type != "cuda":
        return LaunchMode.EAGER
    try:
        use_launch(trainer, mode)
    except Exception:  # a compiler or a driver says so in many ways
        logger.warning("the network is launched as usual, not by %s", mode, exc_info=True)
        return LaunchMode.EAGER
    return mode
