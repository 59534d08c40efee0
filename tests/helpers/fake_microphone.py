"""A microphone with samples from a test."""

from __future__ import annotations

from PySide6.QtCore import QIODevice


class FakeDevice(QIODevice):
    """What a microphone hands on, in pieces of any length."""

    def __init__(self) -> None:
        super().__init__()
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)
        self._data = b""

    def capture(self, data: bytes) -> None:
        self._data += data
        self.readyRead.emit()

    def bytesAvailable(self) -> int:
        return len(self._data) + super().bytesAvailable()

    def readData(self, most: int) -> bytes:
        piece, self._data = self._data[:most], self._data[most:]
        return piece

    def writeData(self, _data, _length) -> int:
        return -1


class FakeMicrophone:
    rate_hz = 8000

    def __init__(self, opens: bool = True) -> None:
        self.device = FakeDevice()
        self.opens = opens
        self.stopped = 0

    def start(self):
        return self.device if self.opens else None

    def stop(self) -> None:
        self.stopped += 1
