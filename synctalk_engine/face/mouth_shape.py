"""The shape of lips, jaw and cheeks, free of the head's pose.

Each frame's face mesh is laid on the mean mesh by the vertices that speech does not move (Umeyama
1991). What is left of the lower face is the shape that speech gives it: a few principal components.
A shape can be predicted from audio and given to a frame in whatever pose its head is.

Coordinates are those of the face mesh: x to the right, y down, z away from the camera, in pixels of
the first frame's face.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# Vertices of MediaPipe's face mesh; in order around the mouth, from the image's left.
OUTER_LIPS = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91)
OUTER_LIPS += (146,)
INNER_LIPS = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88)
INNER_LIPS += (95,)
BETWEEN_LIPS = (76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306, 307, 320, 404, 315, 16, 85, 180)
BETWEEN_LIPS += (90, 77, 62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292, 325, 319, 403, 316, 15)
BETWEEN_LIPS += (86, 179, 89, 96)
JAW_LINE = (93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361)
JAW_LINE += (323,)
CHIN = (199, 175, 200, 18, 83, 313, 201, 421, 208, 428, 171, 396, 140, 369, 32, 262, 204, 424, 194)
CHIN += (418, 182, 406, 106, 335, 211, 431, 169, 394, 170, 395, 135, 364, 210, 430, 214, 434, 202)
CHIN += (422, 43, 273, 57, 287, 212, 432, 216, 436, 192, 416, 138, 367, 215, 435)
CHEEKS = (186, 410, 92, 322, 165, 391, 167, 393, 164, 206, 426, 203, 423, 205, 425, 36, 266, 50)
CHEEKS += (280, 187, 411, 147, 376, 123, 352, 207, 427, 213, 433, 177, 401)
LOWER_FACE = tuple(sorted({*OUTER_LIPS, *INNER_LIPS, *BETWEEN_LIPS, *JAW_LINE, *CHIN, *CHEEKS}))
"""What speech moves."""
RIGID = (10, 67, 297, 109, 338, 103, 332, 54, 284, 151, 9, 8, 168, 6, 197, 33, 133, 362, 263, 130)
RIGID += (359, 243, 463, 127, 356)
"""Forehead, temples, bridge of the nose, corners of the eyes: what speech does not move."""
UPPER_LIP_MIDDLE, LOWER_LIP_MIDDLE = 13, 14
MOUTH_CORNERS = (61, 291)

COMPONENTS = 16
ALIGNMENT_ROUNDS = 3
CLOSING = 0.7
"""Of the opening's deviation: by how much narrow openings are made narrower.

On five clips it raises the fraction of closed mouths from .46 to .78 and costs .014 of the
opening's correlation; .5 gave .70 and cost .006.
"""
OPENING_GAIN = 1.05
"""How much further than predicted a mouth opens.

Predicted mouths are less open on average than true ones: .7 to .9 of the opening on four of five
clips.
"""


@dataclass(frozen=True)
class HeadPoses:
    """For each of N frames: ``mesh = scale * canonical @ rotation.T + shift``."""

    rotation: np.ndarray
    """(N, 3, 3) float64."""
    scale: np.ndarray
    """(N,) float64."""
    shift: np.ndarray
    """(N, 3) float64 pixels."""


def head_poses(meshes: np.ndarray, canonical: np.ndarray) -> HeadPoses:
    """Poses of heads (N, 478, 3) against a canonical mesh (478, 3): Umeyama 1991, all at once."""
    source = canonical[list(RIGID)]
    targets = meshes[:, list(RIGID)].astype(np.float64)
    source_mean, target_means = source.mean(0), targets.mean(1)
    source, targets = source - source_mean, targets - target_means[:, None]
    u, singular, vt = np.linalg.svd(targets.swapaxes(1, 2) @ source)
    signs = np.ones((len(meshes), 3))
    signs[:, 2] = np.sign(np.linalg.det(u @ vt))
    rotation = (u * signs[:, None]) @ vt
    scale = (singular * signs).sum(1) / max(float((source * source).sum()), 1e-12)
    scale = np.maximum(scale, 1e-6)  # of a mesh that is a single point
    return HeadPoses(rotation, scale, target_means - scale[:, None] * (rotation @ source_mean))


def without_pose(meshes: np.ndarray, poses: HeadPoses) -> np.ndarray:
    """Meshes (N, 478, 3) in canonical coordinates, float64."""
    moved = (meshes - poses.shift[:, None]) @ poses.rotation
    return moved / poses.scale[:, None, None]


def canonical_mesh(meshes: np.ndarray) -> np.ndarray:
    """The mean mesh of a person, (478, 3) float64, from meshes (N, 478, 3) of any poses."""
    mean = meshes[len(meshes) // 2].astype(np.float64)
    for _ in range(ALIGNMENT_ROUNDS):
        mean = without_pose(meshes, head_poses(meshes, mean)).mean(0)
    return mean


@dataclass(frozen=True)
class ShapeSpace:
    """A person's shapes of the lower face: a mean and principal components."""

    canonical: np.ndarray
    """(478, 3) float64: the mean mesh."""
    components: np.ndarray
    """(K, 3 * len(LOWER_FACE)) float64, orthonormal, largest first."""

    def coefficients(self, meshes: np.ndarray) -> np.ndarray:
        """The shapes of meshes (N, 478, 3) in any poses: (N, K) float64."""
        straight = without_pose(meshes, head_poses(meshes, self.canonical))
        offsets = (straight - self.canonical)[:, list(LOWER_FACE)]
        return offsets.reshape(len(meshes), -1) @ self.components.T

    def offsets(self, coefficients: np.ndarray) -> np.ndarray:
        """Offsets of the ``LOWER_FACE`` vertices from the mean: (N, K) -> (N, L, 3)."""
        flat = coefficients @ self.components
        return flat.reshape(len(coefficients), len(LOWER_FACE), 3)


