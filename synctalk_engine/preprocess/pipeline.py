"""``synctalk preprocess``: from a video to a folder that training reads.

:mod:`.plan` decides what is made. :mod:`.frame_stages` and :mod:`.audio_stages` run at the same
time; then :mod:`.av_offset_stage` brings audio and frames in sync. A stage is skipped if its
output is complete and its inputs have not changed. Complete files of a run that was killed are
reused.
"""

from __future__ import annotations

import time
from typing import Any

from synctalk_engine.job import Job
from synctalk_engine.preprocess import clip_warnings
from synctalk_engine.preprocess.audio_stages import AudioTimes, finish_audio, start_audio
from synctalk_engine.preprocess.av_offset_stage import correct_av_offset
from synctalk_engine.preprocess.context import PreprocessContext, make_context
from synctalk_engine.preprocess.existing_clip import is_video_gone, use_foreign, use_without_video
from synctalk_engine.preprocess.foreign_dataset import is_foreign, is_usable, require_replaceable
from synctalk_engine.preprocess.frame_pipeline import one_opencv_thread
from synctalk_engine.preprocess.frame_space import require_room_for_frames
from synctalk_engine.preprocess.frame_stages import (
    FrameStagesResult,
    log_resumed,
    make_frames_and_landmarks,
)
from synctalk_engine.preprocess.plan import PreprocessPlan, make_plan
from synctalk_engine.preprocess.required_assets import assets_of_plan
from synctalk_engine.preprocess.result_fields import result_fields, write_state
from synctalk_engine.preprocess.stage_record import StageRecord, remove_partial_files
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import update_state


def preprocess(options: PreprocessOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Preprocess a video.

    Returns:
        The fields of the ``result`` event, see :func:`result_fields`. The seconds of ``stages``
        overlap, since stages run at the same time.

    Raises:
        SynctalkError: a bad video, no face, missing weights, a full disk.
        JobStopped: the user stopped the job; the next run resumes it.
    """
    if is_video_gone(options, workspace):
        return use_without_video(options, workspace)
    clip = Clip(workspace.clip_dir(options.name, options.dataset_dir))
    if is_foreign(clip) and is_usable(clip, options.asr_model) and not options.force:
        return use_foreign(clip, options, job)
    require_replaceable(StageRecord(clip), options)
    with one_opencv_thread():
        return _run_stages(make_context(make_plan(options, workspace, job.poll), job))


def _run_stages(context: PreprocessContext) -> dict[str, Any]:
    """Make what the plan says is missing; return the fields of the result."""
    plan, job = context.plan, context.job
    began_s, first_warning = time.perf_counter(), len(job.warnings)
    context.assets.require(assets_of_plan(plan, context.record))  # all at once, before long work
    require_room_for_frames(plan)
    log_resumed(context)
    _begin(context)
    frames, times = _make_frames_and_audio(context, plan.known_shift_ms)
    offset, remake_times = correct_av_offset(context, frames, plan.known_shift_ms)
    times += remake_times

    table, frame_count = plan.clip.table(), len(plan.clip.frame_paths())
    known_frames = frame_count or frames.expected_frames
    clip_warnings.warn_of_result(context, table, known_frames)
    context.record.update(warnings=job.warnings[first_warning:])
    _write_final_state(plan, frame_count)
    stages_s = {
        "frames": frames.frames_s,
        "landmarks": frames.landmarks_s,
        "audio": times.audio_s,
        "features": times.features_s,
    }
    seconds = time.perf_counter() - began_s
    return result_fields(plan.clip, frame_count, table, seconds, stages_s, offset)


def _begin(context: PreprocessContext) -> None:
    """Record the inputs; warn about the video; log the stages that are skipped."""
    plan = context.plan
    if plan.makes_anything:
        update_state(plan.clip.path, "preprocessing", completed=False)
    remove_partial_files(plan.clip)
    context.record.update(
        source={"path": str(plan.video_path), **plan.source},
        options=plan.options.model_dump(),
        fps=plan.fps,
    )
    clip_warnings.warn_of_source(plan, context.job)
    clip_warnings.warn_of_kept(plan, context.job)
    for stage, is_made in (("frames", plan.makes_frames), ("landmarks", plan.makes_landmarks)):
        if not is_made:
            context.job.log("stage_skipped", stage=stage)


def _make_frames_and_audio(
    context: PreprocessContext, shift_ms: float
) -> tuple[FrameStagesResult, AudioTimes]:
    """Run both at the same time; an error in one ends the other."""
    times = AudioTimes()
    audio = start_audio(context, context.plan.expected_frames, shift_ms)
    try:
        frames = make_frames_and_landmarks(context, audio)
        if audio is not None:
            times = finish_audio(context, audio, frames.frame_count, shift_ms)
    finally:
        if audio is not None:
            audio.stop()
    return frames, times


def _write_final_state(plan: PreprocessPlan, frame_count: int) -> None:
    landmark_count = len(plan.clip.landmark_paths())
    write_state(
        plan.clip,
        plan.options.asr_model,
        is_complete=frame_count > 0 and frame_count == landmark_count and not plan.skipped_stages,
        source_fingerprint=plan.source["sha256_of_parts"],
    )
