"""Lists the compute devices of this machine, without loading torch.

GPUs come from NVIDIA's driver library, the rest from the system. A chosen GPU reaches torch by its
UUID in the environment, so that numbers mean the same GPU for the driver and for torch.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import psutil

from synctalk_engine.errors import DeviceError

logger = logging.getLogger(__name__)

_MB = 1 << 20
_BF16_COMPUTE_CAPABILITY = 8
_VISIBLE_DEVICES = "CUDA_VISIBLE_DEVICES"
_MPS_FALLBACK = "PYTORCH_ENABLE_MPS_FALLBACK"
_CPUINFO = Path("/proc/cpuinfo")
_RENDER_NODES, _INTEL = Path("/sys/class/drm"), "0x8086"
_LAUNCHED = ("RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT")
_peer_environments: dict[str, list[dict[str, str]]] = {}
"""Of lists of devices that were chosen: the environments of the workers beside this process."""


class DeviceRow(TypedDict):
    """One row of ``synctalk devices``; memory in MiB."""

    id: str
    """``cpu``, ``mps``, ``xpu`` or ``cuda:<the driver's number>``, whatever else is hidden."""
    name: str
    memory_total_mb: int
    memory_free_mb: int
    precision: list[str]
    uuid: NotRequired[str]
    """Of an NVIDIA GPU, for CUDA_VISIBLE_DEVICES."""


def list_devices() -> list[DeviceRow]:
    """Devices that this machine's torch can use: GPUs first, the CPU last."""
    devices = _cuda_gpus() if torch_build() == "cuda" else []
    if sys.platform == "darwin" and platform.machine() == "arm64":
        devices.append(_mps())
    if torch_build() == "xpu" and _has_intel_gpu():
        devices.append(_xpu())
    return [*devices, _cpu()]


def default_device() -> str:
    """Id of the device that ``auto`` stands for: the first GPU there is, else the CPU."""
    return list_devices()[0]["id"]


def select(device: str) -> str:
    """Make ``device`` the one that torch will see. Call before torch is loaded.

    A process chooses once; asking for the same device again gives the same answer.

    Args:
        device: ``auto``, or an id of :func:`list_devices`; a plain ``cuda`` is the first GPU. Where
            someone has hidden GPUs, a number that is not there counts those that are left. Of
            several with commas between them this process takes the first; see
            :func:`peer_environments`.

    Returns:
        The string for ``torch.device``: the chosen GPU is the only one visible, so ``cuda:0``.

    Raises:
        DeviceError: ``device_unknown``, naming what there is; ``devices_unlike``.
    """
    names = [name.strip().lower() for name in device.split(",")]
    wanted = _of_this_process(device, names[0]) if is_launched() else names[0]
    if len(names) > 1 and device not in _peer_environments:
        # Before this process hides all GPUs but its own.
        _peer_environments[device] = _environments(device, names)[1:]
    if wanted == "auto":
        wanted = default_device()
    if wanted == "cpu":
        return "cpu"
    if re.fullmatch(r"cuda(:\d+)?", wanted):
        return _select_cuda(wanted if ":" in wanted else f"{wanted}:0")
    if wanted not in {found["id"] for found in list_devices()}:
        raise _unknown(device)
    if wanted == "mps":
        # Read when torch is loaded: what Apple's GPU lacks, the CPU computes, with a warning.
        os.environ.setdefault(_MPS_FALLBACK, "1")
    return wanted


def device_key(device: str) -> tuple[str, str]:
    """How a device is called here, and what names it in every process: a GPU's UUID.

    Args:
        device: as for :func:`select`.

    Raises:
        DeviceError: ``device_unknown``.
    """
    wanted = device.strip().lower()
    if wanted == "auto":
        wanted = default_device()
    if re.fullmatch(r"cuda(:\d+)?", wanted):
        gpu = _named_gpu(wanted if ":" in wanted else f"{wanted}:0")
        return gpu["id"], gpu["uuid"]
    return wanted, wanted


