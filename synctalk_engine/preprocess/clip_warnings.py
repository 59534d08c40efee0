"""What the user should know of a video, of what was kept on disk, and of what was made."""

from __future__ import annotations

import shutil

from synctalk_engine.job import Job
from synctalk_engine.media.audio import SAMPLE_RATE_HZ
from synctalk_engine.media.audio_repairs import AudioRepairs
from synctalk_engine.media.frame_rate_conversion import GAP_S
from synctalk_engine.media.probe import VideoInfo
from synctalk_engine.preprocess.plan import PreprocessPlan
from synctalk_engine.workspace.frame_quality import frame_faults
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.layout import estimate_clip_bytes

SHORT_CLIP_S = 20.0
SMALL_FACE_PX = 110.0
LOW_RATE_FPS = 20.0
MISSING_S = 1.0
"""A video that ends this much before its stated end is cut off."""
SOUND_DIFFERENCE_S = 1.0
"""Sound may end this much before or after the pictures without a word."""
UNEVEN_SHARE = 0.01
"""Of the frames that were left out or repeated without need."""
FAULTY_SHARE = 0.02
"""Of the frames; rarer faults are in the timeline alone."""


def warn_of_source(plan: PreprocessPlan, job: Job) -> None:
    """Peculiarities of the video, before anything is decoded."""
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
    if plan.is_audio_made:
        _warn_of_sound(info, job)
    _warn_of_disk(plan, job)


def _warn_of_sound(info: VideoInfo, job: Job) -> None:
    track = info.sound
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
    if track.duration_s and left_out_s > SOUND_DIFFERENCE_S and not info.truncated:
        job.warning("audio_long", seconds=round(left_out_s, 1))


def _warn_of_disk(plan: PreprocessPlan, job: Job) -> None:
    """The pictures are by far the most; the estimate is a generous one."""
    if not plan.wanted["frames"]:
        return
    frames = max(plan.expected_frames - len(plan.pictures.checksums), 0)
    needed = estimate_clip_bytes(plan.info.width, plan.info.height, frames, plan.suffix)
    folder = plan.clip.path
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return
    if needed > free:
        job.warning("disk_short", needed_gb=round(needed / 1e9, 1), free_gb=round(free / 1e9, 1))


def warn_of_kept(plan: PreprocessPlan, job: Job) -> None:
    """What the ``--skip_`` flags keep although it was made of something else."""
    for stage in plan.outdated():
        job.warning("outdated_kept", stage=stage, option=f"--skip_{stage}")
    for stage in plan.left_out():
        job.warning("left_out", stage=stage, option=f"--skip_{stage}")


def warn_of_result(
    plan: PreprocessPlan, job: Job, table: FramesTable | None, frame_count: int
) -> None:
    """What was found in the clip; the same for a run that had nothing left to do."""
    record = plan.record
    duration_s = frame_count / plan.fps
    if duration_s < SHORT_CLIP_S:
        job.warning("clip_short", duration_s=round(duration_s, 1))
    if broken_count := record.fact("frames", "broken_count"):
        job.warning("frames_broken", frames=broken_count)
    _warn_of_rate_change(plan, job)
    missing_s = record.fact("frames", "missing_s") or 0.0
    if missing_s > MISSING_S + 1 / plan.fps and not plan.info.truncated:
        job.warning("video_cut_off", path=str(plan.video_path))
    if (gap_s := record.fact("frames", "longest_gap_s") or 0.0) > GAP_S:
        job.warning("video_gap", seconds=round(gap_s, 1))
    silent_s = (record.fact("audio", "padded_samples") or 0) / SAMPLE_RATE_HZ
    if silent_s > SOUND_DIFFERENCE_S:
        job.warning("audio_short", seconds=round(silent_s, 1))
    for code, params in AudioRepairs.from_json(record.fact("audio", "repairs")).warnings():
        job.warning(code, path=str(plan.video_path), **params)
    if record.fact("audio", "is_silent"):
        job.warning("audio_silent")
    if table is not None and table.found.any():
        warn_of_faces(table, job, plan.fps)


def _warn_of_rate_change(plan: PreprocessPlan, job: Job) -> None:
    """Frames that were left out or repeated although the change of the frame rate needs neither."""
    record, path = plan.record, str(plan.video_path)
    for code, total in (("frames_dropped", "source_count"), ("frames_doubled", "frame_count")):
        count = record.fact("frames", code) or 0
        share = count / max(record.fact("frames", total) or 0, 1)
        if share > UNEVEN_SHARE:
            job.warning(code, path=path, frames=count, percent=max(round(100 * share), 1))


def warn_of_faces(table: FramesTable, job: Job, fps: float = 25.0) -> None:
    """Other people, gaps, a small face, and what is wrong with many of the frames."""
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
        share = float(faults[fault].mean())
        if share > FAULTY_SHARE:
            job.warning(f"frames_{fault}", percent=max(round(100 * share), 1))
    if cuts := int(faults["cut"].sum()):
        job.warning("scene_cuts", count=cuts)
