"""What a recording sounds like: level, noise, overload, share of speech."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.media.audio import FULL_SCALE, SAMPLE_RATE_HZ, LevelMeter, sound_blocks
from synctalk_engine.media.probe import VideoInfo

LEVEL_WINDOW_SAMPLES = SAMPLE_RATE_HZ // 50
QUIET_DBFS = -90.0


def hear(path: Path, info: VideoInfo) -> dict[str, Any]:
    """Levels of the whole sound; ``{"present": False}`` where there is none.

    ``speech_share`` is the share of time that is clearly louder than the recording's own quiet.
    """
    if not info.audio:
        return {"present": False}
    meter, powers = LevelMeter(), []
    for block in sound_blocks(path, start_s=info.start_s):
        meter.add(block)
        powers.append(_window_powers(block))
    levels = meter.levels()
    levels_db = _decibels(np.concatenate(powers)) if powers else np.array([QUIET_DBFS])
    noise_db, speech_db = np.percentile(levels_db, (10, 90))
    track = info.audio[0]
    return {
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
        "speech_share": round(float(np.mean(levels_db > (noise_db + speech_db) / 2)), 3),
    }


def _window_powers(block: np.ndarray) -> np.ndarray:
    """Mean power of each whole 20 ms of int16 samples, full scale 1."""
    whole = len(block) // LEVEL_WINDOW_SAMPLES * LEVEL_WINDOW_SAMPLES
    windows = block[:whole].reshape(-1, LEVEL_WINDOW_SAMPLES).astype(np.float32) / FULL_SCALE
    return np.mean(windows**2, axis=1)


def _decibels(powers: np.ndarray) -> np.ndarray:
    return 10 * np.log10(np.maximum(powers, 10 ** (QUIET_DBFS / 10)))
