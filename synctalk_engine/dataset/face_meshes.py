"""The face mesh of each frame of a clip, tracked once and kept in the clip's cache.

A dataset keeps 110 landmarks a frame; a studio generator needs all 478 vertices with their depth.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np

from synctalk_engine.concurrency import map_ahead
from synctalk_engine.dataset.crop_cache import read_frame_image
from synctalk_engine.errors import DatasetError
from synctalk_engine.face.detect import FaceWeights
from synctalk_engine.face.landmarks import POINTS, FaceLandmarker, Mesh, Roi, roi_from_points
from synctalk_engine.face.scheme110 import CONTOUR, EYE_CENTRES
from synctalk_engine.workspace.arrays import ArrayFileError, open_array
from synctalk_engine.workspace.atomic import atomic_file, read_json, storage_errors, write_json
from synctalk_engine.workspace.clip import Clip

CACHE_VERSION = 1
FILE_NAME, NOTE_NAME = "meshes.npy", "meshes.json"
MESH_KIND = "mesh478"
MESH_ASSETS = ("face_detector_full_range", "face_mesh_478")
FIRST_ROI_SCALE = 1.9
"""Side of the square in which a face is first looked for, in widths of its contour."""
FIRST_ROUNDS = 3
SEGMENT_FRAMES, LEAD_FRAMES = 64, 8
"""Tracked in a row, from some frames before: the first of those is looked for anew."""
MAX_THREADS = 8
MAX_MOTION = 0.15
"""Of the contour's width: a face that moved further since the last frame is looked for anew."""


def cached_meshes(
    clip: Clip, points: np.ndarray, on_frames: Callable[[int, int], None] | None = None
) -> np.ndarray:
    """(N, 478, 3) float32: x, y in pixels of the frame, z in the same unit.

    Args:
        points: (N, 110, 2) landmarks of the frames, which say whose face it is.
        on_frames: called with (done, total) while faces are tracked; may raise to stop.
    Raises:
        AssetError: the landmark networks are not installed.
        DatasetError: a frame is damaged.
        StorageError: the disk is full or may not be written.
    """
    paths = clip.frame_paths()[: len(points)]
    array_path, note_path = clip.cache_dir / FILE_NAME, clip.cache_dir / NOTE_NAME
    wanted = _fingerprint(paths, points)
    note = read_json(note_path)
    if isinstance(note, dict) and note.get("fingerprint") == wanted:
        meshes = _open_whole(array_path, len(paths))
        if meshes is not None:
            return meshes
    meshes = _track(paths, points, on_frames)
    keep_meshes(clip, points, meshes)
    return meshes


def keep_meshes(clip: Clip, points: np.ndarray, meshes: np.ndarray) -> None:
    """Put meshes (N, 478, 3) into the clip's cache, as those of the landmarks (N, 110, 2).

    Raises:
        StorageError: the disk is full or may not be written.
    """
    array_path = clip.cache_dir / FILE_NAME
    with storage_errors(array_path):
        clip.cache_dir.mkdir(parents=True, exist_ok=True)
        with atomic_file(array_path) as file:
            np.save(file, meshes)
    fingerprint = _fingerprint(clip.frame_paths()[: len(points)], points)
    write_json(clip.cache_dir / NOTE_NAME, {"fingerprint": fingerprint})


def _open_whole(path: Path, count: int) -> np.ndarray | None:
    try:
        meshes = np.array(open_array(path))  # small: a mapped file could not be replaced on Windows
    except ArrayFileError:
        return None
    fits = meshes.shape == (count, POINTS[MESH_KIND], 3) and meshes.dtype == np.float32
    return meshes if fits and np.isfinite(meshes).all() else None


