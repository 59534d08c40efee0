"""Turns measurements into findings; each is ``{code, severity, params}``.

The sentences are in ``protocol.messages``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from synctalk_engine.features.av_offset import AvOffset
from synctalk_engine.media.audio_repairs import AudioRepairs
from synctalk_engine.media.frame_rate_conversion import GAP_S
from synctalk_engine.workspace.frame_quality import LEAST_SHARPNESS, MOST_TURN_DEG

FPS = 25.0
SHORTEST_S = 20.0
"""Below this a SyncNet cannot be trained on the clip alone."""
GOOD_S = 180.0
SMALLEST_FACE_PX = 110.0
GOOD_FACE_PX = 250.0
MIN_FOUND_FRACTION = 0.9
MAX_OTHERS_FRACTION = 0.02
MAX_FAULTY_FRACTION = 0.05
"""Of the frames looked at; a single frame of the glances is 4 %."""
MAX_DROPPED_FRACTION = 0.01
"""Of the frames that are left out or repeated without need."""
MAX_CLIPPED_FRACTION = 0.001
MIN_SNR_DB = 15.0
MIN_SPEECH_FRACTION = 0.3


def findings_of(report: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    """What a person should know, the worst first; each ``{code, severity, params}``."""
    found = [
        *_length_findings(report),
        *_audio_findings(report["audio"], path),
        *_face_findings(report["face"], path),
        *_rate_findings(report, path),
        *_offset_findings(report),
        *_disk_findings(report),
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


def _audio_findings(audio: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    if not audio["present"]:
        return [_finding("video_no_audio", "error", path=str(path))]
    if audio["silent"]:
        return [_finding("audio_silent", "error")]
    repairs = AudioRepairs.from_json(audio)
    found = [_finding(code, "warning", path=str(path), **p) for code, p in repairs.warnings()]
    if audio["clipped_share"] > MAX_CLIPPED_FRACTION:
        percent = round(100 * audio["clipped_share"], 1)
        found.append(_finding("audio_clipped", "warning", percent=percent))
    distance_db = audio["speech_dbfs"] - audio["noise_dbfs"]
    if distance_db < MIN_SNR_DB:
        found.append(_finding("audio_noisy", "warning", distance_db=round(distance_db, 1)))
    if audio["speech_share"] < MIN_SPEECH_FRACTION:
        percent = round(100 * audio["speech_share"])
        found.append(_finding("speech_sparse", "info", percent=percent))
    return found


def _face_findings(face: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    if not face:
        return []
    if face["found_share"] == 0:
        return [_finding("no_face", "error", path=str(path))]
    found = [*_other_people_findings(face)]
    missing_fraction = 1 - face["found_share"] - face.get("other_person_share", 0.0)
    if missing_fraction > 1 - MIN_FOUND_FRACTION:
        percent = round(100 * missing_fraction)
        found.append(_finding("face_often_missing", "warning", percent=percent))
    if face["others_share"] > MAX_OTHERS_FRACTION:
        percent = max(round(100 * face["others_share"]), 1)
        found.append(_finding("others_visible", "warning", percent=percent))
    if face["width_px"] < GOOD_FACE_PX:
        severity = "warning" if face["width_px"] < SMALLEST_FACE_PX else "info"
        found.append(_finding("face_small", severity, width_px=round(face["width_px"])))
    if face["yaw_deg"] > MOST_TURN_DEG:
        found.append(_finding("face_turned", "warning", yaw_deg=round(face["yaw_deg"])))
    elif face["turned_share"] > MAX_FAULTY_FRACTION:
        found.append(_partly("frames_turned", face["turned_share"]))
    if face["sharpness"] < LEAST_SHARPNESS:
        found.append(_finding("face_blurred", "warning", sharpness=round(face["sharpness"], 1)))
    elif face["blurred_share"] > MAX_FAULTY_FRACTION:
        found.append(_partly("frames_blurred", face["blurred_share"]))
    if face["covered_share"] > MAX_FAULTY_FRACTION:
        found.append(_partly("frames_covered", face["covered_share"]))
    if face["light_change_share"] > MAX_FAULTY_FRACTION:
        found.append(_partly("frames_light", face["light_change_share"]))
    if face["cuts"]:
        found.append(_finding("scene_cuts", "info", count=face["cuts"]))
    return found


def _other_people_findings(face: dict[str, Any]) -> list[dict[str, Any]]:
    """That others are in the video, and for how long."""
    others = [one for one in face.get("people", []) if one["index"] != face["person"]]
    if not others:
        return []
    seconds = round(max(one["seconds"] for one in others), 1)
    severity = "warning" if face["other_person_share"] > MAX_OTHERS_FRACTION else "info"
    return [_finding("other_people", severity, count=len(others), seconds=seconds)]


def _partly(code: str, fraction: float) -> dict[str, Any]:
    return _finding(code, "warning", percent=max(round(100 * fraction), 1))


def _rate_findings(report: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    shown = report["face"].get("tracked_frames", 0)
    found = []
    for code, total in (
        ("frames_dropped", report.get("source_frames", 0)),
        ("frames_doubled", shown),
    ):
        count = report.get(code, 0)
        fraction = count / max(total, 1)
        if fraction > MAX_DROPPED_FRACTION:
            params = {"path": str(path), "frames": count, "percent": max(round(100 * fraction), 1)}
            found.append(_finding(code, "warning", **params))
    if (gap_s := report.get("longest_gap_s", 0.0)) > GAP_S:
        found.append(_finding("video_gap", "warning", seconds=round(gap_s, 1)))
    return found


def _disk_findings(report: dict[str, Any]) -> list[dict[str, Any]]:
    needed_mb, free_mb = report["disk_needed_mb"], report["disk_free_mb"]
    if free_mb is None or needed_mb <= free_mb:
        return []
    params = {"needed_gb": round(needed_mb / 1000, 1), "free_gb": round(free_mb / 1000, 1)}
    return [_finding("disk_short", "warning", **params)]


def _offset_findings(report: dict[str, Any]) -> list[dict[str, Any]]:
    offset = AvOffset(report["av_offset_ms"], report["av_offset_confidence"])
    offset_ms = offset.shift_ms(FPS)
    if not offset_ms:
        return []
    direction = "late" if offset_ms > 0 else "early"
    params = {"offset_ms": round(abs(offset_ms)), "direction": direction}
    return [_finding("av_offset", "warning", **params)]