def peer_environments(device: str) -> list[dict[str, str]]:
    """Of several devices in one string: what the workers for all but the first need.

    Returns:
        For each the variables to set: ``DEVICE``, the name to give to :func:`select`, and what
        makes the GPU the only visible one. Empty for a single device.
    """
    return _peer_environments.get(device, [])


def device_keys(device: str) -> list[tuple[str, str]]:
    """Like :func:`device_key`, of each of several devices; in the order of what names them.

    Of processes that a launcher started, each has its own.
    """
    names = [name.strip().lower() for name in device.split(",")]
    if is_launched():
        return [device_key(_of_this_process(device, names[0]))]
    if len(names) == 1:
        return [device_key(device)]
    others = _peer_environments.get(device) or _environments(device, names)[1:]
    keys = [device_key(names[0])[1], *(other.get(_VISIBLE_DEVICES, "cpu") for other in others)]
    return sorted(set(zip(names, keys, strict=True)), key=lambda pair: pair[1])


def process_count(device: str) -> int:
    """How many processes train together on what was requested."""
    return int(os.environ["WORLD_SIZE"]) if is_launched() else len(device.split(","))


def is_launched() -> bool:
    """Whether a launcher (``torchrun``, ``accelerate launch``) started several processes."""
    return all(os.environ.get(name) for name in _LAUNCHED) and os.environ["WORLD_SIZE"] != "1"


def _environments(device: str, names: list[str]) -> list[dict[str, str]]:
    """Variables for a process on each of several devices, which must be of one kind."""
    if set(names) == {"cpu"}:
        return [{"DEVICE": "cpu"} for _ in names]
    gpus = _cuda_gpus() if torch_build() == "cuda" else []
    known = {gpu["id"]: gpu["uuid"] for gpu in gpus}
    for name in names:
        if name not in known and re.fullmatch(r"cuda:\d+", name):
            raise _unknown(name)
    if len(set(names)) < len(names) or not set(names) <= known.keys():
        raise DeviceError("devices_unlike", device=device)
    return [{"DEVICE": "cuda", _VISIBLE_DEVICES: known[name]} for name in names]


def _of_this_process(device: str, wanted: str) -> str:
    """The device of one of several processes that a launcher started on this machine."""
    local_rank = int(os.environ.get("LOCAL_RANK", "0"))
    is_shared = int(os.environ.get("LOCAL_WORLD_SIZE", "1")) > 1
    if "," in device or (is_shared and wanted not in ("auto", "cpu")):
        raise DeviceError("devices_by_launcher", device=device)
    if wanted != "auto":
        return wanted
    gpus = _cuda_gpus() if torch_build() == "cuda" else []
    if not gpus:
        return "cpu"
    if local_rank >= len(gpus):
        raise _unknown(f"cuda:{local_rank}")
    return gpus[local_rank]["id"]


def torch_build() -> str:
    """What the installed torch was built for: ``cuda``, ``xpu``, ``cpu`` (also for none at all).

    Reads torch's version file as text, since loading torch takes seconds.
    """
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return "cpu"
    version_path = Path(spec.origin).with_name("version.py")
    try:
        text = version_path.read_text(encoding="utf-8")
    except OSError:
        return "cpu"
    builds = re.findall(r"^(cuda|xpu)\b[^=\n]*=\s*['\"]", text, re.MULTILINE)
    return builds[0] if builds else "cpu"


def _named_gpu(wanted: str) -> DeviceRow:
    gpus = _cuda_gpus() if torch_build() == "cuda" else []
    number = int(wanted.removeprefix("cuda:"))
    named = [gpu for gpu in gpus if gpu["id"] == wanted] or gpus[number : number + 1]
    if not named:
        raise _unknown(wanted)
    return named[0]


def _select_cuda(wanted: str) -> str:
    gpu = _named_gpu(wanted)
    uuid = gpu["uuid"]
    if os.environ.get(_VISIBLE_DEVICES) == uuid:
        return "cuda:0"
    if "torch" in sys.modules:
        # Too late to hide the others: torch may have read the variable. Its own number serves.
        logger.warning("torch was loaded before a GPU was chosen")
        return f"cuda:{[found['uuid'] for found in _cuda_gpus()].index(uuid)}"
    os.environ[_VISIBLE_DEVICES] = uuid
    return "cuda:0"


