"""Head pose from the face mesh, whose z coordinate is depth.

A plane fit to points of a face would need a model of that face; two long lines across it do not:
between the outer eye corners and the cheeks, and from the forehead to the chin. The 110 points have
no third coordinate: there the tip of the nose tells, which is nearer than the line of the ears.
"""

from typing import NamedTuple

import numpy as np

_ACROSS = ((33, 263), (234, 454))  # image-left to image-right
_DOWN = (10, 152)
# Of the 110 points: how far the tip of the nose lies off the middle of the ears, in distances of
# the ears, is 1 / these times the sine of the turn; and below it when the head is level. Fitted
# to the mesh on 7 clips: the yaw is off by 0.7 degrees (root mean square), the pitch by 2.
_EARS, _EYES, _NOSE_TIP = (1, 31), (74, 86), 51
_YAW_GAIN, _PITCH_GAIN, _LEVEL = 1.45, 1.48, 0.18


class Pose(NamedTuple):
    """Degrees."""

    yaw: float
    """Positive: turned to the image's right."""
    pitch: float
    """Positive: looking down."""
    roll: float
    """Positive: clockwise in the image."""


def head_pose(mesh: np.ndarray) -> Pose:
    """Pose of a face mesh.

    mesh: (468 or 478, 3), z in the unit of x and y, less is nearer; or the (110, 2) points.
    """
    if len(mesh) == 110:
        return _pose_of_points(mesh)
    (eye_left, eye_right), (cheek_left, cheek_right) = _ACROSS
    across = mesh[eye_right] - mesh[eye_left] + mesh[cheek_right] - mesh[cheek_left]
    down = mesh[_DOWN[1]] - mesh[_DOWN[0]]
    yaw = np.arctan2(across[2], np.hypot(across[0], across[1]))
    pitch = np.arctan2(down[2], np.hypot(down[0], down[1]))
    roll = np.arctan2(across[1], across[0])
    return Pose(*np.degrees((yaw, pitch, roll)).astype(float).tolist())


def _pose_of_points(points: np.ndarray) -> Pose:
    """Pose of the (110, 2) points."""
    across = points[_EYES[1]] - points[_EYES[0]]
    roll = np.arctan2(across[1], across[0])
    cos, sin = np.cos(roll), np.sin(roll)
    left, right = points[_EARS[0]], points[_EARS[1]]
    off = (points[_NOSE_TIP] - (left + right) / 2) / max(float(np.hypot(*(right - left))), 1e-6)
    aside, below = off @ (cos, sin), off @ (-sin, cos)
    yaw = np.arcsin(np.clip(_YAW_GAIN * aside, -1, 1))
    pitch = np.arcsin(np.clip(_PITCH_GAIN * (below - _LEVEL), -1, 1))
    return Pose(*np.degrees((yaw, pitch, roll)).astype(float).tolist())
