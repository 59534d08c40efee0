"""Measures the face in a video: size, pose, sharpness, light, occlusion, other people.

Whom the clip is about is decided as `preprocess` decides it (`face.people`). The first part of the
clip is tracked at full rate, since the A/V offset needs that; from the rest, single frames are
looked at.
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
from synctalk_engine.face.choose_person import choose_person
from synctalk_engine.face.detect import FaceWeights
from synctalk_engine.face.people import People, Person, find_people
from synctalk_engine.face.scheme110 import CONTOUR
from synctalk_engine.face.smooth import finalize_track
from synctalk_engine.face.track import FaceTracker
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.probe import VideoInfo
from synctalk_engine.media.seek import frames_at
from synctalk_engine.protocol.face_choice import FaceChoice
from synctalk_engine.workspace.atomic import storage_errors, write_bytes
from synctalk_engine.workspace.frame_quality import fault_ranges, frame_faults
from synctalk_engine.workspace.frames_table import FramesTable

logger = logging.getLogger(__name__)

FPS = 25.0
TRACKED_S = 20.0
SAMPLED_IMAGES = 24
"""Single frames, spread over the rest of the clip."""
NEEDED_ASSETS = ("face_detector_full_range", "face_mesh_478")
THUMBNAIL_QUALITY = 90
BOX_EVERY_FRAMES = 5
"""Of the tracked part, so that a player can follow the face."""


@dataclass(frozen=True)
class FaceReport:
    """What was seen."""

    report: dict[str, Any]
    """The ``face`` part of the doctor's report."""
    points: np.ndarray
    """(N, 110, 2) float32 pixels in the first ``TRACKED_S``, 25 frames per second."""
    found: np.ndarray
    """(N,) bool, False if the points are filled in."""
    source_frames: int
    """Of the video in the first ``TRACKED_S``."""
    dropped_frames: int
    """Of them, left out there beyond what the frame rate explains."""
    doubled_frames: int
    """Frames there that repeat the one before beyond what the frame rate explains."""
    longest_gap_s: float
    """For how long no new frame comes there."""
    timeline: list[dict[str, Any]]
    """``{"fault", "start_s", "end_s"}``: in the first part to the frame, then for each single
    frame the time that it stands for."""


