"""Warnings about a video, about files that are reused, and about the finished clip."""

from __future__ import annotations

from synctalk_engine.job import Job
from synctalk_engine.media.audio import SAMPLE_RATE_HZ
from synctalk_engine.media.audio_repairs import AudioRepairs
from synctalk_engine.media.frame_rate_conversion import GAP_S
from synctalk_engine.media.probe import VideoInfo
from synctalk_engine.preprocess.context import PreprocessContext
from synctalk_engine.preprocess.frame_space import frame_space
from synctalk_engine.preprocess.plan import PreprocessPlan
from synctalk_engine.workspace.frame_quality import frame_faults
from synctalk_engine.workspace.frames_table import FramesTable

SHORT_CLIP_S = 20.0
SMALL_FACE_PX = 110.0
LOW_RATE_FPS = 20.0
MISSING_S = 1.0
"""A video that ends this much before its stated end is cut off."""
AUDIO_DIFFERENCE_S = 1.0
"""Audio may end this much before or after the frames without a warning."""
DROPPED_FRACTION = 0.01
"""Of all frames; fewer dropped or duplicated frames are not reported."""
FAULTY_FRACTION = 0.02
"""Of all frames; rarer faults are shown in the timeline only."""


def warn_of_source(plan: PreprocessPlan, job: Job) -> None:
    """Warn about the video, before anything is decoded."""
    info, path = plan.info, str(plan.video_path)
    if info.truncated:
        job.warning("video_cut_off", path=path)
    if info.interlaced:
        job.warning("video_interlaced", path=path)
    if info.hdr:
        job.warning("video_hdr", path=path, kind=info.hdr)
    if info.alpha:
        job.warning("video_alpha", path=path)
    if info.usual_fps < min(LOW_RATE_FPS, plan.fps):
        job.warning("video_rate_low", fps=round(info.usual_fps, 2))
    if plan.makes_audio:
        _warn_of_audio(info, job)
    _warn_of_disk(plan, job)


def _warn_of_audio(info: VideoInfo, job: Job) -> None:
    track = info.audio_track
    if track is None:
        return
    if len(info.audio) > 1:
        language = f"{track.language}, " if track.language not in ("", "und") else ""
        job.warning(
            "audio_tracks",
            path=str(info.path),
            count=len(info.audio),
            number=info.audio.index(track) + 1,
            detail=f"{language}{track.codec}, channels: {track.channels}",
        )
    left_out_s = track.start_s + track.duration_s - info.start_s - info.duration_s
    if track.duration_s and left_out_s > AUDIO_DIFFERENCE_S and not info.truncated:
        job.warning("audio_long", seconds=round(left_out_s, 1))


def _warn_of_disk(plan: PreprocessPlan, job: Job) -> None:
    """Warn if the frames may not fit."""
    space = frame_space(plan)
    if space is not None and space.estimated_bytes > space.free_bytes:
        needed_gb, free_gb = round(space.estimated_bytes / 1e9, 1), round(space.free_bytes / 1e9, 1)
        job.warning("disk_short", needed_gb=needed_gb, free_gb=free_gb)


def warn_of_kept(plan: PreprocessPlan, job: Job) -> None:
    """Warn about outdated files that ``--skip_`` flags keep."""
    for stage in plan.outdated_stages:
        job.warning("outdated_kept", stage=stage, option=f"--skip_{stage}")
    for stage in plan.skipped_stages:
        job.warning("left_out", stage=stage, option=f"--skip_{stage}")


def warn_of_result(context: PreprocessContext, table: FramesTable | None, frame_count: int) -> None:
    """Warn about the finished clip; a run that had nothing left to do repeats the warnings."""
    plan, job, record = context.plan, context.job, context.record
    duration_s = frame_count / plan.fps
    if duration_s < SHORT_CLIP_S:
        job.warning("clip_short", duration_s=round(duration_s, 1))
    if broken_count := record.value("frames", "broken_count"):
        job.warning("frames_broken", frames=broken_count)
    _warn_of_rate_change(context)
    missing_s = record.value("frames", "missing_s") or 0.0
    if missing_s > MISSING_S + 1 / plan.fps and not plan.info.truncated:
        job.warning("video_cut_off", path=str(plan.video_path))
    if (gap_s := record.value("frames", "longest_gap_s") or 0.0) > GAP_S:
        job.warning("video_gap", seconds=round(gap_s, 1))
    silent_s = (record.value("audio", "padded_samples") or 0) / SAMPLE_RATE_HZ
    if silent_s > AUDIO_DIFFERENCE_S:
        job.warning("audio_short", seconds=round(silent_s, 1))
    for code, params in AudioRepairs.from_json(record.value("audio", "repairs")).warnings():
        job.warning(code, path=str(plan.video_path), **params)
    if record.value("audio", "is_silent"):
        job.warning("audio_silent")
    if table is not None and table.found.any():
        warn_of_faces(table, job, plan.fps)


def _warn_of_rate_change(context: PreprocessContext) -> None:
    """Warn about dropped or duplicated frames that the frame rate conversion does not explain."""
    record, path = context.record, str(context.plan.video_path)
    for code, total in (("frames_dropped", "source_count"), ("frames_doubled", "frame_count")):
        count = record.value("frames", code) or 0
        fraction = count / max(record.value("frames", total) or 0, 1)
        if fraction > DROPPED_FRACTION:
            context.job.warning(
                code, path=path, frames=count, percent=max(round(100 * fraction), 1)
            )


def warn_of_faces(table: FramesTable, job: Job, fps: float = 25.0) -> None:
    """Warn about other people, gaps, a small face, and faults that many frames have."""
    if replaced := int(table.other_person.sum()):
        job.warning("other_person", seconds=round(replaced / fps, 1), frames=replaced)
    others = int((table.faces > 1).sum())
    if others:
        job.warning("several_faces", frames=others)
    filled = int((~table.found).sum())
    if filled:
        job.warning("faces_filled", frames=filled)
    width_px = float(table.box_w[table.found].mean())
    if width_px < SMALL_FACE_PX:
        job.warning("face_small", width_px=round(width_px))
    faults = frame_faults(table)
    for fault in ("blurred", "turned", "covered", "light"):
        fraction = float(faults[fault].mean())
        if fraction > FAULTY_FRACTION:
            job.warning(f"frames_{fault}", percent=max(round(100 * fraction), 1))
    if cuts := int(faults["cut"].sum()):
        job.warning("scene_cuts", count=cuts)
