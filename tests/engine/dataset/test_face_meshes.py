"""Meshes are tracked in segments: the same with any number of threads."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from synctalk_engine.dataset import face_meshes
from synctalk_engine.face.landmarks import POINTS

FRAMES = 2 * face_meshes.SEGMENT_FRAMES + 5
POINTS_110 = np.tile(np.random.default_rng(0).uniform(10, 50, (110, 2)), (FRAMES, 1, 1))


class FollowingLandmarker:
    """Half of a mesh's place is where it was looked for: a frame depends on the one before."""

    seen: list[int] = []  # noqa: RUF012

    def __init__(self, *_: object) -> None: ...

    def locate(self, image: np.ndarray, roi) -> SimpleNamespace:
        self.seen.append(int(image[0]))
        shape = np.random.default_rng(1).uniform(-20, 20, (POINTS["mesh478"], 3))
        place = (np.array([*roi.centre, 0.0]) + image[0]) / 2
        return SimpleNamespace(points=(shape + place).astype(np.float32))


def track(monkeypatch, threads: int, on_frames=None) -> np.ndarray:
    monkeypatch.setattr(face_meshes, "landmark_networks", lambda: None)
    monkeypatch.setattr(face_meshes, "FaceLandmarker", FollowingLandmarker)
    monkeypatch.setattr(face_meshes, "MAX_THREADS", threads)
    monkeypatch.setattr(face_meshes.os, "cpu_count", lambda: 8)
    monkeypatch.setattr(
        face_meshes, "read_frame_image", lambda path: np.array([int(path.stem)], np.int64)
    )
    FollowingLandmarker.seen.clear()
    paths = [Path(f"{number}.png") for number in range(FRAMES)]
    return face_meshes._track(paths, POINTS_110, on_frames)


def test_the_number_of_threads_changes_nothing(monkeypatch):
    told: list[tuple[int, int]] = []
    alone = track(monkeypatch, 1, lambda *progress: told.append(progress))
    assert (track(monkeypatch, 5) == alone).all()
    first = face_meshes.SEGMENT_FRAMES
    assert told == [(first, FRAMES), (2 * first, FRAMES), (FRAMES, FRAMES)]


def test_segments_join_as_if_tracked_in_one_go(monkeypatch):
    in_segments = track(monkeypatch, 2)
    monkeypatch.setattr(face_meshes, "SEGMENT_FRAMES", FRAMES)
    assert np.abs(track(monkeypatch, 1) - in_segments).max() < 0.5  # of about 75 pixels


def test_a_stop_ends_the_tracking(monkeypatch):
    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        track(monkeypatch, 1, stop)
    assert FRAMES - 1 not in FollowingLandmarker.seen