def fit_shape_space(meshes: np.ndarray) -> ShapeSpace:
    """The shape space of a person's meshes (N, 478, 3)."""
    canonical = canonical_mesh(meshes)
    canonical_meshes = without_pose(meshes, head_poses(meshes, canonical))
    offsets = (canonical_meshes - canonical)[:, list(LOWER_FACE)].reshape(len(meshes), -1)
    _, vectors = np.linalg.eigh(offsets.T @ offsets)
    return ShapeSpace(canonical, vectors[:, ::-1][:, :COMPONENTS].T.copy())


@dataclass(frozen=True)
class ClosingMotion:
    """How a person's mouth closes: what a predicted shape lacks in p, b, m and silence.

    A prediction is a mean, and the mean of a closed mouth and a nearly closed one is not closed.
    """

    direction: np.ndarray
    """(K,) coefficients by which the opening changes by 1."""
    median: float
    deviation: float
    least: float
    """Of the person's opening, in canonical units."""

    def apply(self, shapes: np.ndarray, space: ShapeSpace) -> np.ndarray:
        """Shapes (N, K) that open as far as the person's own.

        Narrow openings are made narrower, never below the least, and all then amplified.
        """
        openings = opening_of(space, shapes)
        below = np.clip((self.median - openings) / max(self.deviation, 1e-9) + 0.5, 0, 1)
        change = np.minimum(-CLOSING * self.deviation * below, 0)
        change = np.minimum(np.maximum(change, self.least - openings), 0)
        return self.amplified(shapes + change[:, None] * self.direction, space, OPENING_GAIN)

    def amplified(self, shapes: np.ndarray, space: ShapeSpace, gain: float) -> np.ndarray:
        """Shapes (N, K) that open ``gain`` times as far; a closed mouth stays closed."""
        change = (gain - 1) * np.maximum(opening_of(space, shapes) - self.least, 0)
        return shapes + change[:, None] * self.direction

    def closed(self, shapes: np.ndarray, space: ShapeSpace, weights: np.ndarray) -> np.ndarray:
        """Shapes (N, K) that are closed to the least opening by weights (N,) of 0..1."""
        change = weights * np.minimum(self.least - opening_of(space, shapes), 0)
        return shapes + change[:, None] * self.direction


def opening_of(space: ShapeSpace, shapes: np.ndarray) -> np.ndarray:
    """Distance between the middles of the inner lips, (N,) canonical units."""
    upper, lower = (LOWER_FACE.index(v) for v in (UPPER_LIP_MIDDLE, LOWER_LIP_MIDDLE))
    offsets = space.offsets(shapes)
    mean = space.canonical[UPPER_LIP_MIDDLE] - space.canonical[LOWER_LIP_MIDDLE]
    return np.linalg.norm(mean + offsets[:, upper] - offsets[:, lower], axis=1)


def width_of(space: ShapeSpace, shapes: np.ndarray) -> np.ndarray:
    """Distance between the mouth's corners, (N,) canonical units."""
    left, right = (LOWER_FACE.index(vertex) for vertex in MOUTH_CORNERS)
    offsets = space.offsets(shapes)
    mean = space.canonical[MOUTH_CORNERS[0]] - space.canonical[MOUTH_CORNERS[1]]
    return np.linalg.norm(mean + offsets[:, left] - offsets[:, right], axis=1)


def width_gain(
    space: ShapeSpace, shapes: np.ndarray, predicted: np.ndarray, largest: float
) -> np.ndarray:
    """A matrix (K, K) for deviations from the mean shape that makes widths vary as they should.

    Args:
        shapes, predicted: (N, K), a person's real shapes and predictions of the same frames.
        largest: gain of the width.
    """
    widths = width_of(space, shapes)
    gain = widths.std() / max(float(width_of(space, predicted).std()), 1e-9)
    mean = shapes.mean(axis=0)
    steps = np.eye(shapes.shape[1])
    slopes = width_of(space, mean + steps) - width_of(space, mean - steps)
    centred = widths - widths.mean()
    direction = shapes.T @ centred / max(float(centred @ centred), 1e-9)
    excess = float(np.clip(gain, 1.0, largest)) - 1.0
    return np.eye(len(mean)) + excess * np.outer(direction, slopes / 2)


def fit_closing(space: ShapeSpace, shapes: np.ndarray) -> ClosingMotion:
    """The closing motion of a person, from shapes (N, K) of real frames."""
    openings = opening_of(space, shapes)
    centred = openings - openings.mean()
    direction = shapes.T @ centred / max(float(centred @ centred), 1e-9)
    return ClosingMotion(
        direction, float(np.median(openings)), float(openings.std()), float(openings.min())
    )


def shaped_points(mesh: np.ndarray, space: ShapeSpace, change: np.ndarray) -> np.ndarray:
    """A face's vertices after its shape was changed, (478, 2) float64 pixels.

    Args:
        mesh: (478, 3), the frame's own. change: (K,) coefficients to add to its shape.
    """
    poses = head_poses(mesh[None], space.canonical)
    offsets = poses.scale[0] * space.offsets(change[None])[0] @ poses.rotation[0].T
    moved = mesh[:, :2].astype(np.float64)
    moved[list(LOWER_FACE)] += offsets[:, :2]
    return moved
