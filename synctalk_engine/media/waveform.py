"""The length and the outline of an audio file, for display."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.media.decode_audio import AudioDecoder

MAX_PEAKS = 1000
_BLOCK_S = 0.01


@dataclass(frozen=True)
class Waveform:
    """The outline of an audio file."""

    duration_s: float
    peaks: np.ndarray
    """float32 (up to ``MAX_PEAKS``,), 0..1: the largest absolute sample of equal parts."""

    def as_json(self) -> dict[str, Any]:
        peaks = [round(float(peak), 3) for peak in self.peaks]
        return {"duration_s": round(self.duration_s, 3), "peaks": peaks}


def read_waveform(path: Path) -> Waveform:
    """Decode a file once; memory is bounded whatever its length.

    Raises:
        MediaError: file_not_found and the like; speech_no_sound; audio_unreadable.
        StorageError: no permission.
    """
    try:
        with AudioDecoder(path) as decoder:
            block = max(1, round(decoder.rate_hz * _BLOCK_S))
            count, peaks, rest = 0, [], np.empty(0, np.float32)
            for samples in decoder.blocks():
                count += samples.shape[1]
                levels = np.concatenate([rest, np.abs(samples).max(axis=0, initial=0.0)])
                complete = len(levels) - len(levels) % block
                peaks.append(_peaks(levels[:complete], block))
                rest = levels[complete:]
            peaks.append(_peaks(rest, block))
            duration_s = count / decoder.rate_hz
    except MediaError as error:
        if error.code != "video_no_audio":
            raise
        raise MediaError("speech_no_sound", path=path) from error
    if count == 0:
        raise MediaError("speech_no_sound", path=path)
    return Waveform(duration_s, _at_most(np.concatenate(peaks), MAX_PEAKS))


def _peaks(samples: np.ndarray, block: int) -> np.ndarray:
    """The maximum of each block of ``block`` samples, float32 (N,); the last may be shorter."""
    if len(samples) == 0:
        return np.empty(0, np.float32)
    return np.maximum.reduceat(samples, np.arange(0, len(samples), block)).astype(np.float32)


def _at_most(peaks: np.ndarray, count: int) -> np.ndarray:
    """The maxima of ``count`` equal parts, where there are more peaks than that."""
    if len(peaks) <= count:
        return np.clip(peaks, 0, 1)
    return np.clip(np.maximum.reduceat(peaks, np.arange(count) * len(peaks) // count), 0, 1)
