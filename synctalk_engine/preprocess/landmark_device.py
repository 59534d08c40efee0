"""Whether a GPU computes the landmark network of a clip: only where that is faster."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass

import psutil

from synctalk_engine.face.mesh_on_device import measure_speeds, mesh_on
from synctalk_engine.face.shared_batches import SharedBatches
from synctalk_engine.preprocess.plan import PreprocessPlan

logger = logging.getLogger(__name__)

MAX_TRACKERS, MAX_GPU_TRACKERS = 8, 16
"""Beside a GPU they do the rest of the work on the processor, and wait for the network."""
FEW_TRACKERS = 4
"""So many work however little memory is free, where there are as many cores."""
SETUP_S = 6.0
"""To load torch and the network. A clip whose landmarks take less on the processor stays there."""
MESH_S = 0.004
"""Of a core, for the network of 478 points in one frame, with LiteRT."""
MEMORY_FRACTION = 0.25
"""Of the free memory, for the frames of segments that are being tracked."""


@dataclass(frozen=True)
class LandmarkGpu:
    """A GPU that may be worth it, and how many trackers would share it."""

    device: str
    trackers: int


def tracker_count(segment_bytes: int, most: int = MAX_TRACKERS) -> int:
    """How many trackers work at the same time.

    Args:
        segment_bytes: largest size of the frames that a tracker holds.
    """
    cores = os.cpu_count() or 1
    room = int(psutil.virtual_memory().available * MEMORY_FRACTION) // segment_bytes
    return min(cores, most, max(FEW_TRACKERS, room))


def gpu_for(plan: PreprocessPlan, trackers: int, segment_bytes: int) -> LandmarkGpu | None:
    """The GPU for the landmarks of a clip; None: the processor computes them.

    Args:
        trackers: that work at the same time on the processor alone.
        segment_bytes: largest size of the frames that a tracker holds.
    """
    cpu_s = plan.info.output_frame_count(plan.fps) * MESH_S / trackers
    if plan.options.landmarker == "pfld" or cpu_s < SETUP_S:
        return None
    device = plan.torch_device
    if not device.startswith("cuda"):
        return None
    return LandmarkGpu(device, max(trackers, tracker_count(segment_bytes, MAX_GPU_TRACKERS)))


def batches_if_faster(gpu: LandmarkGpu, model: bytes, trackers: int) -> SharedBatches | None:
    """The landmark network on the GPU; None if it fails there, or LiteRT is faster.

    Args:
        model: content of the network's .tflite file.
        trackers: that work at the same time on the processor alone.
    """
    try:
        run = mesh_on(gpu.device, model, gpu.trackers)
        speeds = measure_speeds(run, model, trackers, gpu.trackers)
    except Exception as error:  # torch, a driver or a network of another kind: in many ways
        logger.warning("landmarks stay on the processor; %s failed: %s", gpu.device, error)
        return None
    is_faster = speeds.on_device > speeds.on_cpu
    logger.info(
        "landmark network: %.0f images/s on %s, %.0f on the processor; %s computes it",
        speeds.on_device,
        gpu.device,
        speeds.on_cpu,
        gpu.device if is_faster else "the processor",
    )
    return SharedBatches(run, gpu.trackers) if is_faster else None
