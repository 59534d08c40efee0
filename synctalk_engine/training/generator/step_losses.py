"""The losses of the steps since the last report."""

from __future__ import annotations

import math

from torch import Tensor

from synctalk_engine.errors import DeviceError
from synctalk_engine.training.generator.scalars import read_groups


class StepLosses:
    """Collects the losses of steps until they are reported.

    On a GPU they stay on the device for some steps, so that it does not wait for each step.
    """

    def __init__(self, peak_lr: float) -> None:
        self._peak_lr = peak_lr
        self._unread: dict[int, dict[str, Tensor]] = {}
        self._read: dict[str, list[float]] = {}

    def hold(self, step: int, values: dict[str, Tensor]) -> int:
        """Keep the losses of a step on the device; gives the number of steps that are held."""
        self._unread[step] = values
        return len(self._unread)

    def read(self) -> None:
        """Wait for the steps that are held.

        Raises:
            DeviceError: ``loss_not_finite``; the weights are of no use, what is saved is good.
        """
        unread, self._unread = self._unread, {}
        if not unread:
            return
        for step, values in zip(unread, read_groups(list(unread.values())), strict=True):
            gradient = values.pop("gradient", 0.0)
            self.add(step, values if math.isfinite(gradient) else {"gradient": gradient})

    def add(self, step: int, values: dict[str, float]) -> None:
        """Note the losses of a step.

        Raises:
            DeviceError: ``loss_not_finite``.
        """
        if not all(map(math.isfinite, values.values())):
            suggestion = f"{self._peak_lr / 4:.1e}"
            raise DeviceError("loss_not_finite", step=step, suggestion=suggestion)
        for name, value in values.items():
            self._read.setdefault(name, []).append(value)

    def take_means(self) -> dict[str, float]:
        """The means since the last time; empty if there was no step."""
        noted, self._read = self._read, {}
        return {name: round(sum(some) / len(some), 5) for name, some in noted.items()}
