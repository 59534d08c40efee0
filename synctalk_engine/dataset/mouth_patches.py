"""The input of a studio generator's patch network.

Nine channels: the source frame's patch, warped to the wanted landmarks, with the inside of its
mouth blanked; the mouth of a reference frame (``mouth_references.py``), warped to them as well; and
three masks: the wanted lips, the wanted inside of the mouth, and alpha, where the network may
change pixels. Neither mouth is ever the target's: in training other frames are warped to the
target's landmarks.
"""

from __future__ import annotations

import cv2
import numpy as np

from synctalk_engine.dataset.lower_face import LowerFace
from synctalk_engine.face.face_warp import Region, face_width, sampling_map
from synctalk_engine.face.masks import disc, filled_polygon
from synctalk_engine.face.mouth_shape import INNER_LIPS, OUTER_LIPS

ALPHA_MARGIN, ALPHA_FEATHER = 0.015, 0.015
"""Of the face's width: how far from the inside of the mouth alpha reaches, and over what it
falls to 0.

Warped lips keep their own texture; generated ones are softer.
"""
BLANK_MARGIN = 0.008
"""Of the face's width: what is blanked around the inside of the mouth."""
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
    inside = filled_polygon(points[list(INNER_LIPS)], size)
    blank = _blanked_part(inside, face_px)
    blanked = cv2.multiply(warped, cv2.merge([255 - blank] * 3), scale=1 / 255)
    return np.dstack([blanked, reference, lips, inside, mouth_alpha(points, side_px, face_px)])


def lips_box(points: np.ndarray, side_px: int) -> np.ndarray:
    """x0, y0, x1, y1 around the lips with a little skin, int64; points in pixels of the patch."""
    lips, margin_px = points[list(OUTER_LIPS)], BOX_MARGIN * face_width(points)
    low, high = lips.min(0) - margin_px, lips.max(0) + margin_px
    return np.clip(np.concatenate([low, high]), 0, side_px).astype(np.int64)


def mouth_alpha(points: np.ndarray, side_px: int, face_px: float) -> np.ndarray:
    """(S, S) uint8: 255 where the mouth is blanked, falling smoothly to 0 on the lips.

    As wide around a closed mouth as around an open one.
    """
    inside = filled_polygon(points[list(INNER_LIPS)], (side_px, side_px))
    width_px = 2 * int(ALPHA_FEATHER * face_px) + 1
    alpha = cv2.dilate(inside, disc(ALPHA_MARGIN * face_px))
    alpha = cv2.blur(cv2.blur(alpha, (width_px, width_px)), (width_px, width_px))
    return cv2.max(alpha, _blanked_part(inside, face_px))


def _blanked_part(inside: np.ndarray, face_px: float) -> np.ndarray:
    return cv2.dilate(inside, disc(BLANK_MARGIN * face_px))
