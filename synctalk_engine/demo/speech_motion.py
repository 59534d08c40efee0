"""From the sound of a voice to how far and how wide a mouth is, one pair for each frame."""

from __future__ import annotations

import numpy as np

LEAD_S = 0.08
"""Lips move before they are heard; without this the clip would seem to have early sound."""
_WINDOW_S = 0.06
_QUIET_DB, _LOUD_DB = -52.0, -29.0
_LOW_BAND_HZ = (200.0, 1000.0)
_HIGH_BAND_HZ = (2000.0, 6000.0)
_MIDDLE_TILT_DB, _TILT_SPAN_DB = -14.0, 12.0
_SMOOTHING = np.array([0.25, 0.5, 0.25])
_FLOOR = 1e-12


def mouth_motion(
    samples: np.ndarray, rate_hz: int, fps: float, frame_count: int
) -> tuple[np.ndarray, np.ndarray]:
    """Opening 0..1 and width -1..1 of the mouth, each (frame_count,) float64.

    The opening follows the loudness that comes ``LEAD_S`` after the middle of each frame, the width
    how bright the sound is: spread for s and i, rounded for o and u.

    samples: (N,) float, -1..1.
    """
    window = max(int(_WINDOW_S * rate_hz), 1)
    centres = (((np.arange(frame_count) + 0.5) / fps + LEAD_S) * rate_hz).astype(int)
    padded = np.pad(samples, window)
    starts = np.minimum(centres + window - window // 2, len(padded) - window)
    frames = padded[starts[:, None] + np.arange(window)]  # (frames, window)
    level_db = 10 * np.log10(np.mean(frames**2, axis=1) + _FLOOR)
    loudness = np.clip((level_db - _QUIET_DB) / (_LOUD_DB - _QUIET_DB), 0, 1)
    opening = _smoothed(loudness**1.3)
    width = _smoothed(np.clip(_tilt(frames, rate_hz), -1, 1) * loudness)
    return opening, width


def _tilt(frames: np.ndarray, rate_hz: int) -> np.ndarray:
    """Energy of the high band against the low one, in spans around the middle."""
    power = np.abs(np.fft.rfft(frames * np.hanning(frames.shape[1]), axis=1)) ** 2
    hz = np.fft.rfftfreq(frames.shape[1], 1 / rate_hz)

    def band_db(band: tuple[float, float]) -> np.ndarray:
        chosen = (hz >= band[0]) & (hz < band[1])
        return 10 * np.log10(power[:, chosen].sum(axis=1) + _FLOOR)

    return (band_db(_HIGH_BAND_HZ) - band_db(_LOW_BAND_HZ) - _MIDDLE_TILT_DB) / _TILT_SPAN_DB


def _smoothed(values: np.ndarray) -> np.ndarray:
    return np.convolve(np.pad(values, 1, mode="edge"), _SMOOTHING, mode="valid")
