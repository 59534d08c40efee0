"""Records a microphone to a WAV file."""

from __future__ import annotations

import array
import logging
import time
import wave
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QIODevice, QObject, Signal

from synctalk_engine.workspace.atomic import PARTIAL_SUFFIX, replace, user_error
from synctalk_gui.audio.multimedia import multimedia
from synctalk_gui.engine_texts import error_text

logger = logging.getLogger(__name__)

RATE_HZ = 48_000
MAX_DURATION_S = 30 * 60
_SAMPLE_BYTES = 2
_FULL_SCALE = 32768.0


class Microphone(Protocol):
    """A source of int16 mono samples at ``rate_hz``."""

    rate_hz: int

    def start(self) -> QIODevice | None:
        """Returns the device to read from, or None if it could not be opened."""
        ...

    def stop(self) -> None: ...


class QtMicrophone:
    """The system's default microphone."""

    def __init__(self) -> None:
        media: Any = multimedia()
        device = media.QMediaDevices.defaultAudioInput()
        wanted = media.QAudioFormat()
        wanted.setSampleRate(RATE_HZ)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(media.QAudioFormat.SampleFormat.Int16)
        if not device.isFormatSupported(wanted):
            wanted.setSampleRate(device.preferredFormat().sampleRate())
        self.rate_hz = int(wanted.sampleRate())
        self._source = media.QAudioSource(device, wanted)

    def start(self) -> QIODevice | None:
        return self._source.start()

    def stop(self) -> None:
        self._source.stop()


class Recorder(QObject):
    """Writes a microphone's samples to a file, which gets its name when it is complete."""

    level_changed = Signal(float)
    """Peak of the latest samples, 0..1."""
    finished = Signal(object)
    """Path of the recording."""
    failed = Signal(str)
    """A sentence: the recording failed or could not be written."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._microphone: Microphone | None = None
        self._device: QIODevice | None = None
        self._file: wave.Wave_write | None = None
        self._path = self._partial = Path()
        self._samples = 0
        self._incomplete = b""

    @property
    def is_recording(self) -> bool:
        return self._file is not None

    @property
    def seconds(self) -> float:
        """Length of the recording so far."""
        rate_hz = 1 if self._microphone is None else self._microphone.rate_hz
        return self._samples / rate_hz

    def start(self, folder: Path, microphone: Microphone) -> None:
        """Start a recording in ``folder``, named after the current time."""
        if self.is_recording:
            return
        self._path = folder / time.strftime("recording %Y-%m-%d %H-%M-%S.wav")
        self._partial = self._path.with_name(self._path.name + PARTIAL_SUFFIX)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = wave.open(str(self._partial), "wb")  # noqa: SIM115 - closed in stop
            self._file.setnchannels(1)
            self._file.setsampwidth(_SAMPLE_BYTES)
            self._file.setframerate(microphone.rate_hz)
        except OSError as error:
            self._report_failure(folder, error)
            return
        self._microphone, self._samples, self._incomplete = microphone, 0, b""
        self._device = microphone.start()
        if self._device is None:
            self._discard_partial()
            self.failed.emit(
                self.tr("The microphone could not be opened. Check that access is allowed.")
            )
            return
        self._device.readyRead.connect(self._on_ready_read)

    def stop(self) -> None:
        """Stop, and emit ``finished`` with the path."""
        if self._file is None:
            return
        self._on_ready_read()
        if self._file is None:  # the last samples did not fit on the disk
            return
        self._close_microphone()
        try:
            self._file.close()
            self._file = None
            if self._samples == 0:
                self._partial.unlink(missing_ok=True)
                self.failed.emit(
                    self.tr("No audio was recorded. Check that the microphone is on and allowed.")
                )
                return
            replace(self._partial, self._path)
        except OSError as error:
            self._file = None
            self._report_failure(self._path, error)
            return
        self.finished.emit(self._path)

    def discard(self) -> None:
        """Stop and delete the recording."""
        if self._file is not None:
            self._discard_partial()

    # -- inside -------------------------------------------------------------------------------

    def _close_microphone(self) -> None:
        if self._device is not None:
            self._device.readyRead.disconnect(self._on_ready_read)
            self._device = None
        if self._microphone is not None:
            self._microphone.stop()

    def _discard_partial(self) -> None:
        self._close_microphone()
        try:
            if self._file is not None:
                self._file.close()
            self._partial.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("%s: %s", self._partial, error)
        self._file = None

    def _report_failure(self, path: Path, error: OSError) -> None:
        self._discard_partial()
        self.failed.emit(error_text(user_error(error, path)))

    def _on_ready_read(self) -> None:
        if self._device is None or self._file is None:
            return
        data = self._incomplete + bytes(self._device.readAll().data())
        complete_bytes = len(data) - len(data) % _SAMPLE_BYTES
        data, self._incomplete = data[:complete_bytes], data[complete_bytes:]
        if not data:
            return
        try:
            self._file.writeframesraw(data)
        except OSError as error:
            self._report_failure(self._path, error)
            return
        self._samples += len(data) // _SAMPLE_BYTES
        values = array.array("h", data)
        self.level_changed.emit(max(map(abs, (min(values), max(values)))) / _FULL_SCALE)
        if self.seconds >= MAX_DURATION_S:
            self.stop()