def measure_face(
    path: Path,
    info: VideoInfo,
    choice: FaceChoice | None = None,
    thumbnail_dir: Path | None = None,
) -> FaceReport:
    """Track the beginning and glance at the rest.

    Args:
        choice: the person to look at; None: whom the clip is about.
        thumbnail_dir: where a frame of each person is written.
    Raises:
        AssetError: the face weights are not installed.
        FaceError: `face_unknown`, `face_not_there`: nobody is as `choice` says.
        MediaError: no frame can be decoded.
    """
    weights = _weights()
    people = find_people(path, info.duration_s, weights)
    person = choose_person(people, choice, path, weights)
    tracker = FaceTracker(weights, target=None if person is None else person.identity)
    tracker.reset(None if person is None else person.box_near(0.0))
    with VideoFrames(path, FPS) as frames:
        tracked = itertools.islice(frames, int(TRACKED_S * FPS))
        records = [tracker.update(frame) for frame in tracked]
        dropped, doubled = frames.dropped_and_doubled()
    points, table = finalize_track(records, FPS)
    sample_times_s, sample_table = _sample_rest(path, info.duration_s, tracker, person)
    timeline = _timeline(table, sample_table, sample_times_s, info.duration_s)
    report = _report(points, table, sample_table, info.duration_s)
    report |= _people_report(people, person, _tracked_boxes(table), thumbnail_dir)
    return FaceReport(
        report=report,
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


def _sample_rest(
    path: Path, duration_s: float, tracker: FaceTracker, person: Person | None
) -> tuple[np.ndarray, FramesTable]:
    """Times of single frames after the tracked part, and what is known of the person in each."""
    wanted_s = np.linspace(TRACKED_S, duration_s - 1 / FPS, SAMPLED_IMAGES)
    times_s, records = [], []
    if duration_s > TRACKED_S + 1 / FPS:
        for time_s, image in frames_at(path, wanted_s.tolist()):
            tracker.reset(None if person is None else person.box_near(time_s))
            times_s.append(time_s)
            records.append(tracker.update(image))
    return np.array(times_s), finalize_track(records, FPS)[1]


def _people_report(
    people: People,
    person: Person | None,
    tracked_boxes: list[list[float]],
    thumbnail_dir: Path | None,
) -> dict[str, Any]:
    """``people``, and ``person``: the index of the one that was looked at."""
    entries = []
    for one in people.persons:
        x0, y0, x1, y1 = (float(value) for value in one.best.box)
        entry: dict[str, Any] = {
            "index": one.index,
            "seconds": one.seconds,
            "box": [round(x0, 1), round(y0, 1), round(x1 - x0, 1), round(y1 - y0, 1)],
            "time": round(one.best.time_s, 3),
        }
        is_tracked = person is not None and person.index == one.index
        entry["boxes"] = _boxes(one, tracked_boxes if is_tracked else [])
        if thumbnail_dir is not None:
            entry["thumbnail"] = str(_write_thumbnail(one, thumbnail_dir))
        entries.append(entry)
    return {"people": entries, "person": None if person is None else person.index}


def _tracked_boxes(table: FramesTable) -> list[list[float]]:
    """Some boxes of the tracked part, each as :func:`_boxes` gives them."""
    frames = [i for i in range(0, len(table), BOX_EVERY_FRAMES) if table.found[i]]
    columns = (table.box_x, table.box_y, table.box_w, table.box_h)
    return [[round(i / FPS, 3), *(round(float(c[i]), 1) for c in columns)] for i in frames]


def _boxes(person: Person, tracked: list[list[float]]) -> list[list[float]]:
    """Where a face is: time in seconds, then x, y, width and height in pixels; by time.

    Where the video was tracked, these boxes are closer together than the images searched.
    """
    tracked_until_s = tracked[-1][0] if tracked else -1.0
    found = list(tracked)
    for sighting in person.sightings:
        if sighting.time_s > tracked_until_s:
            x0, y0, x1, y1 = (float(value) for value in sighting.box)
            box = (sighting.time_s, x0, y0, x1 - x0, y1 - y0)
            found.append([round(value, 3 if i == 0 else 1) for i, value in enumerate(box)])
    return sorted(found)


def _write_thumbnail(person: Person, folder: Path) -> Path:
    path = folder / f"person_{person.index}.jpg"
    quality = [cv2.IMWRITE_JPEG_QUALITY, THUMBNAIL_QUALITY]
    _is_coded, data = cv2.imencode(".jpg", person.best.thumbnail, quality)
    with storage_errors(folder):
        folder.mkdir(exist_ok=True)
    write_bytes(path, data.tobytes())
    return path


def _report(
    points: np.ndarray, table: FramesTable, samples: FramesTable, duration_s: float
) -> dict[str, Any]:
    """Shares of faulty frames are the worse of the tracked part and the glances."""
    faults, sample_faults = frame_faults(table), frame_faults(samples, are_successive=False)

    def fraction(fault: str) -> float:
        return round(max(_fraction(faults[fault]), _fraction(sample_faults[fault])), 3)

    report: dict[str, Any] = {
        "tracked_frames": len(table),
        "glances": len(samples),
        "found_share": _mean_fraction(table.found, samples.found, duration_s),
        "other_person_share": _mean_fraction(
            faults["other_person"], sample_faults["other_person"], duration_s
        ),
        "others_share": fraction("others"),
    }
    measured = table if table.found.any() else samples
    found = measured.found
    if not found.any():
        return report | {"found_share": 0.0}
    return report | {
        "width_px": _face_width_px(points, table, samples),
        "yaw_deg": _median(np.abs(measured.yaw[found])),
        "pitch_deg": _median(measured.pitch[found]),
        "sharpness": _median(measured.blur[found]),
        "light": _median(measured.light[found]),
        "blurred_share": fraction("blurred"),
        "turned_share": fraction("turned"),
        "covered_share": fraction("covered"),
        "light_change_share": fraction("light"),
        "cuts": int(faults["cut"].sum()),
    }


def _mean_fraction(flags: np.ndarray, sample_flags: np.ndarray, duration_s: float) -> float:
    """Of the whole clip: the tracked part to the frame, the rest as the single frames tell."""
    tracked_s = len(flags) / FPS
    rest_s = max(duration_s - tracked_s, 0.0) if len(sample_flags) else 0.0
    total_s = max(tracked_s + rest_s, 1e-6)
    return round((_fraction(flags) * tracked_s + _fraction(sample_flags) * rest_s) / total_s, 3)


def _face_width_px(points: np.ndarray, table: FramesTable, samples: FramesTable) -> float:
    if table.found.any():
        return _median(np.ptp(points[table.found][:, CONTOUR, 0], axis=1))
    return _median(samples.box_w[samples.found])


def _timeline(
    table: FramesTable, samples: FramesTable, sample_times_s: np.ndarray, duration_s: float
) -> list[dict[str, Any]]:
    """What is wrong when; ``others`` is as of the last detection."""
    tracked_s = len(table) / FPS
    parts = [(part.fault, part.begin / FPS, part.end / FPS) for part in fault_ranges(table)]
    ends_s = np.append(sample_times_s[1:], duration_s)
    for fault, flags in frame_faults(samples, are_successive=False).items():
        for begin_s, end_s in zip(sample_times_s[flags], ends_s[flags], strict=True):
            if end_s > tracked_s:
                parts.append((fault, max(begin_s, tracked_s), end_s))
    return [
        {"fault": fault, "start_s": round(float(begin), 2), "end_s": round(float(end), 2)}
        for fault, begin, end in sorted(parts, key=lambda part: part[1])
    ]


def _fraction(flags: np.ndarray) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _median(values: np.ndarray) -> float:
    return round(float(np.median(values)), 1)
