"""A look at a video before hours are spent on it: ``doctor(path)`` measures, then judges.

The sound is heard whole. The face is followed through the first part of the clip at full rate (what
the A/V offset needs) and looked for in single pictures spread over the rest.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.media.audio import FULL_SCALE, SAMPLE_RATE_HZ, LevelMeter, sound_blocks
from synctalk_engine.media.probe import VideoInfo, probe

logger = logging.getLogger(__name__)

FPS = 25.0
LEVEL_WINDOW_SAMPLES = SAMPLE_RATE_HZ // 50
QUIET_DBFS = -90.0

SHORTEST_S = 20.0
"""Below this a SyncNet cannot be trained on the clip alone."""
GOOD_S = 180.0
SMALLEST_FACE_PX = 110.0
GOOD_FACE_PX = 250.0
LEAST_FOUND_SHARE = 0.9
MOST_OTHERS_SHARE = 0.02
MOST_YAW_DEG = 30.0
LEAST_SHARPNESS = 25.0
MOST_CLIPPED_SHARE = 0.001
LEAST_SNR_DB = 15.0
LEAST_SPEECH_SHARE = 0.3
FRAME_MS = 1000 / FPS
LEAST_OFFSET_CONFIDENCE = 0.5
"""Of the A/V offset's estimate; below it nothing is said."""


def doctor(video_path: str | Path) -> dict[str, Any]:
    """Measure a video and say what is wrong with it.

    Returns:
        The fields of design section 9: ``duration_s``, ``fps``, ``width``, ``height``, ``frames``,
        ``audio``, ``face``, ``av_offset_ms`` (positive where the sound comes late; None where it
        could not be told), ``av_offset_confidence``, ``findings``.
    Raises:
        MediaError: the file cannot be read as a video at all.
        AssetError: the face weights are not installed.
    """
    path = Path(video_path)
    info = probe(path, need_audio=False)
    report: dict[str, Any] = {
        "duration_s": round(info.duration_s, 3),
        "fps": round(info.fps, 3),
        "width": info.width,
        "height": info.height,
        "frames": info.frame_count or info.output_frame_count(info.fps),
        "audio": hear(path, info),
        "face": {},
        "av_offset_ms": None,
        "av_offset_confidence": 0.0,
    }
    report["findings"] = findings_of(report, path)
    return report


# -- measuring -----------------------------------------------------------------------------------


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


# -- judging -------------------------------------------------------------------------------------


def findings_of(report: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    """What a person should know, the worst first; each ``{code, severity, params}``."""
    found = [
        *_length_findings(report),
        *_sound_findings(report["audio"], path),
        *_face_findings(report["face"], path),
        *_offset_findings(report),
    ]
    order = ("error", "warning", "info")
    return sorted(found, key=lambda finding: order.index(finding["severity"]))


def _finding(code: str, severity: str, **params: Any) -> dict[str, Any]:
    return {"code": code, "severity": severity, "params": params}


def _length_findings(report: dict[str, Any]) -> list[dict[str, Any]]:
    duration_s = report["duration_s"]
    if duration_s >= GOOD_S:
        return []
    severity = "warning" if duration_s < SHORTEST_S else "info"
    return [_finding("clip_short", severity, duration_s=round(duration_s, 1))]


def _sound_findings(audio: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    if not audio["present"]:
        return [_finding("video_no_audio", "error", path=str(path))]
    if audio["silent"]:
        return [_finding("audio_silent", "error")]
    found = []
    if audio["clipped_share"] > MOST_CLIPPED_SHARE:
        percent = round(100 * audio["clipped_share"], 1)
        found.append(_finding("audio_clipped", "warning", percent=percent))
    distance_db = audio["speech_dbfs"] - audio["noise_dbfs"]
    if distance_db < LEAST_SNR_DB:
        found.append(_finding("audio_noisy", "warning", distance_db=round(distance_db, 1)))
    if audio["speech_share"] < LEAST_SPEECH_SHARE:
        percent = round(100 * audio["speech_share"])
        found.append(_finding("speech_sparse", "info", percent=percent))
    return found


def _face_findings(face: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    if not face:
        return []
    if face["found_share"] == 0:
        return [_finding("no_face", "error", path=str(path))]
    found = []
    if face["found_share"] < LEAST_FOUND_SHARE:
        percent = round(100 * (1 - face["found_share"]))
        found.append(_finding("face_often_missing", "warning", percent=percent))
    if face["others_share"] > MOST_OTHERS_SHARE:
        percent = max(round(100 * face["others_share"]), 1)
        found.append(_finding("others_visible", "warning", percent=percent))
    if face["width_px"] < GOOD_FACE_PX:
        severity = "warning" if face["width_px"] < SMALLEST_FACE_PX else "info"
        found.append(_finding("face_small", severity, width_px=round(face["width_px"])))
    if face["yaw_deg"] > MOST_YAW_DEG:
        found.append(_finding("face_turned", "warning", yaw_deg=round(face["yaw_deg"])))
    if face["sharpness"] < LEAST_SHARPNESS:
        found.append(_finding("face_blurred", "warning", sharpness=round(face["sharpness"], 1)))
    return found


def _offset_findings(report: dict[str, Any]) -> list[dict[str, Any]]:
    offset_ms, confidence = report["av_offset_ms"], report["av_offset_confidence"]
    if offset_ms is None or confidence < LEAST_OFFSET_CONFIDENCE or abs(offset_ms) <= FRAME_MS:
        return []
    direction = "late" if offset_ms > 0 else "early"
    params = {"offset_ms": round(abs(offset_ms)), "direction": direction}
    return [_finding("av_offset", "warning", **params)]
