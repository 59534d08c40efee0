"""The 110 landmarks by facial feature, and the crop box derived from them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF

GROUPS: dict[str, range] = {
    "contour": range(0, 33),
    "brows": range(33, 51),
    "nose": range(51, 66),
    "eyes": range(66, 90),
    "mouth": range(90, 110),
}
_LEFT_EAR, _RIGHT_EAR, _BRIDGE = 1, 31, 52


def crop_box(points: np.ndarray) -> QRectF:
    """Returns the square that is cropped for the network, in pixels.

    Args:
        points: float (110, 2) in pixels.
    """
    left, right = int(points[_LEFT_EAR, 0]), int(points[_RIGHT_EAR, 0])
    top = int(points[_BRIDGE, 1])
    return QRectF(left, top, right - left, right - left)