def _unknown(device: str) -> DeviceError:
    available = ", ".join(found["id"] for found in list_devices())
    return DeviceError("device_unknown", device=device, available=available)


@contextlib.contextmanager
def _driver() -> Iterator[Any]:
    """NVIDIA's driver library, or None on a machine without it."""
    try:
        import pynvml
    except ImportError:
        logger.info("nvidia-ml-py is not installed; no NVIDIA GPU can be listed")
        yield None
        return
    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError as error:
        logger.debug("no NVIDIA driver: %s", error)
        yield None
        return
    try:
        yield pynvml
    finally:
        pynvml.nvmlShutdown()


def _cuda_gpus() -> list[DeviceRow]:
    """The GPUs that CUDA_VISIBLE_DEVICES leaves, in the driver's order."""
    with _driver() as nvml:
        if nvml is None:
            return []
        gpus = [_gpu(nvml, number) for number in range(nvml.nvmlDeviceGetCount())]
        return [gpu for number, gpu in enumerate(gpus) if _is_visible(number, gpu["uuid"])]


def _gpu(nvml: Any, number: int) -> DeviceRow:
    handle = nvml.nvmlDeviceGetHandleByIndex(number)
    memory = nvml.nvmlDeviceGetMemoryInfo(handle)
    major, _minor = nvml.nvmlDeviceGetCudaComputeCapability(handle)
    half = ["bf16", "fp16"] if major >= _BF16_COMPUTE_CAPABILITY else ["fp16"]
    return {
        "id": f"cuda:{number}",
        "name": _text(nvml.nvmlDeviceGetName(handle)),
        "memory_total_mb": int(memory.total) // _MB,
        "memory_free_mb": int(memory.free) // _MB,
        "precision": [*half, "fp32"],
        "uuid": _text(nvml.nvmlDeviceGetUUID(handle)),
    }


def _is_visible(index: int, uuid: str) -> bool:
    """Whether CUDA_VISIBLE_DEVICES, where someone has set it, lets this GPU be used."""
    allowed = os.environ.get(_VISIBLE_DEVICES)
    if allowed is None:
        return True
    entries = [entry.strip() for entry in allowed.split(",") if entry.strip()]
    return str(index) in entries or any(uuid.startswith(entry) for entry in entries)


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _mps() -> DeviceRow:
    """Apple's GPU, which shares the machine's memory."""
    name = f"{platform.processor() or 'Apple'} GPU"
    return _with_system_memory("mps", name, ["fp16", "fp32"])


def _xpu() -> DeviceRow:
    """Intel's GPU; its own memory is only known to torch."""
    return _with_system_memory("xpu", "Intel GPU", ["fp32"])


def _has_intel_gpu() -> bool:
    """Whether the system shows one; where it is not asked, whoever installed that torch has one."""
    if not sys.platform.startswith("linux"):
        return True
    vendors = _RENDER_NODES.glob("renderD*/device/vendor")
    return any(path.read_text(encoding="ascii").strip() == _INTEL for path in vendors)


def _cpu() -> DeviceRow:
    cores = psutil.cpu_count(logical=True) or 1
    name = f"{_cpu_name()}, {cores} {'core' if cores == 1 else 'cores'}"
    return _with_system_memory("cpu", name, ["bf16", "fp32"])


def _with_system_memory(device: str, name: str, precision: list[str]) -> DeviceRow:
    memory = psutil.virtual_memory()
    return {
        "id": device,
        "name": name,
        "memory_total_mb": memory.total // _MB,
        "memory_free_mb": memory.available // _MB,
        "precision": precision,
    }


def _cpu_name() -> str:
    """Model name of the processor as far as the system tells it cheaply."""
    with contextlib.suppress(OSError):
        for line in _CPUINFO.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.lower().startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine() or "CPU"
