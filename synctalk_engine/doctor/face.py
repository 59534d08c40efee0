"""What the tracker sees of a face: whether, how large, turned, sharp, lit and free, and who else.

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
from synctalk_engine.face.detect import FaceWeights
from synctalk_engine.face.scheme110 import CONTOUR
from synctalk_engine.face.smooth import finish
from synctalk_engine.face.track import FaceTracker, choose_target
from synctalk_engine.media.decode import VideoFrames
from synctalk_engine.media.glance import timed_pictures_near
from synctalk_engine.media.probe import VideoInfo
from synctalk_engine.workspace.frame_quality import fault_ranges, frame_faults
from synctalk_engine.workspace.frames_table import FramesTable

logger = logging.getLogger(__name__)

FPS = 25.0
TRACKED_S = 20.0
GLANCES = 24
"""Single pictures, spread over the whole clip."""
NEEDED_ASSETS = ("face_detector_full_range", "face_mesh_478")
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
    source_frames: int
    """Of the video in the first ``TRACKED_S``."""
    dropped_frames: int
    """Of them, left out there beyond what the frame rate explains."""
    doubled_frames: int
    """Frames there that repeat the one before beyond what the frame rate explains."""
    longest_gap_s: float
    """For how long no new picture comes there."""
    timeline: list[dict[str, Any]]
    """``{"fault", "start_s", "end_s"}``: in the first part to the frame, then for each single
    picture the time that it stands for."""


def look_at_face(path: Path, info: VideoInfo) -> FaceLook:
    """Track the beginning and glance at the rest.

    Raises:
        AssetError: the face weights are not installed.
        MediaError: no picture can be decoded.
    """
    weights = _weights()
    times_s = np.linspace(0, max(info.duration_s - 1 / FPS, 0), GLANCES)
    timed = list(timed_pictures_near(path, times_s.tolist()))
    glances = [_reduced(picture) for _time_s, picture in timed]
    tracker = FaceTracker(weights, target=choose_target(glances, weights))
    with VideoFrames(path, FPS) as frames:
        tracked = itertools.islice(frames, int(TRACKED_S * FPS))
        records = [tracker.update(frame) for frame in tracked]
        dropped, doubled = frames.dropped_and_doubled()
    points, table = finish(records, FPS)
    glance_table = _glance_table(glances, weights)
    glance_times_s = np.array([time_s for time_s, _picture in timed])
    timeline = _timeline(table, glance_table, glance_times_s, info.duration_s)
    return FaceLook(
        report=_report(points, table, glance_table),
        points=points,
        found=table.found,
        source_frames=frames.source_count,
        dropped_frames=dropped,
        doubled_frames=doubled,
        longest_gap_s=frames.longest_gap_s,
        timeline=timeline,
    )


def _weights() -> FaceWeights:
    store = AssetStore()
    store.require(NEEDED_ASSETS)
    detector, mesh478 = (store.path(asset_id) for asset_id in NEEDED_ASSETS)
    return FaceWeights(detector=detector, mesh478=mesh478)


def _glance_table(glances: list[np.ndarray], weights: FaceWeights) -> FramesTable:
    """Of the largest face of each; whose it is would be hard to say of a single picture."""
    looker, records = FaceTracker(weights), []
    for picture in glances:
        looker.reset()
        records.append(looker.update(picture))
    return finish(records, FPS)[1]


def _reduced(picture: np.ndarray) -> np.ndarray:
    scale = GLANCE_SIDE_PX / max(picture.shape[:2])
    if scale >= 1:
        return picture
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def _report(points: np.ndarray, table: FramesTable, glances: FramesTable) -> dict[str, Any]:
    """Shares are the worse of the tracked part and the glances."""
    found = table.found
    faults, glance_faults = frame_faults(table), frame_faults(glances, are_successive=False)

    def share(fault: str) -> float:
        return round(max(_share(faults[fault]), _share(glance_faults[fault])), 3)

    report: dict[str, Any] = {
        "tracked_frames": len(table),
        "glances": len(glances),
        "found_share": round(1 - share("no_face"), 3),
        "others_share": share("others"),
    }
    if not found.any():
        return report | {"found_share": 0.0}
    return report | {
        "width_px": _median(np.ptp(points[found][:, CONTOUR, 0], axis=1)),
        "yaw_deg": _median(np.abs(table.yaw[found])),
        "pitch_deg": _median(table.pitch[found]),
        "sharpness": _median(table.blur[found]),
        "light": _median(table.light[found]),
        "blurred_share": share("blurred"),
        "turned_share": share("turned"),
        "covered_share": share("covered"),
        "light_change_share": share("light"),
        "cuts": int(faults["cut"].sum()),
    }


def _timeline(
    table: FramesTable, glances: FramesTable, glance_times_s: np.ndarray, duration_s: float
) -> list[dict[str, Any]]:
    """What is wrong when; ``others`` is as of the last look."""
    tracked_s = len(table) / FPS
    parts = [(part.fault, part.begin / FPS, part.end / FPS) for part in fault_ranges(table)]
    ends_s = np.append(glance_times_s[1:], duration_s)
    for fault, flags in frame_faults(glances, are_successive=False).items():
        for begin_s, end_s in zip(glance_times_s[flags], ends_s[flags], strict=True):
            if end_s > tracked_s:
                parts.append((fault, max(begin_s, tracked_s), end_s))
    return [
        {"fault": fault, "start_s": round(float(begin), 2), "end_s": round(float(end), 2)}
        for fault, begin, end in sorted(parts, key=lambda part: part[1])
    ]


def _share(flags: np.ndarray) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _median(values: np.ndarray) -> float:
    return round(float(np.median(values)), 1)
