"""Face meshes that fit the drawn clip's landmarks, without a network."""

from __future__ import annotations

import numpy as np

from synctalk_engine.dataset.face_meshes import keep_meshes
from synctalk_engine.face.face_warp import FIXED
from synctalk_engine.face.mouth_shape import (
    INNER_LIPS,
    JAW_LINE,
    LOWER_FACE,
    OUTER_LIPS,
    RIGID,
)
from synctalk_engine.workspace.clip import Clip

VERTICES = 478
_JAW = slice(7, 26)
_OUTER, _INNER = slice(90, 102), slice(102, 110)


def drawn_mesh(points: np.ndarray) -> np.ndarray:
    """(478, 3) float32: lips and jaw at the 110 landmarks ``points``, the rest between them."""
    random = np.random.default_rng(0)  # the same places in the face in each frame
    low, high = points.min(0), points.max(0)
    mesh = np.zeros((VERTICES, 3))
    mesh[:, :2] = low + random.uniform(0.2, 0.8, (VERTICES, 2)) * (high - low)
    mesh[:, 2] = 20 * random.uniform(-1, 1, VERTICES)
    mouth = points[_OUTER].mean(0)
    jaw = points[_JAW]
    away = random.uniform(0.45, 0.8, (len(LOWER_FACE), 1))
    mesh[list(LOWER_FACE), :2] = mouth + away * (
        jaw[random.integers(0, len(jaw), len(LOWER_FACE))] - mouth
    )
    mesh[list(JAW_LINE), :2] = jaw
    upper = sorted({*RIGID, *FIXED} - set(JAW_LINE))
    mesh[upper, :2] = low + random.uniform(0, 1, (len(upper), 2)) * (high - low) * (1, 0.35)
    for vertices, outline in ((OUTER_LIPS, points[_OUTER]), (INNER_LIPS, points[_INNER])):
        mesh[list(vertices), :2] = _ellipse(outline, len(vertices))
    return mesh.astype(np.float32)


def _ellipse(outline: np.ndarray, count: int) -> np.ndarray:
    """Points around an outline's box, from the image's left over the top, as the lips' lists go."""
    middle, half = (outline.max(0) + outline.min(0)) / 2, np.ptp(outline, axis=0) / 2
    angle = np.pi - np.arange(count) * 2 * np.pi / count
    return middle + half * np.stack([np.cos(angle), -np.sin(angle)], axis=1)


def give_drawn_meshes(clip: Clip) -> None:
    """Let a drawn clip have its meshes, so that a studio generator can be trained on it."""
    points = clip.landmarks()
    keep_meshes(clip, points, np.stack([drawn_mesh(one) for one in points]))
