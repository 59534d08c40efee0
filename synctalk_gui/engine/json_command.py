"""A short engine command whose answer is JSON: devices, doctor, models."""

from __future__ import annotations

import json
import logging
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from synctalk_engine.protocol.events import ProgressEvent, parse_message
from synctalk_engine.workspace.engine_process import EngineCommand

logger = logging.getLogger(__name__)

_END_WAIT_MS = 2000


class JsonCommand(QObject):
    """Runs one command without blocking; deletes itself after ``finished``."""

    finished = Signal(int, list)
    """Exit code (-1: it could not be started or crashed), and the JSON values it printed."""
    progressed = Signal(float, float)
    """Bytes done and bytes in all; the second is 0 while it is not known."""

    def __init__(
        self,
        command: EngineCommand,
        arguments: list[str],
        working_dir: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        program, *rest = command.line(*arguments)
        self._process = QProcess(self)
        environment = QProcessEnvironment()
        for key, value in command.full_environment().items():
            environment.insert(key, value)
        self._process.setProcessEnvironment(environment)
        self._process.setProgram(program)
        self._process.setArguments(rest)
        if working_dir:
            self._process.setWorkingDirectory(working_dir)
        self._process.setStandardInputFile(QProcess.nullDevice())
        self._output = b""
        self._read_end = 0
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._is_finished = False

    def start(self) -> None:
        self._process.start()

    def cancel(self) -> None:
        """End the process; ``finished`` is not emitted."""
        self._is_finished = True
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(_END_WAIT_MS)
        self.deleteLater()

    def _on_output(self) -> None:
        self._output += bytes(self._process.readAllStandardOutput().data())
        end = self._output.rfind(b"\n") + 1
        lines, self._read_end = self._output[self._read_end : end], end
        latest = parse_message(lines.splitlines()[-1]) if lines and not self._is_finished else None
        if isinstance(latest, ProgressEvent):
            self.progressed.emit(float(latest.done), float(latest.total or 0))

    def _on_finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()
        errors = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        if errors.strip():
            logger.info("%s: %s", self._process.arguments(), errors.strip())
        has_crashed = status != QProcess.ExitStatus.NormalExit
        self._finish(-1 if has_crashed else exit_code, _json_values(self._output))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._finish(-1, [])

    def _finish(self, exit_code: int, values: list[Any]) -> None:
        if not self._is_finished:
            self._is_finished = True
            self.finished.emit(exit_code, values)
            self.deleteLater()


def _json_values(output: bytes) -> list[Any]:
    """Returns the JSON values in the output: one per line, or one that spans all lines."""
    text = output.decode("utf-8", "replace")
    try:
        return [json.loads(text)]
    except ValueError:
        pass
    values = []
    for line in text.splitlines():
        try:
            values.append(json.loads(line))
        except ValueError:
            continue
    return values
