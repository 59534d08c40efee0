"""A temporary file of decoded PCM audio, from which the audio of a rendered video is encoded."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from synctalk_engine.media.decode_audio import AudioDecoder

FULL_SCALE = 32768.0
SAMPLE_TYPE = "<i2"
SAMPLE_BYTES = 2


@dataclass(frozen=True)
class PcmFile:
    """16-bit samples, channels interleaved, without a header: no limit of 4 GB."""

    path: Path
    rate_hz: int
    channels: int
    start_s: float = 0.0
    """Where the audio that is read begins."""
    duration_s: float = math.inf
    """How much of it is read."""

    def blocks(self) -> Iterator[np.ndarray]:
        """float32 (channels, samples) blocks of a second, -1..1."""
        sample_bytes = self.channels * SAMPLE_BYTES
        block_bytes = self.rate_hz * sample_bytes
        left = self.duration_s * self.rate_hz * sample_bytes
        with self.path.open("rb") as file:
            file.seek(round(self.start_s * self.rate_hz) * sample_bytes)
            while left > 0 and (data := file.read(block_bytes)):
                if len(data) > left:
                    data = data[: round(left / sample_bytes) * sample_bytes]
                left -= len(data)
                samples = np.frombuffer(data, SAMPLE_TYPE).reshape(-1, self.channels).T
                yield (samples / np.float32(FULL_SCALE)).astype(np.float32)

    def close(self) -> None:
        """Nothing stays open between two blocks."""


class PcmFileWriter:
    """Appends the blocks of a decoder to an open file."""

    def __init__(self, decoder: AudioDecoder, file: BinaryIO) -> None:
        self._decoder = decoder
        self._file = file

    def write(self, block: np.ndarray) -> None:
        """Append float32 (channels, samples)."""
        samples = np.clip(np.round(block.T * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1)
        self._file.write(samples.astype(SAMPLE_TYPE).tobytes())

    def recording(self, path: Path) -> PcmFile:
        """What was written, under the name that it has in the end."""
        return PcmFile(path, self._decoder.rate_hz, self._decoder.channels)
