"""``doctor(path)``: measure a video, then judge."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from synctalk_engine.doctor.face import FPS, TRACKED_S, look_at_face
from synctalk_engine.doctor.findings import findings_of
from synctalk_engine.doctor.sound import hear
from synctalk_engine.features.av_offset import measure_offset
from synctalk_engine.media.audio import ArraySamples
from synctalk_engine.media.probe import VideoInfo, probe
from synctalk_engine.workspace.layout import prepared_bytes


def doctor(video_path: str | Path) -> dict[str, Any]:
    """Measure a video and say what is wrong with it.

    Returns:
        The fields of design section 9: ``duration_s``, ``fps``, ``width``, ``height``, ``frames``,
        ``audio``, ``face``, ``av_offset_ms`` (positive where the sound comes late; None where it
        could not be told), ``av_offset_confidence``, ``findings``; and ``timeline`` (what is wrong
        when), ``source_frames`` (decoded for the first 20 s), ``frames_dropped`` and
        ``frames_doubled`` (there, beyond what the frame rate explains), ``longest_gap_s`` (there,
        without a new picture), ``disk_needed_mb`` (for preparing it) and ``disk_free_mb`` (in the
        current folder).
    Raises:
        MediaError: the file cannot be read as a video at all.
        AssetError: the face weights are not installed.
    """
    path = Path(video_path)
    info = probe(path, need_audio=False)
    sound = hear(path, info, TRACKED_S)
    face = look_at_face(path, info)
    offset = measure_offset(face.points, face.found, ArraySamples(sound.beginning), FPS)
    report: dict[str, Any] = {
        "duration_s": round(info.duration_s, 3),
        "fps": round(info.fps, 3),
        "width": info.width,
        "height": info.height,
        "frames": info.frame_count or info.output_frame_count(info.fps),
        "source_frames": face.source_frames,
        "frames_dropped": face.dropped_frames,
        "frames_doubled": face.doubled_frames,
        "longest_gap_s": round(face.longest_gap_s, 3),
        "audio": sound.report,
        "face": face.report,
        "av_offset_ms": offset.offset_ms,
        "av_offset_confidence": offset.confidence,
        "timeline": face.timeline,
        "disk_needed_mb": round(_disk_bytes(info) / 1e6),
        "disk_free_mb": _free_mb(),
    }
    report["findings"] = findings_of(report, path)
    return report


def _disk_bytes(info: VideoInfo) -> float:
    return prepared_bytes(info.width, info.height, info.output_frame_count(FPS))


def _free_mb() -> int | None:
    try:
        return round(shutil.disk_usage(Path.cwd()).free / 1e6)
    except OSError:
        return None
