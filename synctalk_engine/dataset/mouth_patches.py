"""The input of a studio generator's patch network.

Nine channels: the source frame's patch, warped to the wanted landmarks, with the inside of its
mouth blanked; a reference frame with visible teeth, laid on the head's pose; and three masks: the
wanted lips, the wanted inside of the mouth, and alpha, where the network may change pixels. The
source's mouth is never the target's: in training another frame is warped to the target's landmarks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from synctalk_engine.dataset.lower_face import LowerFace
from synctalk_engine.face.face_warp import face_width, sampling_map
from synctalk_engine.face.masks import disc, filled_polygon
from synctalk_engine.face.mouth_shape import (
    INNER_LIPS,
    LOWER_LIP_MIDDLE,
    MOUTH_CORNERS,
    OUTER_LIPS,
    RIGID,
    UPPER_LIP_MIDDLE,
)
from synctalk_engine.face.warp import fit_similarity

ALPHA_MARGIN, ALPHA_FEATHER = 0.015, 0.015
"""Of the face's width: how far from the inside of the mouth alpha reaches, and over what it
falls to 0.

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


def warped_patch(face: LowerFace, source: int, target: int) -> np.ndarray:
    """Frame ``source`` warped to the landmarks of ``target``, in the target's patch."""
    points = face.in_crop(source, face.meshes[source, :, :2].astype(np.float64))
    wanted = face.in_patch(target, face.meshes[target, :, :2].astype(np.float64))
    region = (0, 0, face.patch_px, face.patch_px)
    places = sampling_map(points, wanted, region, face_width(wanted))
    return cv2.remap(
        np.asarray(face.crops[source]),
        places[..., 0],
        places[..., 1],
        cv2.INTER_LANCZOS4,
        borderMode=cv2.BORDER_REPLICATE,
    )


def reference_patch(face: LowerFace, reference: int, points: np.ndarray) -> np.ndarray:
    """A reference frame laid on a head's pose, without changing its mouth.

    points: (478, 2) vertices in pixels of the patch.
    """
    rigid = list(RIGID)
    own = face.in_crop(reference, face.meshes[reference, :, :2].astype(np.float64))
    matrix, shift = fit_similarity(points[rigid], own[rigid])
    return cv2.warpAffine(
        np.asarray(face.crops[reference]),
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


@dataclass(frozen=True)
class TeethReferences:
    """Frames in which teeth are seen, and which of them suits a head's pose."""

    frames: np.ndarray
    """(M,) int64."""
    videos: np.ndarray
    """(M,) int64: the video that each belongs to; another one has another light."""
    poses: np.ndarray
    """(M, P) of :func:`pose_of`."""

    def nearest(self, pose: np.ndarray, video: int, target: int) -> int:
        """The frame nearest in pose that is not near to the target in time."""
        distances = self._distances(pose, video)
        near = np.abs(self.frames - target) < NEIGHBOUR_FRAMES
        allowed = np.where(near, np.inf, distances)
        return int(self.frames[np.argmin(allowed if np.isfinite(allowed).any() else distances)])

    def steady(self, pose: np.ndarray, video: int, current: int | None) -> int:
        """The frame nearest in pose, or the current one as long as it still fits."""
        distances = self._distances(pose, video)
        limit = STAY_FACTOR * distances.min() + STAY_DISTANCE
        if current is not None and (distances[self.frames == current] <= limit).any():
            return current
        return int(self.frames[np.argmin(distances)])

    def _distances(self, pose: np.ndarray, video: int) -> np.ndarray:
        """(M,): how far each frame's pose is; infinite for those of other videos."""
        distances = np.linalg.norm(self.poses - pose, axis=1)
        return np.where(self.videos == video, distances, np.inf)


def teeth_references(meshes: np.ndarray, parts: Sequence[np.ndarray]) -> TeethReferences:
    """The frames that show most of the teeth.

    meshes: (N, 478, 3), of all frames. parts: the frames to choose from, (M,) of each video.
    """
    chosen = [_frames_with_teeth(meshes, part) for part in parts]
    frames = np.concatenate(chosen)
    videos = np.repeat(np.arange(len(parts)), [len(part) for part in chosen])
    return TeethReferences(frames, videos, np.stack([pose_of(meshes[frame]) for frame in frames]))


def _frames_with_teeth(meshes: np.ndarray, frames: np.ndarray) -> np.ndarray:
    """Of frames (M,), those with the widest and most open mouths, in order."""
    seen = meshes[frames]
    width = np.maximum(np.array([face_width(mesh) for mesh in seen]), 1e-6)
    openings = seen[:, UPPER_LIP_MIDDLE] - seen[:, LOWER_LIP_MIDDLE]
    widths = seen[:, MOUTH_CORNERS[0]] - seen[:, MOUTH_CORNERS[1]]
    score = _standard(np.linalg.norm(openings, axis=1) / width)
    score = score + WIDTH_WEIGHT * _standard(np.linalg.norm(widths, axis=1) / width)
    count = max(MIN_TEETH_FRAMES, int(len(frames) * TEETH_FRACTION))
    return np.sort(frames[np.argsort(-score, kind="stable")[:count]])


def pose_of(mesh: np.ndarray) -> np.ndarray:
    """What is compared between heads, (3 * len(RIGID),): the rigid vertices, free of place and
    size."""
    rigid = mesh[list(RIGID)].astype(np.float64)
    rigid = rigid - rigid.mean(0)
    return (rigid / max(float(np.linalg.norm(rigid)), 1e-6)).reshape(-1)


def _standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / max(float(values.std()), 1e-9)
