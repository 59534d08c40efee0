"""Checks each new video with ``synctalk doctor``, one at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_gui.engine.json_command import JsonCommand


class VideoChecks(QObject):
    """Runs the video checks of a workspace, one at a time."""

    checked = Signal(str, dict)
    """Project, and the report of ``doctor``; or ``{"error": {"code", "params", ...}}``."""
    changed = Signal()
    """Another video is being checked, or none."""

    def __init__(self, command: EngineCommand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._waiting: list[tuple[str, Path, Path | None, str | None]] = []
        self._asking: JsonCommand | None = None
        self._name = ""
        self._video_path = Path()
        self._is_closed = False

    def is_checking(self, name: str) -> bool:
        """Returns whether a project's video is being checked or waits for it."""
        return name == self._name or any(name == waiting[0] for waiting in self._waiting)

    def ask(
        self,
        name: str,
        video_path: Path,
        faces_dir: Path | None = None,
        face: str | None = None,
    ) -> None:
        """Queue a check; images of the people in the video are written to ``faces_dir``.

        Args:
            face: the person to look at; None: the one whom the video is about.
        """
        if not self._is_closed and not self.is_checking(name):
            self._waiting.append((name, video_path, faces_dir, face))
            self._next()

    def close(self) -> None:
        self._is_closed = True
        self._waiting.clear()
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _next(self) -> None:
        if self._asking is not None or not self._waiting:
            return
        self._name, self._video_path, faces_dir, face = self._waiting.pop(0)
        arguments = ["doctor", "--video_path", str(self._video_path), "--json"]
        if face is not None:
            arguments += ["--face", face]
        if faces_dir is not None and faces_dir.parent.is_dir():
            arguments += ["--thumbnail_dir", str(faces_dir)]
        self._asking = JsonCommand(self._command, arguments, parent=self)
        self._asking.finished.connect(self._on_finished)
        self._asking.start()
        self.changed.emit()

    def _on_finished(self, exit_code: int, values: list[Any]) -> None:
        name, self._name, self._asking = self._name, "", None
        last = values[-1] if values and isinstance(values[-1], dict) else {}
        if exit_code == 0 and "findings" in last:
            self.checked.emit(name, last)
        elif last.get("type") == "error":
            error = {key: last.get(key) for key in ("code", "params", "message", "hint")}
            self.checked.emit(name, {"error": error})
        # otherwise the engine could not run; preprocessing will report the error
        self._next()
        self.changed.emit()
