"""Batches put together on a GPU, from crops and audio features that stay in its memory.

They are the loader's batches, to the bit; those of a studio generator but for rounding
(``studio_batches.py``). Where data does not fit, and on a CPU, the loader makes them.
"""

from __future__ import annotations

import numpy as np
import psutil
import torch
from torch import Tensor

from synctalk_engine.dataset.batches import TrainingBatch, TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.target_cache import CachedPatchBatches
from synctalk_engine.training.generator.device_audio import DeviceAudio
from synctalk_engine.training.generator.studio_batches import StudioBatches

MEMORY_FRACTION = 0.25
"""Of a GPU's free memory; the rest is for the networks, and for other programs."""
TARGETS_FRACTION = 0.2
"""Of a computer's free memory, for what a studio generator's targets need."""
COPIED_FRAMES = 256
_MB = 1 << 20


class DeviceBatches:
    """Puts batches together on a device; called as ``make_batch`` of one clip."""

    def __init__(self, clip: ClipDataset, device: torch.device) -> None:
        self._clip, self._device = clip, device
        self._crops = _inner_crops(clip, device)
        self._audio = DeviceAudio(clip, device)

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
            np.asarray(frames), image, target, self._audio.windows(frames), boxes, to_input
        )

    def _index(self, numbers: np.ndarray) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(numbers)).to(self._device)


def keep_on_device(sampler: TrainingSampler, clip: ClipDataset, device: torch.device) -> int | None:
    """Let a sampler take its batches from the device's memory, where the data fits.

    On a CPU, and where it does not, a studio generator's targets are kept in the computer's memory.

    Returns:
        The megabytes that it takes at first; None where the loader makes the batches, as on a CPU.
    """
    left_bytes = MEMORY_FRACTION * free_device_bytes(device) - resident_bytes(clip)
    host_bytes = TARGETS_FRACTION * psutil.virtual_memory().available
    if clip.lower_face is None:
        if left_bytes < 0:
            return None
        sampler.assemble = DeviceBatches(clip, device)
    elif left_bytes < 0:
        sampler.assemble = CachedPatchBatches(clip, host_bytes)
        return None
    else:
        sampler.assemble = StudioBatches(clip, device, left_bytes, host_bytes)
    return max(1, round(resident_bytes(clip) / _MB))


def resident_bytes(clip: ClipDataset) -> int:
    """What the crops and the audio features of a clip take."""
    face = clip.lower_face
    side_px = clip.preset.input_px if face is None else face.crop_px
    audio_numbers = int(np.prod(clip.preset.window_shape(clip.kind))) // clip.preset.window_frames
    return len(clip) * (3 * side_px**2 + 4 * audio_numbers)


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
