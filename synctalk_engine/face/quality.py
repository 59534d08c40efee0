"""Image quality of a face: sharpness, brightness, occlusion of the mouth.

All from the square that the landmark network was shown, which is there anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

SHARPNESS_SIDE_PX = 128
LOWER_FACE_CELLS = (7, 5)
"""Columns and rows that the lower face is averaged to."""


@dataclass(frozen=True)
class FaceSkin:
    """Colours of a face in one frame."""

    light: float
    """Mean lightness of the upper face, 0..255."""
    lower: np.ndarray
    """(rows, columns, 3) int16: CIE Lab of the lower face, less the mean of the upper one: a change
    of the light changes both alike."""


def sharpness(view: np.ndarray, face_fraction: float) -> float:
    """Variance of the Laplacian of the grey face at one size.

    Args:
        view: (S, S, 3) uint8 BGR, the face upright in its middle.
        face_share: how much of its side the face takes.
    """
    grey = cv2.cvtColor(_face(view, face_fraction), cv2.COLOR_BGR2GRAY)
    size = (SHARPNESS_SIDE_PX, SHARPNESS_SIDE_PX)
    face = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return float(cv2.Laplacian(face, cv2.CV_32F).var())


def measure_skin(view: np.ndarray, face_fraction: float) -> FaceSkin:
    """The colours of a face; arguments as of :func:`sharpness`."""
    lab = cv2.cvtColor(_face(view, face_fraction), cv2.COLOR_BGR2LAB)
    side_px = lab.shape[0]
    across = slice(round(0.15 * side_px), round(0.85 * side_px))
    upper = lab[round(0.15 * side_px) : round(0.45 * side_px), across]
    lower = lab[round(0.5 * side_px) :, across]
    mean = np.array(cv2.mean(upper)[:3])
    cells = cv2.resize(lower, LOWER_FACE_CELLS, interpolation=cv2.INTER_AREA)
    return FaceSkin(float(mean[0]), np.round(cells - mean).astype(np.int16))


def mouth_changes(skins: Sequence[FaceSkin | None]) -> np.ndarray:
    """How much each frame's lower face differs from what is usual in the clip, float32 (N,).

    The mean over its cells of how far Lab lies from their medians; 0 if there is no face.
    """
    changes = np.zeros(len(skins), np.float32)
    seen = [index for index, skin in enumerate(skins) if skin is not None]
    if seen:
        lower = np.stack([skin.lower for skin in skins if skin is not None])
        usual = np.median(lower, axis=0)
        for index, cells in zip(seen, lower, strict=True):
            changes[index] = np.abs(cells - usual).mean()
    return changes


def _face(view: np.ndarray, face_fraction: float) -> np.ndarray:
    side_px = view.shape[0]
    edge = round(side_px * (1 - face_fraction) / 2)
    return view[edge : side_px - edge, edge : side_px - edge]
