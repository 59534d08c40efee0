"""Landmarks of a clip, frame by frame, and their files."""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.face.detect import FaceDetector, FaceWeights
from synctalk_engine.face.identity import Identity
from synctalk_engine.face.smooth import finish
from synctalk_engine.face.track import FaceRecord, FaceTracker, choose_target
from synctalk_engine.media.glance import pictures_near
from synctalk_engine.preprocess.plan import FACE_ASSETS, Plan
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.landmark_files import write_landmarks

logger = logging.getLogger(__name__)

TARGET_EVERY_S = 4.0
TARGET_PICTURES = (3, 12)
"""Least and most pictures looked at to decide whom to follow."""


class ClipTracker:
    """Follows the person who is in most of a clip."""

    def __init__(self, plan: Plan, assets: AssetStore) -> None:
        detector, mesh = (assets.path(asset) for asset in FACE_ASSETS[plan.options.landmarker])
        weights = FaceWeights(detector, **{plan.options.landmarker: mesh})
        target = _main_person(plan, weights)
        self._tracker = FaceTracker(weights, plan.options.landmarker, target)
        self._records: list[FaceRecord] = []
        self._fps = plan.fps

    def update(self, _index: int, image: np.ndarray) -> None:
        """Track the next picture, uint8 (H, W, 3) BGR."""
        self._records.append(self._tracker.update(image))

    def finish(self) -> tuple[np.ndarray, FramesTable]:
        """float32 (N, 110, 2) pixels, smoothed, gaps filled; and what is known of each frame."""
        return finish(self._records, self._fps)


def _main_person(plan: Plan, weights: FaceWeights) -> Identity | None:
    """Who is in most of the clip; None where no picture shows two faces, so that it is plain."""
    duration_s = plan.expected_frames / plan.fps
    count = int(np.clip(duration_s / TARGET_EVERY_S, *TARGET_PICTURES))
    times_s = (np.arange(count) + 0.5) / count * duration_s
    pictures = list(pictures_near(plan.video_path, times_s.tolist()))
    detector = FaceDetector(weights.detector)
    if all(len(detector.look(picture)) < 2 for picture in pictures):
        return None
    return choose_target(pictures, weights, plan.options.landmarker)


def write_track(
    clip: Clip, points: np.ndarray, table: FramesTable, poll: Callable[[], object]
) -> None:
    """Write ``landmarks/*.pkl`` and, last, ``frames.csv``."""
    for index, frame_points in enumerate(points):
        poll()
        write_landmarks(clip.landmarks_dir / f"{index:06d}.pkl", frame_points)
    table.write(clip.table_path)
