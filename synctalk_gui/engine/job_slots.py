"""Which device a waiting job may start on: one job on each GPU, on a processor as many as set."""

from __future__ import annotations

from collections import Counter

from synctalk_gui.engine.devices import AUTO, Device, DeviceList

CPU = "cpu"
MAX_WORKERS = 16


class JobSlots:
    """The places for jobs that run at the same time.

    Args:
        workers: how many in all; None: one on each device.
        taken: ids of the devices of the running jobs, one for each job.
    """

    def __init__(self, devices: DeviceList, workers: int | None, taken: list[str]) -> None:
        self._devices, self._workers = devices, workers
        self._taken = Counter(taken)

    def find(self, device_id: str) -> str | None:
        """The device that a job for ``device_id`` can start on now; None: it has to wait."""
        if self._workers is not None and self._taken.total() >= self._workers:
            return None
        return next((one for one in self._fitting(device_id) if self._has_room(one)), None)

    def take(self, device_id: str) -> None:
        """A job has started there."""
        self._taken[device_id] += 1

    def _fitting(self, device_id: str) -> list[str]:
        """Where the job may run; an automatic one on every GPU, without a GPU on the processor."""
        if device_id == AUTO:
            found = self._devices.devices
            return [one.id for one in found if is_gpu(one)] or [one.id for one in found] or [AUTO]
        device = self._devices.get(device_id)
        return [AUTO if device is None else device.id]

    def _has_room(self, device_id: str) -> bool:
        """A training locks its GPU; a processor, or a device that is not known yet, is shared."""
        device = self._devices.get(device_id)
        is_shared = device is None or not is_gpu(device)
        room = (self._workers or 1) if is_shared else 1
        return self._taken[device_id] < room


def is_gpu(device: Device) -> bool:
    return device.id != CPU
