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
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import AUDIO_SUFFIXES, VIDEO_SUFFIXES
from synctalk_gui.audio.multimedia import ask_for_microphone, why_no_recording
from synctalk_gui.audio.recorder import Microphone, QtMicrophone, Recorder
from synctalk_gui.audio.speech_player import SpeechPlayer
from synctalk_gui.dialogs.text_to_speech import TextToSpeechDialog
from synctalk_gui.engine.waveforms import AudioOutline, Waveforms
from synctalk_gui.engine_texts import sentence_text
from synctalk_gui.formats import duration, play_time
from synctalk_gui.pages.speech_item import SpeechItem
from synctalk_gui.widgets.buttons import button, icon_button
from synctalk_gui.widgets.flow_layout import flow_widget
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
        self._folder = Path()
        self._waveforms = waveforms
        self._command = command
        self._waveforms.found.connect(self._on_outline_found)
        self._waveforms.failed.connect(self._on_outline_failed)
        self.player = SpeechPlayer(self)
        self.player.position_changed.connect(self._on_position_changed)
        self.player.playing_changed.connect(self._on_playing_changed)
        self.player.failed.connect(self.refused)
        self.recorder = Recorder(self)
        self.recorder.level_changed.connect(self._on_level)
        self.recorder.finished.connect(self._on_recorded)
        self.recorder.failed.connect(self._on_record_failed)
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
        self.choose_button = button(self.tr("Choose…"), self.choose)
        self.record_button = icon_button(self.tr("Record"), self._on_record, "microphone")
        self._level = QProgressBar()
        self._level.setRange(0, 100)
        self._level.setTextVisible(False)
        self._level.setAccessibleName(self.tr("Recording level"))
        self._level.hide()
        self.text_button = button(self.tr("Type text…"), self.type_text)
        button_row, buttons = flow_widget(6)
        for part in (self.choose_button, self.record_button, self.text_button):
            buttons.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(10)
        column.addLayout(row)
        column.addLayout(self._row_column)
        column.addWidget(button_row)
        column.addWidget(self._level)

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
        """Set the folder of recordings; it is created when needed. A recording ends."""
        if folder != self._folder:
            self.recorder.stop()
        self._folder = folder

    def record(self, microphone: Microphone) -> None:
        """Start recording, until the button is pressed or the page is left."""
        self.player.close()
        self.recorder.start(self._folder, microphone)
        self._show_recording()

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

    def type_text(self) -> None:
        """Ask for a text that a voice of this computer speaks."""
        dialog = TextToSpeechDialog(self._folder, self._command, self.window())
        dialog.spoken.connect(self._take)
        dialog.open()

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

    def _show_recording(self) -> None:
        is_on = self.recorder.is_recording
        self.record_button.setText(self.tr("Stop recording") if is_on else self.tr("Record"))
        self.record_button.set_icon_name("stop" if is_on else "microphone")
        self.choose_button.setEnabled(not is_on)
        self.text_button.setEnabled(not is_on)
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
            ask_for_microphone(self, self._on_microphone_answered)

    def _on_microphone_answered(self, is_allowed: bool) -> None:
        if is_allowed:
            self.record(QtMicrophone())
        else:
            self._on_record_failed(
                self.tr(
                    "The microphone is not allowed. Allow it for SyncTalk Studio in the system's "
                    "privacy settings."
                )
            )

    def _on_level(self, peak: float) -> None:
        self._level.setValue(round(100 * peak))
        self._note.setText(duration(self.recorder.seconds))

    def _on_recorded(self, path: Path) -> None:
        self._show_recording()
        self._take(path)

    def _on_record_failed(self, sentence: str) -> None:
        self._show_recording()
        self._show_summary()
        self.refused.emit(sentence)

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
        """Stop listening and recording when the page is left; the recording is saved."""
        super().hideEvent(event)
        self.recorder.stop()
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
