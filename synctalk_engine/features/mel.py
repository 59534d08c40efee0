"""Log-mel energies, four steps per video frame; no weights needed.

The windows stand at the frames of any frame rate, so they are not a fixed hop apart, as
librosa.feature.melspectrogram would have them; the filters are librosa's. The recording's level is
normalised first, so that a quiet and a loud recording of the same speech give the same numbers.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np

from synctalk_engine.features.frame_alignment import frame_centres_samples
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, Samples
from synctalk_engine.media.audio_levels import power_to_db, window_powers

MEL_COUNT = 80
STEPS_PER_FRAME = 4
WINDOW_SAMPLES = SAMPLE_RATE_HZ // 40
FFT_SAMPLES = 512
LOWEST_HZ = 20.0
HIGHEST_HZ = 7600.0
FRAMES_PER_BLOCK = 512

POWER_FLOOR = 1e-9
LOG_MEAN = -5.7
LOG_SCALE = 1.7
"""Brings the logarithms of evened-out speech to about mean 0 and deviation 1."""

SPEECH_LEVEL_DBFS = -20.0
LEVEL_PERCENTILE = 90
GAIN_LIMIT_DB = 40.0
NO_SPEECH_DBFS = -65.0


def mel_features(samples: Samples, frame_count: int, fps: float) -> np.ndarray:
    """float32 (frame_count, 4, 80): all of :func:`mel_blocks`."""
    return np.concatenate(list(mel_blocks(samples, frame_count, fps)))


def mel_blocks(
    samples: Samples, frame_count: int, fps: float, gain: float | None = None
) -> Iterator[np.ndarray]:
    """Log-mel steps of every frame.

    Args:
        gain: factor for the samples; :func:`speech_gain` of them if None.

    Yields:
        float32 (n, 4, 80), frame_count in all; step ``j`` of frame ``i`` is centred at
        ``(i + (j + 0.5) / 4) / fps`` seconds. About mean 0 and deviation 1 for speech, never below
        -1.95 (silence). Beyond the ends of the audio is silence.
    """
    gain = speech_gain(samples) if gain is None else gain
    filters = mel_filters(FFT_SAMPLES, MEL_COUNT, LOWEST_HZ, HIGHEST_HZ)
    window = np.hanning(WINDOW_SAMPLES + 1)[:-1].astype(np.float32)
    for first in range(0, frame_count, FRAMES_PER_BLOCK):
        count = min(FRAMES_PER_BLOCK, frame_count - first)
        centres = frame_centres_samples(count, fps, STEPS_PER_FRAME, first)
        starts = np.round(centres - WINDOW_SAMPLES / 2).astype(np.int64)
        block = samples.read(int(starts[0]), int(starts[-1]) + WINDOW_SAMPLES) * gain
        pieces = block[(starts - starts[0])[:, None] + np.arange(WINDOW_SAMPLES)]
        powers = np.square(np.abs(np.fft.rfft(pieces * window, FFT_SAMPLES))).astype(np.float32)
        powers *= 1.0 / float(np.square(window).sum())
        logs = np.log10(np.maximum(powers @ filters.T, POWER_FLOOR))
        yield ((logs - LOG_MEAN) / LOG_SCALE).reshape(count, STEPS_PER_FRAME, MEL_COUNT)


def speech_gain(samples: Samples) -> float:
    """Factor that brings the loud tenth of the recording to -20 dBFS; 1 without speech."""
    powers = []
    block_samples = 60 * SAMPLE_RATE_HZ
    for start in range(0, len(samples), block_samples):
        block = samples.read(start, min(start + block_samples, len(samples)))
        powers.append(window_powers(block))
    if not powers or not sum(map(len, powers)):
        return 1.0
    loud_power = float(np.percentile(np.concatenate(powers), LEVEL_PERCENTILE))
    level_dbfs = float(power_to_db(loud_power))
    if level_dbfs < NO_SPEECH_DBFS:
        return 1.0
    gain_db = np.clip(SPEECH_LEVEL_DBFS - level_dbfs, -GAIN_LIMIT_DB, GAIN_LIMIT_DB)
    return float(10 ** (gain_db / 20))


def import_librosa() -> None:
    """Import what the filters need, in the calling thread.

    To be called before a thread computes features: librosa's import builds syntax trees, and
    CPython 3.11 fails now and then where another thread does so at the same moment, if only to read
    the header of a .npy file ("AST constructor recursion depth mismatch").
    """
    import librosa.filters  # noqa: F401 - takes a second


@functools.cache
def mel_filters(fft_samples: int, count: int, lowest_hz: float, highest_hz: float) -> np.ndarray:
    """Slaney's triangles of equal area: float32 (count, fft_samples // 2 + 1)."""
    from librosa.filters import mel  # takes a second to import

    return mel(sr=SAMPLE_RATE_HZ, n_fft=fft_samples, n_mels=count, fmin=lowest_hz, fmax=highest_hz)
