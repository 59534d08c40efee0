"""Measures a recording: level, noise, clipping, fraction of speech."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.media.audio import speech_blocks
from synctalk_engine.media.audio_levels import SAMPLE_RATE_HZ, LevelMeter, power_to_db
from synctalk_engine.media.decode_audio import AudioDecoder
from synctalk_engine.media.probe import VideoInfo

QUIET_DBFS = -90.0


@dataclass(frozen=True)
class AudioReport:
    """What was heard."""

    report: dict[str, Any]
    """The ``audio`` part of the doctor's report."""
    beginning: np.ndarray
    """int16 at 16 kHz, sample 0 at the first frame; empty if there is no audio."""


def measure_audio(path: Path, info: VideoInfo, beginning_s: float) -> AudioReport:
    """Measure the whole audio and keep its beginning.

    ``speech_share`` is the fraction of time that is clearly louder than the recording's own quiet.
    """
    if not info.audio:
        return AudioReport({"present": False}, np.zeros(0, np.int16))
    meter, powers, beginning = LevelMeter(), [np.zeros(0, np.float32)], [np.zeros(0, np.int16)]
    with AudioDecoder(path, start_s=info.start_s) as decoder:
        for block in speech_blocks(decoder):
            if meter.sample_count < beginning_s * SAMPLE_RATE_HZ:
                beginning.append(block)
            powers.append(meter.add(block))
    levels, levels_db = meter.levels(), power_to_db(np.concatenate(powers), QUIET_DBFS)
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
        "clipped_share": round(levels.clipped_fraction, 6),
        "noise_dbfs": round(float(noise_db), 1),
        "speech_dbfs": round(float(speech_db), 1),
        "speech_share": _fraction_above(levels_db, float(noise_db + speech_db) / 2),
        **decoder.repairs.as_json(),
    }
    return AudioReport(report, np.concatenate(beginning))


def _fraction_above(levels_db: np.ndarray, limit_db: float) -> float:
    return round(float(np.mean(levels_db > limit_db)), 3) if len(levels_db) else 0.0
