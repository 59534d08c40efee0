"""Where the audio of a live stream comes from: a microphone, a file, or raw samples on a pipe."""

from __future__ import annotations

import importlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np

from synctalk_engine.errors import LiveError, SynctalkError
from synctalk_engine.live.audio_queue import LIVE_RATE_HZ, AudioQueue
from synctalk_engine.live.extras import SOUND, require_packages
from synctalk_engine.media.container import check_file
from synctalk_engine.media.decode_audio import AudioDecoder
from synctalk_engine.media.pcm_file import FULL_SCALE

MICROPHONE, PIPE = "mic", "-"
BLOCK_SAMPLES = LIVE_RATE_HZ // 100
JITTER_SAMPLES = LIVE_RATE_HZ // 50
"""A microphone's blocks come so much earlier or later."""
MOST_WAITING_SAMPLES = LIVE_RATE_HZ // 5
"""A microphone's audio that waits longer than this is dropped: latency does not grow."""
PIPE_BYTES = 1920


class LiveAudio(Protocol):
    """A source that fills a queue."""

    queue: AudioQueue

    def start(self) -> None:
        """Begin; audio that comes earlier is not kept."""
        ...

    def close(self) -> None:
        """Stop it and wait for its thread."""
        ...


class MicrophoneAudio:
    """The default microphone, or the first whose name contains ``name``.

    Raises:
        LiveError: ``live_packages_missing``, ``microphone_missing``, ``microphone_unusable``.
    """

    def __init__(self, name: str = "") -> None:
        self.queue = AudioQueue(JITTER_SAMPLES, MOST_WAITING_SAMPLES)
        self._library = _sound_library()
        device = self._find(name)
        try:
            self._stream = self._library.InputStream(
                LIVE_RATE_HZ, BLOCK_SAMPLES, device, 1, "float32", callback=self._take
            )
        except self._library.PortAudioError as error:
            raise _unusable(name, error) from error

    def start(self) -> None:
        """Begin to record."""
        try:
            self._stream.start()
        except self._library.PortAudioError as error:
            raise _unusable("", error) from error

    def close(self) -> None:
        """Close the device."""
        self._stream.close(ignore_errors=True)

    def _take(self, block: np.ndarray, *_: object) -> None:
        self.queue.put(block[:, 0].copy())

    def _find(self, name: str) -> int | None:
        devices = self._library.query_devices()
        inputs = [
            (number, device["name"])
            for number, device in enumerate(devices)
            if device["max_input_channels"] > 0
        ]
        if not inputs:
            raise LiveError("microphone_missing")
        if not name:
            return None
        for number, found in inputs:
            if name.casefold() in found.casefold():
                return number
        names = ", ".join(found for _, found in inputs)
        raise LiveError("microphone_unknown", name=name, names=names)


def _sound_library() -> Any:
    require_packages(SOUND)
    try:
        return importlib.import_module(SOUND)
    except OSError as error:  # on Linux PortAudio is a package of the system
        raise LiveError("microphone_library_missing", library="PortAudio") from error


def _unusable(name: str, error: Exception) -> LiveError:
    reason = str(error).split(" [")[0]
    return LiveError("microphone_unusable", name=name or "default", reason=reason)


class _ThreadedAudio:
    """A source that is read in a thread, no faster than it is taken."""

    def __init__(self, takes_waiting: bool = False) -> None:
        self.queue = AudioQueue(takes_waiting=takes_waiting)
        self._thread = threading.Thread(target=self._work, name="live-audio", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def close(self) -> None:
        """Stop reading. A pipe that says nothing is left to its thread."""
        self.queue.close()
        if self._thread.ident is not None:
            self._thread.join(1.0)

    def _work(self) -> None:
        try:
            for samples in self._blocks():
                if not self.queue.put_waiting(samples):
                    return
        except (SynctalkError, OSError) as error:
            self.queue.end(error)
        else:
            self.queue.end()

    def _blocks(self) -> Iterator[np.ndarray]:
        """float32 mono at 48 kHz."""
        raise NotImplementedError


class FileAudio(_ThreadedAudio):
    """The audio of any file.

    Raises:
        MediaError: as ``AudioDecoder``.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(takes_waiting=True)
        check_file(path)
        self._decoder = AudioDecoder(path)

    def close(self) -> None:
        super().close()
        self._decoder.close()

    def _blocks(self) -> Iterator[np.ndarray]:
        resample = Resampler(self._decoder.rate_hz)
        for block in self._decoder.blocks():
            yield resample(block.mean(axis=0))
        yield resample.finish()


class PipeAudio(_ThreadedAudio):
    """Raw samples: mono, 16 bit, little endian.

    Args:
        pipe: read to its end. rate_hz: of the samples.
    """

    def __init__(self, pipe: BinaryIO, rate_hz: int) -> None:
        super().__init__()
        self._pipe, self._rate_hz = pipe, rate_hz

    def _blocks(self) -> Iterator[np.ndarray]:
        resample = Resampler(self._rate_hz)
        rest = b""
        while data := os.read(self._pipe.fileno(), PIPE_BYTES):
            data = rest + data
            rest = data[len(data) // 2 * 2 :]
            samples = np.frombuffer(data[: len(data) - len(rest)], "<i2")
            yield resample(samples.astype(np.float32) / FULL_SCALE)
        yield resample.finish()


class Resampler:
    """float32 mono of one rate to ``LIVE_RATE_HZ``, block by block."""

    def __init__(self, rate_hz: int) -> None:
        import av

        self._rate_hz = rate_hz
        self._resampler = av.AudioResampler("fltp", "mono", LIVE_RATE_HZ)

    def __call__(self, samples: np.ndarray) -> np.ndarray:
        """The samples that are complete by now."""
        import av

        if self._rate_hz == LIVE_RATE_HZ or not len(samples):
            return samples
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples[None], np.float32), "fltp", "mono"
        )
        frame.sample_rate = self._rate_hz
        return _joined(self._resampler.resample(frame))

    def finish(self) -> np.ndarray:
        """What is left at the end."""
        return _joined([] if self._rate_hz == LIVE_RATE_HZ else self._resampler.resample(None))


def _joined(frames: list[Any]) -> np.ndarray:
    parts = [frame.to_ndarray()[0] for frame in frames]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def open_live_audio(source: str, path: Path, pipe_rate_hz: int) -> LiveAudio:
    """The source of a stream.

    Args:
        source: ``mic``, ``mic:NAME``, ``-`` for standard input, or a file.
        path: the file that ``source`` is otherwise.

    Raises:
        LiveError: no microphone, or no pipe at standard input.
        MediaError: the file cannot be used.
    """
    if source == MICROPHONE or source.startswith(f"{MICROPHONE}:"):
        return MicrophoneAudio(source.partition(":")[2])
    if source == PIPE:
        if sys.stdin is None or sys.stdin.isatty():
            raise LiveError("live_pipe_missing", rate_hz=pipe_rate_hz)
        return PipeAudio(sys.stdin.buffer, pipe_rate_hz)
    return FileAudio(path)
