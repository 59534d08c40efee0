"""Landmarks of a clip, frame by frame, and their files."""

from __future__ import annotations

import logging
import math
import os
import queue
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait

import numpy as np

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.errors import DatasetError
from synctalk_engine.face.choose_person import choose_person
from synctalk_engine.face.detect import FaceWeights
from synctalk_engine.face.people import Person, find_people
from synctalk_engine.face.records import FaceRecord
from synctalk_engine.face.smooth import finalize_track
from synctalk_engine.face.track import FaceTracker
from synctalk_engine.preprocess.plan import FACE_ASSETS, LEAD_FRAMES, PreprocessPlan
from synctalk_engine.preprocess.stage_record import frame_name
from synctalk_engine.preprocess.tracked_segments import TrackedSegments
from synctalk_engine.protocol.options.choices import Landmarker
from synctalk_engine.workspace.checksums import checksum
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.landmark_files import write_landmarks

logger = logging.getLogger(__name__)

PART_BYTES = 128 << 20
PART_FRAMES = (12, 60)
"""Least and most; with large pictures a part is held to PART_BYTES."""
POLL_S = 0.1
MAX_TRACKERS = 4
SEARCH_MESH = "face_mesh_478"
"""Shows who of several people speaks, whatever the landmarks; done without where it is missing."""


class ClipTracker:
    """Follows the person whom a clip is about; parts of it at the same time.

    A frame's landmarks depend on the frame before, so one thread alone could use one core. The
    clip is tracked in parts of a fixed length, whose first frames were also the last of the part
    before: the tracker has found its feet when the part begins. The parts depend on the video
    alone, so the result is the same on every machine.
    """

    def __init__(self, plan: PreprocessPlan, assets: AssetStore) -> None:
        weights = face_weights(plan.landmarker, assets)
        mesh = assets.path(SEARCH_MESH) if assets.has(SEARCH_MESH) else None
        search_weights = FaceWeights(weights.detector, mesh478=mesh)
        self._fps = plan.fps
        self._expected_frames = plan.info.output_frame_count(plan.fps)
        self._images: list[np.ndarray] = []
        self._first = self._next = 0
        self._stored = plan.tracked_parts
        self._parts: dict[int, Future[None]] = {}
        self._person: Person | None = None
        workers = max(1, min(MAX_TRACKERS, os.cpu_count() or 1))
        self._trackers: queue.Queue[FaceTracker] = queue.Queue()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="track")
        # While the first pictures are decoded and written.
        self._ready = self._pool.submit(self._make_trackers, plan, weights, search_weights, workers)
        self._room = threading.Semaphore(workers + 1)

    def __enter__(self) -> ClipTracker:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def update(self, index: int, image: np.ndarray | None) -> None:
        """Take the next picture, uint8 (H, W, 3) BGR; waits where the trackers are behind.

        Args:
            image: None where an earlier run has tracked the part, see
                ``TrackedSegments.is_needed``. Raises:
            Exception: what a tracker raised.
        """
        if image is not None:
            self._stored.begin(
                self._stored.part_frames or part_frames_for(image, self._expected_frames)
            )
            self._images.append(image)
        self._next = index + 1
        if self._next - self._first >= (self._stored.part_frames or 1):
            self._begin_part()

    def finalize_track(self, poll: Callable[[], object]) -> tuple[np.ndarray, FramesTable]:
        """float32 (N, 110, 2) pixels, smoothed, gaps filled; and what is known of each frame.

        Args:
            poll: called while the last parts are tracked; may raise to stop.
        """
        if self._next > self._first:
            self._begin_part()
        parts = self._parts.values()
        while wait(parts, timeout=POLL_S, return_when=FIRST_EXCEPTION).not_done:
            poll()
        for part in parts:
            part.result()
        self._stored.complete(self._next)
        return finalize_track(kept_records(self._stored), self._fps)

    def _begin_part(self) -> None:
        """Track the frames from ``_first`` up to but not ``_next``, unless an earlier run has."""
        first, frames = self._first, self._next - self._first
        images, self._first = self._images, self._next
        self._images = images[max(len(images) - LEAD_FRAMES, 0) :]
        if self._stored.has(first):
            return
        for part in self._parts.values():
            if part.done():
                part.result()
        self._room.acquire()
        part = self._pool.submit(self._track, first, images[-(frames + LEAD_FRAMES) :], frames)
        part.add_done_callback(lambda _part: self._room.release())
        self._parts[first] = part

    def _make_trackers(
        self, plan: PreprocessPlan, weights: FaceWeights, search_weights: FaceWeights, count: int
    ) -> None:
        """One for each thread, all following the same person."""
        duration_s = plan.info.duration_s
        people = find_people(plan.video_path, duration_s, search_weights)
        choice = plan.face_choice
        self._person = choose_person(people, choice, plan.video_path, search_weights)
        target = None if self._person is None else self._person.identity
        for _ in range(count):
            self._trackers.put(FaceTracker(weights, plan.landmarker, target))

    def _track(self, first: int, images: list[np.ndarray], frames: int) -> None:
        """Track a part; the images before its ``frames`` last ones lead up to it."""
        self._ready.result()
        tracker = self._trackers.get()
        try:
            first_s = first / self._fps
            tracker.reset(None if self._person is None else self._person.box_near(first_s))
            records = [tracker.update(image) for image in images]
        finally:
            self._trackers.put(tracker)
        self._stored.keep(first, records[-frames:])


def kept_records(parts: TrackedSegments) -> list[FaceRecord]:
    """The records of all frames of a clip that was tracked to its end.

    Raises:
        DatasetError: landmarks_unreadable.
    """
    records: list[FaceRecord] = []
    for first in range(0, parts.frame_count or 0, parts.part_frames or 1):
        part = parts.records(first)
        if part is None:
            parts.discard()
            path, reason = parts.path(first), "it was damaged while the clip was being tracked"
            raise DatasetError("landmarks_unreadable", path=path, reason=reason)
        records += part
    return records


def face_weights(landmarker: Landmarker, assets: AssetStore) -> FaceWeights:
    """Where the weights for a kind of landmarks lie.

    Raises:
        AssetError: asset_missing, asset_wrong.
    """
    detector, landmarks = (assets.path(asset) for asset in FACE_ASSETS[landmarker])
    return FaceWeights(detector, **{landmarker: landmarks})


def part_frames_for(image: np.ndarray, expected_frames: int) -> int:
    """How many pictures of that size make a part of a clip of about so many."""
    shortest, longest = PART_FRAMES
    most = max(shortest, min(longest, PART_BYTES // image.nbytes))
    # In rounds of as many parts as threads, so that none has the last part to itself; but not in
    # shreds, since each part begins with a search.
    rounds = max(1, math.ceil(expected_frames / (MAX_TRACKERS * most)))
    return max(math.ceil(expected_frames / (MAX_TRACKERS * rounds)), most // 2)


def write_track(
    clip: Clip,
    points: np.ndarray,
    table: FramesTable,
    poll: Callable[[], object],
    kept: Mapping[int, int],
) -> dict[int, int]:
    """Write ``frames.csv`` and ``landmarks/*.pkl``: when all of these are there, so is that.

    Args:
        kept: number -> CRC-32 of landmark files that stay as they are.
    Returns:
        Number -> CRC-32 of all landmark files.
    """
    table.write(clip.table_path)
    checksums = {index: kept[index] for index in range(len(points)) if index in kept}
    for index, frame_points in enumerate(points):
        poll()
        if index not in kept:
            path = clip.landmarks_dir / frame_name(index, ".pkl")
            checksums[index] = checksum(write_landmarks(path, frame_points))
    return checksums
