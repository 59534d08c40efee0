"""Batches put together on a GPU, from crops and audio features that stay in its memory.

They are the loader's batches, to the bit. Audio features stay float32: in float16 they would be
others, and they take little beside the crops. A studio generator's images are warped by OpenCV on
the CPU, so its batches come from the loader.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from synctalk_engine.dataset.batches import TrainingBatch, TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.models.audio_windows import fill_layout, lite_rows

MEMORY_FRACTION = 0.1
"""Of a GPU's free memory; the rest is for the networks, and for other programs."""
COPIED_FRAMES = 256
_MB = 1 << 20


class DeviceBatches:
    """Puts batches together on a device; called as ``make_batch`` of one clip."""

    def __init__(self, clip: ClipDataset, device: torch.device) -> None:
        self._clip, self._device = clip, device
        self._crops = _inner_crops(clip, device)
        self._audio_rows = torch.from_numpy(_audio_rows(clip)).to(device)

    def __call__(self, frames: np.ndarray, references: np.ndarray) -> TrainingBatch:
        """The batch of (B,) frames; its images and audio are tensors on the device."""
        clip, preset = self._clip, self._clip.preset
        target = self._crops[self._index(frames)]
        left, top, right, bottom = preset.mask_box
        image = torch.cat([self._crops[self._index(references)], target], dim=-1)
        image[:, top:bottom, left:right, 3:] = 0
        to_input = clip.patch_to_crop[frames].copy()
        to_input[:, :, 2] -= preset.border_px
        boxes = np.clip(clip.mouth_boxes[frames] - preset.border_px, 0, preset.input_px)
        return TrainingBatch(
            np.asarray(frames), image, target, self._windows(frames), boxes, to_input
        )

    def _windows(self, frames: np.ndarray) -> Tensor:
        preset, half = self._clip.preset, self._clip.preset.window_frames // 2
        rows = frames[:, None] + np.arange(-half, half)
        rows = np.clip(rows, 0, len(self._audio_rows) - 1)
        windows = self._audio_rows[self._index(rows)]
        return windows.reshape(len(frames), *preset.window_shape(self._clip.kind))

    def _index(self, numbers: np.ndarray) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(numbers)).to(self._device)


def keep_on_device(sampler: TrainingSampler, clip: ClipDataset, device: torch.device) -> int | None:
    """Let a sampler take its batches from the device's memory, where the data fits.

    Returns:
        The megabytes that it takes; None where the loader makes the batches, as on a CPU.
    """
    limit_bytes = MEMORY_FRACTION * free_device_bytes(device)
    needed_bytes = resident_bytes(clip)
    if clip.lower_face is not None or needed_bytes > limit_bytes:
        return None
    sampler.assemble = DeviceBatches(clip, device)
    return max(1, round(needed_bytes / _MB))


def resident_bytes(clip: ClipDataset) -> int:
    """What the crops and the audio features of a clip take."""
    width = int(np.prod(clip.preset.window_shape(clip.kind))) // clip.preset.window_frames
    return len(clip) * (3 * clip.preset.input_px**2 + 4 * width)


def free_device_bytes(device: torch.device) -> int:
    """Free memory of a GPU of its own; 0 for a CPU, and where it is not known."""
    if device.type == "cuda":
        return torch.cuda.mem_get_info(device)[0]
    if device.type == "mps":
        return torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory()
    if device.type == "xpu" and hasattr(torch.xpu, "mem_get_info"):
        return torch.xpu.mem_get_info(device)[0]
    return 0


def _inner_crops(clip: ClipDataset, device: torch.device) -> Tensor:
    """(N, S, S, 3) uint8: the crops without their border."""
    side_px, border_px = clip.preset.input_px, clip.preset.border_px
    inner = slice(border_px, border_px + side_px)
    crops = torch.empty(len(clip), side_px, side_px, 3, dtype=torch.uint8, device=device)
    for first in range(0, len(clip), COPIED_FRAMES):
        rows = slice(first, first + COPIED_FRAMES)
        crops[rows] = torch.from_numpy(np.array(clip.crops[rows, inner, inner]))
    return crops


def _audio_rows(clip: ClipDataset) -> np.ndarray:
    """(M, numbers) float32: what a window has of each row of the features."""
    features = np.asarray(clip.features[:], dtype=np.float32)
    features = features.reshape(len(features), -1)
    if clip.preset.has_lite_audio:
        return np.array(lite_rows(clip.kind, features), order="C")  # the file is read-only
    return fill_layout(features, int(np.prod(clip.preset.frame_layout(clip.kind))))
