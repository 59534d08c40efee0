"""The input of a studio generator's patch network.

Nine channels: the source frame's patch, warped to the wanted landmarks, with the inside of its
mouth blanked; a reference frame with visible teeth, laid on the head's pose; and three masks: the
wanted lips, the wanted inside of the mouth, and alpha, where the network may change pixels. The
source's mouth is never the target's: in training another frame is warped to the target's landmarks.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from synctalk_engine.dataset.lower_face import LowerFace
from synctalk_engine.face.face_warp import GRID_STEPS, control_points, face_width, sampling_map
from synctalk_engine.face.mouth_shape import (
    INNER_LIPS,
    LOWER_LIP_MIDDLE,
    MOUTH_CORNERS,
    OUTER_LIPS,
    RIGID,
    UPPER_LIP_MIDDLE,
)
from synctalk_engine.face.warp import fit_similarity

ALPHA_MARGIN, ALPHA_FEATHER = 0.03, 0.015
"""Of the face's width: how far alpha reaches onto the lips, and over what it falls to 0.

Warped lips keep their own texture; generated ones are softer.
"""
BLANK_MARGIN = 0.008
"""Of the face's width: what is blanked around the inside of the mouth."""
BOX_MARGIN = 0.03
"""Of the face's width: how much skin around the lips the losses look at."""
TEETH_FRACTION, MIN_TEETH_FRAMES = 0.05, 8
"""Of the frames, those with the widest and most open mouths show teeth."""
NEIGHBOUR_FRAMES = 12
"""A reference is not nearer in time to its target than that."""
WIDTH_WEIGHT = 0.7
STAY_FACTOR, STAY_DISTANCE = 1.5, 0.02
_SUBPIXEL_BITS = 4


def warped_patch(face: LowerFace, source: int, target: int) -> np.ndarray:
    """Frame ``source`` warped to the landmarks of ``target``, in the target's patch."""
    points = face.in_crop(source, face.meshes[source, :, :2].astype(np.float64))
    wanted = face.in_patch(target, face.meshes[target, :, :2].astype(np.float64))
    region = (0, 0, face.patch_px, face.patch_px)
    step_px = max(2, round(face_width(wanted) / GRID_STEPS))
    places = sampling_map(control_points(points), control_points(wanted), region, step_px)
    return cv2.remap(
        np.asarray(face.crops[source]),
        places[..., 0],
        places[..., 1],
        cv2.INTER_LANCZOS4,
        borderMode=cv2.BORDER_REPLICATE,
    )


def reference_patch(
    face: LowerFace, reference: int, points: np.ndarray, crop: np.ndarray | None = None
) -> np.ndarray:
    """A reference frame laid on a head's pose, without changing its mouth.

    Args:
        points: (478, 2) vertices in pixels of the patch. crop: of the reference; None: the clip's.
    """
    rigid = list(RIGID)
    own = face.in_crop(reference, face.meshes[reference, :, :2].astype(np.float64))
    matrix, shift = fit_similarity(points[rigid], own[rigid])
    return cv2.warpAffine(
        np.asarray(face.crops[reference]) if crop is None else crop,
        np.concatenate([matrix, shift[:, None]], axis=1),
        (face.patch_px, face.patch_px),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )


def patch_input(warped: np.ndarray, reference: np.ndarray, points: np.ndarray) -> np.ndarray:
    """(S, S, 9) uint8: the network's image input.

    warped, reference: (S, S, 3) uint8. points: (478, 2) wanted vertices in pixels of the patch.
    """
    side_px, face_px = len(warped), face_width(points)
    lips = filled(points[list(OUTER_LIPS)], side_px)
    inside = filled(points[list(INNER_LIPS)], side_px)
    blank = cv2.dilate(inside, _disc(BLANK_MARGIN * face_px))
    blanked = cv2.multiply(warped, cv2.merge([255 - blank] * 3), scale=1 / 255)
    return np.dstack([blanked, reference, lips, inside, mouth_alpha(points, side_px, face_px)])


