"""Landmark networks on a torch device, in batches that several threads share."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from synctalk_engine.face.landmarks import POINTS, FaceLandmarker, mesh_model, roi_from_detection
from synctalk_engine.face.mesh_on_device import SCALE, mesh_on
from synctalk_engine.face.shared_batches import (
    BatchedNetwork,
    BatchFailedError,
    SharedBatches,
)
from synctalk_engine.face.tflite_network import TfliteNetwork
from tests.engine.face.faces import photograph

NUMBER_OF_THREADS = 6


@pytest.mark.parametrize("kind", ["mesh468", "mesh478"])
def test_the_torch_network_is_the_published_one(face_weights, detector, kind):
    frame = photograph()
    roi = roi_from_detection(detector.detect(frame)[0])
    view = FaceLandmarker(face_weights, kind).locate(frame, roi).view
    images = np.stack([view, view[:, ::-1], np.zeros_like(view)])
    model = mesh_model(face_weights, kind)
    network, outputs = TfliteNetwork(model), mesh_on("cpu", model, len(images))(images)
    for row, image in enumerate(images):
        published = network(np.ascontiguousarray(image), SCALE)
        assert [output[row : row + 1].size for output in outputs] == [o.size for o in published]
        for output, expected in zip(outputs, published, strict=True):
            # Landmarks are in pixels of the square.
            assert np.abs(output[row].ravel() - expected.ravel()).max() < 0.01


def test_nothing_of_torchs_settings_is_left_changed(face_weights):
    import torch

    settings = torch.backends.cudnn
    before = settings.enabled, settings.allow_tf32, settings.benchmark
    seen = []
    run = mesh_on("cpu", mesh_model(face_weights, "mesh468"), 1)
    real = torch.nn.functional.conv2d
    with pytest.MonkeyPatch.context() as patch:

        def conv2d(*arguments, **options):
            seen.append((settings.enabled, settings.allow_tf32))
            return real(*arguments, **options)

        patch.setattr("torch.nn.functional.conv2d", conv2d)
        run(np.zeros((1, 192, 192, 3), np.uint8))
    assert set(seen) == {(before[0], False)}, "cuDNN works, without TF32"
    assert (settings.enabled, settings.allow_tf32, settings.benchmark) == before


def test_landmarks_are_the_same_by_shared_batches(face_weights, detector):
    frame = photograph()
    roi = roi_from_detection(detector.detect(frame)[0])
    run = mesh_on("cpu", mesh_model(face_weights, "mesh468"), 4)
    shared = FaceLandmarker(face_weights, "mesh468", SharedBatches(run, 4)).locate(frame, roi)
    alone = FaceLandmarker(face_weights, "mesh468").locate(frame, roi)
    assert shared.points.shape == (POINTS["mesh468"], 3)
    assert np.abs(shared.points - alone.points).max() < 0.01
    assert shared.presence == pytest.approx(alone.presence, abs=1e-4)


def _image(value: int) -> np.ndarray:
    return np.full((2, 2, 3), value, np.uint8)


class FirstBatchWaits:
    """Computes sums; holds the first batch until the other threads have asked."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.began, self.go_on = threading.Event(), threading.Event()

    def __call__(self, images: np.ndarray) -> list[np.ndarray]:
        self.sizes.append(len(images))
        self.began.set()
        self.go_on.wait(10)
        return [images.astype(np.float32).sum((1, 2))]


def test_what_waits_for_the_device_is_the_next_batch():
    run = FirstBatchWaits()
    batches = SharedBatches(run, max_images=4)
    sums: dict[int, float] = {}

    def ask(value: int) -> None:
        sums[value] = batches(_image(value))[0][0, 0]

    threads = [threading.Thread(target=ask, args=[value]) for value in range(NUMBER_OF_THREADS)]
    threads[0].start()
    assert run.began.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(batches._waiting) < NUMBER_OF_THREADS - 1:
        threading.Event().wait(0.001)
    run.go_on.set()
    for thread in threads:
        thread.join(10)
    assert sums == {value: 4 * value for value in range(NUMBER_OF_THREADS)}
    assert run.sizes == [1, 4, 1]
    assert (batches.image_count, batches.batch_count) == (NUMBER_OF_THREADS, 3)


def test_a_device_that_fails_is_not_asked_again(face_weights, caplog):
    asked: list[int] = []

    def run(images: np.ndarray) -> list[np.ndarray]:
        asked.append(len(images))
        raise RuntimeError("CUDA out of memory")

    model, batches = mesh_model(face_weights, "mesh468"), SharedBatches(run, 4)
    image = np.full((192, 192, 3), 90, np.uint8)
    expected = TfliteNetwork(model)(image, SCALE)
    for _ in range(2):
        found = BatchedNetwork(model, batches)(image, SCALE)
        assert all((a == b).all() for a, b in zip(found, expected, strict=True))
    assert asked == [1] and "CUDA out of memory" in caplog.text
    with pytest.raises(BatchFailedError):
        batches(image)
