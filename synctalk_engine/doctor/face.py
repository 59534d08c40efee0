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
from synctalk_engine.face.track import FaceRecord, FaceTracker, choose_target
from synctalk_engine.media.decode import VideoFrames
from synctalk_engine.media.glance import pictures_near
from synctalk_engine.media.probe import VideoInfo

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
    records: list[FaceRecord]
    """The first ``TRACKED_S`` at 25 frames a second."""


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
    detector = FaceDetector(weights.detector)
    face_counts = [len(detector.detect(picture)) for picture in glances]
    return FaceLook(_report(records, face_counts), records)


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


def _report(records: list[FaceRecord], face_counts: list[int]) -> dict[str, Any]:
    """Shares are the worse of the tracked part and the glances."""
    found = [record for record in records if record.found]
    report: dict[str, Any] = {
        "tracked_frames": len(records),
        "glances": len(face_counts),
        "found_share": round(min(_share(r.found for r in records), _share(face_counts)), 3),
        "others_share": round(
            max(_share(r.faces > 1 for r in records), _share(count > 1 for count in face_counts)), 3
        ),
    }
    if found:
        widths_px = [float(np.ptp(record.points[CONTOUR, 0])) for record in found]
        report |= {
            "width_px": round(float(np.median(widths_px)), 1),
            "yaw_deg": round(float(np.median([abs(r.pose.yaw) for r in found])), 1),
            "pitch_deg": round(float(np.median([r.pose.pitch for r in found])), 1),
            "sharpness": round(float(np.median([r.blur for r in found])), 1),
        }
    else:
        report["found_share"] = 0.0
    return report


def _share(values: Any) -> float:
    """Part of the values that are true or above zero; 0 where there are none."""
    flags = [bool(value) for value in values]
    return sum(flags) / len(flags) if flags else 0.0
