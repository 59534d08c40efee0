"""The processes of one training: one alone, or several with a device each, that learn together.

Rank 0 leads: it alone writes, measures, saves and takes commands. The others hear from it what to
do and take part in its steps. Each sees its part of a step's batch; gradients are added up, so that
together they learn what one process would from the whole batch. accelerate joins them, whether this
program started them or torch's own launcher did (``torchrun``, ``accelerate launch``).
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import torch
from torch import distributed, nn

from synctalk_engine.errors import DeviceError, SynctalkError
from synctalk_engine.protocol.messages import ERRORS
from synctalk_engine.training.distributed.shared_norm import share_norms

JOIN_TIMEOUT_S = 300.0
"""Within this time all processes must be there."""
SILENCE_TIMEOUT_S = 600.0
"""A process that hears nothing for this long believes the others gone."""
BEAT_INTERVAL_S = 5.0
_FAILURE_KEY = "synctalk/failure"
_FAILURE_WAIT_S = 2.0
_CONNECTION = re.compile(r"gloo|nccl|connection|socket|timed out|peer|store", re.IGNORECASE)

logger = logging.getLogger(__name__)


class CrewEnded(Exception):  # noqa: N818 - not an error: the leader is done, or gone
    """Nothing more will be heard from the leader."""


class CrewLostError(DeviceError):
    """Another process of the training ended; the weights are those of the last whole step."""


class Crew:
    """One process alone; what several do differently is in :class:`JointCrew`."""

    rank = 0
    size = 1

    @property
    def is_leader(self) -> bool:
        return self.rank == 0

    @property
    def part(self) -> tuple[int, int]:
        """Which part of a batch this process sees: its rank, and how many there are."""
        return self.rank, self.size

    def tell(self, value: Any) -> None:
        """Say something to all others."""

    def beat(self) -> None:
        """Let the others know that the leader is there; for waits and long work."""

    def sum_values(self, values: dict[str, float]) -> dict[str, float]:
        """Sums over all processes, by name."""
        return values

    def sum_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        """Add up the gradients of all processes."""

    def share_norms(self, network: nn.Module) -> None:
        """Let batch norms see the batches of all processes."""

    @contextlib.contextmanager
    def guarded(self) -> Iterator[None]:
        """Within it, a lost connection is :class:`CrewLostError`."""
        yield


class JointCrew(Crew):
    """One of several processes that have found each other.

    Args:
        device: what this process computes with; ``RANK``, ``WORLD_SIZE``, ``MASTER_ADDR`` and
            ``MASTER_PORT`` in the environment say who is who.
    Raises:
        CrewLostError: the others did not come within ``JOIN_TIMEOUT_S``.
    """

    def __init__(self, device: torch.device) -> None:
        from accelerate import PartialState

        self.device = device
        self.size = int(os.environ["WORLD_SIZE"])
        self.rank = int(os.environ["RANK"])
        if sys.platform == "win32":
            os.environ.setdefault("USE_LIBUV", "0")  # torch for Windows is built without it
        # Windows has no NCCL.
        kwargs = {"backend": "gloo"} if sys.platform == "win32" or device.type == "cpu" else {}
        with self.guarded():
            PartialState(
                cpu=device.type == "cpu", timeout=timedelta(seconds=JOIN_TIMEOUT_S), **kwargs
            )
            # Commands go by processor and network, whatever the GPUs are busy with, and a process
            # that has ended is noticed at once.
            silence = timedelta(seconds=SILENCE_TIMEOUT_S)
            self._control = distributed.new_group(backend="gloo", timeout=silence)
            self._work = distributed.new_group(timeout=silence)
            self._norms = distributed.new_group(timeout=silence)
        self._last_beat_s = time.monotonic()

    # -- what is said ---------------------------------------------------------------------------

    def tell(self, value: Any) -> None:
        self._send(("value", value))

    def hear(self) -> Any:
        """What the leader says next.

        Raises:
            CrewEnded: it is done, or gone.
        """
        while True:
            box: list[Any] = [None]
            try:
                distributed.broadcast_object_list(box, src=0, group=self._control)
            except RuntimeError as error:
                raise CrewEnded(str(error)) from error
            kind, value = box[0]
            if kind == "end":
                raise CrewEnded
            if kind == "value":
                return value

    def beat(self) -> None:
        if time.monotonic() - self._last_beat_s > BEAT_INTERVAL_S:
            self._send(("beat", None))

    def _send(self, message: tuple[str, Any]) -> None:
        with self.guarded():
            distributed.broadcast_object_list([message], src=0, group=self._control)
        self._last_beat_s = time.monotonic()

    # -- what is done together ------------------------------------------------------------------

    def sum_values(self, values: dict[str, float]) -> dict[str, float]:
        found: list[Any] = [None] * self.size
        with self.guarded():
            distributed.all_gather_object(found, values, group=self._control)
        names = list(dict.fromkeys(name for part in found for name in part))
        return {name: sum(part.get(name, 0.0) for part in found) for name in names}

    @torch.no_grad()
    def sum_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        learnt = [parameter for parameter in parameters if parameter.requires_grad]
        for parameter in learnt:
            if parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        flat = torch.cat([parameter.grad.reshape(-1) for parameter in learnt])
        with self.guarded():
            distributed.all_reduce(flat, group=self._work)
        parts = flat.split([parameter.numel() for parameter in learnt])
        for parameter, part in zip(learnt, parts, strict=True):
            parameter.grad.copy_(part.view(parameter.shape))

    def share_norms(self, network: nn.Module) -> None:
        share_norms(network, self.device, self._norms)

    # -- how it ends ----------------------------------------------------------------------------

    def leave(self) -> None:
        """Say that nothing more will come, and let go. Never raises."""
        from accelerate import PartialState

        with contextlib.suppress(Exception):
            if self.is_leader:
                distributed.broadcast_object_list([("end", None)], src=0, group=self._control)
        with contextlib.suppress(Exception):
            distributed.destroy_process_group()
        PartialState._reset_state()

    def report(self, error: BaseException) -> None:
        """Leave word of why this process ends, for the leader to say."""
        if isinstance(error, SynctalkError):
            word = {"code": error.code, "params": error.params}
        else:
            word = {"code": "", "params": {"reason": f"{type(error).__name__}: {error}"}}
        with contextlib.suppress(Exception):
            _store().set(_FAILURE_KEY, json.dumps(word))

    @contextlib.contextmanager
    def guarded(self) -> Iterator[None]:
        try:
            yield
        except RuntimeError as error:
            if not _CONNECTION.search(str(error)):
                raise
            logger.info("a connection was lost", exc_info=True)
            raise self._lost(error) from error

    def _lost(self, error: RuntimeError) -> CrewLostError:
        word = self._failure_word()
        code = word.get("code", "")
        if code in ERRORS:
            return CrewLostError(code, **word["params"])
        reason = word.get("params", {}).get("reason") or str(error).splitlines()[0]
        return CrewLostError("crew_lost", count=self.size, reason=reason)

    def _failure_word(self) -> dict[str, Any]:
        """What a process that ended left; {} where there is nothing."""
        deadline_s = time.monotonic() + _FAILURE_WAIT_S
        with contextlib.suppress(Exception):
            store = _store()
            while time.monotonic() < deadline_s:
                if store.check([_FAILURE_KEY]):
                    return json.loads(store.get(_FAILURE_KEY))
                time.sleep(0.1)
        return {}


def _store() -> Any:
    """The table of words that all processes share; torch has no public way to it."""
    return distributed.distributed_c10d._get_default_store()
