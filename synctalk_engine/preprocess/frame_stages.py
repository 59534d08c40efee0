"""The stages ``frames`` and ``landmarks``, made in one pass over the video if possible."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from av.codec.hwaccel import HWAccel

from synctalk_engine.errors import DatasetError, FaceError
from synctalk_engine.face.smooth import finalize_track
from synctalk_engine.media.hardware_decoding import MIN_FRAMES, gpu_decoder
from synctalk_engine.media.image_files import read_image
from synctalk_engine.preprocess import stage_record as records
from synctalk_engine.preprocess.audio_thread import AudioThread
from synctalk_engine.preprocess.context import PreprocessContext
from synctalk_engine.preprocess.frame_pipeline import (
    FramePass,
    FramePassStats,
    queue_frames_for,
)
from synctalk_engine.preprocess.plan import PreprocessPlan
from synctalk_engine.preprocess.tracked_segments import clear_derived_files
from synctalk_engine.preprocess.tracking import ClipTracker, read_segments, write_track
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.workspace.checksums import file_checksum, joined_checksums
from synctalk_engine.workspace.frames_table import FramesTable

SAME_IMAGE_LEVELS = 8.0
"""Two images with a mean difference up to this (of 255) are the same one, saved by two programs."""

ClipLandmarks = tuple[np.ndarray, np.ndarray]
"""Landmarks float32 (N, 110, 2) in pixels; bool (N,): the frame's face was found."""


@dataclass(frozen=True)
class FrameStagesResult:
    """What is known of a clip's frames after the stages."""

    frame_count: int | None
    """None: neither decoded nor complete on disk."""
    expected_frames: int
    """``frame_count``, or what the video states."""
    track: ClipLandmarks | None = None
    """None: this run did not track the clip."""
    frames_s: float = 0.0
    landmarks_s: float = 0.0


def log_resumed(context: PreprocessContext) -> None:
    """Log how much an earlier run has done; tell the job what a stop leaves on disk."""
    plan, segments = context.plan, context.segments
    kept, total = len(plan.frames.checksums), plan.expected_frames
    if plan.makes_frames and kept:
        context.job.log("frames_continued", kept=kept, total=total)
    if plan.makes_landmarks and segments.tracked_frames:
        context.job.log("landmarks_continued", kept=segments.tracked_frames, total=total)
    _report_kept(context, kept if plan.makes_frames else plan.frame_count or 0, total)


def make_frames_and_landmarks(
    context: PreprocessContext, audio: AudioThread | None
) -> FrameStagesResult:
    """Decode, write and track as planned.

    Args:
        audio: works at the same time; an error there ends the stages early.
    Raises:
        SynctalkError: a bad video, no face, kept frames of another video, a full disk.
    """
    plan = context.plan
    frame_count, frames_s = plan.frame_count, 0.0
    if not plan.makes_frames and not plan.makes_landmarks:
        return FrameStagesResult(frame_count, plan.expected_frames)
    clear_derived_files(plan.clip)
    in_one_pass = plan.makes_frames and plan.makes_landmarks and not plan.frames.edited_digest
    if plan.makes_frames:
        _begin_frames(context)
        if not in_one_pass:
            stats = _run_pass(context, plan.video_path, None, audio, writes=True)
            frame_count, frames_s = stats.frame_count, stats.seconds
    if not plan.makes_landmarks:
        return FrameStagesResult(frame_count, frame_count or plan.expected_frames, None, frames_s)
    return _make_landmarks(context, audio, in_one_pass, frame_count, frames_s)


def _make_landmarks(
    context: PreprocessContext,
    audio: AudioThread | None,
    writes_frames: bool,
    frame_count: int | None,
    frames_s: float,
) -> FrameStagesResult:
    """Track the clip; write its frames in the same pass if ``writes_frames``.

    Args:
        frame_count: number of frames, if it is known.
        frames_s: how long the frames took, if they are written already.
    """
    plan, segments = context.plan, context.segments
    began_s = time.perf_counter()
    context.record.begin("landmarks", plan.landmarks_key)
    if segments.frame_count is not None:  # an earlier run tracked the whole clip
        if writes_frames:
            frames_s = _run_pass(context, plan.video_path, None, audio, writes=True).seconds
        frame_count = segments.frame_count
        with context.job.in_stage(JobStage.LANDMARKS):
            points, table = finalize_track(read_segments(segments), plan.fps)
            checksums = _write_landmarks(context, points, table)
    else:
        with ClipTracker(plan, context.assets, segments) as tracker:
            source = plan.tracking_source
            stats = _run_pass(context, source, tracker, audio, writes_frames, frame_count)
            with context.job.in_stage(JobStage.LANDMARKS):
                points, table = tracker.finish(context.job.poll)
                checksums = _write_landmarks(context, points, table)
        frame_count = stats.frame_count
        frames_s = stats.seconds if writes_frames else frames_s
    landmarks_s = time.perf_counter() - began_s
    _complete_landmarks(context, frame_count, checksums, landmarks_s)
    track = points, table.found
    return FrameStagesResult(frame_count, frame_count, track, frames_s, landmarks_s)


