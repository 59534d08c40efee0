"""The processes of one training: one alone, or several with a device each that train together.

Rank 0 is the main process: it alone writes, validates, saves and takes commands. The others are its
workers: they receive each step from it and take part. Each sees its shard of a step's batch;
``DistributedDataParallel`` averages the gradients.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import torch
import torch.distributed.nn.functional  # before any group: its default arguments would hold it
from torch import Tensor, distributed, nn
from torch.multiprocessing import ProcessContext
from torch.multiprocessing.spawn import ProcessException
from torch.nn.parallel import DistributedDataParallel

from synctalk_engine.errors import DeviceError, SynctalkError
from synctalk_engine.protocol.messages import ERRORS
from synctalk_engine.training.distributed.sync_batch_norm import sync_batch_norms
from synctalk_engine.training.hardware.memory import is_out_of_memory

TIMEOUT = timedelta(minutes=10)
"""After so long without a heartbeat, a process takes the others for lost."""
HEARTBEAT_INTERVAL_S = 5.0
EXIT_WAIT_S = 5.0
"""A worker whose connection has closed ends within this time."""
_HEARTBEAT = "heartbeat"
_FAILURE_KEY = "synctalk/failure"
_GPU_BACKENDS = {} if sys.platform == "win32" else {"cuda": "nccl", "xpu": "xccl"}

LossFunction = Callable[..., dict[str, Tensor]]

logger = logging.getLogger(__name__)


class ProcessLostError(DeviceError):
    """Another process of the training ended; the weights are those of the last complete step."""


class SingleProcess:
    """One process alone; what several do differently is in :class:`ProcessGroup`."""

    rank = 0
    size = 1
    stop_requested = False
    """Whether one of the processes was interrupted, e.g. by Ctrl+C; known after each step."""

    @property
    def shard(self) -> tuple[int, int]:
        """Which shard of a batch this process sees: its rank, and how many there are."""
        return self.rank, self.size

    def broadcast(self, value: Any) -> None:
        """Send a value to all workers."""

    def sum_values(self, values: dict[str, float]) -> dict[str, float]:
        """Sums over all processes, by name."""
        return values

    def no_sync(self) -> contextlib.AbstractContextManager[None]:
        """Within it a forward and backward pass adds to this process's own gradients alone."""
        return contextlib.nullcontext()

    @contextlib.contextmanager
    def lost_process_errors(self) -> Iterator[None]:
        """Within it, the loss of another process is a :class:`ProcessLostError`."""
        yield


