"""Speaks a typed text with the engine, so that it can be heard before it is rendered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_gui.engine.json_command import JsonCommand


@dataclass(frozen=True)
class SpeakingVoice:
    """A voice that is installed."""

    id: str
    speaker: str
    """``woman`` or ``man``."""
    licence: str
    name: str
    """As a person reads it: ``Alpha``."""
    language: str
    """English name of the voice's own language; empty where it is unknown."""


class TextSpeaker(QObject):
    """Lists the voices, then speaks; one command at a time."""

    voices_found = Signal(list)
    """of SpeakingVoice"""
    spoken = Signal(object)
    """Path of the WAV file."""
    failed = Signal(str, dict)
    """Error code and parameters; the code is empty where the engine could not run."""

    def __init__(self, command: EngineCommand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._asking: JsonCommand | None = None
        self._output = Path()

    @property
    def is_busy(self) -> bool:
        return self._asking is not None

    def find_voices(self) -> None:
        self._ask(["render", "--list_voices", "--json"], self._on_voices)

    def speak(self, text_path: Path, voice_id: str, output: Path) -> None:
        """Speak a text file into a WAV file."""
        self._output = output
        files = ["--text_file", str(text_path), "--output", str(output)]
        self._ask(["speak", *files, "--voice", voice_id, "--json"], self._on_spoken)

    def close(self) -> None:
        """End what is under way."""
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _ask(self, arguments: list[str], answer: Callable[[int, list[Any]], None]) -> None:
        self.close()
        self._asking = JsonCommand(self._command, arguments, parent=self)
        self._asking.finished.connect(answer)
        self._asking.start()

    def _on_voices(self, exit_code: int, values: list[Any]) -> None:
        self._asking = None
        rows = values[0] if values and isinstance(values[0], list) else values
        voices = [
            SpeakingVoice(
                str(row["id"]),
                str(row.get("speaker", "")),
                str(row.get("licence", "")),
                str(row.get("name") or row["id"]),
                str(row.get("language", "")),
            )
            for row in rows
            if isinstance(row, dict) and row.get("type") == "voice"
        ]
        if exit_code == 0 and voices:
            self.voices_found.emit(voices)
        else:
            self._fail(values)

    def _on_spoken(self, exit_code: int, values: list[Any]) -> None:
        self._asking = None
        if exit_code == 0:
            self.spoken.emit(self._output)
        else:
            self._fail(values)

    def _fail(self, values: list[Any]) -> None:
        last = values[-1] if values and isinstance(values[-1], dict) else {}
        params = last.get("params")
        is_error = last.get("type") == "error" and isinstance(params, dict)
        self.failed.emit(str(last["code"]) if is_error else "", params if is_error else {})
