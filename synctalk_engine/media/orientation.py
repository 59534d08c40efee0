"""Rotation and mirroring of stored frames: reads and applies the display matrix.

MP4 and MOV keep it with the track, Matroska as a projection, H.264 and HEVC as a message in the
stream, JPEG as EXIF. FFmpeg brings all of them to one 3x3 matrix beside each frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import av
import cv2
import numpy as np
from av.sidedata.sidedata import Type as SideDataType

MATRIX_BYTES = 36
ANGLE_TOLERANCE_DEG = 1.0
"""Phones write exact quarter turns; editors round."""


def _unknown_type(cls: type[SideDataType], value: int) -> SideDataType:
    member = object.__new__(cls)
    member._name_, member._value_ = f"UNKNOWN_{value}", value
    return member


# PyAV 18.1 raises at a frame that has side data of a type newer than its list (EXIF, the view of a
# spatial video); with this it reads on.
SideDataType._missing_ = classmethod(_unknown_type)  # type: ignore[assignment]


class UnsupportedOrientationError(Exception):
    """The frame is to be shown at an odd angle or sheared; the text says which."""


@dataclass(frozen=True)
class Orientation:
    """Steps from the stored to the upright frame, in this order."""

    is_transposed: bool = False
    """Rows become columns."""
    is_flipped_x: bool = False
    """Left becomes right, after the transposition."""
    is_flipped_y: bool = False
    """Top becomes bottom, after the transposition."""

    @property
    def rotation_deg(self) -> int:
        """Degrees counter-clockwise (-90, 0, 90, 180), of which the mirroring is left out."""
        if not self.is_transposed:
            return 180 if self.is_flipped_y else 0
        return 90 if self.is_flipped_y else -90

    @property
    def is_mirrored(self) -> bool:
        """Whether writing could not be read, however the frame is turned."""
        return self.is_transposed ^ self.is_flipped_x ^ self.is_flipped_y

    def apply(self, image: np.ndarray) -> np.ndarray:
        """(H, W, 3) -> the upright frame, contiguous; (W, H, 3) where transposed."""
        if self.is_transposed:
            image = cv2.transpose(image)
        if self.is_flipped_x or self.is_flipped_y:
            both = self.is_flipped_x and self.is_flipped_y
            image = cv2.flip(image, -1 if both else int(self.is_flipped_x))
        return image

    def upright_size(self, width: int, height: int) -> tuple[int, int]:
        """(width, height) of the upright frame; the same brings that back to the stored one."""
        return (height, width) if self.is_transposed else (width, height)


UPRIGHT = Orientation()


def orientation_of(frame: av.VideoFrame) -> Orientation:
    """The orientation of a decoded frame.

    Raises:
        UnsupportedOrientationError: an odd angle, or sheared.
    """
    for data in frame.side_data:
        if data.type == SideDataType.DISPLAYMATRIX and data.buffer_size >= MATRIX_BYTES:
            return orientation_of_matrix(_matrix(bytes(data)))
    return UPRIGHT


def _matrix(data: bytes) -> list[int]:
    return memoryview(data[:MATRIX_BYTES]).cast("i").tolist()


def orientation_of_matrix(matrix: list[int]) -> Orientation:
    """The orientation that a matrix (a b u c d v x y w) stands for; size and place do not count.

    A stored point (x, y) is shown at (a x + c y, b x + d y). A matrix that maps the frame to
    nothing is taken for none, as players do.

    Raises:
        UnsupportedOrientationError: an odd angle, or sheared.
    """
    a, b, c, d = matrix[0], matrix[1], matrix[3], matrix[4]
    if not (a or b) or not (c or d):
        return UPRIGHT
    across_deg, down_deg = math.degrees(math.atan2(b, a)), math.degrees(math.atan2(d, c))
    corner_deg = (down_deg - across_deg) % 180
    if abs(corner_deg - 90) > ANGLE_TOLERANCE_DEG:
        raise UnsupportedOrientationError("sheared")
    beside_deg = (across_deg + 45) % 90 - 45
    if abs(beside_deg) > ANGLE_TOLERANCE_DEG:
        raise UnsupportedOrientationError(f"turned by {abs(round(across_deg))} degrees")
    if abs(a) > abs(b):
        return Orientation(False, is_flipped_x=a < 0, is_flipped_y=d < 0)
    return Orientation(True, is_flipped_x=c < 0, is_flipped_y=b < 0)
