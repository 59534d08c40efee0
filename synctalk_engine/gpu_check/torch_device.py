"""The device that is checked, by torch alone: synchronising, timing, peak memory."""

from __future__ import annotations

import gc
import platform
import sys
import time
from collections.abc import Callable

import torch

_MB = 1 << 20


def pick_device(asked: str = "auto") -> torch.device:
    """The device of ``--device``; ``auto`` takes the first GPU that torch can use.

    Raises:
        ValueError: torch has no such device here.
    """
    present = available_devices()
    if asked == "auto":
        return torch.device(present[0])
    if asked.split(":")[0] not in present:
        raise ValueError(f"no device {asked!r}; there are {', '.join(present)}")
    return torch.device(asked)


def available_devices() -> list[str]:
    """Kinds of devices that this torch can use, GPUs first."""
    found = ["cuda"] if torch.cuda.is_available() else []
    if hasattr(torch, "xpu") and torch.xpu.is_available():
        found.append("xpu")
    if torch.backends.mps.is_available():
        found.append("mps")
    return [*found, "cpu"]


def device_name(device: torch.device) -> str:
    """The name of the hardware."""
    if device.type == "cuda":
        properties = torch.cuda.get_device_properties(device)
        return f"{properties.name}, {properties.total_memory // _MB} MB"
    if device.type == "xpu":
        return torch.xpu.get_device_name(device)
    return f"{device.type}, {platform.processor() or platform.machine()}"


def synchronize(device: torch.device) -> None:
    """Wait until the device has done everything it was given; a CPU always has."""
    if device.type != "cpu":
        getattr(torch, device.type).synchronize()


def seconds_of(work: Callable[[], object], device: torch.device) -> float:
    """Seconds of one call, until the device has finished it."""
    synchronize(device)
    began_s = time.perf_counter()
    work()
    synchronize(device)
    return time.perf_counter() - began_s


def best_seconds(
    work: Callable[[], object], device: torch.device, rounds: int, limit_s: float
) -> float:
    """The shortest of some calls after one that sets up kernels and memory.

    Args:
        limit_s: no further call begins after so many seconds.
    """
    began_s = time.perf_counter()
    best_s = seconds_of(work, device)
    for number in range(rounds):
        if number and time.perf_counter() - began_s > limit_s:
            break
        took_s = seconds_of(work, device)
        best_s = took_s if number == 0 else min(best_s, took_s)
    return best_s


def reset_peak_memory(device: torch.device) -> None:
    """Give back cached memory and measure the peak from here on."""
    gc.collect()
    if device.type in ("cuda", "xpu"):
        module = getattr(torch, device.type)
        module.empty_cache()
        module.reset_peak_memory_stats(device)
    elif device.type == "mps":
        torch.mps.empty_cache()


def peak_memory_mb(device: torch.device) -> float | None:
    """Peak of the device's memory since :func:`reset_peak_memory`, in MB.

    On Apple's GPU what the driver holds now; on a CPU the process's peak since its start; None
    where nobody tells.
    """
    if device.type in ("cuda", "xpu"):
        return getattr(torch, device.type).max_memory_allocated(device) / _MB
    if device.type == "mps":
        return torch.mps.driver_allocated_memory() / _MB
    return _process_peak_mb()


def _process_peak_mb() -> float | None:
    """Most main memory that this process ever had."""
    if sys.platform == "win32":
        try:
            import psutil
        except ModuleNotFoundError:
            return None
        return psutil.Process().memory_info().peak_wset / _MB
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _MB if sys.platform == "darwin" else peak / 1024
