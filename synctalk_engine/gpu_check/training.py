"""Every preset's real training step: its parts in milliseconds, and whether it resumes exactly."""

from __future__ import annotations

import io
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch.optim.optimizer import (
    register_optimizer_step_post_hook,
    register_optimizer_step_pre_hook,
)

from synctalk_engine.dataset.batches import TrainingSampler, prefetch
from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.errors import SynctalkError
from synctalk_engine.gpu_check.budget import OUT_OF_TIME, Budget
from synctalk_engine.gpu_check.networks import fresh_network, presets_by_cost
from synctalk_engine.gpu_check.report import CheckReport, Measurement, RowVerdict
from synctalk_engine.gpu_check.torch_device import seconds_of, synchronize
from synctalk_engine.models.perceptual import FrozenFeatures
from synctalk_engine.training.generator.device_batches import keep_on_device
from synctalk_engine.training.generator.trainer import GeneratorTrainer, StepInput
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.hardware.precision import Precision, candidates
from synctalk_engine.training.options import load_perceptual_network

BATCH = 8
STEPS_BEFORE, STEPS_AFTER = 2, 2
"""Steps before the state is saved and after it is read, for the resume check."""
TIMED_STEPS = 4
DATA_STEPS, LOOP_STEPS = 3, 8
LR = 1e-4
RESUME_BOUNDS = {"cpu": 0.0}
"""Largest difference of a weight after resuming: none on a CPU."""
RESUME_BOUND_GPU = 1e-2
"""GPUs add in another order each time, and AdamW's first steps are as large as the learning rate;
a state that is not restored is off by more than a learning rate a step in nearly all weights."""


@dataclass(frozen=True)
class StepTimes:
    """Seconds of the parts of a training step."""

    data_s: float
    """Putting the batch together, by the thread that runs ahead."""
    forward_s: float
    """Copying to the device, the network, all losses."""
    backward_s: float
    """Everything that is neither forward nor optimiser: also clipping and the EMA."""
    optimizer_s: float
    step_s: float


def check_training(
    report: CheckReport, clip_dir: Path, device: torch.device, budget: Budget
) -> None:
    """Resume and step times of every preset on a preprocessed clip."""
    perceptual = _perceptual(report, device)
    for preset in presets_by_cost():
        name = preset.name
        if not budget.has(0):
            for part in ("data", "step", "resume"):
                report.add(Measurement(part, name, note=OUT_OF_TIME, verdict=RowVerdict.LEFT_OUT))
            continue
        with report.errors_as_rows("step", name):
            clip = open_clip_dataset(clip_dir, preset)
            bench = TrainerBench(clip, device, perceptual)
            _report_data(report, name, bench)
            _report_times(report, name, bench)
            report.add(resume_row(name, bench))


def _perceptual(report: CheckReport, device: torch.device) -> FrozenFeatures | None:
    try:
        return load_perceptual_network(device)
    except (SynctalkError, ModuleNotFoundError) as error:
        note = f"without the perceptual loss: {error}"
        report.add(Measurement("step", "all", note=note, verdict=RowVerdict.LEFT_OUT))
        return None


class TrainerBench:
    """Builds equal trainers of one preset."""

    def __init__(
        self, clip: ClipDataset, device: torch.device, perceptual: FrozenFeatures | None
    ) -> None:
        self.clip, self.device, self._perceptual = clip, device, perceptual
        self.precision: Precision = candidates("auto", device)[0]

    def sampler(self, is_resident: bool = True) -> TrainingSampler:
        """Makes batches as a training does, or always by the loader."""
        sampler = TrainingSampler(self.clip, BATCH, 0)
        if is_resident:
            keep_on_device(sampler, self.clip, self.device)
        return sampler

    def trainer(self, sampler: TrainingSampler | None = None) -> GeneratorTrainer:
        """A trainer with the same fresh weights each time."""
        sampler = sampler or self.sampler()
        factory = TrainerFactory(self.clip, sampler, self.device, 0, self._perceptual)
        network = fresh_network(self.clip.preset, self.clip.kind).to(self.device)
        return factory.build(self.precision.place(network), self.precision)


# -- data --------------------------------------------------------------------------------------


def _report_data(report: CheckReport, name: str, bench: TrainerBench) -> None:
    """Batches by the loader and from memory, and what that makes of a training step."""
    samplers = {"loader": bench.sampler(is_resident=False), "from memory": bench.sampler()}
    for variant, sampler in samplers.items():
        batch_s = _batch_seconds(sampler, bench.device)
        row = Measurement("data", name, variant, BATCH, BATCH / batch_s, "images/s")
        report.add(replace(row, note=type(sampler.assemble).__name__.removesuffix("Batches")))
    loader_s, memory_s = (
        _loop_step_s(bench.trainer(one), bench.device) for one in samplers.values()
    )
    unit = "ms of CPU" if bench.device.type == "cpu" else "ms"
    note = f"{1000 * loader_s:.1f} {unit} a step by the loader, {1000 * memory_s:.1f} from memory"
    report.add(
        Measurement(
            "data", name, "step, ratio", BATCH, memory_s / max(loader_s, 1e-6), "of 1", note
        )
    )


def _batch_seconds(sampler: TrainingSampler, device: torch.device) -> float:
    """The shortest of some batches whose targets were already made; see :func:`_clock_s`."""
    clock_s, found_s = _clock_s(device), []
    for step in (*range(DATA_STEPS), *range(DATA_STEPS)):
        synchronize(device)
        began_s = clock_s()
        sampler.batch(step)
        synchronize(device)
        found_s.append(clock_s() - began_s)
    return max(min(found_s[DATA_STEPS:]), 1e-6)


