"""Plays a video file inside the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from synctalk_gui.audio.multimedia import multimedia, release_player
from synctalk_gui.formats import time_code
from synctalk_gui.widgets.frame_view import FrameView
from synctalk_gui.widgets.seek_slider import SeekSlider
from synctalk_gui.widgets.transport_icons import transport_icon

_STEP_MS, _JUMP_MS = 1000, 5000


class VideoPlayer(QWidget):
    """A video with a bar below it: play, position, audio.

    Call ``load(path)``; ``failed`` is emitted if the file cannot be played. Keys: Space plays and
    pauses, Left and Right move by one second (Shift: five), Home and End, M mutes.
    """

    failed = Signal(str)
    """A sentence: the file cannot be played."""
    frame_shown = Signal()
    """A frame of the video was painted."""

    def __init__(self, parent: QWidget | None = None, view: FrameView | None = None) -> None:
        super().__init__(parent)
        self._player: Any = None
        self._sink: Any = None
        self._path: Path | None = None
        self.view = view or FrameView(empty_text=self.tr("Opening video…"))
        self.view.setAccessibleName(self.tr("Rendered video"))
        self.play_button = self._tool("play", self.tr("Play (Space)"))
        self.play_button.clicked.connect(self.toggle)
        self._slider = SeekSlider()
        self._slider.setAccessibleName(self.tr("Position"))
        self._slider.valueChanged.connect(self._on_slider_moved)
        self._time = QLabel(time_code(0))
        self._time.setProperty("role", "strong")
        self.audio_chip = QPushButton(self.tr("Audio"))
        self.audio_chip.setProperty("role", "chip")
        self.audio_chip.setCheckable(True)
        self.audio_chip.setChecked(True)
        self.audio_chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.audio_chip.setToolTip(self.tr("Play with audio (M)"))
        self.audio_chip.toggled.connect(self._on_audio_toggled)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.play_button, self._time, self._slider, self.audio_chip):
            row.addWidget(part, 1 if part is self._slider else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.view, 1)
        layout.addLayout(row)
        self.setFocusProxy(self.view)

    # -- public -------------------------------------------------------------------------------

    def load(self, path: Path) -> bool:
        """Show a video's first frame; returns False if this system cannot play videos."""
        media = multimedia()
        if media is None:
            return False
        self.unload()
        self._path = path
        self._player = player = media.QMediaPlayer(self)
        player.setAudioOutput(media.QAudioOutput(player))
        player.audioOutput().setMuted(not self.audio_chip.isChecked())
        self._sink = media.QVideoSink(player)
        self._sink.videoFrameChanged.connect(self._on_frame)
        player.setVideoSink(self._sink)
        player.positionChanged.connect(self._on_position)
        player.durationChanged.connect(self._on_duration)
        player.playbackStateChanged.connect(self._on_state)
        player.errorOccurred.connect(self._on_error)
        player.setSource(QUrl.fromLocalFile(str(path)))
        player.pause()  # shows the first frame
        return True

    @property
    def path(self) -> Path | None:
        """The open file."""
        return self._path

    def unload(self) -> None:
        """Release the file and the device."""
        if self._player is not None:
            self._player.setVideoSink(None)
            release_player(self._player)
            self._player = self._sink = None
        self._path = None
        self.view.set_image(None)
        self._slider.setRange(0, 0)

    def is_playing(self) -> bool:
        if self._player is None:
            return False
        return self._player.playbackState() == self._player.PlaybackState.PlayingState

    def position_ms(self) -> int:
        return 0 if self._player is None else int(self._player.position())

    def duration_ms(self) -> int:
        return 0 if self._player is None else int(self._player.duration())

    def play(self) -> None:
        if self._player is not None:
            self._player.play()

    def pause(self) -> None:
        if self.is_playing():
            self._player.pause()

    def toggle(self) -> None:
        self.pause() if self.is_playing() else self.play()

    def seek(self, position_ms: int) -> None:
        """Seek to a position, limited to the video's length."""
        if self._player is not None:
            self._player.setPosition(min(max(0, position_ms), self.duration_ms()))

    # -- inside -------------------------------------------------------------------------------

    def _tool(self, icon_name: str, tip: str) -> QPushButton:
        part = QPushButton()
        part.setProperty("role", "tool")
        part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        part.setIcon(transport_icon(icon_name))
        part.setToolTip(tip)
        part.setAccessibleName(tip)
        return part

    # -- slots --------------------------------------------------------------------------------

    def _on_frame(self, frame: Any) -> None:
        if frame.isValid() and self._player is not None:
            self.view.set_image(frame.toImage())
            self.frame_shown.emit()

    def _on_position(self, position_ms: int) -> None:
        self._slider.blockSignals(True)
        self._slider.setValue(int(position_ms))
        self._slider.blockSignals(False)
        self._time.setText(time_code(position_ms / 1000))

    def _on_duration(self, duration_ms: int) -> None:
        self._slider.setRange(0, int(duration_ms))
        self._slider.setPageStep(_STEP_MS)

    def _on_slider_moved(self, position_ms: int) -> None:
        self.seek(position_ms)

    def _on_state(self, _state: Any) -> None:
        is_playing = self.is_playing()
        tip = self.tr("Pause (Space)") if is_playing else self.tr("Play (Space)")
        self.play_button.setIcon(transport_icon("pause" if is_playing else "play"))
        self.play_button.setToolTip(tip)
        self.play_button.setAccessibleName(tip)

    def _on_error(self, _error: Any, reason: str) -> None:
        name = "" if self._path is None else self._path.name
        text = self.tr("Cannot play {file}: {reason}.")
        sentence = text.format(file=name, reason=reason.rstrip("."))
        self.view.set_image(None)
        self.view.set_empty_text(sentence)
        self.failed.emit(sentence)

    def _on_audio_toggled(self, is_on: bool) -> None:
        if self._player is not None:
            self._player.audioOutput().setMuted(not is_on)

    # -- overrides ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step_ms = _JUMP_MS if is_shift else _STEP_MS
        actions = {
            Qt.Key.Key_Space: (self.toggle,),
            Qt.Key.Key_Left: (self.seek, self.position_ms() - step_ms),
            Qt.Key.Key_Right: (self.seek, self.position_ms() + step_ms),
            Qt.Key.Key_Home: (self.seek, 0),
            Qt.Key.Key_End: (self.seek, self.duration_ms()),
            Qt.Key.Key_M: (self.audio_chip.toggle,),
        }
        action = actions.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            action[0](*action[1:])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pause()
