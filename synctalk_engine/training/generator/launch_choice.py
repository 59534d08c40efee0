"""How the steps of a new training are launched: by a short trial on CUDA, else as usual."""

from __future__ import annotations

import copy
import logging
import math
from collections.abc import Callable

import torch
from torch import nn

from synctalk_engine.errors import JobStopped
from synctalk_engine.training import clock
from synctalk_engine.training.context import TrainContext
from synctalk_engine.training.generator.precision_choice import PrecisionChoice
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.hardware.launch import LaunchMode, compiled_forward
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
"""The losses of a mode may differ from the usual ones by this fraction; half precision rounds."""
TRIAL_LR = 1e-4

logger = logging.getLogger(__name__)


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
    found: dict[LaunchMode, tuple[float, float]] = {}
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
    return (LaunchMode.EAGER, LaunchMode.GRAPH, *compiled)


def _fastest(context: TrainContext, found: dict[LaunchMode, tuple[float, float]]) -> LaunchMode:
    """The mode with the shortest step among those with the usual losses.

    Args:
        found: seconds of a step, and the loss of the first one.
    """
    if LaunchMode.EAGER not in found:
        return LaunchMode.EAGER
    usual_s, usual_loss = found[LaunchMode.EAGER]
    best = LaunchMode.EAGER
    for mode, (step_s, loss) in found.items():
        if not abs(loss - usual_loss) <= MOST_UNLIKE * abs(usual_loss):
            logger.info("%s: loss %.4g, usually %.4g", mode.value, loss, usual_loss)
            reason = "its losses differ from the usual ones"
            context.job.log("launch_impossible", mode=mode.value, reason=reason)
        elif step_s < min(found[best][0], (1 - MIN_GAIN) * usual_s):
            best = mode
    times = {"step_ms": round(1000 * found[best][0], 1), "usual_ms": round(1000 * usual_s, 1)}
    context.job.log("launch_chosen", mode=best.value, **times)
    return best


def _timed(
    network: nn.Module, trainers: TrainerFactory, precision: Precision, mode: LaunchMode
) -> tuple[float, float]:
    """Seconds of the quickest of some steps, and the loss of the first one."""
    trainer = trainers.build(precision.place(copy.deepcopy(network)), precision)
    given = next(trainer.inputs(1))
    use_launch(trainer, mode)
    first_loss = trainer.step(1, TRIAL_LR, given)["total"]
    trainer.step(1, TRIAL_LR, given)
    return _quickest_s(lambda: trainer.step_unread(1, TRIAL_LR, given), trainer.device), first_loss


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
    if mode == LaunchMode.GRAPH:
        trainer.use_graphs()
    elif mode == LaunchMode.COMPILED:
        trainer.forward = compiled_forward(trainer.network, trainer.example_image())


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
