"""A clip's audio features in a device's memory.

They stay float32: in float16 they would be others, and they take little beside the crops.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.models.audio_windows import fill_layout, lite_rows


class DeviceAudio:
    """Cuts the audio windows of frames out of features that lie on a device."""

    def __init__(self, clip: ClipDataset, device: torch.device) -> None:
        self._preset, self._device = clip.preset, device
        self._shape = clip.preset.window_shape(clip.kind)
        self._rows = torch.from_numpy(_audio_rows(clip)).to(device)

    def windows(self, frames: np.ndarray) -> Tensor:
        """(B, *window_shape) float32 of (B,) frames."""
        half = self._preset.window_frames // 2
        rows = np.asarray(frames)[:, None] + np.arange(-half, half)
        rows = torch.from_numpy(np.clip(rows, 0, len(self._rows) - 1)).to(self._device)
        return self._rows[rows].reshape(len(frames), *self._shape)


def _audio_rows(clip: ClipDataset) -> np.ndarray:
    """(M, numbers) float32: what a window has of each row of the features."""
    features = np.asarray(clip.features[:], dtype=np.float32)
    features = features.reshape(len(features), -1)
    if clip.preset.has_lite_audio:
        return np.array(lite_rows(clip.kind, features), order="C")  # the file is read-only
    return fill_layout(features, int(np.prod(clip.preset.frame_layout(clip.kind))))
