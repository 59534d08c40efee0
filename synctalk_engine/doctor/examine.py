"""``doctor(path)``: measure a video, then judge."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from synctalk_engine.doctor.audio import measure_audio
from synctalk_engine.doctor.face import FPS, TRACKED_S, FaceReport, measure_face
from synctalk_engine.doctor.findings import findings_of
from synctalk_engine.doctor.passed_checks import passed_checks
from synctalk_engine.errors import OptionError
from synctalk_engine.features.av_offset import measure_offset
from synctalk_engine.media.audio import ArraySamples
from synctalk_engine.media.probe import VideoInfo, probe
from synctalk_engine.protocol.face_choice import FaceChoice, parse_face_choice
from synctalk_engine.workspace.layout import estimate_clip_bytes


def doctor(
    video_path: str | Path, face: str | None = None, thumbnail_dir: str | Path | None = None
) -> dict[str, Any]:
    """Measure a video and say what is wrong with it.

    Args:
        video_path: the video.
        face: whom to look at, as for ``preprocess``; None: the person who is on screen longest.
        thumbnail_dir: where a frame of each person is written.

    Returns:
        ``duration_s``, ``fps``, ``width``, ``height``, ``frames``,
        ``audio``, ``face``, ``av_offset_ms`` (positive if the audio comes late; None if it
        could not be told), ``av_offset_confidence``, ``findings``; and ``timeline`` (what is wrong
        when), ``source_frames`` (decoded for the first 20 s), ``frames_dropped`` and
        ``frames_doubled`` (there, beyond what the frame rate explains), ``longest_gap_s`` (there,
        without a new frame), ``disk_needed_mb`` (for preprocessing it) and ``disk_free_mb`` (in the
        current folder).
        ``face.people`` lists everybody who is seen: ``index`` (from 1, the person whom the clip is
        about first), ``seconds`` on screen, and a ``box`` (x, y, width, height in pixels) with its
        ``time`` in seconds; and ``boxes``, from all over the video, each with its time first.
        ``passed`` lists the checks in which nothing was found, as ``{"code", "params"}``.
    Raises:
        MediaError: the file cannot be read as a video at all.
        AssetError: the face weights are not installed.
        FaceError: nobody is as `face` says.
        OptionError: `face` says nothing of use.
    """
    path = Path(video_path)
    choice = _face_choice(face)
    info = probe(path, need_audio=False)
    sound = measure_audio(path, info, TRACKED_S)
    directory = None if thumbnail_dir is None else Path(thumbnail_dir)
    face_report = measure_face(path, info, choice, directory)
    offset = measure_offset(
        face_report.points, face_report.found, ArraySamples(sound.beginning), FPS
    )
    report = {
        **_video_report(info),
        **_frames_report(face_report),
        "audio": sound.report,
        "av_offset_ms": offset.offset_ms,
        "av_offset_confidence": offset.confidence,
        "disk_needed_mb": round(_disk_bytes(info) / 1e6),
        "disk_free_mb": _free_mb(),
    }
    report["findings"] = findings_of(report, path)
    report["passed"] = passed_checks(report)
    return report


def _video_report(info: VideoInfo) -> dict[str, Any]:
    return {
        "duration_s": round(info.duration_s, 3),
        "fps": round(info.fps, 3),
        "width": info.width,
        "height": info.height,
        "frames": info.frame_count or info.output_frame_count(info.fps),
    }


def _frames_report(measured: FaceReport) -> dict[str, Any]:
    return {
        "source_frames": measured.source_frames,
        "frames_dropped": measured.dropped_frames,
        "frames_doubled": measured.doubled_frames,
        "longest_gap_s": round(measured.longest_gap_s, 3),
        "face": measured.report,
        "timeline": measured.timeline,
    }


def _face_choice(face: str | None) -> FaceChoice | None:
    try:
        return None if face is None else parse_face_choice(face)
    except ValueError as error:
        raise OptionError("bad_options", problems=f"--face: {error}") from error


def _disk_bytes(info: VideoInfo) -> float:
    return estimate_clip_bytes(info.width, info.height, info.output_frame_count(FPS))


def _free_mb() -> int | None:
    try:
        return round(shutil.disk_usage(Path.cwd()).free / 1e6)
    except OSError:
        return None
