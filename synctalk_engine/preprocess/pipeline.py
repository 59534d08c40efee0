"""``synctalk preprocess``: from a video to a folder that training reads.

:mod:`.plan` decides what is made. :mod:`.frame_stages` and :mod:`.audio_stages` make it at the same
time; then :mod:`.av_offset_stage` brings audio and frames in sync. A stage is skipped when its
outputs are complete and nothing they depend on has changed. Complete files that a killed process
left are used.
"""

from __future__ import annotations

import time
from typing import Any

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.job import Job
from synctalk_engine.preprocess import clip_warnings
from synctalk_engine.preprocess import stage_record as records
from synctalk_engine.preprocess.audio_stages import AudioStages
from synctalk_engine.preprocess.av_offset_stage import correct_av_offset
from synctalk_engine.preprocess.existing_clip import is_video_gone, use_foreign, use_without_video
from synctalk_engine.preprocess.foreign_dataset import is_foreign, is_usable, require_replaceable
from synctalk_engine.preprocess.frame_pipeline import one_opencv_thread
from synctalk_engine.preprocess.frame_stages import FrameStages, FrameStagesResult
from synctalk_engine.preprocess.plan import PreprocessPlan
from synctalk_engine.preprocess.result_fields import result_fields, write_state
from synctalk_engine.preprocess.stage_record import StageRecord
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import update_state


def preprocess(options: PreprocessOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Preprocess a video.

    Returns:
        The fields of design section 9. The seconds of ``stages`` overlap: they say how long each
        was at work, not when the next began.

    Raises:
        SynctalkError: a bad video, no face, missing weights, a full disk.
        JobStopped: the user stopped the job; the next run uses what was done so far.
    """
    if is_video_gone(options, workspace):
        return use_without_video(options, workspace)
    clip = Clip(workspace.clip_dir(options.name, options.dataset_dir))
    if is_foreign(clip) and is_usable(clip, options.asr_model) and not options.force:
        return use_foreign(clip, options, job)
    require_replaceable(StageRecord(clip), options)
    with one_opencv_thread():
        return _run_stages(PreprocessPlan(options, workspace, job.poll), job)


def _run_stages(plan: PreprocessPlan, job: Job) -> dict[str, Any]:
    """Make what the plan says is missing; return the fields of the result."""
    began_s, first_warning = time.perf_counter(), len(job.warnings)
    assets = AssetStore()
    shift_ms = plan.known_shift_ms()
    assets.require(plan.needed_assets())  # all at once, before hours are spent
    frame_stages = FrameStages(plan, job, assets)
    audio_stages = AudioStages(plan, job, assets)
    frame_stages.log_continued()
    _begin(plan, job)
    frames = _make_frames_and_audio(plan, frame_stages, audio_stages, shift_ms)
    offset = correct_av_offset(plan, job, audio_stages, frames, shift_ms)

    table, frame_count = plan.clip.table(), len(plan.clip.frame_paths())
    clip_warnings.warn_of_result(plan, job, table, frame_count or frames.expected_frames)
    plan.record.update(warnings=job.warnings[first_warning:])
    _write_final_state(plan, frame_count)
    stages_s = {
        "frames": frames.frames_s,
        "landmarks": frames.landmarks_s,
        "audio": audio_stages.audio_s,
        "features": audio_stages.features_s,
    }
    seconds = time.perf_counter() - began_s
    return result_fields(plan.clip, frame_count, table, seconds, stages_s, offset)


def _begin(plan: PreprocessPlan, job: Job) -> None:
    """Record what is made from what; warn of the video; log the stages that are skipped."""
    if plan.is_anything_wanted:
        update_state(plan.clip.path, "preprocessing", completed=False)
    records.remove_partial_files(plan.clip)
    plan.record.update(
        source={"path": str(plan.video_path), **plan.source},
        options=plan.options.model_dump(),
        fps=plan.fps,
    )
    clip_warnings.warn_of_source(plan, job)
    clip_warnings.warn_of_kept(plan, job)
    for stage, is_wanted in plan.wanted.items():
        if not is_wanted:
            job.log("stage_skipped", stage=stage)


def _make_frames_and_audio(
    plan: PreprocessPlan, frame_stages: FrameStages, audio_stages: AudioStages, shift_ms: float
) -> FrameStagesResult:
    """Run both at the same time; an error of one ends the other."""
    audio = audio_stages.start(plan.expected_frames, shift_ms)
    try:
        frames = frame_stages.run(audio)
        if audio is not None:
            audio_stages.finish(audio, frames.frame_count, shift_ms)
    finally:
        if audio is not None:
            audio.stop()
    return frames


def _write_final_state(plan: PreprocessPlan, frame_count: int) -> None:
    landmark_count = len(plan.clip.landmark_paths())
    write_state(
        plan.clip,
        plan.options.asr_model,
        is_whole=frame_count > 0 and frame_count == landmark_count and not plan.left_out(),
        source_fingerprint=plan.source["sha256_of_parts"],
    )