class ProcessGroup(SingleProcess):
    """One of several processes that train together.

    Args:
        device: what this process computes with.
        store: reached by all processes; also holds the user error that ended one of them.
        workers: those that this process has started; None where a launcher did, or in a worker.
    Raises:
        ProcessLostError: the others did not come in time.
    """

    def __init__(
        self,
        device: torch.device,
        store: distributed.Store,
        rank: int,
        size: int,
        workers: ProcessContext | None = None,
    ) -> None:
        self.rank, self.size = rank, size
        self._device, self._store, self._workers = device, store, workers
        self._is_broken = False
        self._model: DistributedDataParallel | None = None
        self._last_sent_s = time.monotonic()
        with self.lost_process_errors():
            self._wait_for_start()
            # Messages go over gloo, whatever the GPUs are busy with.
            distributed.init_process_group(
                "gloo", store=store, rank=rank, world_size=size, timeout=TIMEOUT
            )
            backend = _GPU_BACKENDS.get(device.type, "gloo")
            self._gradient_group = distributed.new_group(backend=backend, timeout=TIMEOUT)

    def _wait_for_start(self) -> None:
        """In the main process: until its workers have come this far; torch waits for minutes."""
        started = self._store.add("synctalk/started", 1)
        while self._workers is not None and started < self.size:
            self._workers.join(0.1)
            started = self._store.add("synctalk/started", 0)

    # -- messages -------------------------------------------------------------------------------

    def broadcast(self, value: Any) -> None:
        with self.lost_process_errors():
            distributed.broadcast_object_list([value], src=0)
        self._last_sent_s = time.monotonic()

    def heartbeat(self) -> None:
        """Tell the workers that the main process is alive, while it does something else."""
        if time.monotonic() - self._last_sent_s > HEARTBEAT_INTERVAL_S:
            self.broadcast(_HEARTBEAT)

    def receive(self) -> Any:
        """The main process's next value; None: the training is over."""
        while True:
            box: list[Any] = [None]
            distributed.broadcast_object_list(box, src=0)
            if box[0] != _HEARTBEAT:
                return box[0]

    def close(self) -> None:
        """Tell the workers that the training is over, and leave the group. Never raises.

        The group's threads end with the last reference to it. One that is still letting go of a
        message when Python exits can abort the process.
        """
        with contextlib.suppress(Exception):
            if self.rank == 0 and not self._is_broken:
                distributed.broadcast_object_list([None], src=0)
        self._gradient_group = self._model = None
        with contextlib.suppress(Exception):
            distributed.destroy_process_group()

    # -- a step ---------------------------------------------------------------------------------

    def sum_values(self, values: dict[str, float]) -> dict[str, float]:
        gathered: list[Any] = [None] * self.size
        distributed.all_gather_object(gathered, (values, self.stop_requested))
        self.stop_requested = any(stop for _, stop in gathered)
        names = dict.fromkeys(name for found, _ in gathered for name in found)
        return {name: sum(found.get(name, 0.0) for found, _ in gathered) for name in names}

    def sync_batch_norms(self, network: nn.Module) -> None:
        """Let batch norms see the batches of all processes."""
        sync_batch_norms(network, self._device, self._gradient_group)

    def data_parallel(self, losses: LossFunction, networks: list[nn.Module]) -> LossFunction:
        """The loss function whose backward pass averages the networks' gradients over all.

        All parameters must have a gradient in each step.
        """
        module = _Losses(losses, networks)
        self._model = DistributedDataParallel(module, process_group=self._gradient_group)
        return self._model

    def no_sync(self) -> contextlib.AbstractContextManager[None]:
        return self._model.no_sync()

    # -- lost processes -------------------------------------------------------------------------

    def report_failure(self, error: SynctalkError) -> None:
        """Leave for the main process the user error that ends this worker."""
        report = json.dumps({"code": error.code, "params": error.params}, default=str)
        with contextlib.suppress(RuntimeError):
            self._store.set(_FAILURE_KEY, report)

    @contextlib.contextmanager
    def lost_process_errors(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self._is_broken = True  # the others are still in the middle of something
            if not isinstance(error, (RuntimeError, ProcessException)) or is_out_of_memory(error):
                raise
            reason = str(error)
            if self._workers is not None and not isinstance(error, ProcessException):
                # gloo's own error is a plain RuntimeError: the workers say whether one was lost.
                reason = _exit_reason(self._workers)
            if not reason:
                raise
            raise self._lost(reason.strip().splitlines()[-1]) from error

    def _lost(self, reason: str) -> ProcessLostError:
        logger.info("another process was lost: %s", reason, exc_info=True)
        with contextlib.suppress(RuntimeError):
            if self._store.check([_FAILURE_KEY]):
                report = json.loads(self._store.get(_FAILURE_KEY))
                if report["code"] in ERRORS:
                    return ProcessLostError(report["code"], **report["params"])
        return ProcessLostError("crew_lost", count=self.size, reason=reason)


def _exit_reason(workers: ProcessContext) -> str:
    """How a worker ended, with its traceback if it has one; "" where all are alive.

    The other workers are ended too.
    """
    try:
        workers.join(EXIT_WAIT_S)
    except ProcessException as error:
        return str(error)
    return ""


class _Losses(nn.Module):
    """A loss function and the networks it trains, as the one module that DDP takes."""

    def __init__(self, losses: LossFunction, networks: list[nn.Module]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)
        self._losses = losses

    def forward(self, *args: Any, **kwargs: Any) -> dict[str, Tensor]:
        return self._losses(*args, **kwargs)