def _clock_s(device: torch.device) -> Callable[[], float]:
    """On a CPU the seconds of all cores together: other programs and idle cores do not count."""
    return time.process_time if device.type == "cpu" else time.perf_counter


def _loop_step_s(trainer: GeneratorTrainer, device: torch.device) -> float:
    """Seconds of a step while a thread makes the batches, as in a training after its first epoch;
    see :func:`_clock_s`."""
    clock_s = _clock_s(device)
    given_again = (next(trainer.inputs(step)) for step in itertools.cycle(range(DATA_STEPS)))
    with prefetch(given_again) as inputs:
        for step in range(2):  # the first sets up kernels and memory
            trainer.step(step, LR, next(inputs))
        synchronize(device)
        began_s = clock_s()
        for step in range(2, 2 + LOOP_STEPS):
            trainer.step_unread(step, LR, next(inputs))
        synchronize(device)
        return (clock_s() - began_s) / LOOP_STEPS


# -- times ---------------------------------------------------------------------------------------


def _report_times(report: CheckReport, name: str, bench: TrainerBench) -> None:
    times = step_times(bench)
    number_format = bench.precision.number_format
    parts = {
        "data": times.data_s,
        "forward and losses": times.forward_s,
        "backward, EMA": times.backward_s,
        "optimiser": times.optimizer_s,
    }
    for variant, seconds in parts.items():
        report.add(
            Measurement("step", name, f"{number_format} {variant}", BATCH, 1000 * seconds, "ms")
        )
    speed = BATCH / times.step_s
    note = f"{1000 * times.step_s:.1f} ms; data is made meanwhile"
    report.add(Measurement("step", name, f"{number_format} whole", BATCH, speed, "images/s", note))


def step_times(bench: TrainerBench) -> StepTimes:
    """The parts of the quickest of some steps, the first of which does not count."""
    trainer, device = bench.trainer(), bench.device
    inputs = trainer.inputs(0)
    found: list[StepTimes] = []
    for step in range(1 + TIMED_STEPS):
        began_s = time.perf_counter()
        given = next(inputs)
        data_s = time.perf_counter() - began_s
        forward_s = seconds_of(lambda given=given: _losses(trainer, given), device)
        with OptimizerClock(device) as clock:
            step_s = seconds_of(lambda g=given, s=step: trainer.step(s, LR, g), device)
        backward_s = max(0.0, step_s - forward_s - clock.seconds)
        if step > 0:
            found.append(StepTimes(data_s, forward_s, backward_s, clock.seconds, step_s))
    return min(found, key=lambda times: times.step_s)


def _losses(trainer: GeneratorTrainer, given: StepInput) -> dict[str, Any]:
    return trainer.losses(given.batch, given.sequence)


class OptimizerClock:
    """Adds up the seconds of all optimiser steps while the block runs."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._began_s = 0.0
        self.seconds = 0.0

    def __enter__(self) -> OptimizerClock:
        self._handles = [
            register_optimizer_step_pre_hook(self._on_begin),
            register_optimizer_step_post_hook(self._on_end),
        ]
        return self

    def __exit__(self, *_error: object) -> None:
        for handle in self._handles:
            handle.remove()

    def _on_begin(self, *_given: object) -> None:
        synchronize(self._device)
        self._began_s = time.perf_counter()

    def _on_end(self, *_given: object) -> None:
        synchronize(self._device)
        self.seconds += time.perf_counter() - self._began_s


# -- resume --------------------------------------------------------------------------------------


def resume_row(name: str, bench: TrainerBench) -> Measurement:
    """Whether a trainer that was saved and read again ends with an undisturbed one's weights."""
    difference = resume_difference(bench)
    bound = RESUME_BOUNDS.get(bench.device.type, RESUME_BOUND_GPU)
    note = "bit-exact" if difference == 0 else f"bound {bound:g}"
    return Measurement(
        *("resume", name, bench.precision.number_format, BATCH, difference, "max diff"),
        note=note,
        verdict=RowVerdict.OK if difference <= bound else RowVerdict.FAILED,
    )


def resume_difference(bench: TrainerBench) -> float:
    """Largest difference of any weight, relative to the largest one of its tensor or to 1."""
    undisturbed = bench.trainer()
    _run_steps(undisturbed, 0, STEPS_BEFORE)
    saved = io.BytesIO()
    torch.save(undisturbed.state_dict(), saved)
    _run_steps(undisturbed, STEPS_BEFORE, STEPS_AFTER)
    resumed = bench.trainer()
    saved.seek(0)
    resumed.load_state_dict(torch.load(saved, map_location=bench.device, weights_only=True))
    _run_steps(resumed, STEPS_BEFORE, STEPS_AFTER)
    expected = undisturbed.network.state_dict()
    return max(
        _difference(expected[key], value) for key, value in resumed.network.state_dict().items()
    )


def _difference(expected: torch.Tensor, value: torch.Tensor) -> float:
    scale = expected.double().abs().max().clamp(min=1.0)
    return float((expected.double() - value.double()).abs().max() / scale)


def _run_steps(trainer: GeneratorTrainer, first: int, count: int) -> None:
    for step, given in enumerate(itertools.islice(trainer.inputs(first), count), start=first):
        trainer.step(step, LR, given)
