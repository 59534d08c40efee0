"""Tracks the landmarks of a clip in parallel, and writes their files."""

from __future__ import annotations

import logging
import math
import queue
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait

import numpy as np

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.errors import DatasetError
from synctalk_engine.face.choose_person import choose_person
from synctalk_engine.face.detect import FaceWeights
from synctalk_engine.face.landmarks import mesh_model
from synctalk_engine.face.people import Person, find_people
from synctalk_engine.face.records import FaceRecord
from synctalk_engine.face.smooth import finalize_track
from synctalk_engine.face.track import FaceTracker
from synctalk_engine.preprocess.landmark_device import (
    LandmarkGpu,
    batches_if_faster,
    gpu_for,
    tracker_count,
)
from synctalk_engine.preprocess.plan import FACE_ASSETS, PreprocessPlan
from synctalk_engine.preprocess.stage_record import frame_name
from synctalk_engine.preprocess.tracked_segments import LEAD_FRAMES, TrackedSegments
from synctalk_engine.protocol.options.choices import Landmarker
from synctalk_engine.workspace.checksums import checksum
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.landmark_files import write_landmarks

logger = logging.getLogger(__name__)

SEGMENT_BYTES = 128 << 20
SEGMENT_FRAMES = (12, 60)
"""Shortest and longest; segments of large frames are limited by SEGMENT_BYTES."""
POLL_S = 0.1
SEGMENTS_AT_ONCE = 4
"""The number of segments is a multiple of it, whatever the machine."""
SEARCH_MESH = "face_mesh_478"
"""Tells which of several people speaks, with any kind of landmarks; optional."""


class ClipTracker:
    """Tracks one person through a clip, several segments at the same time.

    A frame's landmarks depend on the frame before, so tracking in one go would use one core. The
    clip is therefore split into segments of a fixed length. Each segment is tracked from a few
    frames before its first one, so that the tracker has settled when the segment begins. Segments
    depend on the video alone, so the result is the same on every machine.

    Args:
        segments: where records of finished segments are read from and written to.
    """

    def __init__(self, plan: PreprocessPlan, assets: AssetStore, segments: TrackedSegments) -> None:
        weights = face_weights(plan.options.landmarker, assets)
        mesh = assets.path(SEARCH_MESH) if assets.has(SEARCH_MESH) else None
        search_weights = FaceWeights(weights.detector, mesh478=mesh)
        self._fps = plan.fps
        self._expected_frames = plan.info.output_frame_count(plan.fps)
        self._images: list[np.ndarray] = []
        self._first = self._next = 0
        self._stored = segments
        self._futures: dict[int, Future[None]] = {}
        self._person: Person | None = None
        workers = tracker_count(SEGMENT_BYTES)
        self._trackers: queue.Queue[FaceTracker] = queue.Queue()
        gpu = gpu_for(plan, workers, SEGMENT_BYTES)
        threads = workers if gpu is None else gpu.trackers
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="track")
        self._room = threading.Semaphore(workers + 1)
        # Runs while the first frames are decoded and written.
        searching = (plan, weights, search_weights, workers, gpu)
        self._ready = self._pool.submit(self._make_trackers, *searching)

    def __enter__(self) -> ClipTracker:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def update(self, index: int, image: np.ndarray | None) -> None:
        """Add the next frame, uint8 (H, W, 3) BGR; blocks while the trackers are behind.

        Args:
            image: None if an earlier run tracked the segment, see ``TrackedSegments.is_needed``.
        Raises:
            Exception: what a tracker raised.
        """
        if image is not None:
            self._stored.begin(
                self._stored.segment_frames or segment_frames_for(image, self._expected_frames)
            )
            self._images.append(image)
        self._next = index + 1
        if self._next - self._first >= (self._stored.segment_frames or 1):
            self._begin_segment()

    def finish(self, poll: Callable[[], object]) -> tuple[np.ndarray, FramesTable]:
        """Return the landmarks, float32 (N, 110, 2) in pixels, and one table row per frame.

        The landmarks are smoothed, and gaps are filled.

        Args:
            poll: called while the last segments are tracked; may raise to stop.
        """
        if self._next > self._first:
            self._begin_segment()
        futures = self._futures.values()
        while wait(futures, timeout=POLL_S, return_when=FIRST_EXCEPTION).not_done:
            poll()
        for future in futures:
            future.result()
        self._stored.complete(self._next)
        return finalize_track(read_segments(self._stored), self._fps)

    def _begin_segment(self) -> None:
        """Track frames ``_first`` to ``_next`` (exclusive), unless an earlier run has."""
        first, frames = self._first, self._next - self._first
        images, self._first = self._images, self._next
        self._images = images[max(len(images) - LEAD_FRAMES, 0) :]
        if self._stored.has(first):
            return
        for future in self._futures.values():
            if future.done():
                future.result()
        self._room.acquire()
        future = self._pool.submit(self._track, first, images[-(frames + LEAD_FRAMES) :], frames)
        future.add_done_callback(lambda _future: self._room.release())
        self._futures[first] = future

    def _make_trackers(
        self,
        plan: PreprocessPlan,
        weights: FaceWeights,
        search_weights: FaceWeights,
        count: int,
        gpu: LandmarkGpu | None,
    ) -> None:
        """Make `count` trackers, or as many as share the GPU; all follow the same person."""
        duration_s = plan.info.duration_s
        people = find_people(plan.video_path, duration_s, search_weights)
        choice = plan.face_choice
        self._person = choose_person(people, choice, plan.video_path, search_weights)
        target = None if self._person is None else self._person.identity
        kind, batches = plan.options.landmarker, None
        if gpu is not None and kind != "pfld":
            batches = batches_if_faster(gpu, mesh_model(weights, kind), count)
        if gpu is not None and batches is not None:
            for _ in range(gpu.trackers - count):
                self._room.release()
            count = gpu.trackers
        for _ in range(count):
            self._trackers.put(FaceTracker(weights, kind, target, batches))

    def _track(self, first: int, images: list[np.ndarray], frames: int) -> None:
        """Track a segment of ``frames`` frames; ``images`` may begin with a few lead-in frames."""
        self._ready.result()
        tracker = self._trackers.get()
        try:
            first_s = first / self._fps
            tracker.reset(None if self._person is None else self._person.box_near(first_s))
            records = [tracker.update(image) for image in images]
        finally:
            self._trackers.put(tracker)
        self._stored.keep(first, records[-frames:])


