"""Reads the length and the outline of audio files with ``synctalk waveform``, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_gui.engine.json_command import JsonCommand


@dataclass(frozen=True)
class AudioOutline:
    """The length and the outline of an audio file."""

    duration_s: float
    peaks: tuple[float, ...]
    """0..1, the largest sample of equal parts of the file."""


class Waveforms(QObject):
    """Asks the engine, which decodes as rendering does."""

    found = Signal(object, object)
    """Path, AudioOutline"""
    failed = Signal(object, str, dict)
    """Path, error code and parameters: the file has no audio, or cannot be read."""

    def __init__(self, command: EngineCommand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._waiting: list[Path] = []
        self._path: Path | None = None
        self._asking: JsonCommand | None = None

    def ask(self, path: Path) -> None:
        if path != self._path and path not in self._waiting:
            self._waiting.append(path)
            self._next()

    def close(self) -> None:
        self._waiting.clear()
        if self._asking is not None:
            self._asking.cancel()
            self._asking = self._path = None

    def _next(self) -> None:
        if self._asking is not None or not self._waiting:
            return
        self._path = self._waiting.pop(0)
        arguments = ["waveform", "--audio_path", str(self._path), "--json"]
        self._asking = JsonCommand(self._command, arguments, parent=self)
        self._asking.finished.connect(self._on_finished)
        self._asking.start()

    def _on_finished(self, exit_code: int, values: list[Any]) -> None:
        path, self._path, self._asking = self._path, None, None
        last = values[-1] if values and isinstance(values[-1], dict) else {}
        if exit_code == 0 and isinstance(last.get("peaks"), list):
            outline = AudioOutline(float(last["duration_s"]), tuple(map(float, last["peaks"])))
            self.found.emit(path, outline)
        elif last.get("type") == "error" and isinstance(last.get("params"), dict):
            self.failed.emit(path, str(last.get("code")), last["params"])
        # otherwise the engine could not run; rendering will report the error
        self._next()
