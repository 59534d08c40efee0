"""Loudness of 16 kHz mono audio: peak, level of 20 ms windows, clipping."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from synctalk_engine.media.audio_repairs import AudioRepairs
from synctalk_engine.media.pcm_file import FULL_SCALE

SAMPLE_RATE_HZ = 16000
LEVEL_WINDOW_SAMPLES = SAMPLE_RATE_HZ // 50
SILENCE_LEVEL_DBFS = -60.0
"""Audio whose loudest 20 ms are below this is called silent."""
CLIPPED_LEVEL = 32700


@dataclass(frozen=True)
class AudioLevels:
    """Loudness of a recording."""

    sample_count: int
    """Samples at 16 kHz."""
    peak_dbfs: float
    loudest_dbfs: float
    """Root mean square of the loudest 20 ms."""
    clipped_fraction: float
    """Fraction of samples at full scale, 0..1."""
    padded_samples: int = 0
    """Silence at the end, where the audio was shorter than what was asked."""
    repairs: AudioRepairs = field(default_factory=AudioRepairs)
    """Where timestamps and samples disagreed."""

    @property
    def duration_s(self) -> float:
        return self.sample_count / SAMPLE_RATE_HZ

    @property
    def is_silent(self) -> bool:
        return self.loudest_dbfs < SILENCE_LEVEL_DBFS


class LevelMeter:
    """Measures blocks of int16 samples as they pass."""

    def __init__(self) -> None:
        self.sample_count = 0
        self._peak = 0
        self._loudest_power = 0.0
        self._clipped = 0

    def add(self, block: np.ndarray) -> np.ndarray:
        """Take int16 (samples,) into account; returns its :func:`window_powers`."""
        powers = window_powers(block.astype(np.float32) / FULL_SCALE)
        if not len(block):
            return powers
        self.sample_count += len(block)
        magnitudes = np.abs(block.astype(np.int32))
        self._peak = max(self._peak, int(magnitudes.max()))
        self._clipped += int(np.count_nonzero(magnitudes >= CLIPPED_LEVEL))
        loudest = powers.max() if len(powers) else np.square(block / FULL_SCALE).mean()
        self._loudest_power = max(self._loudest_power, float(loudest))
        return powers

    def levels(self) -> AudioLevels:
        """What was measured so far."""
        return AudioLevels(
            sample_count=self.sample_count,
            peak_dbfs=round(float(power_to_db((self._peak / FULL_SCALE) ** 2)), 2),
            loudest_dbfs=round(float(power_to_db(self._loudest_power)), 2),
            clipped_fraction=self._clipped / max(self.sample_count, 1),
        )


def window_powers(samples: np.ndarray) -> np.ndarray:
    """Mean power of each complete 20 ms of float (samples,) in -1..1: float (windows,).

    Three lines of numpy: librosa.feature.rms gives the same, but takes two seconds to import.
    """
    end = len(samples) // LEVEL_WINDOW_SAMPLES * LEVEL_WINDOW_SAMPLES
    return np.square(samples[:end]).reshape(-1, LEVEL_WINDOW_SAMPLES).mean(axis=1)


def power_to_db(power: np.ndarray | float, floor_db: float = -120.0) -> np.ndarray:
    """Decibels of power, full scale 0; nothing is below ``floor_db``."""
    return 10 * np.log10(np.maximum(power, 10 ** (floor_db / 10)))
