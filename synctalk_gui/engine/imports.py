"""Taking in what others prepared or trained: ``synctalk import``, one after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from synctalk_engine.workspace.layout import Workspace
from synctalk_gui.engine.one_shot import OneShot
from synctalk_gui.engine.process import EngineCommand
from synctalk_gui.importing import Source


@dataclass(frozen=True)
class ImportTask:
    """One call of the engine."""

    source: Source
    name: str
    """The project that it becomes."""
    link: bool = False
    feature_kind: str = ""
    """Said by the user where the file does not say it."""


class ImportQueue(QObject):
    """Asks the engine to take things in, one at a time; ``close()`` ends the one at work."""

    changed = Signal()
    """Another one is at work, or none, or it got further."""
    imported = Signal(object)
    """ImportTask: it is in."""
    failed = Signal(object, str, dict)
    """ImportTask, code and parameters of why not; an empty code where the engine did not say."""

    def __init__(
        self, workspace: Workspace, command: EngineCommand, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._command = command
        self._waiting: list[ImportTask] = []
        self._task: ImportTask | None = None
        self._process: OneShot | None = None
        self._is_closed = False
        self.share_done: float | None = None
        """0..1 of the one at work."""

    def names(self) -> list[str]:
        """Projects that are coming in."""
        at_work = [] if self._task is None else [self._task.name]
        return at_work + [task.name for task in self._waiting]

    def at_work(self) -> ImportTask | None:
        return self._task

    def add(self, task: ImportTask) -> None:
        if not self._is_closed:
            self._waiting.append(task)
            self._next()

    def cancel(self) -> None:
        """End what is at work, and drop what waits; nothing half is left behind."""
        self._waiting.clear()
        if self._process is not None:
            self._process.cancel()
            self._process = self._task = None
        self.changed.emit()

    def close(self) -> None:
        self._is_closed = True
        self.cancel()

    def _next(self) -> None:
        if self._process is not None or not self._waiting:
            return
        self._task = self._waiting.pop(0)
        self.share_done = None
        folder = self._workspace.root
        folder.mkdir(parents=True, exist_ok=True)
        self._process = OneShot(self._command, _arguments(self._task), str(folder), self)
        self._process.progressed.connect(self._on_progressed)
        self._process.finished.connect(self._on_finished)
        self._process.start()
        self.changed.emit()

    def _on_progressed(self, done_bytes: float, total_bytes: float) -> None:
        if total_bytes > 0:
            self.share_done = min(1.0, done_bytes / total_bytes)
            self.changed.emit()

    def _on_finished(self, exit_code: int, values: list[Any]) -> None:
        task, self._task, self._process = self._task, None, None
        if task is not None:
            if exit_code == 0:
                self.imported.emit(task)
            else:
                last = values[-1] if values and isinstance(values[-1], dict) else {}
                params = last.get("params")
                code = str(last.get("code") or "")
                self.failed.emit(task, code, params if isinstance(params, dict) else {})
        self._next()
        self.changed.emit()


def _arguments(task: ImportTask) -> list[str]:
    arguments = ["import", str(task.source.path), "--name", task.name, "--json"]
    if task.link:
        arguments.append("--link")
    if task.feature_kind:
        arguments += ["--asr", task.feature_kind]
    return arguments
