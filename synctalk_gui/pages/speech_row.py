"""The speech that an avatar is to say, chosen before there is a model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from synctalk_engine.workspace.layout import AUDIO_SUFFIXES
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import ElidedLabel
from synctalk_gui.widgets.split_row import SplitRow

_LEAST_NAMES_PX = 60
"""With less room beside the buttons, the names have a line of their own."""


class SpeechRow(QWidget):
    """The names of the chosen files, and buttons to choose and to remove them."""

    chosen = Signal(list)
    """Paths of the audio files that replace those before; empty: none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: tuple[Path, ...] = ()
        self._names = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._remove = button("✕", self._on_remove, "tool", tip=self.tr("Remove the speech"))
        self._remove.setAccessibleName(self.tr("Remove the speech"))
        self._choose = button(self.tr("Choose…"), self.choose)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(self._remove)
        row.addWidget(self._choose)
        SplitRow(self._names, buttons, self, _LEAST_NAMES_PX)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_paths(())

    def show_paths(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)
        names = ", ".join(path.name for path in paths)
        self._names.setText(names or self.tr("none"))
        if not names:
            self._names.setToolTip(self.tr("Drop an audio file: what the avatar is to say"))
        self._remove.setVisible(bool(paths))

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
