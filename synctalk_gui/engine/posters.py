"""Makes a poster of each new video: one frame as an image, in about a second."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_gui.engine.json_command import JsonCommand


class Posters(QObject):
    """Runs ``poster`` for one video at a time, beside the video checks."""

    written = Signal(str, dict)
    """Project, and its poster: ``video`` (its path) and ``time_s`` of the frame."""

    failed = Signal(str)
    """Project: no frame of its video could be read."""

    def __init__(self, command: EngineCommand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._waiting: list[tuple[str, Path, Path]] = []
        self._asked: set[tuple[Path, Path]] = set()
        self._asking: JsonCommand | None = None
        self._name = ""
        self._video_path = Path()

    def ask(self, name: str, video_path: Path, output: Path) -> None:
        """Queue a poster; it is made once."""
        if (video_path, output) not in self._asked:
            self._asked.add((video_path, output))
            self._waiting.append((name, video_path, output))
            self._next()

    def close(self) -> None:
        self._waiting.clear()
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _next(self) -> None:
        if self._asking is not None or not self._waiting:
            return
        self._name, self._video_path, output = self._waiting.pop(0)
        arguments = ["poster", "--video_path", str(self._video_path), "--output", str(output)]
        arguments.append("--json")
        self._asking = JsonCommand(self._command, arguments, parent=self)
        self._asking.finished.connect(self._on_finished)
        self._asking.start()

    def _on_finished(self, exit_code: int, values: list[Any]) -> None:
        self._asking = None
        last = values[-1] if values and isinstance(values[-1], dict) else {}
        if exit_code == 0 and last.get("type") == "result":
            poster = {"video": str(self._video_path), "time_s": last.get("time_s", 0.0)}
            self.written.emit(self._name, poster)
        else:  # the video check reports what is wrong with the file
            self.failed.emit(self._name)
        self._next()
