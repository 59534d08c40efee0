"""The stages ``frames`` and ``landmarks``, made in one pass over the video where possible."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.errors import DatasetError, FaceError
from synctalk_engine.face.smooth import finalize_track
from synctalk_engine.job import Job
from synctalk_engine.media.image_files import read_image
from synctalk_engine.preprocess import stage_record as records
from synctalk_engine.preprocess.audio_thread import AudioThread
from synctalk_engine.preprocess.frame_pipeline import (
    FramePassStats,
    process_frames,
    queue_frames_for,
)
from synctalk_engine.preprocess.plan import PreprocessPlan
from synctalk_engine.preprocess.tracked_segments import clear_derived_files
from synctalk_engine.preprocess.tracking import ClipTracker, kept_records, write_track
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.workspace.checksums import file_checksum, joined_checksums
from synctalk_engine.workspace.frames_table import FramesTable

SAME_IMAGE_LEVELS = 8.0
"""Mean difference, of 255, up to which two images are the same one, saved by two programs."""


@dataclass(frozen=True)
class FrameStagesResult:
    """What is known of a clip's frames after the stages."""

    frame_count: int | None
    """None: neither decoded nor complete on disk."""
    expected_frames: int
    """``frame_count``, or what the video states."""
    track: tuple[np.ndarray, np.ndarray] | None
    """Landmarks (N, 110, 2) and whether each frame's face was found, if this run tracked it."""
    frames_s: float
    landmarks_s: float


