"""Audio of any file as 16 kHz mono, in sync with the frames.

Sample 0 of the output stands at the video's first frame; :mod:`.audio_timeline` places the rest.
Nothing here holds more than a second of audio at once, save :func:`load_samples`.
"""

from __future__ import annotations

import dataclasses
import logging
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from av.audio.resampler import AudioResampler

from synctalk_engine.errors import MediaError
from synctalk_engine.media import container as media_container
from synctalk_engine.media.audio_levels import SAMPLE_RATE_HZ, AudioLevels, LevelMeter
from synctalk_engine.media.decode_audio import AudioDecoder
from synctalk_engine.media.pcm_file import FULL_SCALE, SAMPLE_BYTES, PcmFile, PcmFileWriter
from synctalk_engine.workspace.atomic import atomic_file
from synctalk_engine.workspace.wav_files import open_wav

logger = logging.getLogger(__name__)

WAV_HEADER_BYTES = 44
BLOCK_SAMPLES = SAMPLE_RATE_HZ


def extract_wav(
    source_path: Path,
    wav_path: Path,
    *,
    start_s: float | None = None,
    duration_s: float | None = None,
    shift_s: float = 0.0,
    on_block: Callable[[int], object] | None = None,
) -> AudioLevels:
    """Write the audio of a media file as 16-bit mono WAV at 16 kHz.

    Args:
        source_path: any file with audio.
        wav_path: the file to write, atomically.
        start_s: time on the source's clock of sample 0 (``VideoInfo.start_s``); None: the audio's
            own beginning.
        duration_s: exact length to write, padded with silence or cut; None: all there is.
        shift_s: move the audio earlier by this much (negative: later).
        on_block: called with the samples written so far; may raise to stop.

    Raises:
        MediaError: file_not_found, file_is_folder, file_empty, video_no_audio, audio_unreadable.
        StorageError: disk full, no permission.
    """
    wanted = None if duration_s is None else round(duration_s * SAMPLE_RATE_HZ)
    with AudioDecoder(source_path, start_s=start_s, shift_s=shift_s) as decoder:
        return _write_speech(speech_blocks(decoder), decoder, wav_path, wanted, on_block)


def extract_speech(
    source_path: Path,
    wav_path: Path,
    recording_path: Path,
    on_block: Callable[[int], object] | None = None,
) -> tuple[AudioLevels, PcmFile]:
    """Decode a file once to two: 16 kHz mono as :func:`extract_wav`, and the same audio in full.

    Sample 0 of both is the audio's own beginning.

    Raises:
        MediaError, StorageError: as :func:`extract_wav`.
    """
    with AudioDecoder(source_path) as decoder, atomic_file(recording_path) as file:
        full = PcmFileWriter(decoder, file)
        blocks = speech_blocks(decoder, full.write)
        levels = _write_speech(blocks, decoder, wav_path, None, on_block)
    return levels, full.recording(recording_path)


def _write_speech(
    blocks: Iterator[np.ndarray],
    decoder: AudioDecoder,
    wav_path: Path,
    wanted: int | None,
    on_block: Callable[[int], object] | None,
) -> AudioLevels:
    """Write blocks of 16 kHz mono, cut or padded to ``wanted`` samples."""
    meter = LevelMeter()
    with atomic_file(wav_path) as file, wave.open(file, "wb") as writer:
        _set_format(writer)
        for block in blocks:
            if wanted is not None:
                block = block[: wanted - meter.sample_count]
            _write_block(writer, block, meter)
            if on_block is not None:
                on_block(meter.sample_count)
            if meter.sample_count == wanted:
                break
        padded = 0 if wanted is None else wanted - meter.sample_count
        for silence in _silence(padded):
            _write_block(writer, silence, meter)
    return dataclasses.replace(meter.levels(), padded_samples=padded, repairs=decoder.repairs)


def audio_blocks(
    path: Path, *, start_s: float | None = None, shift_s: float = 0.0
) -> Iterator[np.ndarray]:
    """Audio of ``path`` as int16 blocks at 16 kHz mono; see :func:`extract_wav`.

    Raises:
        MediaError: as :func:`extract_wav`.
    """
    with AudioDecoder(path, start_s=start_s, shift_s=shift_s) as decoder:
        yield from speech_blocks(decoder)


def speech_blocks(
    decoder: AudioDecoder, keep: Callable[[np.ndarray], object] | None = None
) -> Iterator[np.ndarray]:
    """The audio of a decoder as int16 blocks at 16 kHz mono.

    Args:
        keep: given each float32 (channels, samples) block of the decoder as it passes.
    """
    resampler = SpeechResampler(decoder)
    for block in decoder.blocks():
        if keep is not None:
            keep(block)
        yield from resampler.push(block)
    yield from resampler.flush()


