"""The stages ``audio`` and ``features``: what of them is made, and the record of it."""

from __future__ import annotations

import logging

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.job import Job
from synctalk_engine.preprocess.audio_thread import AudioResult, AudioTask, AudioThread
from synctalk_engine.preprocess.plan import PreprocessPlan
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.workspace.checksums import file_checksum

logger = logging.getLogger(__name__)


class AudioStages:
    """Makes ``aud.wav`` and the audio features that the plan wants, beside other work."""

    def __init__(self, plan: PreprocessPlan, job: Job, assets: AssetStore) -> None:
        self.audio_s = 0.0
        self.features_s = 0.0
        self._plan = plan
        self._job = job
        self._assets = assets
        self._clip = plan.clip
        self._record = plan.record

    def start(self, frame_count: int, shift_ms: float) -> AudioThread | None:
        """Start a thread that makes what is missing; None where nothing is.

        Args:
            shift_ms: the audio is moved earlier by this much.
        """
        plan = self._plan
        if not plan.is_audio_made:
            if not plan.audio.is_left_out:
                self._job.log("stage_skipped", stage="audio")
            return None
        make_wav = plan.is_audio_wanted(frame_count, shift_ms)
        kinds: tuple[FeatureKind, ...] = tuple(
            kind for kind in plan.kinds if make_wav or plan.are_features_wanted(kind, shift_ms)
        )
        if not kinds and not make_wav:
            self._job.log("stage_skipped", stage="audio")
            return None
        if make_wav:
            self._record.begin("audio", plan.audio_key(shift_ms))
        for kind in kinds:
            self._record.begin(f"features_{kind}", plan.features_key(kind, shift_ms))
        task = AudioTask(
            clip=self._clip,
            video_path=plan.video_path,
            start_s=plan.info.start_s,
            frame_count=frame_count,
            fps=plan.fps,
            shift_s=shift_ms / 1000,
            make_wav=make_wav,
            kinds=kinds,
            device=plan.torch_device,
        )
        return AudioThread(task, self._assets)

    def finish(self, thread: AudioThread, frame_count: int | None, shift_ms: float) -> None:
        """Wait for the audio; make it again where the video has another number of frames.

        Args:
            frame_count: frames of the video, if they are known by now.
        """
        self._wait(thread)
        if frame_count is not None and frame_count != thread.task.frame_count:
            logger.info("the video has %d frames, not %d", frame_count, thread.task.frame_count)
            self.remake(frame_count, shift_ms)

    def remake(self, frame_count: int, shift_ms: float) -> None:
        """Make what is missing of the audio for another frame count or shift, and wait for it."""
        thread = self.start(frame_count, shift_ms)
        if thread is None:
            return
        try:
            self._wait(thread)
        finally:
            thread.stop()

    def _wait(self, thread: AudioThread) -> None:
        with self._job.in_stage(JobStage.FEATURES):
            result = thread.result(self._job.poll)
        self._complete(result)

    def _complete(self, result: AudioResult) -> None:
        """Record what was made."""
        self.audio_s += result.audio_s
        self.features_s += result.features_s
        if result.levels is not None:
            self._record.complete(
                "audio",
                result.audio_s,
                sample_count=result.levels.sample_count,
                peak_dbfs=result.levels.peak_dbfs,
                is_silent=result.levels.is_silent,
                padded_samples=result.levels.padded_samples,
                checksum=file_checksum(self._clip.audio_path),
                repairs=result.levels.repairs.as_json(),
            )
        for kind, row_count in result.rows.items():
            stage = f"features_{kind}"
            path = self._clip.path / f"aud_{kind}.npy"
            self._record.complete(
                stage, result.features_s, row_count=row_count, checksum=file_checksum(path)
            )
