"""Plays an audio file, or the audio of a video: to listen before rendering."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal

from synctalk_gui.audio.multimedia import multimedia, release_player, why_no_playback


class SpeechPlayer(QObject):
    """Plays one file at a time."""

    position_changed = Signal(object, float)
    """Path, and how much of it has been played, 0..1."""
    playing_changed = Signal(object)
    """Path of the file that is playing now, or None."""
    failed = Signal(str)
    """A sentence: the file cannot be played here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player: Any = None
        self._path: Path | None = None

    @property
    def path(self) -> Path | None:
        """The open file."""
        return self._path

    @property
    def playing_path(self) -> Path | None:
        player = self._player
        is_on = player is not None and player.playbackState() == player.PlaybackState.PlayingState
        return self._path if is_on else None

    def toggle(self, path: Path) -> None:
        """Play a file from where it was paused, or pause it."""
        if self.playing_path == path:
            self._player.pause()
        elif self._open(path):
            self._player.play()

    def seek(self, path: Path, fraction: float) -> None:
        """Play a file from a position, 0..1."""
        if self._open(path):
            self._player.setPosition(round(fraction * self._player.duration()))
            self._player.play()

    def close(self) -> None:
        """Stop and release the file and the device."""
        if self._player is not None:
            release_player(self._player)
            self._player = self._path = None
            self.playing_changed.emit(None)

    def _open(self, path: Path) -> bool:
        if path == self._path:
            return True
        self.close()
        if reason := why_no_playback():
            self.failed.emit(reason)
            return False
        media: Any = multimedia()
        self._path = path
        self._player = player = media.QMediaPlayer(self)
        player.setAudioOutput(media.QAudioOutput(player))
        player.positionChanged.connect(self._on_position)
        player.playbackStateChanged.connect(self._on_state)
        player.errorOccurred.connect(self._on_error)
        player.setSource(QUrl.fromLocalFile(str(path)))
        return True

    def _on_position(self, position_ms: int) -> None:
        if self._player is not None and (duration_ms := self._player.duration()) > 0:
            self.position_changed.emit(self._path, min(1.0, position_ms / duration_ms))

    def _on_state(self, _state: Any) -> None:
        self.playing_changed.emit(self.playing_path)

    def _on_error(self, _error: Any, reason: str) -> None:
        name = "" if self._path is None else self._path.name
        text = self.tr("Cannot play {file}: {reason}.")
        self.failed.emit(text.format(file=name, reason=reason.rstrip(".")))
