"""Every preset's network alone: parity with the CPU, images a second, peak memory.

Needs torch and numpy and nothing else, so that it runs on a bare machine.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import torch
from torch import Tensor, nn

from synctalk_engine.gpu_check.budget import OUT_OF_TIME, Budget
from synctalk_engine.gpu_check.report import CheckReport, Measurement, RowVerdict, one_line
from synctalk_engine.gpu_check.torch_device import (
    best_seconds,
    peak_memory_mb,
    reset_peak_memory,
)
from synctalk_engine.models.presets import PRESETS, Preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.models.tf32 import tf32_convolutions
from synctalk_engine.training.hardware.memory import is_out_of_memory
from synctalk_engine.training.hardware.precision import Precision, candidates

BATCHES = (8, 16, 32, 64)
TF32 = "tf32"
"""How an NVIDIA GPU computes convolutions of fp32 unless it is told otherwise: 10 bits."""
NUMBER_FORMATS = ("fp32", TF32, "bf16", "fp16")
PARITY_BOUNDS = {"fp32": 1e-3, TF32: 0.03, "bf16": 0.1, "fp16": 0.03}
"""Mean difference of a pixel, 0..1, from the CPU in fp32. Deep networks with random weights amplify
what rounding does: trained ones are off by far less."""
PARITY_BATCH = 2
STUDIO_SIDES_PX = (96, 144, 256, 384)
"""Of the studio generator's patches, those that are checked."""
ROUNDS, ROUNDS_LIMIT_S = 5, 4.0
COMPILE_S = 60.0
"""About how long torch.compile takes before the first step."""
WARM_UP_STEPS = 3


class StepMode(StrEnum):
    """How the steps of a network are launched."""

    EAGER = "eager"
    COMPILED = "torch.compile"
    GRAPH = "CUDA graph"


def kind_of(preset: Preset) -> str:
    """The audio features with which a preset is checked: those that need no weights, if it can."""
    return "mel" if "mel" in preset.kinds else preset.kinds[0]


def example_inputs(
    preset: Preset, kind: str, batch: int, device: torch.device
) -> tuple[Tensor, Tensor]:
    """Random images (B, C, S, S) in 0..1 and audio windows, the same on every device."""
    random = torch.Generator().manual_seed(0)
    side_px = preset.input_px
    image = torch.rand(batch, preset.image_channels, side_px, side_px, generator=random)
    audio = torch.randn(batch, *preset.window_shape(kind), generator=random)
    return (
        image.to(device).contiguous(memory_format=torch.channels_last),
        audio.to(device),
    )


