"""Pasting what was drawn back into the frame, so that nothing else changes.

The drawn part is laid over the crop that the network saw, brought to the frame's size once by the
inverse of the crop's resize, and blended in over a feathered border that lies wholly within the
mask: outside the mask each pixel is the source's own.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from synctalk_engine.face.crop import CropBox, feathered_mask, paste
from synctalk_engine.models.presets import Box, Preset

FEATHER_SHARE = 0.05
"""Width of the feathered border, as a share of the crop's side."""


class Compositor:
    """Puts drawn faces into their frames.

    Args:
        preset: says where in the crop the network draws.
    """

    def __init__(self, preset: Preset) -> None:
        self._preset = preset
        self._region = mask_in_crop(preset)
        self._mask = lru_cache(maxsize=64)(self._feathered)

    def compose(
        self, frame: np.ndarray, box: CropBox, crop: np.ndarray, drawn: np.ndarray
    ) -> np.ndarray:
        """The frame with the drawn mouth in its place.

        frame: (H, W, 3) uint8 BGR, left as it is. crop: (crop_px, crop_px, 3) uint8, the frame's
        at `box`. drawn: (input_px, input_px, 3) float32 BGR in 0..255, as the network gave it.
        Returns (H, W, 3) uint8.
        """
        new = lay_over(crop, drawn, self._preset)
        return paste(frame, new, box, self._mask(box.side_px))

    def _feathered(self, side_px: int) -> np.ndarray:
        """The mask at the size it has in the frame: it is never resampled."""
        scale = side_px / self._preset.crop_px
        left, top, right, bottom = (edge * scale for edge in self._region)
        return feathered_mask(side_px, (left, top, right, bottom), FEATHER_SHARE * side_px)


def mask_in_crop(preset: Preset) -> Box:
    """The preset's mask in pixels of the crop: left, top, right, bottom, the last two outside."""
    left, top, right, bottom = (edge + preset.border_px for edge in preset.mask_box)
    return left, top, right, bottom


def lay_over(crop: np.ndarray, drawn: np.ndarray, preset: Preset) -> np.ndarray:
    """The crop with its masked part taken from `drawn`: (crop_px, crop_px, 3) float32."""
    new = crop.astype(np.float32)
    left, top, right, bottom = mask_in_crop(preset)
    inner = drawn[slice(*preset.mask_box[1::2]), slice(*preset.mask_box[::2])]
    new[top:bottom, left:right] = inner
    return new
