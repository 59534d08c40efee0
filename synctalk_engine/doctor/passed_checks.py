"""The checks in which the doctor found nothing: what is right with a video is worth knowing too.

Each check has a sentence that says what was measured, and a hint that says what it means
(``preprocess_messages.CHECKS``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from synctalk_engine.features.av_offset import AvOffset
from synctalk_engine.media.audio_repairs import WARNING_CODES as REPAIR_CODES

Report = dict[str, Any]


@dataclass(frozen=True)
class _Check:
    """A check, passed unless one of ``findings`` was found."""

    code: str
    findings: tuple[str, ...]
    params: Callable[[Report], dict[str, Any]] = lambda _report: {}
    applies: Callable[[Report], bool] = lambda _report: True


def passed_checks(report: Report) -> list[dict[str, Any]]:
    """The checks that a video passes, each ``{"code", "params"}``; ``findings`` must be there."""
    found = {finding["code"] for finding in report["findings"]}
    return [
        {"code": check.code, "params": check.params(report)}
        for check in _CHECKS
        if check.applies(report) and found.isdisjoint(check.findings)
    ]


def _has_face(report: Report) -> bool:
    return report["face"].get("found_share", 0) > 0


def _has_audio(report: Report) -> bool:
    return bool(report["audio"]["present"]) and not report["audio"]["silent"]


def _is_offset_known(report: Report) -> bool:
    offset = AvOffset(report["av_offset_ms"], report["av_offset_confidence"])
    return offset.is_certain


def _percent(fraction: float) -> int:
    return round(100 * fraction)


_CHECKS = (
    _Check(
        "check_length",
        ("clip_short",),
        lambda r: {"minutes": round(r["duration_s"] / 60, 1)},
    ),
    _Check(
        "check_face",
        ("no_face", "face_often_missing"),
        lambda r: {"percent": _percent(r["face"]["found_share"])},
        _has_face,
    ),
    _Check("check_one_person", ("other_people", "others_visible"), applies=_has_face),
    _Check(
        "check_face_size",
        ("face_small",),
        lambda r: {"width_px": round(r["face"]["width_px"])},
        _has_face,
    ),
    _Check("check_frontal", ("face_turned", "frames_turned"), applies=_has_face),
    _Check("check_sharp", ("face_blurred", "frames_blurred"), applies=_has_face),
    _Check("check_light", ("frames_light",), applies=_has_face),
    _Check("check_uncovered", ("frames_covered",), applies=_has_face),
    _Check("check_one_take", ("scene_cuts",), applies=_has_face),
    _Check("check_audio", ("video_no_audio", "audio_silent", *REPAIR_CODES), applies=_has_audio),
    _Check("check_level", ("audio_clipped",), applies=_has_audio),
    _Check(
        "check_noise",
        ("audio_noisy",),
        lambda r: {
            "distance_db": round(r["audio"]["speech_dbfs"] - r["audio"]["noise_dbfs"]),
        },
        _has_audio,
    ),
    _Check(
        "check_speech",
        ("speech_sparse",),
        lambda r: {"percent": _percent(r["audio"]["speech_share"])},
        _has_audio,
    ),
    _Check("check_sync", ("av_offset",), applies=_is_offset_known),
    _Check("check_frame_rate", ("frames_dropped", "frames_doubled", "video_gap")),
    _Check(
        "check_disk",
        ("disk_short",),
        lambda r: {
            "needed_gb": round(r["disk_needed_mb"] / 1000, 1),
            "free_gb": round(r["disk_free_mb"] / 1000, 1),
        },
        lambda r: r["disk_free_mb"] is not None,
    ),
)