def fresh_network(preset: Preset, kind: str) -> nn.Module:
    """The preset's generator with the same random weights each time, on the CPU."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return create_generator(preset, kind)


def presets_by_cost() -> list[Preset]:
    """All presets but some of the studio sizes; that with the least to compute first."""

    def cost(preset: Preset) -> int:
        network = fresh_network(preset, kind_of(preset))
        return preset.input_px**2 * sum(value.numel() for value in network.parameters())

    return sorted(filter(_is_checked, PRESETS.values()), key=cost)


def _is_checked(preset: Preset) -> bool:
    return preset.family != "studio" or preset.input_px in STUDIO_SIDES_PX


def check_networks(report: CheckReport, device: torch.device, budget: Budget) -> None:
    """Parity of all presets, then the speed of all presets; small batches first."""
    presets = presets_by_cost()
    for preset in presets:
        with report.errors_as_rows("parity", preset.name):
            check_parity(report, preset, device)
    _check_speeds(report, presets, device, budget)
    if device.type != "cuda":
        note = f"needs an NVIDIA GPU; this is {device.type}"
        report.add(
            Measurement(
                "speed", "all", StepMode.GRAPH.value, note=note, verdict=RowVerdict.LEFT_OUT
            )
        )


def _check_speeds(
    report: CheckReport, presets: list[Preset], device: torch.device, budget: Budget
) -> None:
    """Measure all modes and batches until the time is up, but one case at least."""
    modes = [StepMode.EAGER, *([StepMode.GRAPH] if device.type == "cuda" else [])]
    ways = [(mode, batch) for batch in BATCHES for mode in modes]
    ways += [(StepMode.COMPILED, batch) for batch in BATCHES]  # last: compiling takes a minute
    cases = [(preset, StepCase(*way, device)) for way in ways for preset in presets]
    for number, (preset, case) in enumerate(cases):
        needed_s = COMPILE_S if case.mode == StepMode.COMPILED else 0.0
        if number and not budget.has(needed_s):
            first = f"{preset.name} {case.mode.value} at batch {case.batch}"
            note = f"{OUT_OF_TIME} for {len(cases) - number} of {len(cases)} cases, from {first} on"
            report.add(Measurement("speed", "the rest", note=note, verdict=RowVerdict.LEFT_OUT))
            return
        _check_speed(report, preset, case)


# -- parity --------------------------------------------------------------------------------------


@torch.inference_mode()
def check_parity(report: CheckReport, preset: Preset, device: torch.device) -> None:
    """Compare the device's images in each number format with the CPU's in fp32."""
    kind, cpu = kind_of(preset), torch.device("cpu")
    network = fresh_network(preset, kind)
    settle_batch_norms(network, example_inputs(preset, kind, 2 * PARITY_BATCH, cpu))
    expected = network(*example_inputs(preset, kind, PARITY_BATCH, cpu)).float()
    network = network.to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    inputs = example_inputs(preset, kind, PARITY_BATCH, device)
    for number_format in _formats_of(device):
        variant = f"{number_format} on {device.type}"
        try:
            autocast = Precision(number_format).autocast(device)
            with tf32_convolutions(number_format == TF32), autocast:
                images = network(*inputs).float().cpu()
        except RuntimeError as error:
            note = one_line(error)
            report.add(
                Measurement("parity", preset.name, variant, note=note, verdict=RowVerdict.LEFT_OUT)
            )
            continue
        report.add(_parity_row(preset.name, variant, expected, images, number_format))


def _formats_of(device: torch.device) -> list[str]:
    return [name for name in NUMBER_FORMATS if name != TF32 or device.type == "cuda"]


def _parity_row(name: str, variant: str, expected: Tensor, images: Tensor, fmt: str) -> Measurement:
    bound = PARITY_BOUNDS[fmt]
    off = (images - expected).abs()
    difference = float(off.mean())
    is_within = difference <= bound  # false for NaN
    return Measurement(
        *("parity", name, variant, PARITY_BATCH, difference, "mean diff"),
        note=f"bound {bound:g}, largest {float(off.max()):.2g}",
        verdict=RowVerdict.OK if is_within else RowVerdict.FAILED,
    )


def settle_batch_norms(network: nn.Module, inputs: tuple[Tensor, Tensor]) -> None:
    """Give batch norms the statistics of some inputs, and put the network into eval mode.

    With fresh statistics the activations of a deep network grow beyond what fp16 holds.
    """
    norms = [layer for layer in network.modules() if isinstance(layer, nn.BatchNorm2d)]
    momenta = [layer.momentum for layer in norms]
    for layer in norms:
        layer.momentum = None  # the mean of all that is seen
    network.train()
    network(*inputs)
    for layer, momentum in zip(norms, momenta, strict=True):
        layer.momentum = momentum
    network.eval()


# -- speed ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StepCase:
    """One way of training one batch."""

    mode: StepMode
    batch: int
    device: torch.device


def _check_speed(report: CheckReport, preset: Preset, case: StepCase) -> None:
    precision = candidates("auto", case.device)[0]
    variant = f"{precision.number_format} {case.mode.value}"
    where = ("speed", preset.name, variant, case.batch)
    reset_peak_memory(case.device)
    try:
        step_s = step_seconds(preset, precision, case)
    except Exception as error:  # a compiler that is not installed says so in many ways
        if is_out_of_memory(error):
            report.add(Measurement(*where, note="out of memory", verdict=RowVerdict.LEFT_OUT))
            return
        verdict = RowVerdict.FAILED if case.mode == StepMode.EAGER else RowVerdict.LEFT_OUT
        report.add(Measurement(*where, note=one_line(error), verdict=verdict))
        return
    peak_mb = peak_memory_mb(case.device)
    note = f"{1000 * step_s:.1f} ms a step"
    if peak_mb is not None:
        note += f", peak {peak_mb:.0f} MB" + " so far" * (case.device.type == "cpu")
    report.add(Measurement(*where, case.batch / step_s, "images/s", note))


def step_seconds(preset: Preset, precision: Precision, case: StepCase) -> float:
    """Seconds of one forward, backward and optimiser step of a preset's network."""
    kind = kind_of(preset)
    network = precision.place(fresh_network(preset, kind).to(case.device)).train()
    inputs = example_inputs(preset, kind, case.batch, case.device)
    step = TrainingStep(network, precision, case.device)
    try:
        return best_seconds(
            launcher(step, network, inputs, case), case.device, ROUNDS, ROUNDS_LIMIT_S
        )
    finally:
        del step, network
        gc.collect()


def launcher(
    step: TrainingStep, network: nn.Module, inputs: tuple[Tensor, Tensor], case: StepCase
) -> Callable[[], object]:
    """What launches a training step in the case's mode."""
    if case.mode == StepMode.GRAPH:
        return captured(step, inputs).replay
    if case.mode == StepMode.COMPILED:
        step = TrainingStep(torch.compile(network), step.precision, case.device)
    return partial(step, inputs)


class TrainingStep:
    """Forward, L1 against half grey, backward, AdamW: a network's share of a training step."""

    def __init__(self, network: nn.Module, precision: Precision, device: torch.device) -> None:
        self._network, self.precision, self._device = network, precision, device
        on_gpu = device.type == "cuda"
        self._optimizer = torch.optim.AdamW(
            network.parameters(), lr=1e-5, fused=on_gpu, capturable=on_gpu
        )

    def __call__(self, inputs: tuple[Tensor, Tensor]) -> None:
        self._optimizer.zero_grad(set_to_none=True)
        with self.precision.autocast(self._device):
            images = self._network(*inputs)
        (images.float() - 0.5).abs().mean().backward()
        self._optimizer.step()


def captured(step: TrainingStep, inputs: tuple[Tensor, Tensor]) -> torch.cuda.CUDAGraph:
    """A CUDA graph of the step on these inputs; warmed up on a side stream, as torch wants it."""
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(WARM_UP_STEPS):
            step(inputs)
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    torch.clear_autocast_cache()
    with torch.cuda.graph(graph):
        step(inputs)
    return graph
