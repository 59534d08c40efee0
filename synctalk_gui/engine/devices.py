"""The machine's devices, as listed by an engine process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_gui.engine.json_command import JsonCommand

AUTO = "auto"


@dataclass(frozen=True)
class Device:
    """One row of ``synctalk devices --json``."""

    id: str
    name: str
    memory_total_mb: float
    memory_free_mb: float
    uuid: str | None = None


class DeviceList(QObject):
    """The machine's devices, best first; empty until the first answer."""

    changed = Signal()

    def __init__(self, command: EngineCommand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._asking: JsonCommand | None = None
        self._is_closed = False
        self.devices: list[Device] = []

    def refresh(self) -> None:
        """Query the devices again, unless a query is running."""
        if self._asking is not None or self._is_closed:
            return
        self._asking = JsonCommand(self._command, ["devices", "--json"], parent=self)
        self._asking.finished.connect(self._on_answer)
        self._asking.start()

    def get(self, device_id: str) -> Device | None:
        """Returns a device by id; the best one for ``auto``."""
        if device_id == AUTO:
            return self.devices[0] if self.devices else None
        return next((device for device in self.devices if device.id == device_id), None)

    def set_devices(self, devices: list[Device]) -> None:
        """Replace the devices, if they differ."""
        if devices and devices != self.devices:
            self.devices = devices
            self.changed.emit()

    def close(self) -> None:
        self._is_closed = True
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _on_answer(self, exit_code: int, values: list[Any]) -> None:
        self._asking = None
        rows = values[0] if exit_code == 0 and values and isinstance(values[0], list) else []
        devices = [device for row in rows if (device := _device(row)) is not None]
        self.set_devices(devices)


def _device(row: Any) -> Device | None:
    try:
        return Device(
            id=str(row["id"]),
            name=str(row["name"]),
            memory_total_mb=float(row["memory_total_mb"]),
            memory_free_mb=float(row["memory_free_mb"]),
            uuid=row.get("uuid"),
        )
    except (KeyError, TypeError, ValueError):
        return None
