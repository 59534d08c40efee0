"""Updates the devices' free memory, from the system and from NVIDIA's driver.

The engine lists the devices once; asking it every two seconds would start a process each time.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

import psutil
from PySide6.QtCore import QObject, QTimer

from synctalk_gui.engine.background import Background
from synctalk_gui.engine.devices import Device, DeviceList

logger = logging.getLogger(__name__)

INTERVAL_MS = 2000
_MB = 1 << 20
_SYSTEM_MEMORY = frozenset({"cpu", "mps"})
"""Apple GPUs share the system memory."""


class MemoryWatch(QObject):
    """Updates the memory of a :class:`DeviceList`."""

    def __init__(self, devices: DeviceList, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._devices, self._background = devices, background
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.look)

    def set_watching(self, is_watching: bool) -> None:
        """Update every two seconds, or stop (while the window is hidden)."""
        if is_watching and not self._timer.isActive():
            self._timer.start()
            self.look()
        elif not is_watching:
            self._timer.stop()

    def look(self) -> None:
        """Update once, in the background."""
        devices = self._devices.devices
        if devices and not self._is_looking:
            self._is_looking = True
            self._background.run(partial(with_fresh_memory, devices), self._on_looked)

    def _on_looked(self, devices: list[Device]) -> None:
        self._is_looking = False
        if [device.id for device in devices] == [device.id for device in self._devices.devices]:
            self._devices.set_devices(devices)


def with_fresh_memory(devices: list[Device]) -> list[Device]:
    """Returns the devices with their current free memory; unchanged where it is unknown."""
    free_mb = psutil.virtual_memory().available // _MB
    gpus_mb = _gpu_memory_mb() if any(device.uuid for device in devices) else {}
    fresh = []
    for device in devices:
        free = device.memory_free_mb
        if device.uuid:
            free = gpus_mb.get(device.uuid, free)
        elif device.id in _SYSTEM_MEMORY:
            free = min(free_mb, device.memory_total_mb)
        fresh.append(replace(device, memory_free_mb=float(free)))
    return fresh


def _gpu_memory_mb() -> dict[str, int]:
    """Returns the free memory of each GPU by UUID; empty without NVIDIA's driver."""
    try:
        import pynvml

        pynvml.nvmlInit()
    except Exception as error:  # no driver, or no NVML library
        logger.debug("no NVIDIA driver: %s", error)
        return {}
    found = {}
    try:
        for number in range(pynvml.nvmlDeviceGetCount()):
            handle = pynvml.nvmlDeviceGetHandleByIndex(number)
            uuid = pynvml.nvmlDeviceGetUUID(handle)
            key = uuid if isinstance(uuid, str) else uuid.decode()
            found[key] = int(pynvml.nvmlDeviceGetMemoryInfo(handle).free) // _MB
    except pynvml.NVMLError as error:
        logger.debug("a GPU does not answer: %s", error)
    finally:
        pynvml.nvmlShutdown()
    return found
