"""Masks of the face: filled polygons with smooth edges, and discs to widen or narrow them."""

import cv2
import numpy as np

_SUBPIXEL_BITS = 4


def filled_polygon(polygon: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """(H, W) uint8: 255 within a polygon (M, 2), whose corners may lie between pixels.

    OpenCV counts from the middle of a pixel, landmarks too.
    """
    mask = np.zeros(size, np.uint8)
    corners = np.round(polygon * (1 << _SUBPIXEL_BITS)).astype(np.int32)
    cv2.fillPoly(mask, [corners], 255, cv2.LINE_AA, _SUBPIXEL_BITS)
    return mask


def disc(radius_px: float) -> np.ndarray:
    """A disc for OpenCV's erosion and dilation, of at least one pixel's radius."""
    size_px = 2 * max(1, round(radius_px)) + 1
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size_px, size_px))