def _run_pass(
    context: PreprocessContext,
    source: Path,
    tracker: ClipTracker | None,
    audio: AudioThread | None,
    writes: bool,
    frame_count: int | None = None,
) -> FramePassStats:
    """Decode ``source`` once; track its frames; write the missing ones if ``writes``.

    Args:
        frame_count: number of frames, if it is known.
    """
    plan, kept = context.plan, context.plan.frames.checksums
    use_frame, is_used = tracker.update if tracker else None, context.segments.is_needed
    if writes and plan.frames.is_foreign:
        use_frame, is_used = _same_video_check(plan), {min(kept), max(kept)}.__contains__
    stats = FramePassStats()
    with context.job.in_stage(JobStage.FRAMES if writes else JobStage.LANDMARKS):
        FramePass(
            source,
            plan.fps,
            write_dir=plan.clip.frames_dir if writes else None,
            suffix=plan.suffix,
            is_kept=kept.__contains__,
            use_frame=use_frame,
            is_used=is_used,
            on_frame=_frame_report(context, audio, stats, writes, frame_count),
            queue_frames=queue_frames_for(plan.info.width, plan.info.height),
            hardware=_gpu_decoder(plan, source),
        ).run(stats)
        context.job.progress(stats.frame_count, stats.frame_count, "frames", force=True)
    if writes:
        _complete_frames(context, stats)
    return stats


def _frame_report(
    context: PreprocessContext,
    audio: AudioThread | None,
    stats: FramePassStats,
    writes: bool,
    frame_count: int | None,
) -> Callable[[int], None]:
    """What is called after each frame of a pass: tells the job, and ends with the audio's error."""
    plan, kept = context.plan, context.plan.frames.checksums
    expected_frames = frame_count or plan.expected_frames

    def on_frame(done: int) -> None:
        is_new = (writes and done - 1 not in kept) or (
            plan.makes_landmarks and context.segments.is_needed(done - 1)
        )
        if is_new:  # frames that are kept count as progress of the earlier run
            context.job.progress(done, max(expected_frames, done), "frames")
        if audio is not None and audio.failed():
            audio.result(context.job.poll)
        written = len(kept) + len(stats.checksums) if writes else frame_count or 0
        _report_kept(context, written, expected_frames)
        context.job.poll()

    return on_frame


def _gpu_decoder(plan: PreprocessPlan, source: Path) -> HWAccel | None:
    """What decodes a long video on the GPU, where that is exact and faster."""
    if source.is_dir() or plan.expected_frames < MIN_FRAMES:
        return None
    return gpu_decoder(source, plan.torch_device)


def _report_kept(context: PreprocessContext, frames: int, total: int) -> None:
    """Tell the job what a stop from now on leaves on disk."""
    landmarks = context.segments.tracked_frames if context.plan.makes_landmarks else total
    if frames or landmarks:
        context.job.keeps("kept_prepared", frames=frames, landmarks=landmarks, total=total)


# -- frames ---------------------------------------------------------------------------------------


def _begin_frames(context: PreprocessContext) -> None:
    """Remove the frames that are not reused."""
    plan = context.plan
    if plan.frames.is_foreign:
        return
    is_same = context.record.begin("frames", plan.frames_key)
    if not is_same or not plan.frames.checksums:
        records.remove_numbered(plan.clip.frames_dir)


def _same_video_check(plan: PreprocessPlan):
    """Return a frame callback that compares frames of unknown origin with those on disk.

    The callback raises DatasetError (``kept_incomplete``): they are not frames of this video.
    """

    def check(index: int, image: np.ndarray | None) -> None:
        path = plan.clip.frame_files().get(index) if image is not None else None
        if path is None or index not in plan.frames.checksums:
            return
        kept = read_image(path)
        if kept.shape != image.shape or cv2.absdiff(kept, image).mean() > SAME_IMAGE_LEVELS:
            reason = f"{path.name} is not a frame of {plan.video_path.name}"
            params = {"name": plan.clip.name, "stage": "frames", "option": "--skip_frames"}
            raise DatasetError("kept_incomplete", **params, reason=reason)

    return check


def _complete_frames(context: PreprocessContext, stats: FramePassStats) -> None:
    """Record the frames that were written; remove any after the last one."""
    plan, record = context.plan, context.record
    if stats.width:
        record.update(width=stats.width, height=stats.height)
    if plan.frames.is_foreign:
        return
    records.remove_numbered(plan.clip.frames_dir, stats.frame_count, plan.suffix)
    checksums = plan.frames.checksums | stats.checksums
    checksums = {index: crc for index, crc in checksums.items() if index < stats.frame_count}
    record.complete(
        "frames",
        stats.seconds,
        frame_count=stats.frame_count,
        decode_s=round(stats.decode_s, 3),
        write_s=round(stats.write_s, 3),
        broken_count=stats.broken_count,
        longest_gap_s=round(stats.longest_gap_s, 3),
        source_count=stats.source_count,
        frames_dropped=stats.dropped_count,
        frames_doubled=stats.doubled_count,
        timestamps_corrected=stats.corrected_count,
        missing_s=round(plan.info.duration_s - stats.frame_count / plan.fps, 3),
        checksums=joined_checksums(checksums),
    )
    record.update(frame_count=stats.frame_count)


# -- landmarks ------------------------------------------------------------------------------------


def _write_landmarks(
    context: PreprocessContext, points: np.ndarray, table: FramesTable
) -> dict[int, int]:
    """Write float32 (N, 110, 2) landmarks; return frame number -> CRC-32 of its file.

    Raises:
        FaceError: no_face.
    """
    plan = context.plan
    if not table.found.any():
        raise FaceError("no_face", path=plan.video_path)
    kept = plan.landmarks.checksums
    if not kept:
        records.remove_numbered(plan.clip.landmarks_dir)
    return write_track(plan.clip, points, table, context.job.poll, kept)


def _complete_landmarks(
    context: PreprocessContext, frame_count: int, checksums: dict[int, int], seconds: float
) -> None:
    context.record.complete(
        "landmarks",
        seconds,
        frame_count=frame_count,
        checksums=joined_checksums(checksums),
        table_checksum=file_checksum(context.clip.table_path),
    )
