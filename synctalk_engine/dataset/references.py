"""Choosing the reference image that a generator sees beside the masked face.

It is alike in pose, so that cheeks and jaw fit, and not alike in mouth, never the target itself: a
reference that shows the wanted lips would teach the network to copy them and not to listen.
It must not be chosen to be *as unlike as possible* either: then the network could read the wanted
mouth off the reference, as its opposite. So the most alike are left out, and among the rest the
choice does not depend on the mouth.
"""

from __future__ import annotations

import numpy as np

from synctalk_engine.face.scheme110 import EYE_CENTRES, EYES, MOUTH, NOSE

NEIGHBOUR_FRAMES = 12
"""Frames this near to the target are no reference: the mouth has hardly moved."""
POSE_POOL = 96
SIMILAR_FRACTION = 0.25
CHOICES = 24
"""How many references a frame has to choose from in training."""
STAY_FACTOR = 1.5
MAX_CANDIDATES = 3000
"""Frames that may serve as references: two minutes' worth, spread over the clip."""
_BLOCK = 256


def pose_vectors(points: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Where nose and eyes are in the crop, in fractions of its side: (N, 78) float32.

    points: (N, 110, 2) pixels. boxes: (N, 3): x0, y0 and side of each crop in pixels.
    """
    rigid = np.concatenate([points[:, NOSE], points[:, EYES]], axis=1)
    shares = (rigid - boxes[:, None, :2]) / boxes[:, None, 2:]
    return shares.reshape(len(points), -1).astype(np.float32)


def mouth_vectors(points: np.ndarray) -> np.ndarray:
    """Shape of the mouth, free of place, turn and size: (N, 40) float32, 1 is the eye distance."""
    left, right = (points[:, index].astype(np.float64) for index in EYE_CENTRES)
    across = right - left
    length = np.linalg.norm(across, axis=1)[:, None, None]
    cos_sin = across[:, None] / np.maximum(length, 1e-6)
    mouth = points[:, MOUTH] - points[:, MOUTH].mean(1, keepdims=True)
    cos, sin = cos_sin[..., 0], cos_sin[..., 1]
    x = mouth[..., 0] * cos + mouth[..., 1] * sin
    y = mouth[..., 1] * cos - mouth[..., 0] * sin
    shape = np.stack([x, y], axis=-1) / np.maximum(length, 1e-6)
    return shape.reshape(len(points), -1).astype(np.float32)


def reference_choices(
    poses: np.ndarray, mouths: np.ndarray, candidates: np.ndarray, targets: np.ndarray
) -> np.ndarray:
    """References of each target, nearest in pose first.

    Args:
        poses: (N, P) of :func:`pose_vectors`.
        mouths: (N, M) of :func:`mouth_vectors`.
        candidates: (C,) frames that may serve.
        targets: (T,) frames that need one.
    Returns:
        int32 (T, K) frames, K at most ``CHOICES``; never the target while there is another.
    """
    keep = min(CHOICES, max(1, len(candidates) // 4))
    pool = min(len(candidates), max(POSE_POOL, keep))
    rows = [
        _choices_of(poses, mouths, candidates, targets[first : first + _BLOCK], pool, keep)
        for first in range(0, len(targets), _BLOCK)
    ]
    return np.concatenate(rows) if rows else np.empty((0, keep), np.int32)


def _choices_of(poses, mouths, candidates, targets, pool, keep) -> np.ndarray:
    distance = _distances(poses[targets], poses[candidates])
    near_in_time = np.abs(targets[:, None] - candidates[None]) < NEIGHBOUR_FRAMES
    distance[near_in_time] = np.inf
    nearest = np.argsort(distance, axis=1, kind="stable")[:, :pool]  # (t, pool)
    mouth_distance = np.linalg.norm(mouths[targets][:, None] - mouths[candidates[nearest]], axis=-1)
    allowed = np.isfinite(np.take_along_axis(distance, nearest, axis=1))
    mouth_distance = np.where(allowed, mouth_distance, np.inf)
    rank = np.argsort(np.argsort(mouth_distance, axis=1, kind="stable"), axis=1)
    similar = rank < np.ceil(allowed.sum(1, keepdims=True) * SIMILAR_FRACTION)
    # The stable sort keeps the order of pose within those that may serve.
    order = np.argsort(similar | ~allowed, axis=1, kind="stable")[:, :keep]
    return candidates[np.take_along_axis(nearest, order, axis=1)].astype(np.int32)


def _distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """(A, B) distances of the rows of (A, P) and (B, P), without an (A, B, P) array."""
    middle = b.mean(0)
    a, b = (a - middle).astype(np.float64), (b - middle).astype(np.float64)
    squares = (a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * a @ b.T
    return np.sqrt(np.maximum(squares, 0))


def evenly_spaced(frames: np.ndarray, most: int = MAX_CANDIDATES) -> np.ndarray:
    """At most ``most`` of the frames, evenly spread: enough poses, and bounded work."""
    places = np.linspace(0, len(frames) - 1, min(len(frames), most))
    return frames[np.round(places).astype(np.int64)]


def steady_references(poses: np.ndarray, choices: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """One reference for each target, kept over time as long as its pose still fits.

    A new reference in each frame would make what is generated from it flicker.

    Args:
        choices: (T, K) of :func:`reference_choices` for ``targets``, which follow one another.
    Returns:
        int32 (T,).
    """
    chosen = np.empty(len(targets), np.int32)
    current = -1
    for row, target in enumerate(targets):
        best = choices[row, 0]
        if current not in choices[row]:
            fits = False
        else:
            off, least = (np.linalg.norm(poses[target] - poses[i]) for i in (current, best))
            fits = off <= STAY_FACTOR * least
        current = current if fits else best
        chosen[row] = current
    return chosen
