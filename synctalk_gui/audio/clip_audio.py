"""Plays a clip's audio in sync with its frames."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QPushButton

from synctalk_gui.audio.multimedia import multimedia, release_player, why_no_playback
from synctalk_gui.widgets.transport import Transport

_MOST_APART_MS = 120
"""If audio and frames drift further apart, the audio is moved."""


class ClipAudio(QObject):
    """Follows a transport: the frames set the time, the audio follows.

    A chip turns the audio on and off; its tooltip says why there is none.
    """

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport)
        self._transport = transport
        self._path: Path | None = None
        self._player = None
        self.chip: QPushButton = transport.add_chip(self.tr("Audio"), self.tr("Play with audio"))
        self.chip.toggled.connect(self._on_toggled)
        self.chip.setEnabled(False)
        transport.playing_changed.connect(self._on_playing_changed)
        transport.position_changed.connect(self._on_position_changed)

    def set_path(self, path: Path | None) -> None:
        """Set the audio file of the frames; None if there is none."""
        if path == self._path:
            return
        self._path = path
        self._stop()
        self.chip.setEnabled(path is not None)
        self.chip.setToolTip(
            self.tr("Play with audio") if path is not None else self.tr("The clip has no audio")
        )

    @property
    def is_heard(self) -> bool:
        """Whether audio is playing now."""
        media = multimedia() if self._player is not None else None
        return (
            media is not None
            and self._player.playbackState() == media.QMediaPlayer.PlaybackState.PlayingState
        )

    def position_ms(self) -> int:
        return 0 if self._player is None else int(self._player.position())

    # -- inside -------------------------------------------------------------------------------

    def _start(self) -> None:
        if self._path is None or not self.chip.isChecked():
            return
        if self._player is None:
            media = multimedia()
            if media is None:
                return
            self._player = media.QMediaPlayer(self)
            self._player.setAudioOutput(media.QAudioOutput(self._player))
            self._player.setSource(QUrl.fromLocalFile(str(self._path)))
        self._player.setPlaybackRate(self._transport.speed)
        self._player.setPosition(self._wanted_ms())
        self._player.play()

    def _stop(self) -> None:
        """Release the device and the file."""
        if self._player is not None:
            release_player(self._player)
            self._player = None

    def _wanted_ms(self) -> int:
        return round(self._transport.time_s * 1000)

    # -- slots --------------------------------------------------------------------------------

    def _on_toggled(self, is_on: bool) -> None:
        reason = why_no_playback() if is_on else ""
        if reason:
            self.chip.setChecked(False)
            self.chip.setEnabled(False)
            self.chip.setToolTip(reason)
            self.chip.setAccessibleDescription(reason)
        elif is_on and self._transport.is_playing():
            self._start()
        elif not is_on:
            self._stop()

    def _on_playing_changed(self, is_playing: bool) -> None:
        if is_playing:
            self._start()
        elif self._player is not None:
            self._player.pause()

    def _on_position_changed(self, _place: int) -> None:
        if self._player is None or not self._transport.is_playing():
            return
        self._player.setPlaybackRate(self._transport.speed)
        if abs(self._player.position() - self._wanted_ms()) > _MOST_APART_MS:
            self._player.setPosition(self._wanted_ms())
