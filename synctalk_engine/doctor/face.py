"""What the tracker sees of a face: whether, how large, how turned, how sharp, and who else.

The first part of the clip is tracked at full rate, since the A/V offset needs that; from the rest,
single pictures are looked at.
"""

from __future__ import annotations

import itertools
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from synctalk_engine.assets import AssetStore
from synctalk_engine.face.detect import FaceDetector, FaceWeights
from synctalk_engine.face.scheme110 import CONTOUR
from synctalk_engine.face.smooth import finish
from synctalk_engine.face.track import FaceTracker, choose_target
from synctalk_engine.media.decode import VideoFrames
from synctalk_engine.media.glance import pictures_near
from synctalk_engine.media.probe import VideoInfo
from synctalk_engine.workspace.frames_table import FramesTable

logger = logging.getLogger(__name__)

FPS = 25.0
TRACKED_S = 20.0
GLANCES = 24
"""Single pictures, spread over the whole clip."""
GLANCE_SIDE_PX = 1280
"""Larger pictures are reduced to this before they are kept."""


@dataclass(frozen=True)
class FaceLook:
    """What was seen."""

    report: dict[str, Any]
    """The ``face`` part of the doctor's report."""
    points: np.ndarray
    """(N, 110, 2) float32 pixels in the first ``TRACKED_S``, 25 frames a second."""
    found: np.ndarray
    """(N,) bool, False where the points are filled in."""


def look_at_face(path: Path, info: VideoInfo) -> FaceLook:
    """Track the beginning and glance at the rest.

    Raises:
        AssetError: the face weights are not installed.
        MediaError: no picture can be decoded.
    """
    weights = _weights()
    times_s = np.linspace(0, max(info.duration_s - 1 / FPS, 0), GLANCES)
    glances = [_reduced(picture) for picture in pictures_near(path, times_s.tolist())]
    tracker = FaceTracker(weights, target=choose_target(glances, weights))
    with VideoFrames(path, FPS) as frames:
        tracked = itertools.islice(frames, int(TRACKED_S * FPS))
        records = [tracker.update(frame) for frame in tracked]
    points, table = finish(records, FPS)
    detector = FaceDetector(weights.detector)
    face_counts = np.array([len(detector.detect(picture)) for picture in glances])
    return FaceLook(_report(points, table, face_counts), points, table.found)


def _weights() -> FaceWeights:
    store = AssetStore()
    return FaceWeights(
        detector=store.path("face_detector_full_range"), mesh478=store.path("face_mesh_478")
    )


def _reduced(picture: np.ndarray) -> np.ndarray:
    scale = GLANCE_SIDE_PX / max(picture.shape[:2])
    if scale >= 1:
        return picture
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def _report(points: np.ndarray, table: FramesTable, face_counts: np.ndarray) -> dict[str, Any]:
    """Shares are the worse of the tracked part and the glances."""
    found = table.found
    report: dict[str, Any] = {
        "tracked_frames": len(table),
        "glances": len(face_counts),
        "found_share": round(float(min(found.mean(), _share(face_counts > 0))), 3),
        "others_share": round(float(max((table.faces > 1).mean(), _share(face_counts > 1))), 3),
    }
    if not found.any():
        return report | {"found_share": 0.0}
    return report | {
        "width_px": _median(np.ptp(points[found][:, CONTOUR, 0], axis=1)),
        "yaw_deg": _median(np.abs(table.yaw[found])),
        "pitch_deg": _median(table.pitch[found]),
        "sharpness": _median(table.blur[found]),
    }


def _share(flags: np.ndarray) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _median(values: np.ndarray) -> float:
    return round(float(np.median(values)), 1)
