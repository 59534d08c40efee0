"""A GPU computes the landmarks of long clips, and only where it is faster."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from synctalk_engine.face.mesh_on_device import MeshSpeeds
from synctalk_engine.preprocess import landmark_device
from synctalk_engine.preprocess.landmark_device import (
    LandmarkGpu,
    batches_if_faster,
    gpu_for,
    tracker_count,
)

GPU = LandmarkGpu("cuda:0", 16)
LONG, SHORT = 30_000, 500


def _plan(frames: int, device: str = "cuda:0", landmarker: str = "mesh478") -> SimpleNamespace:
    info = SimpleNamespace(output_frame_count=lambda _fps: frames)
    options = SimpleNamespace(landmarker=landmarker)
    return SimpleNamespace(info=info, fps=25.0, options=options, torch_device=device)


@pytest.mark.parametrize(
    ("plan", "is_taken"),
    [
        (_plan(LONG), True),
        (_plan(SHORT), False),
        (_plan(LONG, device="cpu"), False),
        (_plan(LONG, device="mps"), False),
        (_plan(LONG, landmarker="pfld"), False),
    ],
)
def test_long_clips_may_use_an_nvidia_gpu(plan, is_taken):
    assert (gpu_for(plan, 2, 1 << 20) is not None) == is_taken


def test_trackers_are_limited_by_cores_and_memory(monkeypatch):
    monkeypatch.setattr(landmark_device.os, "cpu_count", lambda: 64)
    memory = SimpleNamespace(available=80 << 20)
    monkeypatch.setattr(landmark_device.psutil, "virtual_memory", lambda: memory)
    assert gpu_for(_plan(LONG), 2, 1 << 20) == LandmarkGpu("cuda:0", 16)
    assert gpu_for(_plan(LONG), 2, 2 << 20) == LandmarkGpu("cuda:0", 10)
    assert gpu_for(_plan(LONG), 4, 20 << 20) == LandmarkGpu("cuda:0", 4)


@pytest.mark.parametrize(
    ("cores", "free_mb", "expected"),
    [(2, 100_000, 2), (16, 100_000, 8), (16, 24, 6), (16, 1, 4), (1, 1, 1)],
)
def test_trackers_of_the_processor(monkeypatch, cores, free_mb, expected):
    monkeypatch.setattr(landmark_device.os, "cpu_count", lambda: cores)
    memory = SimpleNamespace(available=free_mb << 20)
    monkeypatch.setattr(landmark_device.psutil, "virtual_memory", lambda: memory)
    assert tracker_count(1 << 20) == expected


@pytest.mark.parametrize(("on_device", "is_taken"), [(2000.0, True), (900.0, False)])
def test_the_faster_one_computes_them(monkeypatch, on_device, is_taken):
    def run(images: np.ndarray) -> list[np.ndarray]:
        return [images]

    monkeypatch.setattr(landmark_device, "mesh_on", lambda *_: run)
    speeds = MeshSpeeds(1000.0, on_device)
    monkeypatch.setattr(landmark_device, "measure_speeds", lambda *_: speeds)
    assert (batches_if_faster(GPU, b"", 4) is not None) == is_taken


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("no kernel image is available"),
        AssertionError("no kernel image is available"),
        ImportError("no kernel image is available"),
    ],
)
def test_a_gpu_that_cannot_is_left_alone_and_the_log_says_why(monkeypatch, caplog, error):
    def mesh_on(*_: object) -> None:
        raise error

    monkeypatch.setattr(landmark_device, "mesh_on", mesh_on)
    assert batches_if_faster(GPU, b"", 4) is None
    assert "no kernel image is available" in caplog.text
