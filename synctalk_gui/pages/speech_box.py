"""Where the new speech comes from: dropped here, or chosen in a dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from synctalk_engine.workspace.layout import VIDEO_SUFFIXES
from synctalk_gui.texts import megabytes
from synctalk_gui.widgets.common import ElidedLabel, IconLabel, button, label, set_property

AUDIO_SUFFIXES = (".wav", ".mp3", ".m4a", ".aac", ".flac", ".ogg", ".opus", ".wma", ".aiff")


class SpeechBox(QFrame):
    """Takes one file with speech: sound, or a video whose sound is used."""

    file_chosen = Signal(object)
    """Path"""

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
        self.choose_button = button(self.tr("Choose …"), self.choose)
        column.addLayout(row)
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_path(None)

    @property
    def path(self) -> Path | None:
        return self._path

    def set_path(self, path: Path | None) -> None:
        """Use a file, or none."""
        self._path = path
        if path is None:
            self._name.setText(self.tr("Drop speech here"))
            self._note.setText(self.tr("A sound file, or a video whose sound is used."))
            return
        self._name.setText(path.name)
        self._note.setText(_size_text(path))

    def choose(self) -> None:
        """Ask for a file."""
        patterns = " ".join(f"*{suffix}" for suffix in (*AUDIO_SUFFIXES, *VIDEO_SUFFIXES))
        chosen, _filter = QFileDialog.getOpenFileName(
            self,
            self.tr("Choose speech"),
            "" if self._path is None else str(self._path.parent),
            self.tr("Sound and video ({patterns});;All files (*)").format(patterns=patterns),
        )
        if chosen:
            self._take(Path(chosen))

    def _take(self, path: Path) -> None:
        self.set_path(path)
        self.file_chosen.emit(path)

    # -- overrides ----------------------------------------------------------------------------

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
