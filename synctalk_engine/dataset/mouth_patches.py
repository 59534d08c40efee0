"""The input of a studio generator's patch network.

Nine channels: the source frame's patch, warped to the wanted landmarks, in whose mouth the
reference's inside is put; the mouth of a reference frame (``mouth_references.py``), warped to them
as well; and three masks: the wanted lips, what was put in, and alpha, where the network may change
pixels. Neither mouth is ever the target's: in training other frames are warped to the target's
landmarks.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from synctalk_engine.dataset.lower_face import LowerFace
from synctalk_engine.face.face_warp import Region, face_width, sampling_map
from synctalk_engine.face.masks import disc, filled_polygon
from synctalk_engine.face.mouth_shape import INNER_LIPS, OUTER_LIPS
from synctalk_engine.models.presets import Box

ALPHA_MARGIN, ALPHA_FEATHER = 0.015, 0.015
"""Of the face's width: how far from the inside of the mouth alpha reaches, and over what it
falls to 0.

Warped lips keep their own texture; generated ones are softer.
"""
INSIDE_MARGIN = 0.008
"""Of the face's width: what is replaced around the inside of the mouth."""
VIEW_MARGIN = 0.05
"""Of the patch's side: how much around alpha the network sees."""
BOX_MARGIN = 0.03
"""Of the face's width: how much skin around the lips the losses look at."""


def warped_patch(face: LowerFace, source: int, target: int) -> np.ndarray:
    """Frame ``source`` warped to the landmarks of ``target``, in the target's patch."""
    wanted = face.in_patch(target, face.meshes[target, :, :2].astype(np.float64))
    return _warped_part(face, source, wanted, (0, 0, face.patch_px, face.patch_px))


def reference_patch(face: LowerFace, reference: int, points: np.ndarray) -> np.ndarray:
    """The mouth of a reference frame warped to wanted landmarks, black everywhere else.

    points: (478, 2) vertices in pixels of the patch.
    """
    patch = np.zeros((face.patch_px, face.patch_px, 3), np.uint8)
    left, top, right, bottom = region = tuple(lips_box(points, face.patch_px).tolist())
    if right > left and bottom > top:
        patch[top:bottom, left:right] = _warped_part(face, reference, points, region)
    return patch


def _warped_part(face: LowerFace, source: int, wanted: np.ndarray, region: Region) -> np.ndarray:
    points = face.in_crop(source, face.meshes[source, :, :2].astype(np.float64))
    places = sampling_map(points, wanted, region, face_width(wanted))
    return cv2.remap(
        np.asarray(face.crops[source]),
        places[..., 0],
        places[..., 1],
        cv2.INTER_LANCZOS4,
        borderMode=cv2.BORDER_REPLICATE,
    )


def patch_input(warped: np.ndarray, reference: np.ndarray, points: np.ndarray) -> np.ndarray:
    """(S, S, 9) uint8: the network's image input.

    warped, reference: (S, S, 3) uint8. points: (478, 2) wanted vertices in pixels of the patch.
    """
    side_px, face_px = len(warped), face_width(points)
    size = (side_px, side_px)
    lips = filled_polygon(points[list(OUTER_LIPS)], size)
    inside = _with_margin(filled_polygon(points[list(INNER_LIPS)], size), face_px)
    filled = with_inside_of(reference, warped, inside)
    return np.dstack([filled, reference, lips, inside, mouth_alpha(points, side_px, face_px)])


def with_inside_of(reference: np.ndarray, warped: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """A warped patch with the reference's pixels in its mouth, (S, S, 3) uint8.

    There the network generates everything. But one that saw the source's own mouth would copy it.

    inside: (S, S) uint8, 255 where the reference is taken.
    """
    share = cv2.merge([inside] * 3)
    kept = cv2.multiply(warped, 255 - share, scale=1 / 255)
    return cv2.add(kept, cv2.multiply(reference, share, scale=1 / 255))


def lips_box(points: np.ndarray, side_px: int) -> np.ndarray:
    """x0, y0, x1, y1 around the lips with a little skin, int64; points in pixels of the patch."""
    lips, margin_px = points[list(OUTER_LIPS)], BOX_MARGIN * face_width(points)
    low, high = lips.min(0) - margin_px, lips.max(0) + margin_px
    return np.clip(np.concatenate([low, high]), 0, side_px).astype(np.int64)


def mouth_alpha(points: np.ndarray, side_px: int, face_px: float) -> np.ndarray:
    """(S, S) uint8: 255 inside the mouth, falling smoothly to 0 on the lips.

    As wide around a closed mouth as around an open one.
    """
    inside = filled_polygon(points[list(INNER_LIPS)], (side_px, side_px))
    width_px = 2 * int(ALPHA_FEATHER * face_px) + 1
    alpha = cv2.dilate(inside, disc(ALPHA_MARGIN * face_px))
    alpha = cv2.blur(cv2.blur(alpha, (width_px, width_px)), (width_px, width_px))
    return cv2.max(alpha, _with_margin(inside, face_px))


def mouth_view(face: LowerFace, grid_px: int) -> Box:
    """A part of the patch that holds alpha in all frames of a clip.

    Its sides are multiples of ``grid_px``. It is as far from the left as from the right, so that
    flipped mouths lie in it too.
    """
    side_px, low, high = face.patch_px, np.full(2, np.inf), np.full(2, -np.inf)
    for frame, mesh in enumerate(face.meshes):
        inside = face.in_patch(frame, mesh[list(INNER_LIPS), :2].astype(np.float64))
        reach = VIEW_MARGIN * side_px + (ALPHA_MARGIN + 2 * ALPHA_FEATHER) * (
            face_width(mesh) * face.scale(frame)
        )
        low, high = np.minimum(low, inside.min(0) - reach), np.maximum(high, inside.max(0) + reach)
    half_px = max(side_px / 2 - low[0], high[0] - side_px / 2)
    width_px = _whole_grid(2 * half_px, grid_px, side_px)
    height_px = _whole_grid(high[1] - low[1], grid_px, side_px)
    left = (side_px - width_px) // 2
    top = int(np.clip((low[1] + high[1] - height_px) / 2, 0, side_px - height_px))
    return left, top, left + width_px, top + height_px


def _whole_grid(size_px: float, grid_px: int, most_px: int) -> int:
    """The smallest multiple of ``grid_px`` that holds ``size_px``, at most ``most_px``."""
    return min(max(grid_px, math.ceil(size_px / grid_px) * grid_px), most_px)


def _with_margin(inside: np.ndarray, face_px: float) -> np.ndarray:
    return cv2.dilate(inside, disc(INSIDE_MARGIN * face_px))
