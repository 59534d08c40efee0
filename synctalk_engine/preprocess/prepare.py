"""``synctalk preprocess``: from a video to a folder that training reads (docs: design, section 2).

Pictures, landmarks and sound are made at the same time; each is a stage that is skipped when its
outputs are whole and nothing they depend on has changed. What is left of a process that was killed
is used where it is whole.
"""

from __future__ import annotations

import logging
import shutil
import time
from typing import Any

import numpy as np

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.errors import FaceError
from synctalk_engine.features.av_offset import NOTHING_MEASURED, AvOffset, measure_offset
from synctalk_engine.job import Job
from synctalk_engine.media.audio import WavSamples
from synctalk_engine.preprocess import notes
from synctalk_engine.preprocess import record as records
from synctalk_engine.preprocess.pictures import (
    PictureFigures,
    one_opencv_thread,
    process_frames,
    queue_frames_for,
)
from synctalk_engine.preprocess.plan import Plan
from synctalk_engine.preprocess.record import PrepareRecord
from synctalk_engine.preprocess.sound import SoundFigures, SoundTask, SoundThread
from synctalk_engine.preprocess.tracking import ClipTracker, write_track
from synctalk_engine.protocol.run_spec import FeatureKind, PreprocessOptions
from synctalk_engine.workspace.atomic import storage_errors
from synctalk_engine.workspace.clip import FEATURE_KINDS
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import update_state

logger = logging.getLogger(__name__)


