"""Measures a clip's A/V offset once frames and audio are made, and corrects it."""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np

from synctalk_engine.features.av_offset import NOTHING_MEASURED, AvOffset, measure_offset
from synctalk_engine.features.extract import extract
from synctalk_engine.media.audio import WavSamples
from synctalk_engine.preprocess.audio_stages import AudioTimes, remake_audio
from synctalk_engine.preprocess.context import PreprocessContext
from synctalk_engine.preprocess.frame_stages import FrameStagesResult
from synctalk_engine.workspace.atomic import remove
from synctalk_engine.workspace.clip import FEATURE_KINDS

logger = logging.getLogger(__name__)


def correct_av_offset(
    context: PreprocessContext, frames: FrameStagesResult, shift_ms: float
) -> tuple[AvOffset, AudioTimes]:
    """Measure the A/V offset; if it is certain, make the audio again, shifted by it.

    Args:
        shift_ms: how far the audio on disk was moved earlier.
    Returns:
        The offset, and how long it took to make the audio again.
    """
    plan = context.plan
    if not plan.makes_audio:
        return NOTHING_MEASURED, AudioTimes()
    offset = plan.known_offset or _measured_offset(context, frames, shift_ms)
    full_shift_ms = offset.shift_ms(plan.fps)
    wanted_ms = full_shift_ms if plan.options.fix_av_offset else 0.0
    times = AudioTimes()
    if wanted_ms != shift_ms:
        times = remake_audio(context, frames.expected_frames, wanted_ms)
    _remove_outdated_features(context, wanted_ms)
    context.record.update(
        av_offset_key=plan.offset_key,
        av_offset_ms=offset.offset_ms,
        av_offset_confidence=offset.confidence,
        av_offset_fixed_ms=wanted_ms,
    )
    if full_shift_ms:
        params = {
            "offset_ms": round(abs(full_shift_ms)),
            "direction": "late" if full_shift_ms > 0 else "early",
        }
        context.job.warning("av_offset_fixed" if wanted_ms else "av_offset", **params)
    return offset, times


def _measured_offset(
    context: PreprocessContext, frames: FrameStagesResult, shift_ms: float
) -> AvOffset:
    """Measure on the landmarks that were just tracked, or on those on disk."""
    clip = context.clip
    track, table = frames.track, clip.table()
    if track is None and table is not None and len(table) == len(clip.landmark_paths()):
        track = clip.landmarks(), table.found
    if track is None or not clip.audio_path.is_file():
        return NOTHING_MEASURED
    samples, fps = WavSamples(clip.audio_path), context.plan.fps
    return measure_offset(*track, samples, fps, shift_ms, _speech_rows(context))


def _speech_rows(context: PreprocessContext) -> Callable[[int], np.ndarray] | None:
    """Makes Whisper's rows of the clip's audio; None where the clip gets other features."""
    if context.plan.options.asr_model != "whisper":
        return None

    def make(count: int) -> np.ndarray:
        path, fps, poll = context.clip.audio_path, context.plan.fps, context.job.poll
        return extract("whisper", path, count, fps, context.assets, poll=poll)

    return make


def _remove_outdated_features(context: PreprocessContext, shift_ms: float) -> None:
    """Remove features of other audio, which would be taken for this clip's."""
    for kind in FEATURE_KINDS:
        stage = f"features_{kind}"
        if context.record.is_outdated(stage, context.plan.keys.features(kind, shift_ms)):
            path = context.clip.path / f"aud_{kind}.npy"
            logger.info("removed %s, which was made from other audio", path)
            remove(path)
            context.record.forget(stage)
