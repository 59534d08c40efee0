"""How a head is turned, read off the face mesh, whose third coordinate says what is nearer.

A plane fit to points of a face would need a model of that face; two long lines across it do not:
between the outer eye corners and the cheeks, and from the forehead to the chin.
"""

from typing import NamedTuple

import numpy as np

_ACROSS = ((33, 263), (234, 454))  # image-left to image-right
_DOWN = (10, 152)


class Pose(NamedTuple):
    """Degrees."""

    yaw: float
    """Positive: turned to the picture's right."""
    pitch: float
    """Positive: looking down."""
    roll: float
    """Positive: clockwise in the picture."""


def head_pose(mesh: np.ndarray) -> Pose:
    """Pose of a face mesh. mesh: (468 or 478, 3), z in the unit of x and y, less is nearer."""
    (eye_left, eye_right), (cheek_left, cheek_right) = _ACROSS
    across = mesh[eye_right] - mesh[eye_left] + mesh[cheek_right] - mesh[cheek_left]
    down = mesh[_DOWN[1]] - mesh[_DOWN[0]]
    yaw = np.arctan2(across[2], np.hypot(across[0], across[1]))
    pitch = np.arctan2(down[2], np.hypot(down[0], down[1]))
    roll = np.arctan2(across[1], across[0])
    return Pose(*np.degrees((yaw, pitch, roll)).astype(float).tolist())
