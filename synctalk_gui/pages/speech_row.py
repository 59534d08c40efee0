"""The speech that an avatar is to say, chosen before there is a model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import AUDIO_SUFFIXES
from synctalk_gui.formats import duration
from synctalk_gui.pages.speech_sources import SpeechSources
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import ElidedLabel


class SpeechRow(QWidget):
    """The names of the chosen files with a button that removes them.

    ``sources`` has the buttons that choose, record and type them; the form places it.

    Args:
        command: speaks typed text.
    """

    chosen = Signal(list)
    """Paths of the audio files that replace those before; empty: none."""

    def __init__(self, command: EngineCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: tuple[Path, ...] = ()
        self._names = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._remove = button("✕", self._on_remove, "tool", tip=self.tr("Remove the speech"))
        self._remove.setAccessibleName(self.tr("Remove the speech"))
        self.sources = SpeechSources(command, self.choose, is_small=True)
        self.sources.made.connect(lambda path: self.chosen.emit([path]))
        self.sources.recording_changed.connect(self._show_names)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._names, 1)
        row.addWidget(self._remove)
        self.show_paths(())

    def show_paths(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)
        self._remove.setVisible(bool(paths))
        self._show_names()

    def _show_names(self) -> None:
        """Show the chosen files, or how long a recording is so far."""
        recorder = self.sources.recorder
        if recorder.is_recording:
            self._names.setText(
                self.tr("Recording… {time}").format(time=duration(recorder.seconds))
            )
            return
        names = ", ".join(path.name for path in self._paths)
        self._names.setText(names or self.tr("none yet"))
        if not names:
            self._names.setToolTip(self.tr("Drop an audio file: what the avatar is to say"))

    def text(self) -> str:
        return self._names.full_text()

    def choose(self) -> None:
        """Ask for audio files."""
        patterns = " ".join(f"*{suffix}" for suffix in AUDIO_SUFFIXES)
        text = self.tr("Audio ({patterns});;All files (*)").format(patterns=patterns)
        folder = str(self._paths[0].parent) if self._paths else ""
        paths, _filter = QFileDialog.getOpenFileNames(self, self.tr("Choose speech"), folder, text)
        if paths:
            self.chosen.emit([Path(path) for path in paths])

    def _on_remove(self) -> None:
        self.chosen.emit([])
