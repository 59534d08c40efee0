"""Warps the lower face of one frame to other landmarks.

Thin-plate splines (Bookstein 1989) through landmarks of lips, jaw, chin and cheeks move skin, beard
and creases with all their texture: pixels are resampled once. There are two, one above the line
between the lips and one below it: one smooth field cannot close a mouth, it leaves the teeth
between lips that should meet. Nose, eyes and the edge of the jaw stay where they are, and so does
all outside it: a jaw that moves drags collar and background along, and viewers see that first.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from scipy.interpolate import RBFInterpolator

from synctalk_engine.face.masks import filled_polygon
from synctalk_engine.face.mouth_shape import INNER_LIPS, JAW_LINE, OUTER_LIPS

UPPER_LIP = (*OUTER_LIPS[1:10], *INNER_LIPS[1:10])
LOWER_LIP = (*OUTER_LIPS[11:], *INNER_LIPS[11:])
"""Without the corners, from the image's left to its right above, back below."""
SKIN = (199, 200, 83, 313, 201, 421, 32, 262, 204, 424, 106, 335, 211, 431, 210, 430, 202, 422)
SKIN += (57, 287, 212, 432, 192, 416, 138, 367, 92, 322, 165, 391, 164, 206, 426, 36, 266)
SKIN += (187, 411, 147, 376, 207, 427, 213, 433)
LIP_CORNERS = (OUTER_LIPS[0], OUTER_LIPS[10], INNER_LIPS[0], INNER_LIPS[10])
SIDES = ((*LIP_CORNERS, *UPPER_LIP, *SKIN), (*LIP_CORNERS, *LOWER_LIP, *SKIN))
"""Vertices that the splines above and below the line between the lips run through."""
FIXED = (2, 97, 326, 98, 327, 129, 358, 4, 5, 197, 33, 133, 362, 263, 127, 356, 234, 454, 116, 345)
FIXED += (118, 347, 142, 371, *JAW_LINE)
RING = 0.12
"""Of the face's width: a ring of control points so far outside the jaw line."""
SMOOTHING = 1e-4
GRID_STEPS = 40
"""Steps of the coarse grid across the face on which the spline is evaluated."""
UNMOVED_PX = 0.02
FADE = 0.05
"""Of the face's width: over which the displacement falls to nothing within the jaw line."""

Region = tuple[int, int, int, int]
"""left, top, right, bottom in pixels of the frame, the last two outside."""


def face_width(points: np.ndarray) -> float:
    """Width of the mesh (478, 2 or 3), in pixels."""
    return float(np.ptp(points[:, 0]))


def control_points(
    points: np.ndarray, moved: Sequence[int], anchor: np.ndarray | None = None
) -> np.ndarray:
    """A spline's control points for vertices (478, 2): (M, 2).

    moved: vertices that the spline runs through, beside those that stay. anchor: (478, 2): the
    vertices that say where the unmoved points lie; None: ``points``.
    """
    anchor = points if anchor is None else anchor
    jaw, mouth = anchor[list(JAW_LINE)], anchor[list(OUTER_LIPS)].mean(0)
    away = jaw - mouth
    away /= np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6)
    ring = jaw + away * RING * face_width(anchor)
    return np.concatenate([points[list(moved)], anchor[list(FIXED)], ring])


def thin_plate_spline(places: np.ndarray, values: np.ndarray) -> RBFInterpolator:
    """A smooth field through places (M, 2) with values (M, 2); called with points in ``places``'
    unit."""
    return RBFInterpolator(places, values, smoothing=SMOOTHING, kernel="thin_plate_spline")


def sampling_map(
    source: np.ndarray,
    target: np.ndarray,
    region: Region,
    face_px: float,
    anchor: np.ndarray | None = None,
) -> np.ndarray:
    """Where each pixel of a region is taken from: (h, w, 2) float32, x and y in the source.

    The arguments are those of :func:`displacement_map`.
    """
    return pixel_places(region) + displacement_map(source, target, region, face_px, anchor)


def displacement_map(
    source: np.ndarray,
    target: np.ndarray,
    region: Region,
    face_px: float,
    anchor: np.ndarray | None = None,
) -> np.ndarray:
    """How far from each pixel of a region it is taken: (h, w, 2) float32, x and y.

    source, target: (478, 2) vertices in pixels of each frame. face_px: the target's width.
    anchor: as for :func:`control_points`, in the target.
    """
    above, below = (
        _displacements(
            control_points(source, side), control_points(target, side, anchor), region, face_px
        )
        for side in SIDES
    )
    share = below_the_line(target, region)[..., None]
    return above + share * (below - above)


def _displacements(source: np.ndarray, target: np.ndarray, region: Region, face_px: float):
    """A spline's displacement of each pixel of a region, (h, w, 2) float32.

    source, target: (M, 2) control points.
    """
    step_px = grid_step(face_px)
    return enlarged(spline_on_grid(target, source - target, region, step_px), region, step_px)


def grid_step(face_px: float) -> int:
    """Pixels between the points of the coarse grid on which a spline is evaluated."""
    return max(2, round(face_px / GRID_STEPS))