class FrameStages:
    """Makes the frames and landmarks that the plan wants."""

    def __init__(self, plan: PreprocessPlan, job: Job, assets: AssetStore) -> None:
        self._plan = plan
        self._job = job
        self._assets = assets
        self._clip = plan.clip
        self._record = plan.record
        self._frame_count = plan.frame_count
        self._track: tuple[np.ndarray, np.ndarray] | None = None
        self._frames_s = self._landmarks_s = 0.0

    def log_continued(self) -> None:
        """Log where an earlier run is continued; tell the job what a stop leaves on disk."""
        plan = self._plan
        kept = len(plan.pictures.checksums)
        if plan.wanted["frames"] and kept:
            self._job.log("frames_continued", kept=kept, total=self._expected_frames)
        if plan.wanted["landmarks"] and plan.tracked_parts.kept_frames:
            frames = plan.tracked_parts.kept_frames
            self._job.log("landmarks_continued", kept=frames, total=self._expected_frames)
        self._update_kept(kept if plan.wanted["frames"] else self._frame_count or 0)

    def run(self, audio: AudioThread | None) -> FrameStagesResult:
        """Decode, write and track what is wanted.

        Args:
            audio: works at the same time; an error there ends the stages early.
        Raises:
            SynctalkError: a bad video, no face, kept frames of another video, a full disk.
        """
        plan = self._plan
        if plan.wanted["frames"] or plan.wanted["landmarks"]:
            clear_derived_files(self._clip)
            is_separate = bool(plan.other_pictures)  # then the frames on disk are tracked
            if plan.wanted["frames"]:
                self._begin_frames()
                if is_separate or not plan.wanted["landmarks"]:
                    self._process(plan.video_path, None, audio, writes=True)
            if plan.wanted["landmarks"]:
                self._make_landmarks(audio, writes=plan.wanted["frames"] and not is_separate)
        return FrameStagesResult(
            frame_count=self._frame_count,
            expected_frames=self._expected_frames,
            track=self._track,
            frames_s=self._frames_s,
            landmarks_s=self._landmarks_s,
        )

    @property
    def _expected_frames(self) -> int:
        return self._frame_count or self._plan.expected_frames

    def _update_kept(self, frames: int) -> None:
        """Tell the job what a stop from now on leaves on disk."""
        plan, total = self._plan, self._expected_frames
        landmarks = plan.tracked_parts.kept_frames if plan.wanted["landmarks"] else total
        if frames or landmarks:
            self._job.keeps("kept_prepared", frames=frames, landmarks=landmarks, total=total)

    def _process(
        self, source: Path, tracker: ClipTracker | None, audio: AudioThread | None, *, writes: bool
    ) -> None:
        """Decode ``source``; track its frames; write those that are missing if ``writes``."""
        plan, kept = self._plan, self._plan.pictures.checksums
        is_used = plan.tracked_parts.is_needed
        use_frame = tracker.update if tracker else None
        if writes and plan.pictures.is_foreign:
            use_frame, is_used = self._check_same_video, {min(kept), max(kept)}.__contains__
        figures = FramePassStats()

        def on_frame(done: int) -> None:
            self._on_frame(done, audio, writes)
            written = len(kept) + len(figures.checksums)
            self._update_kept(written if writes else self._frame_count or 0)
            self._job.poll()

        with self._job.in_stage(JobStage.FRAMES if writes else JobStage.LANDMARKS):
            process_frames(
                source,
                plan.fps,
                write_dir=self._clip.frames_dir if writes else None,
                suffix=plan.suffix,
                is_kept=kept.__contains__,
                use_frame=use_frame,
                is_used=is_used,
                on_frame=on_frame,
                queue_frames=queue_frames_for(plan.info.width, plan.info.height),
                figures=figures,
            )
            self._job.progress(figures.frame_count, figures.frame_count, "frames", force=True)
        self._frame_count = figures.frame_count
        if writes:
            self._complete_frames(figures)

    def _on_frame(self, done: int, audio: AudioThread | None, writes: bool) -> None:
        """Report progress; raise an error of the audio."""
        plan = self._plan
        index = done - 1
        is_work = (writes and index not in plan.pictures.checksums) or (
            plan.wanted["landmarks"] and plan.tracked_parts.is_needed(index)
        )
        if is_work:  # frames that are kept count as progress of the earlier run
            self._job.progress(done, max(self._expected_frames, done), "frames")
        if audio is not None and audio.failed():
            audio.result(self._job.poll)

    # -- frames ---------------------------------------------------------------------------------

    def _begin_frames(self) -> None:
        """Remove the frames that are not kept."""
        plan = self._plan
        if plan.pictures.is_foreign:
            return
        if not self._record.begin("frames", plan.key("frames")) or not plan.pictures.checksums:
            records.remove_numbered(self._clip.frames_dir)

    def _check_same_video(self, index: int, image: np.ndarray | None) -> None:
        """Complete frames of unknown origin only from the video that they belong to.

        Raises:
            DatasetError: kept_incomplete.
        """
        path = self._clip.frame_files().get(index) if image is not None else None
        if path is None or index not in self._plan.pictures.checksums:
            return
        kept = read_image(path)
        if kept.shape != image.shape or cv2.absdiff(kept, image).mean() > SAME_IMAGE_LEVELS:
            reason = f"{path.name} is not a picture of {self._plan.video_path.name}"
            params = {"name": self._clip.name, "stage": "frames", "option": "--skip_frames"}
            raise DatasetError("kept_incomplete", **params, reason=reason)

    def _complete_frames(self, figures: FramePassStats) -> None:
        """Record the frames that were written; remove those after the last one."""
        self._frames_s = figures.seconds
        if figures.width:
            self._record.update(width=figures.width, height=figures.height)
        if self._plan.pictures.is_foreign:
            return
        records.remove_numbered(self._clip.frames_dir, figures.frame_count, self._plan.suffix)
        checksums = self._plan.pictures.checksums | figures.checksums
        self._record.complete(
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
            missing_s=round(self._plan.info.duration_s - figures.frame_count / self._plan.fps, 3),
            checksums=joined_checksums(
                {n: crc for n, crc in checksums.items() if n < figures.frame_count}
            ),
        )
        self._record.update(frame_count=figures.frame_count)

    # -- landmarks ------------------------------------------------------------------------------

    def _make_landmarks(self, audio: AudioThread | None, writes: bool) -> None:
        """Track the clip; write its frames in the same pass if ``writes``."""
        plan = self._plan
        self._record.begin("landmarks", plan.key("landmarks"))
        began_s = time.perf_counter()
        if plan.tracked_parts.frame_count is not None:  # all parts are kept
            if writes:
                self._process(plan.video_path, None, audio, writes=True)
            self._frame_count = plan.tracked_parts.frame_count
            with self._job.in_stage(JobStage.LANDMARKS):
                track = finalize_track(kept_records(plan.tracked_parts), plan.fps)
                checksums = self._write_landmarks(*track)
        else:
            with ClipTracker(plan, self._assets) as tracker:
                self._process(plan.picture_source, tracker, audio, writes=writes)
                with self._job.in_stage(JobStage.LANDMARKS):
                    checksums = self._write_landmarks(*tracker.finish(self._job.poll))
        self._landmarks_s = time.perf_counter() - began_s
        self._record.complete(
            "landmarks",
            self._landmarks_s,
            frame_count=self._frame_count,
            checksums=joined_checksums(checksums),
            table_checksum=file_checksum(self._clip.table_path),
        )

    def _write_landmarks(self, points: np.ndarray, table: FramesTable) -> dict[int, int]:
        """Write float32 (N, 110, 2) landmarks; return the CRC-32 of each file.

        Raises:
            FaceError: no_face.
        """
        if not table.found.any():
            raise FaceError("no_face", path=self._plan.video_path)
        kept = self._plan.landmarks.checksums
        if not kept:
            records.remove_numbered(self._clip.landmarks_dir)
        checksums = write_track(self._clip, points, table, self._job.poll, kept)
        self._track = points, table.found
        return checksums
