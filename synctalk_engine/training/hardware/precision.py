"""Number format and memory format of training: given, or chosen by a short timed trial."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from torch import nn

from synctalk_engine.training import clock

_DTYPES = {"bf16": torch.bfloat16, "fp16": torch.float16}
TRIAL_STEPS = 3
TRIAL_LIMIT_S = 20.0


@dataclass(frozen=True)
class Precision:
    """How numbers are kept while a network runs; weights are always float32."""

    number_format: str = "fp32"
    """fp32, bf16 or fp16 (autocast)."""
    channels_last: bool = True

    @contextlib.contextmanager
    def autocast(self, device: torch.device, is_cached: bool = True) -> Iterator[None]:
        """Compute in the number format. is_cached: weights are converted once; CUDA graphs: not."""
        dtype = _DTYPES.get(self.number_format)
        if dtype is None:
            yield
        else:
            with torch.autocast(device.type, dtype=dtype, cache_enabled=is_cached):
                yield

    def place(self, network: nn.Module) -> nn.Module:
        """The network with its weights in the chosen memory format."""
        if self.channels_last:
            return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        return network

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def optimizer_options(device: torch.device) -> dict[str, bool]:
    """Options of an optimizer of torch: on CUDA one kernel updates all weights."""
    return {"fused": True} if device.type == "cuda" else {}


def load_optimizer(optimizer: torch.optim.Optimizer, state: dict[str, Any]) -> None:
    """Load a saved state, perhaps of another device: how the weights are updated stays."""
    fused = [group.get("fused") for group in optimizer.param_groups]
    groups = [
        {**group, "fused": own} for group, own in zip(state["param_groups"], fused, strict=True)
    ]
    optimizer.load_state_dict({**state, "param_groups": groups})


def to_device(batch_image: np.ndarray | torch.Tensor, device: torch.device) -> torch.Tensor:
    """(B, S, S, C) uint8 to (B, C, S, S) float32 in 0..1, in the device's order."""
    image = torch.as_tensor(batch_image).to(device, non_blocking=device.type == "cuda")
    image = image.permute(0, 3, 1, 2).float().div_(255)
    return image.contiguous(memory_format=memory_format(device))


def memory_format(device: torch.device) -> torch.memory_format:
    """The order of an image's numbers that suits a device; Apple's kernels want channels first."""
    return torch.contiguous_format if device.type == "mps" else torch.channels_last


def candidates(asked: str, device: torch.device) -> list[Precision]:
    """What may be tried for ``--precision``."""
    if asked != "auto":
        return [Precision(asked, True)]
    if device.type == "cuda":
        best = "bf16" if torch.cuda.is_bf16_supported() else "fp16"
        return [Precision(best, True)]
    if device.type == "cpu":
        choices = [Precision("fp32", True), Precision("bf16", True), Precision("fp32", False)]
        # Where there is time to try only one: the one that is usually the fastest.
        is_bf16_native = torch.ops.mkldnn._is_mkldnn_bf16_supported()
        return sorted(choices, key=lambda c: is_bf16_native and c.number_format != "bf16")
    return [Precision("fp32", False)]


def fastest(
    network: nn.Module,
    choices: list[Precision],
    run_step: Callable[[nn.Module, Precision], None],
    limit_s: float = TRIAL_LIMIT_S,
) -> tuple[Precision, dict[str, float]]:
    """Try each choice on a copy of the network.

    Args:
        run_step: forward and backward of one batch.
        limit_s: what was not tried by then is left out; for slow machines and large networks.
    Returns:
        The choice whose step is shortest, and the seconds of each.
    """
    seconds: dict[str, float] = {}
    best, best_s = choices[0], float("inf")
    trial_began_s = clock.now_s()
    for choice in choices:
        if seconds and clock.now_s() - trial_began_s > limit_s:
            break
        trial = choice.place(copy.deepcopy(network))
        took_s = float("inf")
        for _ in range(1 + TRIAL_STEPS):  # the first sets up kernels and memory
            began_s = clock.now_s()
            run_step(trial, choice)
            took_s = min(took_s, clock.now_s() - began_s)
            if clock.now_s() - trial_began_s > limit_s:
                break
        name = choice.number_format + ("" if choice.channels_last else ", channels first")
        seconds[name] = round(took_s, 4)
        if took_s < best_s:
            best, best_s = choice, took_s
    return best, seconds
