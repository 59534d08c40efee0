"""Memory, utilisation and temperature of the GPU that a job computes with.

NVIDIA's driver library tells all of it. Without it, and on other makes, torch tells the memory.
torch is never loaded for this, and no GPU is woken up by it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Callable
from typing import Any, TypedDict

logger = logging.getLogger(__name__)

_MB = 1 << 20


class GpuUsage(TypedDict, total=False):
    """Fields of a resource event; one that nobody tells is left out."""

    gpu_mb: float
    """In use on the whole GPU, other programs included; on Apple's, by this process."""
    gpu_total_mb: float
    gpu_percent: float
    """How much of the last moments the GPU was computing, 0..100."""
    gpu_temperature_c: float


def usage_reader(device: str) -> Callable[[], GpuUsage] | None:
    """What reads the usage of a device; None for a CPU, whose memory is the process's.

    Args:
        device: as :func:`devices.select` gives it: ``cpu``, ``cuda:0``, ``mps``, ``xpu``.
    """
    kind = device.split(":")[0]
    if kind == "cuda":
        return _nvidia_reader(device) or _torch_cuda_usage
    return {"mps": _mps_usage, "xpu": _xpu_usage}.get(kind)


# -- NVIDIA's driver library ---------------------------------------------------------------------


def _nvidia_reader(device: str) -> Callable[[], GpuUsage] | None:
    """None where the library, the driver or this GPU is not there."""
    try:
        import pynvml
    except ImportError:
        return None
    try:
        pynvml.nvmlInit()
        handle = _handle(pynvml, device)
    except pynvml.NVMLError as error:
        logger.info("the driver tells nothing about %s: %s", device, error)
        return None
    return lambda: _nvidia_usage(pynvml, handle)


def _handle(nvml: Any, device: str) -> Any:
    """The driver's handle of the one GPU that this process was given, else of torch's number."""
    visible = os.environ.get("CUDA_VISIBLE_DEVICES", "").split(",")
    number = int(device.partition(":")[2] or 0)
    name = visible[number].strip() if number < len(visible) else ""
    if name.startswith(("GPU-", "MIG-")):
        return nvml.nvmlDeviceGetHandleByUUID(name)
    return nvml.nvmlDeviceGetHandleByIndex(int(name) if name.isdigit() else number)


def _nvidia_usage(nvml: Any, handle: Any) -> GpuUsage:
    usage = GpuUsage()
    # Each may be unknown to a driver on its own: laptops, virtual GPUs, MIG.
    with contextlib.suppress(nvml.NVMLError):
        memory = nvml.nvmlDeviceGetMemoryInfo(handle)
        usage["gpu_mb"] = round(memory.used / _MB, 1)
        usage["gpu_total_mb"] = round(memory.total / _MB, 1)
    with contextlib.suppress(nvml.NVMLError):
        usage["gpu_percent"] = float(nvml.nvmlDeviceGetUtilizationRates(handle).gpu)
    with contextlib.suppress(nvml.NVMLError):
        celsius = nvml.nvmlDeviceGetTemperature(handle, nvml.NVML_TEMPERATURE_GPU)
        usage["gpu_temperature_c"] = float(celsius)
    return usage


# -- torch ---------------------------------------------------------------------------------------


def _torch_cuda_usage() -> GpuUsage:
    torch = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_initialized():
        return GpuUsage()
    free_bytes, total_bytes = torch.cuda.mem_get_info()
    return GpuUsage(
        gpu_mb=round((total_bytes - free_bytes) / _MB, 1), gpu_total_mb=round(total_bytes / _MB, 1)
    )


def _mps_usage() -> GpuUsage:
    torch = sys.modules.get("torch")
    if torch is None:
        return GpuUsage()
    return GpuUsage(
        gpu_mb=round(torch.mps.driver_allocated_memory() / _MB, 1),
        gpu_total_mb=round(torch.mps.recommended_max_memory() / _MB, 1),
    )


def _xpu_usage() -> GpuUsage:
    torch = sys.modules.get("torch")
    if torch is None or not torch.xpu.is_initialized():
        return GpuUsage()
    total_bytes = torch.xpu.get_device_properties().total_memory
    return GpuUsage(
        gpu_mb=round(torch.xpu.memory_reserved() / _MB, 1), gpu_total_mb=round(total_bytes / _MB, 1)
    )
