"""The dialog in which a text is typed and spoken by a voice of this computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from synctalk_engine.errors import StorageError
from synctalk_engine.workspace.atomic import atomic_file
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.project_names import name_from_file, unique_name
from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.engine.text_speaker import SpeakingVoice, TextSpeaker
from synctalk_gui.engine_texts import error_text, hint_text, sentence_text
from synctalk_gui.widgets.labels import label
from synctalk_gui.widgets.style import set_property

_TEXT_PX = 120
_NAME_WORDS, _NAME_LETTERS = 5, 40


class TextToSpeechDialog(Dialog):
    """Asks for a text and a voice, and writes the speech into a folder.

    Args:
        folder: for the WAV file, and the text beside it; created when needed.
    """

    spoken = Signal(object)
    """Path of the WAV file."""

    def __init__(self, folder: Path, command: EngineCommand, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Type text"), self.tr("What should be said?"))
        self._folder = folder
        self._text_path: Path | None = None
        self._voices: list[SpeakingVoice] = []
        self._speaker = TextSpeaker(command, self)
        self._speaker.voices_found.connect(self._on_voices_found)
        self._speaker.spoken.connect(self._on_spoken)
        self._speaker.failed.connect(self._on_failed)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(_TEXT_PX)
        self.text.setAccessibleName(self.tr("Text"))
        self.text.setPlaceholderText(self.tr("English or Japanese"))
        self.text.textChanged.connect(self._show_state)
        self.voice = QComboBox()
        self.voice.setAccessibleName(self.tr("Voice"))
        self.voice.setPlaceholderText(self.tr("Looking for voices…"))
        self.voice.setCurrentIndex(-1)
        self.voice.currentIndexChanged.connect(self._show_licence)
        self.licence = label("", "mute", wrap=True)
        self.problem = label("", "mute", wrap=True)
        self.problem.hide()
        self.content.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Voice"), "mute"))
        row.addWidget(self.voice, 1)
        self.content.addLayout(row)
        self.content.addWidget(self.licence)
        self.content.addWidget(self.problem)
        self.add_button(self.tr("Cancel"), self.reject)
        self.action_button = self.add_button(self.tr("Create speech"), self._on_create, "primary")
        self.finished.connect(self._speaker.close)
        self.text.setFocus()
        self._speaker.find_voices()
        self._show_state()

    # -- slots --------------------------------------------------------------------------------

    def _on_voices_found(self, voices: list[SpeakingVoice]) -> None:
        self._voices = voices
        for voice in voices:
            self.voice.addItem(self._voice_text(voice), voice.id)
        self.voice.setCurrentIndex(0)
        self._show_state()

    def _on_create(self) -> None:
        text = self.text.toPlainText().strip()
        try:
            self._text_path = text_path = self._write_text(text)
        except StorageError as error:
            self._show_problem(error_text(error))
            return
        self.problem.hide()
        output = text_path.with_suffix(".wav")
        self._speaker.speak(text_path, self.voice.currentData(), output)
        self._show_state()

    def _on_spoken(self, path: Path) -> None:
        self.accept()
        self.spoken.emit(path)

    def _on_failed(self, code: str, params: dict) -> None:
        if self._text_path is not None:  # the next try writes it again
            self._text_path.unlink(missing_ok=True)
        if not self._voices:
            self.voice.setPlaceholderText(self.tr("No voices"))
        if code:
            self._show_problem(f"{sentence_text(code, params)} {hint_text(code, params)}")
        else:
            self._show_problem(self.tr("The speech could not be created. See the program's log."))
        self._show_state()
        self.text.setFocus()

    # -- inside -------------------------------------------------------------------------------

    def _voice_text(self, voice: SpeakingVoice) -> str:
        """Returns “Alpha · Japanese, female”; what is unknown is left out."""
        languages = {
            "Japanese": self.tr("Japanese"),
            "American English": self.tr("American English"),
            "British English": self.tr("British English"),
            "Chinese": self.tr("Chinese"),
        }
        kinds = {"woman": self.tr("female"), "man": self.tr("male")}
        about = [languages.get(voice.language, voice.language), kinds.get(voice.speaker, "")]
        known = ", ".join(part for part in about if part)
        return f"{voice.name} · {known}" if known else voice.name

    def _write_text(self, text: str) -> Path:
        """Keep the text beside the speech, named by its first words."""
        words = " ".join(text.split()[:_NAME_WORDS])[:_NAME_LETTERS]
        taken = {path.stem for path in self._folder.glob("*")}
        path = self._folder / f"{unique_name(name_from_file(words), taken)}.txt"
        with atomic_file(path) as file:
            file.write(text.encode("utf-8"))
        return path

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        set_property(self.problem, "tone", "err")
        self.problem.show()

    def _show_licence(self) -> None:
        row = self.voice.currentIndex()
        if 0 <= row < len(self._voices):
            voice = self._voices[row]
            licence = self.tr("Licence: {n}").format(n=voice.licence)
            is_japanese = voice.language == "Japanese"
            accent = self.tr("Speaks English with an accent.") if is_japanese else ""
            self.licence.setText(" ".join(filter(None, (accent, licence))))

    def _show_state(self) -> None:
        is_busy = self._speaker.is_busy
        is_speaking = is_busy and bool(self._voices)
        self.text.setReadOnly(is_speaking)
        has_words = any(letter.isalnum() for letter in self.text.toPlainText())
        self.action_button.setEnabled(bool(self._voices) and has_words and not is_busy)
        working = self.tr("Creating speech…") if is_speaking else self.tr("Create speech")
        self.action_button.setText(working)
