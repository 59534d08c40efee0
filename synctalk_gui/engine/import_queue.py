"""Imports datasets, checkpoints and exports: ``synctalk import``, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_gui.engine.json_command import JsonCommand
from synctalk_gui.import_sources import ImportSource


@dataclass(frozen=True)
class ImportTask:
    """One call of the engine."""

    source: ImportSource
    name: str
    """Name of the project."""
    link: bool = False
    feature_kind: str = ""
    """Chosen by the user if the file does not tell it."""


class ImportQueue(QObject):
    """Runs import tasks one at a time; ``close()`` cancels the running one."""

    changed = Signal()
    """Another task runs, or none, or its progress changed."""
    imported = Signal(object)
    """ImportTask that succeeded."""
    failed = Signal(object, str, dict)
    """ImportTask, error code and parameters; an empty code if the engine reported none."""

    def __init__(
        self, workspace: Workspace, command: EngineCommand, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._command = command
        self._waiting: list[ImportTask] = []
        self._task: ImportTask | None = None
        self._process: JsonCommand | None = None
        self._is_closed = False
        self.fraction_done: float | None = None
        """Progress of the running task, 0..1; None while it is unknown."""

    def names(self) -> list[str]:
        """Returns the projects that are being imported or wait."""
        running = [] if self._task is None else [self._task.name]
        return running + [task.name for task in self._waiting]

    def running(self) -> ImportTask | None:
        return self._task

    def add(self, task: ImportTask) -> None:
        if not self._is_closed:
            self._waiting.append(task)
            self._next()

    def cancel(self) -> None:
        """Cancel the running task and drop those that wait."""
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
        self.fraction_done = None
        folder = self._workspace.root
        folder.mkdir(parents=True, exist_ok=True)
        self._process = JsonCommand(self._command, _arguments(self._task), str(folder), self)
        self._process.progressed.connect(self._on_progressed)
        self._process.finished.connect(self._on_finished)
        self._process.start()
        self.changed.emit()

    def _on_progressed(self, done_bytes: float, total_bytes: float) -> None:
        if total_bytes > 0:
            self.fraction_done = min(1.0, done_bytes / total_bytes)
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
