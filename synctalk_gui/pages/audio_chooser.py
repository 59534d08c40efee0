"""Chooses the audio files to render: dropped, chosen in a dialog, or recorded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import AUDIO_SUFFIXES, VIDEO_SUFFIXES
from synctalk_gui.audio.recorder import Microphone
from synctalk_gui.audio.speech_player import SpeechPlayer
from synctalk_gui.engine.waveforms import AudioOutline, Waveforms
from synctalk_gui.engine_texts import sentence_text
from synctalk_gui.formats import duration, play_time
from synctalk_gui.pages.speech_item import SpeechItem
from synctalk_gui.pages.speech_sources import SpeechSources
from synctalk_gui.widgets.labels import IconLabel, label
from synctalk_gui.widgets.style import set_property


class AudioChooser(QFrame):
    """Accepts audio files, or videos whose audio is used, and lists them with their waveforms.

    A file that was rendered stays until the next one is added.

    Args:
        waveforms: reads the files.
        command: speaks typed text.
    """

    file_chosen = Signal(object)
    """Path"""
    files_changed = Signal()
    """A file was added or removed, or turned out to be unusable."""
    edited = Signal()
    """The user added or removed a file."""
    refused = Signal(str)
    """A sentence: the recording failed, or a file cannot be played."""

    def __init__(
        self, waveforms: Waveforms, command: EngineCommand, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "dropBox")
        self.setAcceptDrops(True)
        self.rows: list[SpeechItem] = []
        self._waveforms = waveforms
        self._waveforms.found.connect(self._on_outline_found)
        self._waveforms.failed.connect(self._on_outline_failed)
        self.player = SpeechPlayer(self)
        self.player.position_changed.connect(self._on_position_changed)
        self.player.playing_changed.connect(self._on_playing_changed)
        self.player.failed.connect(self.refused)
        self.sources = SpeechSources(command, self.choose)
        self.sources.made.connect(self._take)
        self.sources.refused.connect(self.refused)
        self.sources.recording_changed.connect(self._on_recording_changed)
        self._build()
        self.set_path(None)

    def _build(self) -> None:
        self._name = label("", "strong", wrap=True)
        self._note = label("", "mute", wrap=True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._note)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(IconLabel("sound", "accent", 28))
        row.addLayout(texts, 1)
        self._row_column = QVBoxLayout()
        self._row_column.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(10)
        column.addLayout(row)
        column.addLayout(self._row_column)
        column.addWidget(self.sources)

    # -- public -------------------------------------------------------------------------------

    @property
    def paths(self) -> list[Path]:
        """The files that can be rendered, as far as known."""
        return [row.path for row in self.rows if not row.problem]

    @property
    def path(self) -> Path | None:
        """The first file that can be rendered."""
        return next(iter(self.paths), None)

    @property
    def problem(self) -> str:
        """Why the first file cannot be rendered; empty if it can, or without a file."""
        return next((row.problem for row in self.rows if row.problem), "")

    def set_path(self, path: Path | None) -> None:
        """Use one file, or none."""
        self.set_paths([] if path is None else [path])

    def set_paths(self, paths: Sequence[Path]) -> None:
        """Use these files and no others."""
        for row in list(self.rows):
            if row.path not in paths:
                self._remove(row)
        self.add(paths)

    def add(self, paths: Sequence[Path]) -> None:
        """Add files; those that were rendered already are removed."""
        known = {row.path for row in self.rows}
        new = [path for path in dict.fromkeys(paths) if path not in known]
        if new:
            for row in [row for row in self.rows if row.is_used]:
                self._remove(row)
        for path in new:
            self._add_row(path)
        self._show_summary()
        self.files_changed.emit()

    def mark_used(self) -> None:
        """The files were given to renders."""
        for row in self.rows:
            row.is_used = True

    def set_folder(self, folder: Path) -> None:
        """Set the folder of recordings and spoken texts; a recording ends."""
        self.sources.set_folder(folder)

    def record(self, microphone: Microphone) -> None:
        """Start recording, until the button is pressed or the page is left."""
        self.sources.record(microphone)

    def choose(self) -> None:
        """Ask for files."""
        patterns = " ".join(f"*{suffix}" for suffix in (*AUDIO_SUFFIXES, *VIDEO_SUFFIXES))
        chosen, _filter = QFileDialog.getOpenFileNames(
            self,
            self.tr("Choose audio"),
            "" if self.path is None else str(self.path.parent),
            self.tr("Audio and video ({patterns});;All files (*)").format(patterns=patterns),
        )
        for path in chosen:
            self._take(Path(path))

    # -- inside -------------------------------------------------------------------------------

    def _take(self, path: Path) -> None:
        self.add([path])
        self.file_chosen.emit(path)
        self.edited.emit()

    def _add_row(self, path: Path) -> None:
        row = SpeechItem(path)
        row.listen_clicked.connect(self.player.toggle)
        row.seek_requested.connect(self.player.seek)
        row.remove_clicked.connect(self._on_remove_clicked)
        self.rows.append(row)
        self._row_column.addWidget(row)
        self._waveforms.ask(path)

    def _remove(self, row: SpeechItem) -> None:
        if self.player.path == row.path:
            self.player.close()
        self.rows.remove(row)
        self._row_column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _row_of(self, path: Path) -> SpeechItem | None:
        return next((row for row in self.rows if row.path == path), None)

    def _show_summary(self) -> None:
        """Show what can be dropped here, or the number of files and their length."""
        if self.sources.recorder.is_recording:
            self._name.setText(self.tr("Recording…"))
            self._note.setText(duration(self.sources.recorder.seconds))
            return
        if not self.rows:
            self._name.setText(self.tr("Drop audio here"))
            self._note.setText(self.tr("Audio files with speech, or videos"))
            return
        count = len(self.rows)
        text = self.tr("One audio file") if count == 1 else self.tr("{n} audio files")
        self._name.setText(text.format(n=count))
        lengths_s = [row.outline.duration_s for row in self.rows if row.outline is not None]
        note = self.tr("Drop more to render several")
        if lengths_s:
            note = f"{play_time(sum(lengths_s))} · {note}"
        self._note.setText(note)

    # -- slots --------------------------------------------------------------------------------

    def _on_recording_changed(self) -> None:
        if self.sources.recorder.is_recording and self.player.path is not None:
            self.player.close()
        self._show_summary()

    def _on_remove_clicked(self, path: Path) -> None:
        row = self._row_of(path)
        if row is not None:
            self._remove(row)
            self._show_summary()
            self.files_changed.emit()
            self.edited.emit()

    def _on_outline_found(self, path: Path, outline: AudioOutline) -> None:
        row = self._row_of(path)
        if row is not None:
            row.set_outline(outline)
            self._show_summary()

    def _on_outline_failed(self, path: Path, code: str, params: dict) -> None:
        row = self._row_of(path)
        if row is not None:
            # its folder would not fit beside the name that is shown anyway
            row.set_problem(sentence_text(code, {**params, "path": path.name}))
            self.files_changed.emit()

    def _on_position_changed(self, path: Path, fraction: float) -> None:
        row = self._row_of(path)
        if row is not None:
            row.waveform.set_played(fraction)

    def _on_playing_changed(self, path: Path | None) -> None:
        for row in self.rows:
            row.set_playing(row.path == path)

    # -- overrides ----------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop listening when the page is left."""
        super().hideEvent(event)
        self.player.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _speech_files(event):
            set_property(self, "lit", "yes")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_property(self, "lit", "")
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        set_property(self, "lit", "")
        if paths := _speech_files(event):
            event.acceptProposedAction()
            for path in paths:
                self._take(path)


def _speech_files(event: QDropEvent) -> list[Path]:
    """Returns the dropped files if all of them may have speech."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    suffixes = (*AUDIO_SUFFIXES, *VIDEO_SUFFIXES)
    return paths if all(path.suffix.lower() in suffixes for path in paths) else []
