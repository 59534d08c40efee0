"""Chooses the audio to render: dropped, chosen in a dialog, or recorded."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from synctalk_engine.workspace.layout import AUDIO_SUFFIXES, VIDEO_SUFFIXES
from synctalk_gui.audio.multimedia import why_no_recording
from synctalk_gui.audio.recorder import Microphone, QtMicrophone, Recorder
from synctalk_gui.formats import duration, megabytes
from synctalk_gui.widgets.buttons import button, icon_button
from synctalk_gui.widgets.labels import ElidedLabel, IconLabel, label
from synctalk_gui.widgets.style import set_property


class AudioChooser(QFrame):
    """Accepts one file: audio, or a video whose audio is used."""

    file_chosen = Signal(object)
    """Path"""
    refused = Signal(str)
    """A sentence: the recording failed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "dropBox")
        self.setAcceptDrops(True)
        self._path: Path | None = None
        self._name = ElidedLabel(role="strong", mode=Qt.TextElideMode.ElideMiddle)
        self._note = label("", "mute", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 14, 14)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(IconLabel("sound", "accent", 28))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._note)
        row.addLayout(texts, 1)
        self.choose_button = button(self.tr("Choose…"), self.choose)
        self.record_button = icon_button(self.tr("Record"), self._on_record, "microphone")
        self._level = QProgressBar()
        self._level.setRange(0, 100)
        self._level.setTextVisible(False)
        self._level.setAccessibleName(self.tr("Recording level"))
        self._level.hide()
        self._folder = Path()
        self.recorder = Recorder(self)
        self.recorder.level_changed.connect(self._on_level)
        self.recorder.finished.connect(self._on_recorded)
        self.recorder.failed.connect(self._on_record_failed)
        column.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.record_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._level)
        self.set_path(None)

    @property
    def path(self) -> Path | None:
        return self._path

    def set_path(self, path: Path | None) -> None:
        """Use a file, or none."""
        self._path = path
        if path is None:
            self._name.setText(self.tr("Drop audio here"))
            self._note.setText(self.tr("An audio file with speech, or a video"))
            return
        self._name.setText(path.name)
        self._note.setText(_size_text(path))

    def set_folder(self, folder: Path) -> None:
        """Set the folder of recordings; it is created when needed."""
        self._folder = folder

    def record(self, microphone: Microphone) -> None:
        """Start recording, until the button is pressed or the page is left."""
        self.recorder.start(self._folder, microphone)
        self._show_recording()

    def choose(self) -> None:
        """Ask for a file."""
        patterns = " ".join(f"*{suffix}" for suffix in (*AUDIO_SUFFIXES, *VIDEO_SUFFIXES))
        chosen, _filter = QFileDialog.getOpenFileName(
            self,
            self.tr("Choose audio"),
            "" if self._path is None else str(self._path.parent),
            self.tr("Audio and video ({patterns});;All files (*)").format(patterns=patterns),
        )
        if chosen:
            self._take(Path(chosen))

    def _take(self, path: Path) -> None:
        self.set_path(path)
        self.file_chosen.emit(path)

    def _show_recording(self) -> None:
        is_on = self.recorder.is_recording
        self.record_button.setText(self.tr("Stop recording") if is_on else self.tr("Record"))
        self.record_button.set_icon_name("stop" if is_on else "microphone")
        self.choose_button.setEnabled(not is_on)
        self._level.setVisible(is_on)
        if is_on:
            self._name.setText(self.tr("Recording…"))
            self._note.setText(duration(0))

    # -- slots --------------------------------------------------------------------------------

    def _on_record(self) -> None:
        if self.recorder.is_recording:
            self.recorder.stop()
            return
        reason = why_no_recording()
        if reason:
            self._on_record_failed(reason)
        else:
            self.record(QtMicrophone())

    def _on_level(self, peak: float) -> None:
        self._level.setValue(round(100 * peak))
        self._note.setText(duration(self.recorder.seconds))

    def _on_recorded(self, path: Path) -> None:
        self._show_recording()
        self._take(path)

    def _on_record_failed(self, sentence: str) -> None:
        self._show_recording()
        self.set_path(self._path)
        self.refused.emit(sentence)

    # -- overrides ----------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop recording when the page is left; the recording is saved."""
        super().hideEvent(event)
        self.recorder.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _speech_file(event) is not None:
            set_property(self, "lit", "yes")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_property(self, "lit", "")
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        set_property(self, "lit", "")
        path = _speech_file(event)
        if path is not None:
            event.acceptProposedAction()
            self._take(path)


def _speech_file(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    if len(paths) == 1 and paths[0].suffix.lower() in (*AUDIO_SUFFIXES, *VIDEO_SUFFIXES):
        return paths[0]
    return None


def _size_text(path: Path) -> str:
    try:
        return megabytes(path.stat().st_size / 2**20)
    except OSError:
        return ""
