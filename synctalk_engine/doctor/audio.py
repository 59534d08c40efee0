"""What a recording sounds like: level, noise, overload, share of speech."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.media.audio import FULL_SCALE, SAMPLE_RATE_HZ, LevelMeter, speech_blocks
from synctalk_engine.media.decode_audio import AudioDecoder
from synctalk_engine.media.probe import VideoInfo

LEVEL_WINDOW_SAMPLES = SAMPLE_RATE_HZ // 50
QUIET_DBFS = -90.0


@dataclass(frozen=True)
class AudioReport:
    """What was heard."""

    report: dict[str, Any]
    """The ``audio`` part of the doctor's report."""
    beginning: np.ndarray
    """int16 at 16 kHz, sample 0 at the first picture; empty where there is no sound."""


def measure_audio(path: Path, info: VideoInfo, beginning_s: float) -> AudioReport:
    """Measure the whole sound and keep its beginning.

    ``speech_share`` is the share of time that is clearly louder than the recording's own quiet.
    """
    if not info.audio:
        return AudioReport({"present": False}, np.zeros(0, np.int16))
    meter, powers, beginning = LevelMeter(), [np.zeros(0, np.float32)], [np.zeros(0, np.int16)]
    with AudioDecoder(path, start_s=info.start_s) as sound:
        for block in speech_blocks(sound):
            if meter.sample_count < beginning_s * SAMPLE_RATE_HZ:
                beginning.append(block)
            meter.add(block)
            powers.append(_window_powers(block))
    levels, levels_db = meter.levels(), _decibels(np.concatenate(powers))
    noise_db, speech_db = np.percentile(levels_db, (10, 90)) if len(levels_db) else (0.0, 0.0)
    track = info.audio[0]
    report = {
        "present": True,
        "codec": track.codec,
        "sample_rate_hz": track.sample_rate_hz,
        "channels": track.channels,
        "tracks": len(info.audio),
        "duration_s": round(levels.duration_s, 3),
        "peak_dbfs": round(levels.peak_dbfs, 1),
        "silent": levels.is_silent,
        "clipped_share": round(levels.clipped_share, 6),
        "noise_dbfs": round(float(noise_db), 1),
        "speech_dbfs": round(float(speech_db), 1),
        "speech_share": _share_above(levels_db, float(noise_db + speech_db) / 2),
        **sound.repairs.as_json(),
    }
    return AudioReport(report, np.concatenate(beginning))


def _share_above(levels_db: np.ndarray, limit_db: float) -> float:
    return round(float(np.mean(levels_db > limit_db)), 3) if len(levels_db) else 0.0


def _window_powers(block: np.ndarray) -> np.ndarray:
    """Mean power of each whole 20 ms of int16 samples, full scale 1."""
    whole = len(block) // LEVEL_WINDOW_SAMPLES * LEVEL_WINDOW_SAMPLES
    windows = block[:whole].reshape(-1, LEVEL_WINDOW_SAMPLES).astype(np.float32) / FULL_SCALE
    return np.mean(windows**2, axis=1)


def _decibels(powers: np.ndarray) -> np.ndarray:
    return 10 * np.log10(np.maximum(powers, 10 ** (QUIET_DBFS / 10)))
