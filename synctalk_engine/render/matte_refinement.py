"""From a coarse mask to a matte at the frame's own size, and the person's colours at its edge.

The mask is laid along the edges of the frame by a guided filter (He et al. 2010, computed at a
smaller size: He and Sun 2015). Where hair lets the old background through, the person's own colour
is estimated by the blur fusion of Forte (2021), so that nothing of it shows on the new one.
"""

from __future__ import annotations

import cv2
import numpy as np

WORKING_PX = 384
"""The shorter side of a frame while the filter's coefficients are computed."""
GUIDE_FRACTION = 1 / 72
"""Radius of the guided filter, of the shorter side: how far off the mask's edge may lie."""
GUIDE_EPSILON = 2e-4
"""Variance below which the frame has no edge; values 0..1."""
CLEAR_BELOW, SOLID_ABOVE = 0.12, 0.88
"""The filter leaves a haze around the person and holes in it."""
COLOUR_FRACTIONS = (1 / 12, 1 / 80)
"""Radii of the two blurs that estimate colours, of the shorter side."""
SOLID_MASK, CLEAR_MASK = (0.6, 0.9), (0.06, 0.3)
"""From and to which values of the mask it is trusted, whatever the filter finds."""
CERTAIN = 4
"""Power of the weights in those blurs: the colour of half transparent pixels is the mixed one."""
SMALLEST_WEIGHT = 1e-3


def main_person(mask: np.ndarray, at: tuple[float, float]) -> np.ndarray:
    """A mask (H, W) uint8 without what is not connected with the person.

    Args:
        at: (x, y) fractions of the width and height, a place in the person's face.
    """
    count, labels = cv2.connectedComponents((mask > 64).astype(np.uint8))
    if count < 2:
        return mask
    height, width = mask.shape
    column, row = (int(np.clip(a * n, 0, n - 1)) for a, n in zip(at, (width, height), strict=True))
    label = labels[row, column] or int(np.bincount(labels[labels > 0]).argmax())
    near = cv2.dilate((labels == label).astype(np.uint8), np.ones((9, 9), np.uint8))
    return mask * near


def refined_matte(mask: np.ndarray, image: np.ndarray) -> np.ndarray:
    """The matte of a frame: (H, W) uint8, 255 where the person is.

    mask: (h, w) uint8, of any size. image: (H, W, 3) uint8 BGR.
    """
    height, width = image.shape[:2]
    size = _working_size(width, height)
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    coarse = cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR).astype(np.float32) / 255
    slope, offset = _guided_coefficients(small, coarse)
    slope, offset = (cv2.resize(part, (width, height)) for part in (slope, offset))
    matte = _ramp(slope * grey + offset, (CLEAR_BELOW, SOLID_ABOVE))
    least, most = (
        cv2.resize(_ramp(coarse, limits), (width, height)) for limits in (SOLID_MASK, CLEAR_MASK)
    )
    return np.round(255 * np.clip(matte, least, most)).astype(np.uint8)


def person_colours(
    image: np.ndarray, matte: np.ndarray, working_px: int = WORKING_PX
) -> np.ndarray:
    """The frame with the person's own colour where it is half transparent: (H, W, 3) uint8.

    working_px: the shorter side at which the colours are estimated.
    """
    is_edge = (matte > 0) & (matte < 255)
    if not is_edge.any():
        return image
    height, width = matte.shape
    size = _working_size(width, height, working_px)
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    alpha = cv2.resize(matte, size, interpolation=cv2.INTER_AREA).astype(np.float32)[..., None]
    person, behind = _blurred_colours(small, alpha / 255, small, small)
    rows, columns = np.nonzero(is_edge)
    weight = matte[rows, columns, None].astype(np.float32) / 255
    person, behind = (cv2.resize(part, (width, height))[rows, columns] for part in (person, behind))
    found = person + weight * (image[rows, columns] - weight * person - (1 - weight) * behind)
    coloured = image.copy()
    coloured[rows, columns] = np.clip(np.round(found), 0, 255)
    return coloured


def over(image: np.ndarray, matte: np.ndarray, background: np.ndarray) -> np.ndarray:
    """The person of a frame before another background; (H, W, 3) uint8 all, matte (H, W) uint8."""
    weight = matte[..., None].astype(np.uint16)
    return ((image * weight + background * (255 - weight) + 127) // 255).astype(np.uint8)


def _ramp(values: np.ndarray, limits: tuple[float, float]) -> np.ndarray:
    """0 below the first limit, 1 above the second."""
    return np.clip((values - limits[0]) / (limits[1] - limits[0]), 0, 1)


def _working_size(width: int, height: int, shorter_px: int = WORKING_PX) -> tuple[int, int]:
    scale = min(1.0, shorter_px / min(width, height))
    return max(round(scale * width), 1), max(round(scale * height), 1)


def _guided_coefficients(guide: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slope and offset of the guide, (h, w) float32 each, that give the mask locally."""
    side = 2 * max(round(GUIDE_FRACTION * min(guide.shape)), 1) + 1

    def blurred(values: np.ndarray) -> np.ndarray:
        return cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT)

    guide_mean, mask_mean = blurred(guide), blurred(mask)
    variance = blurred(guide * guide) - guide_mean**2
    slope = (blurred(guide * mask) - guide_mean * mask_mean) / (variance + GUIDE_EPSILON)
    return blurred(slope), blurred(mask_mean - slope * guide_mean)


def _blurred_colours(
    image: np.ndarray, alpha: np.ndarray, person: np.ndarray, behind: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Smooth colours of the person and of what is behind it, (h, w, 3) float32 each."""
    for fraction in COLOUR_FRACTIONS:
        side = 2 * max(round(fraction * min(image.shape[:2])), 1) + 1
        person_mean = _weighted_blur(person, alpha**CERTAIN, side)
        behind_mean = _weighted_blur(behind, (1 - alpha) ** CERTAIN, side)
        rest = image - alpha * person_mean - (1 - alpha) * behind_mean
        person = np.clip(person_mean + alpha * rest, 0, 255)
        behind = behind_mean
    return person, behind


def _weighted_blur(values: np.ndarray, weights: np.ndarray, side: int) -> np.ndarray:
    total = cv2.blur(weights, (side, side))[..., None]
    summed = cv2.blur(values * weights, (side, side))
    return np.where(total > SMALLEST_WEIGHT, summed / np.maximum(total, SMALLEST_WEIGHT), values)
