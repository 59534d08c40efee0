"""Pastes the generated face into the frame without changing anything else.

The generated part is laid over the crop that the network saw, brought to the frame's size once by
the inverse of the crop's resize, and blended in over a feathered border that lies wholly within the
mask: outside the mask each pixel is the source's own. Of the mask only the lower face is pasted,
with room for the jaw to open; collar, hair and background, which have nothing to say, stay. Along
the border the generated colours are led over into the source's.

On validation frames (tests/bench/bench_render.py seam) the face's outline in place of the whole
mask halved error and flicker of the border, the colours at the seam took off another fifth to
quarter, and the mouth's PSNR stayed. Smoothing that difference over time made it worse: the light
on a moving face does change.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from synctalk_engine.face.crop import CropBox, feathered_mask, paste, resize
from synctalk_engine.face.masks import filled_polygon
from synctalk_engine.face.scheme110 import CONTOUR, MOUTH
from synctalk_engine.models.presets import Box, Preset

FEATHER_FRACTION = 0.04
"""Width of the feathered border, as a fraction of the crop's side: it ends where lips may begin."""

CHEEK_MARGIN = 0.06
"""By how much of its distance from the mouth the face's contour is widened."""

JAW_MARGIN_FRACTION = 0.10
"""How far below the source's chin the generated one may lie, as a fraction of the crop's side."""

MATCH_SIDE_PX = 84
"""Side at which colours at the seam are compared; they vary slowly."""
MATCH_REACH_PX = 3.0
"""Deviation of the blur that carries the seam's difference inwards, at that side."""
MATCH_LIMIT = 25.0
"""Differences much beyond this are not of colour: something else is generated there (0..255)."""
MATCH_WEIGHT_FLOOR = 0.02


class Compositor:
    """Puts generated faces into their frames.

    Args:
        preset: says where in the crop the network generates.
    """

    def __init__(self, preset: Preset) -> None:
        self._preset = preset
        self._region = mask_in_crop(preset)
        self._mask = lru_cache(maxsize=64)(self._feathered)

    def compose(
        self,
        frame: np.ndarray,
        points: np.ndarray,
        box: CropBox,
        crop: np.ndarray,
        generated: np.ndarray,
        share: float = 1.0,
    ) -> np.ndarray:
        """The frame with the generated mouth in its place.

        frame: (H, W, 3) uint8 BGR, left as it is. points: its (110, 2) landmarks in pixels. crop:
        (crop_px, crop_px, 3) uint8, the frame's at `box`. generated: (input_px, input_px, 3)
        float32 BGR in 0..255, as the network gave it. share: 0..1, how much of it is pasted.
        Returns (H, W, 3) uint8.
        """
        if share == 0:
            return frame
        alpha = self._mask(box.side_px) * lower_face(points, box)
        new = paste_mask_region(crop, generated, self._preset)
        new += seam_difference(crop, new, alpha)
        return paste(frame, new, box, share * alpha)

    def _feathered(self, side_px: int) -> np.ndarray:
        """The mask at the size it has in the frame: it is never resampled."""
        scale = side_px / self._preset.crop_px
        left, top, right, bottom = (edge * scale for edge in self._region)
        return feathered_mask(side_px, (left, top, right, bottom), FEATHER_FRACTION * side_px)


def lower_face(points: np.ndarray, box: CropBox) -> np.ndarray:
    """1 in the face and where its jaw may come to lie, falling smoothly to 0 around it.

    points: (110, 2) pixels of the frame. Returns (side_px, side_px) float32 at the frame's size.
    """
    side_px = box.side_px
    contour = points[CONTOUR] - (box.x0, box.y0)
    mouth = points[MOUTH].mean(axis=0) - (box.x0, box.y0)
    away = contour - mouth
    lowest = max(float(away[:, 1].max()), 1e-6)
    # All of the room under the chin, none from the mouth's height upwards.
    down = JAW_MARGIN_FRACTION * side_px * np.clip(away[:, 1] / lowest, 0, 1)
    outline = mouth + away * (1 + CHEEK_MARGIN) + np.stack([np.zeros_like(down), down], axis=1)
    above = -side_px
    outline = np.concatenate([[(outline[0, 0], above)], outline, [(outline[-1, 0], above)]])
    face = filled_polygon(outline, (side_px, side_px))
    width_px = 2 * round(FEATHER_FRACTION * side_px / 2) + 1
    for _ in range(2):  # twice a box: smooth, and exactly 0 from a known distance on
        face = cv2.blur(face, (width_px, width_px))
    return face.astype(np.float32) / 255


def seam_difference(crop: np.ndarray, new: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """What to add to `new` so that its colours meet the crop's where the two are blended.

    Measured along the border, carried a little way inwards, and fading to nothing: the mouth keeps
    the colours that were generated. crop, new: (S, S, 3), of which `new` is pasted. share: (T, T)
    float32, how much of it. Returns (S, S, 3) float32.
    """
    side_px = len(crop)
    small = np.concatenate([crop.astype(np.float32) - new, new[..., :1] * 0], axis=2)
    small = resize(small, MATCH_SIDE_PX, MATCH_SIDE_PX)
    part = resize(alpha, MATCH_SIDE_PX, MATCH_SIDE_PX)
    off = np.abs(small[..., :3]).mean(axis=2)
    weight = 4 * part * (1 - part) * np.exp(-np.square(off / MATCH_LIMIT))
    small *= weight[..., None]
    small[..., 3] = weight
    spread = cv2.GaussianBlur(small, (0, 0), MATCH_REACH_PX)
    difference = spread[..., :3] / (spread[..., 3:] + MATCH_WEIGHT_FLOOR)
    return resize(difference, side_px, side_px)


def mask_in_crop(preset: Preset) -> Box:
    """The preset's mask in pixels of the crop: left, top, right, bottom, the last two outside."""
    left, top, right, bottom = (edge + preset.border_px for edge in preset.mask_box)
    return left, top, right, bottom


def paste_mask_region(crop: np.ndarray, generated: np.ndarray, preset: Preset) -> np.ndarray:
    """The crop with its masked part taken from `drawn`: (crop_px, crop_px, 3) float32."""
    new = crop.astype(np.float32)
    left, top, right, bottom = mask_in_crop(preset)
    inner = generated[slice(*preset.mask_box[1::2]), slice(*preset.mask_box[::2])]
    new[top:bottom, left:right] = inner
    return new
