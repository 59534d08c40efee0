"""The audio track of a video that is written."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Protocol

import av
import av.container
import numpy as np

AUDIO_BIT_RATE = 192_000
"""Of stereo."""
OPUS_RATE_HZ = 48_000
"""Opus knows no 44.1 kHz; the encoder's resampler converts."""


class AudioSource(Protocol):
    """What an audio track is encoded from: a decoder, or a recording of what one gave."""

    rate_hz: int
    channels: int

    def blocks(self) -> Iterator[np.ndarray]:
        """float32 (channels, samples) blocks from the first frame on."""
        ...

    def close(self) -> None:
        """Close files."""
        ...


class AudioTrack:
    """Muxes encoded audio, only as far as it is needed.

    The encoder's delay is written into the file (an edit list, or Matroska's codec delay), and
    players cut it off again.

    Args:
        codec: FFmpeg's name of the encoder; ``aac``, ``flac``, ``pcm_s16le`` or ``libopus``.
    """

    def __init__(self, source: AudioSource, codec: str = "aac") -> None:
        self._source = source
        self._codec = codec
        self._rate_hz = source.rate_hz
        self._layout = "mono" if source.channels == 1 else "stereo"
        self._blocks = source.blocks()
        self._sample_count = 0

    def add_to(self, output: av.container.OutputContainer) -> None:
        self._output = output
        rate_hz = OPUS_RATE_HZ if self._codec == "libopus" else self._rate_hz
        self._stream = output.add_stream(self._codec, rate=rate_hz, layout=self._layout)
        if self._codec in ("aac", "libopus"):
            self._stream.bit_rate = AUDIO_BIT_RATE // 2 * self._source.channels
        self._stream.time_base = Fraction(1, rate_hz)

    def mux_until(self, time_s: Fraction) -> None:
        """Encode audio up to ``time_s`` of the video."""
        while Fraction(self._sample_count, self._rate_hz) < time_s:
            block = next(self._blocks, None)
            if block is None:
                return
            self._encode(block)

    def finish(self, end_s: Fraction) -> None:
        """Encode the rest, to ``end_s`` at most, and flush."""
        last = round(end_s * self._rate_hz)
        while self._sample_count < last:
            block = next(self._blocks, None)
            if block is None:
                break
            self._encode(block[:, : last - self._sample_count])
        self._output.mux(self._stream.encode(None))

    def close(self) -> None:
        self._source.close()

    def _encode(self, block: np.ndarray) -> None:
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(block), format="fltp", layout=self._layout
        )
        frame.sample_rate = self._rate_hz
        frame.pts = self._sample_count
        frame.time_base = Fraction(1, self._rate_hz)
        self._sample_count += block.shape[1]
        self._output.mux(self._stream.encode(frame))
