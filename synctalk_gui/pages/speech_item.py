"""One speech to render: its waveform, its length, a listen button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from synctalk_gui.engine.waveforms import AudioOutline
from synctalk_gui.formats import play_time
from synctalk_gui.widgets.buttons import IconButton, button
from synctalk_gui.widgets.labels import ElidedLabel, label
from synctalk_gui.widgets.waveform_view import WaveformView


class SpeechItem(QFrame):
    """Shows an audio file, or why it cannot be rendered."""

    listen_clicked = Signal(object)
    """Path"""
    seek_requested = Signal(object, float)
    """Path, 0..1 of its length"""
    remove_clicked = Signal(object)
    """Path"""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.is_used = False
        """Whether it was given to a render already."""
        self.outline: AudioOutline | None = None
        self.problem = ""
        """Why it cannot be rendered; empty if it can, or if that is not known yet."""
        self.listen_button = IconButton("", "play")
        self.listen_button.setProperty("role", "tool")
        self.listen_button.clicked.connect(self._on_listen)
        self._name = ElidedLabel(path.name, "strong", Qt.TextElideMode.ElideMiddle)
        self._duration = label("", "mute")
        tip = self.tr("Remove {file}").format(file=path.name)
        self.remove_button = button("", self._on_remove, "tool", "close", tip)
        self.waveform = WaveformView()
        self.waveform.seek_requested.connect(self._on_seek)
        self._problem_label = label("", "mute", wrap=True)
        self._problem_label.setProperty("tone", "err")
        self._problem_label.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.listen_button)
        row.addWidget(self._name, 1)
        row.addWidget(self._duration)
        row.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.waveform)
        column.addWidget(self._problem_label)
        self.set_playing(False)

    @property
    def duration_text(self) -> str:
        return self._duration.text()

    def set_outline(self, outline: AudioOutline) -> None:
        self.outline = outline
        self._duration.setText(play_time(outline.duration_s))
        self.waveform.set_peaks(outline.peaks)

    def set_problem(self, sentence: str) -> None:
        """Say why the file cannot be rendered."""
        self.problem = sentence
        self._problem_label.setText(sentence)
        self._problem_label.setVisible(bool(sentence))
        self.waveform.setVisible(not sentence)
        self.listen_button.setEnabled(not sentence)

    def set_playing(self, is_playing: bool) -> None:
        self.listen_button.set_icon_name("pause" if is_playing else "play")
        text = self.tr("Pause {file}") if is_playing else self.tr("Listen to {file}")
        tip = text.format(file=self.path.name)
        self.listen_button.setToolTip(tip)
        self.listen_button.setAccessibleName(tip)

    # -- slots --------------------------------------------------------------------------------

    def _on_listen(self) -> None:
        self.listen_clicked.emit(self.path)

    def _on_seek(self, fraction: float) -> None:
        self.seek_requested.emit(self.path, fraction)

    def _on_remove(self) -> None:
        self.remove_clicked.emit(self.path)
