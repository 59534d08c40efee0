"""Out of memory: recognised, freed, and retried with smaller batches."""

from __future__ import annotations

import contextlib
import errno
import gc
import logging
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
import torch

from synctalk_engine.errors import DeviceError
from synctalk_engine.memory_reports import report_smaller_batch

_COMPLAINTS = (
    "out of memory",  # CUDA, MPS
    "not enough memory",  # torch's allocator on Windows
    "can't allocate memory",  # and elsewhere
    "alloc_failed",  # CUDNN_STATUS_ALLOC_FAILED, CUBLAS_STATUS_ALLOC_FAILED
    "out_of_device_memory",  # XPU: UR_RESULT_ERROR_OUT_OF_DEVICE_MEMORY
    "out_of_host_memory",
    "out_of_resources",  # XPU: UR_RESULT_ERROR_OUT_OF_RESOURCES
    "failed to allocate private mtlbuffer",  # MPS
    "invalid buffer size",  # MPS: more than one buffer may have
)
Result = TypeVar("Result")

logger = logging.getLogger(__name__)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an exception of torch, numpy or the system means that memory was not enough."""
    if isinstance(error, (MemoryError, torch.OutOfMemoryError)):
        return True
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in text for words in _COMPLAINTS)


def free_memory(device: torch.device) -> None:
    """Give back what is held but not used. Call when the exception's traceback is gone."""
    gc.collect()
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()
    elif device.type == "xpu":
        torch.xpu.empty_cache()


def has_own_memory(device: torch.device) -> bool:
    """Whether torch counts what it takes of a device's own memory: NVIDIA's and Intel's GPUs."""
    return device.type in ("cuda", "xpu")


def reset_peak_bytes(device: torch.device) -> None:
    """Measure the peak from here on, where it can be measured."""
    if has_own_memory(device):
        getattr(torch, device.type).reset_peak_memory_stats(device)


def peak_bytes(device: torch.device) -> int:
    """Largest memory of the device that tensors took since :func:`reset_peak_bytes`, or 0."""
    if not has_own_memory(device):
        return 0
    return getattr(torch, device.type).max_memory_allocated(device)


def retry_with_smaller_batch(
    work: Callable[[int], Result],
    parts: int,
    max_micro_batches: int,
    device: torch.device,
    on_retry: Callable[[int], None] | None = None,
) -> Result:
    """``work(parts)``; if memory runs out, again with twice the micro-batches.

    Args:
        work: does everything in that many micro-batches, whatever an earlier try left.
        on_retry: called with the new number of micro-batches before each retry.
    Raises:
        DeviceError: ``memory_too_small``: not even ``max_micro_batches`` are small enough.
    """
    tried: list[int] = []
    while True:
        tried.append(parts)
        try:
            return work(parts)
        except (RuntimeError, MemoryError, OSError) as error:
            if not is_out_of_memory(error):
                raise
            logger.warning("not enough memory in %d parts: %s", parts, error)
            if parts >= max_micro_batches:
                text = ", ".join(map(str, tried))
                raise DeviceError("memory_too_small", device=str(device), tried=text) from error
        # Only here is the traceback gone, and with it what the failed work held.
        free_memory(device)
        parts = min(2 * parts, max_micro_batches)
        if on_retry is not None:
            on_retry(parts)


class FittingBatches:
    """Works on as many images at a time as fit the memory of a device, and remembers how many."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._most: int | None = None

    def run(self, work: Callable[[slice], np.ndarray], count: int) -> np.ndarray:
        """``work`` of all rows, concatenated; the rows are halved each time memory runs out.

        Raises:
            DeviceError: ``out_of_memory``, even for a single row.
        """
        done, results = 0, []
        while done < count:
            size = min(self._most or count, count - done)
            try:
                results.append(work(slice(done, done + size)))
                done += size
                continue
            except (RuntimeError, MemoryError, OSError) as error:
                if not is_out_of_memory(error):
                    raise
                logger.warning("not enough memory for %d images: %s", size, error)
                if size == 1:
                    raise DeviceError("out_of_memory", device=str(self._device)) from error
            # Only here is the traceback gone, and with it what the failed work held.
            free_memory(self._device)
            self._most = size // 2
            report_smaller_batch(str(self._device), size, self._most)
        return results[0] if len(results) == 1 else np.concatenate(results)


@contextlib.contextmanager
def memory_errors(device: str, stage: Callable[[], str]) -> Iterator[None]:
    """Make a sentence of memory that was not enough where nothing smaller can be tried.

    Raises:
        DeviceError: ``memory_used_up``, in the stage that ``stage()`` names.
    """
    try:
        yield
    except (RuntimeError, MemoryError, OSError) as error:
        if not is_out_of_memory(error):
            raise
        raise DeviceError("memory_used_up", device=device, stage=stage()) from error