def preprocess(options: PreprocessOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Prepare a video.

    Returns:
        The fields of design section 9. The seconds of ``stages`` overlap: they say how long each
        was at work, not when the next began.

    Raises:
        SynctalkError: a bad video, no face, missing weights, a full disk.
        JobStopped: on the user's wish; what was done so far is used by the next run.
    """
    with one_opencv_thread():
        return _Preparation(Plan(options, workspace), job).run()


class _Preparation:
    """One run: make what the plan says is missing, then conclude."""

    def __init__(self, plan: Plan, job: Job) -> None:
        self.plan = plan
        self.job = job
        self.clip = plan.clip
        self.record: PrepareRecord = plan.record
        self.assets = AssetStore()
        self.began_s = time.perf_counter()
        self.first_warning = len(job.warnings)
        self.seconds = {"frames": 0.0, "landmarks": 0.0, "audio": 0.0, "features": 0.0}
        self.shift_ms = plan.known_shift_ms()
        self.track: tuple[np.ndarray, np.ndarray] | None = None
        """Landmarks (N, 110, 2) and whether each frame's face was found, if tracked by this run."""

    def run(self) -> dict[str, Any]:
        """Everything, in order."""
        self._check_weights()
        self._note_beginning()
        sound = self._start_sound(self.plan.expected_frames, self.shift_ms)
        try:
            self._make_pictures(sound)
            if sound is not None:
                self._finish_sound(sound)
        finally:
            if sound is not None:
                sound.stop()
        offset = self._mend_offset()
        return self._conclude(offset)

    def _check_weights(self) -> None:
        """Missing weights are told before hours are spent."""
        for asset_id in self.plan.needed_assets():
            self.assets.path(asset_id)

    def _note_beginning(self) -> None:
        plan = self.plan
        if plan.is_anything_wanted:
            update_state(self.clip.path, "preprocessing", completed=False)
        records.remove_partial_files(self.clip)
        self.record.update(
            source={"path": str(plan.video_path), **plan.source},
            options=plan.options.model_dump(),
            fps=plan.fps,
        )
        notes.warn_of_source(plan, self.job)
        notes.warn_of_kept(plan, self.job)
        for stage, is_wanted in plan.wanted.items():
            if not is_wanted:
                self.job.log("stage_skipped", stage=stage)

    # -- pictures -------------------------------------------------------------------------------

    def _make_pictures(self, sound: SoundThread | None) -> None:
        """Decode, and write and track what is wanted."""
        plan = self.plan
        if not (plan.wanted["frames"] or plan.wanted["landmarks"]):
            return
        shutil.rmtree(self.clip.cache_dir, ignore_errors=True)
        keeps = plan.wanted["frames"] and self._begin_frames()
        if not plan.wanted["landmarks"]:
            self._pass_over_pictures(None, keeps, sound)
            return
        self.record.begin("landmarks", plan.key("landmarks"))
        began_s = time.perf_counter()
        with ClipTracker(plan, self.assets) as tracker:
            self._pass_over_pictures(tracker, keeps, sound)
            with self.job.in_stage("landmarks"):
                self._write_landmarks(tracker)
        self.seconds["landmarks"] = time.perf_counter() - began_s
        self.record.complete("landmarks", self.seconds["landmarks"], frame_count=plan.frame_count)

    def _pass_over_pictures(
        self, tracker: ClipTracker | None, keeps: bool, sound: SoundThread | None
    ) -> None:
        plan = self.plan
        with self.job.in_stage("frames" if plan.wanted["frames"] else "landmarks"):
            figures = process_frames(
                plan.picture_source,
                plan.fps,
                write_dir=self.clip.frames_dir if plan.wanted["frames"] else None,
                suffix=plan.suffix,
                keep_existing=keeps,
                use_frame=tracker.update if tracker else None,
                on_frame=lambda done: self._on_frame(done, sound),
                queue_frames=queue_frames_for(plan.info.width, plan.info.height),
            )
            self.job.progress(figures.frame_count, figures.frame_count, "frames", force=True)
        plan.frame_count = figures.frame_count
        if plan.wanted["frames"]:
            self._end_frames(figures)

    def _on_frame(self, done: int, sound: SoundThread | None) -> None:
        self.job.progress(done, max(self.plan.expected_frames, done), "frames")
        self.job.poll()
        if sound is not None and sound.failed():
            sound.result(self.job.poll)

    def _begin_frames(self) -> bool:
        """Make room for the pictures; says whether those that are there may be kept."""
        is_same = self.record.begin("frames", self.plan.key("frames"))
        if self.plan.options.force or not is_same:
            records.remove_numbered(self.clip.frames_dir)
            return False
        return True

    def _end_frames(self, figures: PictureFigures) -> None:
        records.remove_numbered(self.clip.frames_dir, figures.frame_count, self.plan.suffix)
        self.seconds["frames"] = figures.seconds
        self.record.complete(
            "frames",
            figures.seconds,
            frame_count=figures.frame_count,
            decode_s=round(figures.decode_s, 3),
            write_s=round(figures.write_s, 3),
            broken_count=figures.broken_count,
            longest_gap_s=round(figures.longest_gap_s, 3),
            missing_s=round(self.plan.info.duration_s - figures.frame_count / self.plan.fps, 3),
            pictures=records.pictures_digest(self.clip),
        )
        self.record.update(
            width=figures.width, height=figures.height, frame_count=figures.frame_count
        )

    def _write_landmarks(self, tracker: ClipTracker) -> None:
        points, table = tracker.finish(self.job.poll)
        if not table.found.any():
            raise FaceError("no_face", path=self.plan.video_path)
        records.remove_numbered(self.clip.landmarks_dir)
        write_track(self.clip, points, table, self.job.poll)
        self.track = points, table.found

    # -- sound ----------------------------------------------------------------------------------

    def _start_sound(self, frame_count: int, shift_ms: float) -> SoundThread | None:
        plan = self.plan
        if plan.options.skip_audio:
            return None
        make_wav = plan.is_audio_wanted(frame_count, shift_ms)
        kinds: tuple[FeatureKind, ...] = tuple(
            kind
            for kind in plan.kinds
            if make_wav or plan.are_features_wanted(kind, frame_count, shift_ms)
        )
        if not kinds and not make_wav:
            self.job.log("stage_skipped", stage="audio")
            return None
        if make_wav:
            self.record.begin("audio", plan.audio_key(shift_ms))
        for kind in kinds:
            self.record.begin(f"features_{kind}", plan.features_key(kind, shift_ms))
        task = SoundTask(
            clip=self.clip,
            video_path=plan.video_path,
            start_s=plan.info.start_s,
            frame_count=frame_count,
            fps=plan.fps,
            shift_s=shift_ms / 1000,
            make_wav=make_wav,
            kinds=kinds,
            device=plan.torch_device,
        )
        return SoundThread(task, self.assets)

    def _finish_sound(self, sound: SoundThread) -> None:
        """Wait for the sound; make it again where the video was not as long as it said."""
        with self.job.in_stage("features"):
            figures = sound.result(self.job.poll)
        self._note_sound(sound.task, figures)
        count = self.plan.frame_count
        if count is not None and count != sound.task.frame_count:
            logger.info("the video has %d frames, not %d", count, sound.task.frame_count)
            self._make_sound_again(count, self.shift_ms)

    def _make_sound_again(self, frame_count: int, shift_ms: float) -> None:
        sound = self._start_sound(frame_count, shift_ms)
        if sound is None:
            return
        try:
            with self.job.in_stage("features"):
                figures = sound.result(self.job.poll)
        finally:
            sound.stop()
        self._note_sound(sound.task, figures)

    def _note_sound(self, task: SoundTask, figures: SoundFigures) -> None:
        self.seconds["audio"] += figures.audio_s
        self.seconds["features"] += figures.features_s
        if figures.levels is not None:
            self.record.complete(
                "audio",
                figures.audio_s,
                sample_count=figures.levels.sample_count,
                peak_dbfs=figures.levels.peak_dbfs,
                is_silent=figures.levels.is_silent,
                padded_samples=figures.levels.padded_samples,
            )
        for kind, row_count in figures.rows.items():
            stage = f"features_{kind}"
            self.record.complete(stage, figures.features_s, row_count=row_count)

    # -- sound and pictures ---------------------------------------------------------------------

    def _mend_offset(self) -> AvOffset:
        """Measure how late the sound comes, and move it into step where that is certain."""
        plan = self.plan
        if plan.options.skip_audio:
            return NOTHING_MEASURED
        offset = plan.known_offset() or self._measured_offset()
        shift_ms = offset.shift_ms(plan.fps)
        wanted_ms = shift_ms if plan.options.fix_av_offset else 0.0
        if wanted_ms != self.shift_ms:
            self._make_sound_again(plan.expected_frames, wanted_ms)
            self.shift_ms = wanted_ms
        self._remove_outdated_features()
        self.record.update(
            av_offset_key=plan.offset_key(),
            av_offset_ms=offset.offset_ms,
            av_offset_confidence=offset.confidence,
            av_offset_fixed_ms=self.shift_ms,
        )
        if shift_ms:
            params = {
                "offset_ms": round(abs(shift_ms)),
                "direction": "late" if shift_ms > 0 else "early",
            }
            self.job.warning("av_offset_fixed" if wanted_ms else "av_offset", **params)
        return offset

    def _remove_outdated_features(self) -> None:
        """Features that were made of other sound would be taken for this clip's."""
        for kind in FEATURE_KINDS:
            key = self.plan.features_key(kind, self.shift_ms)
            if self.record.is_outdated(f"features_{kind}", key):
                path = self.clip.path / f"aud_{kind}.npy"
                logger.info("%s was made of other sound; removed", path)
                with storage_errors(path):
                    path.unlink(missing_ok=True)
                self.record.forget(f"features_{kind}")

    def _measured_offset(self) -> AvOffset:
        """From what was tracked just now, or from the landmarks on disk."""
        track, table = self.track, self.clip.table()
        if track is None and table is not None and len(table) == len(self.clip.landmark_paths()):
            track = self.clip.landmarks(), table.found
        if track is None or not self.clip.audio_path.is_file():
            return NOTHING_MEASURED
        samples = WavSamples(self.clip.audio_path)
        return measure_offset(*track, samples, self.plan.fps, self.shift_ms)

    # -- conclusion -----------------------------------------------------------------------------

    def _conclude(self, offset: AvOffset) -> dict[str, Any]:
        plan, table = self.plan, self.clip.table()
        frame_count, landmark_count = len(self.clip.frame_paths()), len(self.clip.landmark_paths())
        notes.warn_of_result(plan, self.job, table, frame_count or plan.expected_frames)
        self.record.update(warnings=self.job.warnings[self.first_warning :])
        has_features = plan.options.asr_model in self.clip.feature_kinds()
        update_state(
            self.clip.path,
            "preprocessing",
            completed=frame_count > 0 and frame_count == landmark_count and has_features,
            frame_count=frame_count,
            landmark_count=landmark_count,
            feature_kind=plan.options.asr_model,
            finished_at=round(time.time(), 3),
            source_fingerprint=plan.source["sha256_of_parts"],
        )
        seconds = time.perf_counter() - self.began_s
        found = int(table.found.sum()) if table is not None else 0
        return {
            "frames": frame_count,
            "faces_found": found,
            "faces_filled": (len(table) - found) if table is not None else 0,
            "seconds": round(seconds, 3),
            "frames_per_s": round(frame_count / seconds, 2),
            "stages": {stage: round(value, 3) for stage, value in self.seconds.items()},
            "av_offset_ms": offset.offset_ms if offset.is_certain else None,
            "av_offset_confidence": offset.confidence,
            "path": str(self.clip.path),
        }