class SpeechResampler:
    """Blocks of decoded audio -> int16 blocks at 16 kHz mono."""

    def __init__(self, decoder: AudioDecoder) -> None:
        self._decoder = decoder
        self._resampler = AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE_HZ)

    def push(self, block: np.ndarray) -> Iterator[np.ndarray]:
        """Take float32 (channels, samples)."""
        layout = "mono" if self._decoder.channels == 1 else "stereo"
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(block), format="fltp", layout=layout
        )
        frame.sample_rate = self._decoder.rate_hz
        yield from self._resampled(frame)

    def flush(self) -> Iterator[np.ndarray]:
        """What the resampler still holds."""
        yield from self._resampled(None)

    def _resampled(self, frame: av.AudioFrame | None) -> Iterator[np.ndarray]:
        for resampled in self._resampler.resample(frame):
            if resampled is not None:
                yield resampled.to_ndarray().reshape(-1)


def _silence(sample_count: int) -> Iterator[np.ndarray]:
    while sample_count > 0:
        block = np.zeros(min(sample_count, BLOCK_SAMPLES), np.int16)
        sample_count -= len(block)
        yield block


class WavSamples:
    """Random access to the samples of a 16 kHz mono 16-bit WAV file, a piece at a time.

    Raises:
        MediaError: audio_unreadable.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        media_container.check_file(self.path)
        try:
            with open_wav(self.path) as reader:
                found = (reader.getframerate(), reader.getnchannels(), reader.getsampwidth())
                # the header of a file that was cut short still names all of its samples
                there = (self.path.stat().st_size - WAV_HEADER_BYTES) // SAMPLE_BYTES
                self._count = max(0, min(reader.getnframes(), there))
        except wave.Error as error:
            raise MediaError("audio_unreadable", path=path, reason=str(error)) from error
        if found != (SAMPLE_RATE_HZ, 1, SAMPLE_BYTES):
            reason = f"{found[0]} Hz, {found[1]} channels, {8 * found[2]} bit"
            raise MediaError("audio_unreadable", path=path, reason=reason)

    def __len__(self) -> int:
        return self._count

    def read(self, start: int, stop: int) -> np.ndarray:
        """Samples ``start`` to ``stop``, float32 (stop - start,) in -1..1; zero outside."""
        out = np.zeros(max(stop - start, 0), np.float32)
        first, last = max(start, 0), min(stop, self._count)
        if first < last:
            with open_wav(self.path) as reader:
                reader.setpos(first)
                data = reader.readframes(last - first)
            samples = np.frombuffer(data, "<i2", len(data) // SAMPLE_BYTES)  # it may be cut short
            out[first - start : first - start + len(samples)] = samples / np.float32(FULL_SCALE)
        return out


class ArraySamples:
    """Samples in memory, with the same way of reading as :class:`WavSamples`.

    Args:
        samples: (count,) float in -1..1, or int16.
    """

    def __init__(self, samples: np.ndarray) -> None:
        if samples.ndim != 1:
            raise ValueError(f"expected mono samples, got shape {samples.shape}")
        self._samples = samples

    def __len__(self) -> int:
        return len(self._samples)

    def read(self, start: int, stop: int) -> np.ndarray:
        """Samples ``start`` to ``stop`` as float32 (stop - start,) in -1..1; zero outside."""
        out = np.zeros(max(stop - start, 0), np.float32)
        first, last = max(start, 0), min(stop, len(self._samples))
        if first < last:
            piece = self._samples[first:last]
            is_integer = np.issubdtype(piece.dtype, np.integer)
            out[first - start : last - start] = piece / FULL_SCALE if is_integer else piece
        return out


Samples = WavSamples | ArraySamples


def load_samples(path: Path) -> np.ndarray:
    """All audio of any media file as int16 (samples,) at 16 kHz mono (115 MB an hour).

    Raises:
        MediaError: as :func:`extract_wav`.
    """
    return np.concatenate([np.zeros(0, np.int16), *audio_blocks(Path(path))])


def open_samples(source: Path | str | np.ndarray) -> Samples:
    """Samples of an array (16 kHz mono), of a WAV of ours without loading it, or of any file."""
    if isinstance(source, np.ndarray):
        return ArraySamples(source)
    try:
        return WavSamples(Path(source))
    except MediaError as error:
        if error.code != "audio_unreadable":
            raise
        return ArraySamples(load_samples(Path(source)))


def write_wav(path: Path, samples: np.ndarray, sample_rate_hz: int = SAMPLE_RATE_HZ) -> None:
    """Write int16, or float in -1..1, mono samples as a 16-bit WAV, atomically.

    Raises:
        StorageError: disk full, no permission.
    """
    with atomic_file(path) as file:
        _write_wav_to(file, samples, sample_rate_hz)


def _write_wav_to(file: BinaryIO, samples: np.ndarray, sample_rate_hz: int) -> None:
    if not np.issubdtype(samples.dtype, np.integer):
        samples = np.clip(np.round(samples * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1)
    with wave.open(file, "wb") as writer:
        _set_format(writer, sample_rate_hz)
        writer.writeframes(samples.astype("<i2").tobytes())


def _set_format(writer: wave.Wave_write, sample_rate_hz: int = SAMPLE_RATE_HZ) -> None:
    writer.setnchannels(1)
    writer.setsampwidth(SAMPLE_BYTES)
    writer.setframerate(sample_rate_hz)


def _write_block(writer: wave.Wave_write, block: np.ndarray, meter: LevelMeter) -> None:
    meter.add(block)
    writer.writeframesraw(block.astype("<i2", copy=False).tobytes())
