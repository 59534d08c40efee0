"""The stages ``audio`` and ``features``: ``aud.wav`` and the audio features of a clip."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from synctalk_engine.preprocess.audio_thread import AudioResult, AudioTask, AudioThread
from synctalk_engine.preprocess.context import PreprocessContext
from synctalk_engine.preprocess.plan import PreprocessPlan
from synctalk_engine.preprocess.reuse import are_features_intact, is_audio_intact
from synctalk_engine.preprocess.stage_record import StageRecord, sample_count_for
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.workspace.checksums import file_checksum

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class AudioTimes:
    """How long audio and features took, in seconds."""

    audio_s: float = 0.0
    features_s: float = 0.0

    def __add__(self, other: AudioTimes) -> AudioTimes:
        return AudioTimes(self.audio_s + other.audio_s, self.features_s + other.features_s)


def is_audio_needed(
    plan: PreprocessPlan, record: StageRecord, frame_count: int, shift_ms: float
) -> bool:
    """Whether ``aud.wav`` has to be made."""
    samples = sample_count_for(frame_count, plan.fps)
    if plan.audio.is_foreign and is_audio_intact(record, samples, accept_edited=True):
        return False
    return _is_forced(plan, record, "audio") or not (
        record.is_complete("audio", plan.keys.audio(shift_ms)) and is_audio_intact(record, samples)
    )


def are_features_needed(
    plan: PreprocessPlan, record: StageRecord, kind: FeatureKind, shift_ms: float
) -> bool:
    """Whether the audio features of a kind have to be made."""
    stage = f"features_{kind}"
    return _is_forced(plan, record, stage) or not (
        record.is_complete(stage, plan.keys.features(kind, shift_ms))
        and are_features_intact(record, kind)
    )


def _is_forced(plan: PreprocessPlan, record: StageRecord, stage: str) -> bool:
    """``--force`` makes each stage once, and not again after the audio was shifted."""
    return plan.options.force and stage not in record.completed_now


def start_audio(
    context: PreprocessContext, frame_count: int, shift_ms: float
) -> AudioThread | None:
    """Start a thread that makes the missing audio and features.

    Args:
        shift_ms: the audio is moved earlier by this much.
    Returns:
        The thread; None if nothing is missing.
    """
    plan, record = context.plan, context.record
    if not plan.makes_audio:
        if not plan.audio.is_skipped:
            context.job.log("stage_skipped", stage=JobStage.AUDIO)
        return None
    make_wav = is_audio_needed(plan, record, frame_count, shift_ms)
    kinds: tuple[FeatureKind, ...] = tuple(
        kind for kind in plan.kinds if make_wav or are_features_needed(plan, record, kind, shift_ms)
    )
    if not kinds and not make_wav:
        context.job.log("stage_skipped", stage=JobStage.AUDIO)
        return None
    if make_wav:
        record.begin("audio", plan.keys.audio(shift_ms))
    for kind in kinds:
        record.begin(f"features_{kind}", plan.keys.features(kind, shift_ms))
    task = AudioTask(
        clip=plan.clip,
        video_path=plan.video_path,
        start_s=plan.info.start_s,
        frame_count=frame_count,
        fps=plan.fps,
        shift_s=shift_ms / 1000,
        make_wav=make_wav,
        kinds=kinds,
        device=plan.torch_device,
    )
    return AudioThread(task, context.assets)


def finish_audio(
    context: PreprocessContext, thread: AudioThread, frame_count: int | None, shift_ms: float
) -> AudioTimes:
    """Wait for the audio; make it again if the video has another number of frames.

    Args:
        frame_count: number of frames of the video, if it is known by now.
    """
    times = _wait(context, thread)
    if frame_count is None or frame_count == thread.task.frame_count:
        return times
    logger.info("the video has %d frames, not %d", frame_count, thread.task.frame_count)
    return times + remake_audio(context, frame_count, shift_ms)


def remake_audio(context: PreprocessContext, frame_count: int, shift_ms: float) -> AudioTimes:
    """Make the audio for another frame count or shift, if it is missing, and wait for it."""
    thread = start_audio(context, frame_count, shift_ms)
    if thread is None:
        return AudioTimes()
    try:
        return _wait(context, thread)
    finally:
        thread.stop()


def _wait(context: PreprocessContext, thread: AudioThread) -> AudioTimes:
    with context.job.in_stage(JobStage.FEATURES):
        result = thread.result(context.job.poll)
    for kind, reason in result.on_cpu.items():
        context.job.warning("features_on_cpu", kind=kind, device=thread.task.device, reason=reason)
    _record_result(context, result)
    return AudioTimes(result.audio_s, result.features_s)


def _record_result(context: PreprocessContext, result: AudioResult) -> None:
    if result.levels is not None:
        context.record.complete(
            "audio",
            result.audio_s,
            sample_count=result.levels.sample_count,
            peak_dbfs=result.levels.peak_dbfs,
            is_silent=result.levels.is_silent,
            padded_samples=result.levels.padded_samples,
            checksum=file_checksum(context.clip.audio_path),
            repairs=result.levels.repairs.as_json(),
        )
    for kind, row_count in result.rows.items():
        checksum = file_checksum(context.clip.path / f"aud_{kind}.npy")
        context.record.complete(
            f"features_{kind}", result.features_s, row_count=row_count, checksum=checksum
        )