def spline_on_grid(
    target: np.ndarray, values: np.ndarray, region: Region, step_px: int
) -> np.ndarray:
    """A spline through control points, on a coarse grid over a region: (rows, columns, D) float32.

    target: (M, 2) control points. values: (M, D).
    """
    scale = float(np.ptp(target, axis=0).max())  # the smoothing is relative to the face
    spline = thin_plate_spline(target / scale, values)
    left, top, right, bottom = region
    columns = np.arange(left, right + step_px, step_px)
    rows = np.arange(top, bottom + step_px, step_px)
    grid = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2).astype(np.float64)
    return spline(grid / scale).reshape(len(rows), len(columns), -1).astype(np.float32)


def enlarged(coarse: np.ndarray, region: Region, step_px: int) -> np.ndarray:
    """A grid of :func:`spline_on_grid`, (rows, columns, 2), for each pixel: (h, w, 2) float32."""
    left, top, right, bottom = region
    across, down = np.meshgrid(
        np.arange(right - left, dtype=np.float32) / step_px,
        np.arange(bottom - top, dtype=np.float32) / step_px,
    )
    return cv2.remap(coarse, across, down, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def below_the_line(points: np.ndarray, region: Region) -> np.ndarray:
    """(h, w) float32: 0 above the line between the lips, 1 below it.

    The step is sharp between the corners of the mouth and grows smooth beyond them, where the skin
    is one. points: (478, 2).
    """
    upper = points[list(INNER_LIPS[:11])]
    lower = points[[INNER_LIPS[0], *INNER_LIPS[:9:-1]]]
    line = (upper + lower) / 2
    corner, other = line[0], line[-1]
    width = max(float(np.linalg.norm(other - corner)), 1e-6)
    axis = (other - corner) / width
    turned = (line - corner) @ np.array([[axis[0], -axis[1]], [axis[1], axis[0]]])
    left, top, right, bottom = region
    x = np.arange(left, right, dtype=np.float32)[None] - np.float32(corner[0])
    y = np.arange(top, bottom, dtype=np.float32)[:, None] - np.float32(corner[1])
    along = x * axis[0] + y * axis[1]
    down = y * axis[0] - x * axis[1]
    beyond = np.maximum(-along, along - width)
    depth = down - np.interp(along, np.maximum.accumulate(turned[:, 0]), turned[:, 1])
    return np.clip(0.5 + depth / np.maximum(2 * beyond, 1e-3), 0, 1).astype(np.float32)


def pixel_places(region: Region) -> np.ndarray:
    """x and y of each pixel of a region, (h, w, 2) float32."""
    left, top, right, bottom = region
    across, down = np.meshgrid(
        np.arange(left, right, dtype=np.float32), np.arange(top, bottom, dtype=np.float32)
    )
    return np.stack([across, down], axis=-1)


def lower_face_region(points: np.ndarray, size: tuple[int, int]) -> Region:
    """What the warp may change: from below the eyes to the jaw line.

    points: (478, 2). size: (H, W) of the frame.
    """
    jaw = points[list(JAW_LINE)]
    left, top = np.floor(jaw.min(0)).astype(int)
    right, bottom = np.ceil(jaw.max(0)).astype(int)
    top = int(points[[197, 5]].mean(0)[1])
    return max(left, 0), max(top, 0), min(right, size[1]), min(bottom, size[0])


def warp_lower_face(frame: np.ndarray, source: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The frame with its lower face brought from its landmarks to wanted ones.

    Pixels that do not move are the source's own.

    Args:
        frame: (H, W, 3) uint8, left as it is. source, wanted: (478, 2) pixels.
    Returns:
        (H, W, 3) uint8.
    """
    face_px = face_width(source)
    region = lower_face_region(source, frame.shape[:2])
    left, top, right, bottom = region
    out = frame.copy()
    if right - left < 2 or bottom - top < 2:
        return out
    displacement = displacement_map(source, wanted, region, face_px, anchor=source)
    displacement *= within_jaw(source, region, FADE * face_px)[..., None]
    is_moved = np.abs(displacement).max(axis=2) >= UNMOVED_PX
    if not is_moved.any():
        return out
    places = pixel_places(region) + displacement
    warped = cv2.remap(
        frame, places[..., 0], places[..., 1], cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REPLICATE
    )
    out[top:bottom, left:right][is_moved] = warped[is_moved]
    return out


def within_jaw(points: np.ndarray, region: Region, feather_px: float) -> np.ndarray:
    """(h, w) float32: 1 in the lower face, falling to 0 towards the jaw line and the region's top.

    points: (478, 2).
    """
    left, top, right, bottom = region
    margin = max(1, round(feather_px))
    jaw = points[list(JAW_LINE)] - (left, top) + margin
    # The mask has a margin, so that the blur does not reflect at the region's edge.
    size = (bottom - top + 2 * margin, right - left + 2 * margin)
    outline = np.concatenate([[(jaw[0, 0], margin)], jaw, [(jaw[-1, 0], margin)]])
    mask = filled_polygon(outline, size)
    width_px = 2 * max(1, round(feather_px / 2)) + 1
    mask = cv2.erode(mask, np.ones((width_px, width_px), np.uint8))
    mask = cv2.blur(mask, (width_px, width_px))
    return mask[margin:-margin, margin:-margin].astype(np.float32) / 255