def read_segments(segments: TrackedSegments) -> list[FaceRecord]:
    """Return the records of all frames of a completely tracked clip.

    Raises:
        DatasetError: landmarks_unreadable.
    """
    records: list[FaceRecord] = []
    for first in range(0, segments.frame_count or 0, segments.segment_frames or 1):
        segment = segments.records(first)
        if segment is None:
            segments.discard()
            path, reason = segments.path(first), "it was damaged while the clip was being tracked"
            raise DatasetError("landmarks_unreadable", path=path, reason=reason)
        records += segment
    return records


def face_weights(landmarker: Landmarker, assets: AssetStore) -> FaceWeights:
    """Return the paths of the weights for a kind of landmarks.

    Raises:
        AssetError: asset_missing, asset_wrong.
    """
    detector, landmarks = (assets.path(asset) for asset in FACE_ASSETS[landmarker])
    return FaceWeights(detector, **{landmarker: landmarks})


def segment_frames_for(image: np.ndarray, expected_frames: int) -> int:
    """Return the segment length for frames of this size in a clip of about this length."""
    shortest, longest = SEGMENT_FRAMES
    most = max(shortest, min(longest, SEGMENT_BYTES // image.nbytes))
    # The number of segments is a multiple of usual numbers of threads: all finish together.
    # Segments are not too short, since each begins with a search for the face.
    rounds = max(1, math.ceil(expected_frames / (SEGMENTS_AT_ONCE * most)))
    return max(math.ceil(expected_frames / (SEGMENTS_AT_ONCE * rounds)), most // 2)


def write_track(
    clip: Clip,
    points: np.ndarray,
    table: FramesTable,
    poll: Callable[[], object],
    kept: Mapping[int, int],
) -> dict[int, int]:
    """Write ``frames.csv``, then ``landmarks/*.pkl``.

    Args:
        kept: frame number -> CRC-32 of landmark files that are not written again.
    Returns:
        Frame number -> CRC-32 of each landmark file.
    """
    table.write(clip.table_path)
    checksums = {index: kept[index] for index in range(len(points)) if index in kept}
    for index, frame_points in enumerate(points):
        poll()
        if index not in kept:
            path = clip.landmarks_dir / frame_name(index, ".pkl")
            checksums[index] = checksum(write_landmarks(path, frame_points))
    return checksums
