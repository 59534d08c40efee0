"""``synctalk preprocess``: from a video to a folder that training reads.

Pictures, landmarks and sound are made at the same time; each is a stage that is skipped when its
outputs are whole and nothing they depend on has changed. What is left of a process that was killed
is used where it is whole.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.errors import DatasetError, FaceError
from synctalk_engine.face.smooth import finish
from synctalk_engine.features.av_offset import NOTHING_MEASURED, AvOffset, measure_offset
from synctalk_engine.job import Job
from synctalk_engine.media.audio import WavSamples
from synctalk_engine.media.png import read_image
from synctalk_engine.preprocess import notes
from synctalk_engine.preprocess import record as records
from synctalk_engine.preprocess.foreign import is_foreign, is_usable, require_replaceable
from synctalk_engine.preprocess.kept import missing_parts
from synctalk_engine.preprocess.pictures import (
    PictureFigures,
    one_opencv_thread,
    process_frames,
    queue_frames_for,
)
from synctalk_engine.preprocess.plan import Plan
from synctalk_engine.preprocess.record import PrepareRecord
from synctalk_engine.preprocess.sound import SoundFigures, SoundTask, SoundThread
from synctalk_engine.preprocess.tracked_parts import clear_derived_files
from synctalk_engine.preprocess.tracking import ClipTracker, kept_records, write_track
from synctalk_engine.protocol.run_spec import FeatureKind, PreprocessOptions
from synctalk_engine.workspace.atomic import remove
from synctalk_engine.workspace.checksums import file_checksum, joined_checksums
from synctalk_engine.workspace.clip import FEATURE_KINDS, Clip
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import update_state

SAME_PICTURE_LEVELS = 8.0
"""Mean difference, of 255, up to which two pictures are the same one, saved by two programs."""

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
    if _is_video_gone(options, workspace):
        return _without_video(options, workspace)
    clip = Clip(workspace.clip_dir(options.name, options.dataset_dir))
    if is_foreign(clip) and is_usable(clip, options.asr_model) and not options.force:
        return _as_it_is(clip, options, job)
    require_replaceable(PrepareRecord(clip), options)
    with one_opencv_thread():
        return _Preparation(Plan(options, workspace, job.poll), job).run()


def _is_video_gone(options: PreprocessOptions, workspace: Workspace) -> bool:
    """Whether only a clip that is there already can be concluded."""
    keeps = options.skip_frames or options.skip_landmarks or options.skip_audio
    clip = Clip(workspace.clip_dir(options.name, options.dataset_dir))
    return keeps and clip.path.is_dir() and not workspace.resolve(options.video_path).exists()


def _as_it_is(clip: Clip, options: PreprocessOptions, job: Job) -> dict[str, Any]:
    """Conclude a clip that another program prepared."""
    began_s = time.perf_counter()
    job.warning("dataset_foreign_used", path=clip.path.as_posix())
    return _concluded(clip, options.asr_model, began_s)


def _concluded(clip: Clip, kind: FeatureKind, began_s: float) -> dict[str, Any]:
    """Record a clip of which nothing has to be made, and its figures."""
    frame_count = clip.check_complete()
    _write_state(clip, kind, is_whole=True)
    none = dict.fromkeys(("frames", "landmarks", "audio", "features"), 0.0)
    seconds = time.perf_counter() - began_s
    return _figures(clip, frame_count, clip.table(), seconds, none, NOTHING_MEASURED)


def _without_video(options: PreprocessOptions, workspace: Workspace) -> dict[str, Any]:
    """Conclude a clip whose parts are all there.

    Raises:
        DatasetError: ``video_needed``, with what is missing.
    """
    began_s = time.perf_counter()
    clip = Clip(workspace.clip_dir(options.name, options.dataset_dir))
    missing = missing_parts(PrepareRecord(clip), options.asr_model)
    if missing:
        path = workspace.resolve(options.video_path)
        raise DatasetError("video_needed", path=path, name=clip.name, missing=", ".join(missing))
    return _concluded(clip, options.asr_model, began_s)


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
        self.landmark_checksums: dict[int, int] = {}

    def run(self) -> dict[str, Any]:
        """Everything, in order."""
        self._check_weights()
        self._note_kept()
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
        """Missing weights are told before hours are spent, all at once."""
        self.assets.require(self.plan.needed_assets())

    def _note_kept(self) -> None:
        """Say where an earlier run is continued, and what a stop leaves."""
        plan = self.plan
        kept = len(plan.pictures.checksums)
        if plan.wanted["frames"] and kept:
            self.job.log("frames_continued", kept=kept, total=plan.expected_frames)
        if plan.wanted["landmarks"] and plan.tracked_parts.kept_frames:
            frames = plan.tracked_parts.kept_frames
            self.job.log("landmarks_continued", kept=frames, total=plan.expected_frames)
        self._note_saved(kept if plan.wanted["frames"] else self._all_frames())

    def _all_frames(self) -> int:
        """How many pictures there are where none is missing."""
        return self.plan.frame_count or 0

    def _note_saved(self, frames: int) -> None:
        """Keep up to date what a stop from now on leaves on the disk."""
        total = self.plan.expected_frames
        landmarks = self.plan.tracked_parts.kept_frames if self.plan.wanted["landmarks"] else total
        if frames or landmarks:
            self.job.keeps("kept_prepared", frames=frames, landmarks=landmarks, total=total)

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
        clear_derived_files(self.clip)
        is_separate = bool(plan.other_pictures)  # then the pictures on disk are tracked
        if plan.wanted["frames"]:
            self._begin_frames()
            if is_separate or not plan.wanted["landmarks"]:
                self._pass_over(plan.video_path, None, sound, writes=True)
        if plan.wanted["landmarks"]:
            self._make_landmarks(sound, writes=plan.wanted["frames"] and not is_separate)

    def _make_landmarks(self, sound: SoundThread | None, writes: bool) -> None:
        """Track the clip, and write its pictures in the same pass where ``writes`` says so."""
        plan = self.plan
        self.record.begin("landmarks", plan.key("landmarks"))
        began_s = time.perf_counter()
        if plan.tracked_parts.frame_count is not None:  # all parts are kept
            if writes:
                self._pass_over(plan.video_path, None, sound, writes=True)
            plan.frame_count = plan.tracked_parts.frame_count
            with self.job.in_stage("landmarks"):
                self._write_landmarks(*finish(kept_records(plan.tracked_parts), plan.fps))
        else:
            with ClipTracker(plan, self.assets) as tracker:
                self._pass_over(plan.picture_source, tracker, sound, writes=writes)
                with self.job.in_stage("landmarks"):
                    self._write_landmarks(*tracker.finish(self.job.poll))
        self.seconds["landmarks"] = time.perf_counter() - began_s
        self.record.complete(
            "landmarks",
            self.seconds["landmarks"],
            frame_count=plan.frame_count,
            checksums=joined_checksums(self.landmark_checksums),
            table_checksum=file_checksum(self.clip.table_path),
        )

    def _pass_over(
        self, source: Path, tracker: ClipTracker | None, sound: SoundThread | None, *, writes: bool
    ) -> None:
        """Decode ``source``; track its pictures, write those that are missing."""
        plan, kept = self.plan, self.plan.pictures.checksums
        is_used = plan.tracked_parts.is_needed
        use_frame = tracker.update if tracker else None
        if writes and plan.pictures.is_foreign:
            use_frame, is_used = self._check_same_video, {min(kept), max(kept)}.__contains__
        figures = PictureFigures()

        def on_frame(done: int) -> None:
            self._on_frame(done, sound, writes)
            self._note_saved(len(kept) + len(figures.checksums) if writes else self._all_frames())
            self.job.poll()

        with self.job.in_stage("frames" if writes else "landmarks"):
            process_frames(
                source,
                plan.fps,
                write_dir=self.clip.frames_dir if writes else None,
                suffix=plan.suffix,
                is_kept=kept.__contains__,
                use_frame=use_frame,
                is_used=is_used,
                on_frame=on_frame,
                queue_frames=queue_frames_for(plan.info.width, plan.info.height),
                figures=figures,
            )
            self.job.progress(figures.frame_count, figures.frame_count, "frames", force=True)
        plan.frame_count = figures.frame_count
        if writes:
            self._end_frames(figures)

    def _check_same_video(self, index: int, image: np.ndarray | None) -> None:
        """Pictures of unknown origin are completed only from the video that they are of."""
        path = self.clip.frame_files().get(index) if image is not None else None
        if path is None or index not in self.plan.pictures.checksums:
            return
        picture = read_image(path)
        if picture.shape != image.shape or cv2.absdiff(picture, image).mean() > SAME_PICTURE_LEVELS:
            reason = f"{path.name} is not a picture of {self.plan.video_path.name}"
            params = {"name": self.clip.name, "stage": "frames", "option": "--skip_frames"}
            raise DatasetError("kept_incomplete", **params, reason=reason)

    def _on_frame(self, done: int, sound: SoundThread | None, writes: bool) -> None:
        plan = self.plan
        index = done - 1
        is_work = (writes and index not in plan.pictures.checksums) or (
            plan.wanted["landmarks"] and plan.tracked_parts.is_needed(index)
        )
        if is_work:  # what is kept is passed over without a word, and continued behind it
            self.job.progress(done, max(plan.expected_frames, done), "frames")
        if sound is not None and sound.failed():
            sound.result(self.job.poll)

    def _begin_frames(self) -> None:
        """Make room for the pictures."""
        plan = self.plan
        if plan.pictures.is_foreign:
            return
        if not self.record.begin("frames", plan.key("frames")) or not plan.pictures.checksums:
            records.remove_numbered(self.clip.frames_dir)

    def _end_frames(self, figures: PictureFigures) -> None:
        self.seconds["frames"] = figures.seconds
        if figures.width:
            self.record.update(width=figures.width, height=figures.height)
        if self.plan.pictures.is_foreign:
            return
        records.remove_numbered(self.clip.frames_dir, figures.frame_count, self.plan.suffix)
        checksums = self.plan.pictures.checksums | figures.checksums
        self.record.complete(
            "frames",
            figures.seconds,
            frame_count=figures.frame_count,
            decode_s=round(figures.decode_s, 3),
            write_s=round(figures.write_s, 3),
            broken_count=figures.broken_count,
            longest_gap_s=round(figures.longest_gap_s, 3),
            source_count=figures.source_count,
            frames_dropped=figures.dropped_count,
            frames_doubled=figures.doubled_count,
            timestamps_corrected=figures.corrected_count,
            missing_s=round(self.plan.info.duration_s - figures.frame_count / self.plan.fps, 3),
            checksums=joined_checksums(
                {n: crc for n, crc in checksums.items() if n < figures.frame_count}
            ),
        )
        self.record.update(frame_count=figures.frame_count)

    def _write_landmarks(self, points: np.ndarray, table: FramesTable) -> None:
        if not table.found.any():
            raise FaceError("no_face", path=self.plan.video_path)
        kept = self.plan.landmarks.checksums
        if not kept:
            records.remove_numbered(self.clip.landmarks_dir)
        self.landmark_checksums = write_track(self.clip, points, table, self.job.poll, kept)
        self.track = points, table.found

    # -- sound ----------------------------------------------------------------------------------

    def _start_sound(self, frame_count: int, shift_ms: float) -> SoundThread | None:
        plan = self.plan
        if not plan.is_audio_made:
            if not plan.audio.is_left_out:
                self.job.log("stage_skipped", stage="audio")
            return None
        make_wav = plan.is_audio_wanted(frame_count, shift_ms)
        kinds: tuple[FeatureKind, ...] = tuple(
            kind for kind in plan.kinds if make_wav or plan.are_features_wanted(kind, shift_ms)
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
                checksum=file_checksum(self.clip.audio_path),
                repairs=figures.levels.repairs.as_json(),
            )
        for kind, row_count in figures.rows.items():
            stage = f"features_{kind}"
            path = self.clip.path / f"aud_{kind}.npy"
            self.record.complete(
                stage, figures.features_s, row_count=row_count, checksum=file_checksum(path)
            )

    # -- sound and pictures ---------------------------------------------------------------------

    def _mend_offset(self) -> AvOffset:
        """Measure how late the sound comes, and move it into step where that is certain."""
        plan = self.plan
        if not plan.is_audio_made:
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
                remove(path)
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
        is_whole = frame_count > 0 and frame_count == landmark_count and not plan.left_out()
        _write_state(
            self.clip,
            plan.options.asr_model,
            is_whole=is_whole,
            source_fingerprint=plan.source["sha256_of_parts"],
        )
        seconds = time.perf_counter() - self.began_s
        return _figures(self.clip, frame_count, table, seconds, self.seconds, offset)


def _write_state(clip: Clip, kind: FeatureKind, is_whole: bool, **more: Any) -> None:
    update_state(
        clip.path,
        "preprocessing",
        completed=is_whole and kind in clip.feature_kinds(),
        frame_count=len(clip.frame_paths()),
        landmark_count=len(clip.landmark_paths()),
        feature_kind=kind,
        finished_at=round(time.time(), 3),
        **more,
    )


def _figures(
    clip: Clip,
    frame_count: int,
    table: FramesTable | None,
    seconds: float,
    stages: dict[str, float],
    offset: AvOffset,
) -> dict[str, Any]:
    """The fields of design section 9."""
    found = int(table.found.sum()) if table is not None else 0
    return {
        "frames": frame_count,
        "faces_found": found,
        "faces_filled": (len(table) - found) if table is not None else 0,
        "frames_dropped": PrepareRecord(clip).fact("frames", "frames_dropped") or 0,
        "frames_doubled": PrepareRecord(clip).fact("frames", "frames_doubled") or 0,
        "seconds": round(seconds, 3),
        "frames_per_s": round(frame_count / seconds, 2),
        "stages": {stage: round(value, 3) for stage, value in stages.items()},
        "av_offset_ms": offset.offset_ms if offset.is_certain else None,
        "av_offset_confidence": offset.confidence,
        "path": str(clip.path),
    }
