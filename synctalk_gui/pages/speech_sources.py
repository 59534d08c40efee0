"""Where a speech comes from: a file, the microphone, or a text that a voice speaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_gui.audio.multimedia import ask_for_microphone, why_no_recording
from synctalk_gui.audio.recorder import Microphone, QtMicrophone, Recorder
from synctalk_gui.dialogs.text_to_speech import TextToSpeechDialog
from synctalk_gui.widgets.buttons import button, icon_button
from synctalk_gui.widgets.flow_layout import flow_widget, follow_width


class SpeechSources(QWidget):
    """The buttons “Choose…”, “Record” and “Type text…”, and the level of a recording.

    A recording ends, and is kept, when the buttons are hidden or disabled.

    Args:
        command: speaks typed text.
        choose: asks for files; it is called by “Choose…”.
        is_small: show small buttons, for a row of a form.
    """

    made = Signal(object)
    """Path of a recording, or of a typed text that was spoken."""
    recording_changed = Signal()
    """A recording began, went on or ended."""
    refused = Signal(str)
    """A sentence: the recording failed."""

    def __init__(
        self,
        command: EngineCommand,
        choose: Callable[[], None],
        is_small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._folder = Path()
        self.recorder = Recorder(self)
        self.recorder.level_changed.connect(self._on_level)
        self.recorder.finished.connect(self._on_recorded)
        self.recorder.failed.connect(self._on_failed)
        self.choose_button = button(self.tr("Choose…"), choose)
        self.record_button = icon_button("", self._on_record, "microphone")
        self.text_button = button(self.tr("Type text…"), self.type_text)
        for part in self._buttons() if is_small else ():
            part.setProperty("role", "chip")
        self.level = QProgressBar()
        self._build()
        self._show_recording()

    def _build(self) -> None:
        self.level.setRange(0, 100)
        self.level.setTextVisible(False)
        self.level.setAccessibleName(self.tr("Recording level"))
        row, buttons = flow_widget(6)
        for part in self._buttons():
            buttons.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(row)
        column.addWidget(self.level)
        follow_width(self)

    # -- public -------------------------------------------------------------------------------

    def set_folder(self, folder: Path) -> None:
        """Set the folder of recordings; it is created when needed. A recording ends."""
        if folder != self._folder:
            self.recorder.stop()
        self._folder = folder

    def record(self, microphone: Microphone) -> None:
        """Start recording, until the button is pressed or the page is left."""
        self.recorder.start(self._folder, microphone)
        self._show_recording()

    def type_text(self) -> None:
        """Ask for a text that a voice of this computer speaks."""
        dialog = TextToSpeechDialog(self._folder, self._command, self.window())
        dialog.spoken.connect(self.made)
        dialog.open()

    # -- inside -------------------------------------------------------------------------------

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.choose_button, self.record_button, self.text_button

    def _show_recording(self) -> None:
        is_on = self.recorder.is_recording
        self.record_button.setText(self.tr("Stop recording") if is_on else self.tr("Record"))
        self.record_button.set_icon_name("stop" if is_on else "microphone")
        self.choose_button.setEnabled(not is_on)
        self.text_button.setEnabled(not is_on)
        self.level.setVisible(is_on)
        self.recording_changed.emit()

    def _on_record(self) -> None:
        if self.recorder.is_recording:
            self.recorder.stop()
            return
        reason = why_no_recording()
        if reason:
            self._on_failed(reason)
        else:
            ask_for_microphone(self, self._on_microphone_answered)

    def _on_microphone_answered(self, is_allowed: bool) -> None:
        if is_allowed:
            self.record(QtMicrophone())
        else:
            self._on_failed(
                self.tr(
                    "The microphone is not allowed. Allow it for SyncTalk Studio in the system's "
                    "privacy settings."
                )
            )

    def _on_level(self, peak: float) -> None:
        self.level.setValue(round(100 * peak))
        self.recording_changed.emit()

    def _on_recorded(self, path: Path) -> None:
        self._show_recording()
        self.made.emit(path)

    def _on_failed(self, sentence: str) -> None:
        self._show_recording()
        self.refused.emit(sentence)

    # -- overrides ----------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.recorder.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self.recorder.stop()