def _track(
    paths: list[Path], points: np.ndarray, on_frames: Callable[[int, int], None] | None
) -> np.ndarray:
    """Meshes of all frames; several segments at a time, which depend on the frames alone."""
    weights, own = landmark_networks(), threading.local()
    meshes = np.empty((len(paths), POINTS[MESH_KIND], 3), np.float32)

    def track(first: int) -> np.ndarray:
        if not hasattr(own, "landmarker"):
            own.landmarker = FaceLandmarker(weights, MESH_KIND)
        led_in = max(first - LEAD_FRAMES, 0)
        rows = slice(led_in, first + SEGMENT_FRAMES)
        return _track_segment(own.landmarker, paths[rows], points[rows])[first - led_in :]

    threads = max(1, min(MAX_THREADS, os.cpu_count() or 1))
    starts = range(0, len(paths), SEGMENT_FRAMES)
    with contextlib.closing(map_ahead(track, starts, threads, threads + 1, "meshes")) as segments:
        for first, segment in zip(starts, segments, strict=True):
            done = first + len(segment)
            meshes[first:done] = segment
            if on_frames is not None:
                on_frames(done, len(paths))
    return meshes


def _track_segment(landmarker: FaceLandmarker, paths: list[Path], points: np.ndarray) -> np.ndarray:
    """(n, 478, 3) float32: the meshes of frames in a row."""
    meshes = np.empty((len(paths), POINTS[MESH_KIND], 3), np.float32)
    roi: Roi | None = None
    for number, path in enumerate(paths):
        image = read_frame_image(path)
        if number and _motion(points[number - 1], points[number]) > MAX_MOTION:
            roi = None
        mesh = _locate(landmarker, image, points[number], roi)
        meshes[number], roi = mesh.points, roi_from_points(mesh.points)
    return meshes


def landmark_networks() -> FaceWeights:
    """The networks that the meshes come from. Raises AssetError."""
    from synctalk_engine.assets import AssetStore

    store = AssetStore()
    detector, mesh = MESH_ASSETS
    return FaceWeights(detector=store.path(detector), mesh478=store.path(mesh))


def _locate(
    landmarker: FaceLandmarker, image: np.ndarray, points: np.ndarray, roi: Roi | None
) -> Mesh:
    if roi is not None:
        return landmarker.locate(image, roi)
    return locate_face(landmarker, image, points)


def locate_face(landmarker: FaceLandmarker, image: np.ndarray, points: np.ndarray) -> Mesh:
    """The mesh of the face that has the 110 landmarks ``points`` (110, 2), tracked anew."""
    roi = _first_roi(points)
    for _ in range(FIRST_ROUNDS):
        mesh = landmarker.locate(image, roi)
        roi = roi_from_points(mesh.points)
    return mesh


def _first_roi(points: np.ndarray) -> Roi:
    """A square around the 110 landmarks of a face, turned with its eyes."""
    left, right = (points[index] for index in EYE_CENTRES)
    across = right - left
    low, high = points.min(0), points.max(0)
    x, y = ((low + high) / 2).tolist()
    side_px = FIRST_ROI_SCALE * float(np.ptp(points[CONTOUR, 0]))
    return Roi((x, y), max(side_px, 1.0), float(np.arctan2(across[1], across[0])))


def _motion(before: np.ndarray, now: np.ndarray) -> float:
    width_px = max(float(np.ptp(now[CONTOUR, 0])), 1e-6)
    return float(np.linalg.norm(now.mean(0) - before.mean(0))) / width_px


def _fingerprint(paths: list[Path], points: np.ndarray) -> str:
    if len(paths) < len(points):
        raise DatasetError(
            "dataset_incomplete", name=paths[0].parents[1].name, reason="frames are missing"
        )
    digest = hashlib.sha256(f"{CACHE_VERSION} {MESH_KIND}".encode())
    for path in paths:
        status = path.stat()
        digest.update(f"{path.name} {status.st_size} {status.st_mtime_ns}".encode())
    digest.update(np.ascontiguousarray(points, np.float32).tobytes())
    return digest.hexdigest()
