"""The face meshes on a torch device, in batches, and whether that is faster than LiteRT."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from synctalk_engine.face.shared_batches import RunBatch
from synctalk_engine.face.tflite_network import TfliteNetwork

if TYPE_CHECKING:
    import torch

    from synctalk_engine.models.tflite_module import TfliteModule

logger = logging.getLogger(__name__)

SCALE = 1 / 255
"""Of the values that a face mesh takes."""
TRIAL_ROUNDS = 3
WARM_UP_ROUNDS = 3


def mesh_on(device: str, model: bytes, max_images: int) -> RunBatch:
    """A face mesh on a torch device; as a CUDA graph where that works.

    Args:
        model: content of the .tflite file.
        max_images: of a batch.
    Raises:
        RuntimeError, NotImplementedError: the device cannot compute it.
    """
    import torch

    from synctalk_engine.models.tflite_module import TfliteModule

    network = TfliteModule(model).eval().to(device)
    run = _eager(network, torch.device(device))
    if torch.device(device).type == "cuda":
        try:
            run = _as_cuda_graph(network, torch.device(device), max_images)
        except RuntimeError as error:
            logger.warning("no CUDA graph of the landmark network: %s", error)
    return run


def _eager(network: TfliteModule, device: torch.device) -> RunBatch:
    import torch

    from synctalk_engine.models.tf32 import tf32_convolutions

    def run(images: np.ndarray) -> list[np.ndarray]:
        # In TF32 a landmark would move by hundredths of a pixel.
        with torch.inference_mode(), tf32_convolutions(False):
            outputs = _network_outputs(network, torch.from_numpy(images).to(device))
            return [output.cpu().numpy() for output in outputs]

    return run


def _network_outputs(network: TfliteModule, images: torch.Tensor) -> list[torch.Tensor]:
    from synctalk_engine.models.tflite_module import rgb_input

    return network(rgb_input(images, SCALE))


def _as_cuda_graph(network: TfliteModule, device: torch.device, max_images: int) -> RunBatch:
    """The network for a fixed batch, launched at once; rows that are not needed are left over."""
    import torch

    from synctalk_engine.models.tf32 import tf32_convolutions

    side_px = network.side_px
    given = torch.zeros(max_images, side_px, side_px, 3, dtype=torch.uint8, device=device)
    host = torch.zeros(given.shape, dtype=torch.uint8).pin_memory()
    stream, graph = torch.cuda.Stream(device), torch.cuda.CUDAGraph()
    with torch.inference_mode(), tf32_convolutions(False):
        stream.wait_stream(torch.cuda.current_stream(device))
        with torch.cuda.stream(stream):
            for _ in range(WARM_UP_ROUNDS):
                outputs = _network_outputs(network, given)
        stream.synchronize()
        with torch.cuda.graph(graph, stream=stream, capture_error_mode="thread_local"):
            outputs = _network_outputs(network, given)

    def run(images: np.ndarray) -> list[np.ndarray]:
        count = len(images)
        host[:count].copy_(torch.from_numpy(images))
        with torch.inference_mode(), torch.cuda.stream(stream):
            given[:count].copy_(host[:count], non_blocking=True)
            graph.replay()
            return [output[:count].cpu().numpy() for output in outputs]

    return run


@dataclass(frozen=True)
class MeshSpeeds:
    """Images a second of a landmark network."""

    on_cpu: float
    """LiteRT, of all threads together."""
    on_device: float
    """In full batches."""


def measure_speeds(run: RunBatch, model: bytes, threads: int, images: int) -> MeshSpeeds:
    """Compare both on empty images.

    Args:
        run: from :func:`mesh_on`.
        threads: that would run LiteRT at the same time.
        images: of a batch.
    """
    network = TfliteNetwork(model)
    image = np.zeros((network.side_px, network.side_px, 3), np.uint8)
    cpu_s = _best_s(lambda: network(image, SCALE))
    device_s = _best_s(lambda: run(np.stack([image] * images)))
    return MeshSpeeds(min(threads, os.cpu_count() or 1) / cpu_s, images / device_s)


def _best_s(work: Callable[[], object]) -> float:
    """Seconds of the fastest of a few calls, after one that does not count."""
    work()
    seconds: list[float] = []
    for _ in range(TRIAL_ROUNDS):
        began_s = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began_s)
    return min(seconds)