def lips_box(points: np.ndarray, side_px: int) -> np.ndarray:
    """x0, y0, x1, y1 around the lips with a little skin, int64; points in pixels of the patch."""
    lips, margin_px = points[list(OUTER_LIPS)], BOX_MARGIN * face_width(points)
    low, high = lips.min(0) - margin_px, lips.max(0) + margin_px
    return np.clip(np.concatenate([low, high]), 0, side_px).astype(np.int64)


def mouth_alpha(points: np.ndarray, side_px: int, face_px: float) -> np.ndarray:
    """(S, S) uint8: 255 in the mouth and on the lips' inner edge, falling smoothly to 0."""
    inside = points[list(INNER_LIPS)]
    away = inside - inside.mean(0)
    away /= np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6)
    alpha = filled(inside + away * ALPHA_MARGIN * face_px, side_px)
    width_px = 2 * int(ALPHA_FEATHER * face_px) + 1
    return cv2.blur(cv2.blur(alpha, (width_px, width_px)), (width_px, width_px))


def filled(polygon: np.ndarray, side_px: int) -> np.ndarray:
    """(S, S) uint8: 255 within a polygon (M, 2), its edge smooth."""
    mask = np.zeros((side_px, side_px), np.uint8)
    corners = np.round(polygon * (1 << _SUBPIXEL_BITS)).astype(np.int32)
    cv2.fillPoly(mask, [corners], 255, cv2.LINE_AA, _SUBPIXEL_BITS)
    return mask


def _disc(radius_px: float) -> np.ndarray:
    size_px = 2 * max(1, round(radius_px)) + 1
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size_px, size_px))


@dataclass(frozen=True)
class TeethReferences:
    """Frames in which teeth are seen, and which of them suits a head's pose."""

    frames: np.ndarray
    """(M,) int64."""
    poses: np.ndarray
    """(M, P): what is compared."""

    def nearest(self, pose: np.ndarray, target: int | None = None) -> int:
        """The frame nearest in pose; with ``target``, none that is near to it in time."""
        distances = np.linalg.norm(self.poses - pose, axis=1)
        if target is not None:
            near = np.abs(self.frames - target) < NEIGHBOUR_FRAMES
            distances = np.where(near & ~near.all(), np.inf, distances)
        return int(self.frames[np.argmin(distances)])

    def steady(self, pose: np.ndarray, current: int | None) -> int:
        """As :meth:`nearest`, but keeps the current one as long as it still fits."""
        distances = np.linalg.norm(self.poses - pose, axis=1)
        if current is not None:
            (rows,) = np.nonzero(self.frames == current)
            limit = STAY_FACTOR * distances.min() + STAY_DISTANCE
            if len(rows) and distances[rows[0]] <= limit:
                return current
        return int(self.frames[np.argmin(distances)])


def teeth_references(meshes: np.ndarray, frames: np.ndarray) -> TeethReferences:
    """Of frames (M,), those that show most of the teeth; ``meshes``: of all frames."""
    chosen = meshes[frames]
    width = np.maximum(np.array([face_width(mesh) for mesh in chosen]), 1e-6)
    openings = chosen[:, UPPER_LIP_MIDDLE] - chosen[:, LOWER_LIP_MIDDLE]
    widths = chosen[:, MOUTH_CORNERS[0]] - chosen[:, MOUTH_CORNERS[1]]
    score = _standard(np.linalg.norm(openings, axis=1) / width)
    score = score + WIDTH_WEIGHT * _standard(np.linalg.norm(widths, axis=1) / width)
    count = max(MIN_TEETH_FRAMES, int(len(frames) * TEETH_FRACTION))
    best = np.sort(frames[np.argsort(-score, kind="stable")[:count]])
    return TeethReferences(best, np.stack([pose_of(meshes[frame]) for frame in best]))


def pose_of(mesh: np.ndarray) -> np.ndarray:
    """What is compared between heads, (3 * len(RIGID),): the rigid vertices, free of place and
    size."""
    rigid = mesh[list(RIGID)].astype(np.float64)
    rigid = rigid - rigid.mean(0)
    return (rigid / max(float(np.linalg.norm(rigid)), 1e-6)).reshape(-1)


def _standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / max(float(values.std()), 1e-9)
