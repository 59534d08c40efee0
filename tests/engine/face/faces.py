"""Pictures with faces for these tests: a public-domain photograph, moved, shrunk and recoloured."""

import functools

import cv2
import numpy as np
import skimage.data

FACE_CENTRE = np.array([222.0, 122.0])  # in the photograph, 512x512; the face is about 92 px wide


@functools.cache
def photograph() -> np.ndarray:
    """(512, 512, 3) uint8 BGR."""
    return np.ascontiguousarray(skimage.data.astronaut()[:, :, ::-1])


def somebody_else() -> np.ndarray:
    """The photograph mirrored, its colours changed: another face for anyone who looks."""
    hsv = cv2.cvtColor(photograph()[:, ::-1], cv2.COLOR_BGR2HSV)
    hsv[..., 0] = (hsv[..., 0].astype(int) + 110) % 180
    bgr = cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)
    return (bgr * 0.7).astype(np.uint8)


def placement(centre, scale: float = 2.0, turn_deg: float = 0.0, face=FACE_CENTRE) -> np.ndarray:
    """(2, 3) matrix that lays the photograph's face at `centre`, scaled and turned."""
    angle_rad = np.radians(turn_deg)
    cos, sin = scale * np.cos(angle_rad), scale * np.sin(angle_rad)
    turn = np.array([[cos, -sin], [sin, cos]])
    return np.hstack([turn, (np.asarray(centre, float) - turn @ face)[:, None]])


def frame_with(matrix: np.ndarray, width_px: int = 640, height_px: int = 480, picture=None):
    """A frame, (H, W, 3) uint8 BGR, of the picture at that placement, on dark grey."""
    picture = photograph() if picture is None else picture
    size = (width_px, height_px)
    return cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(40, 40, 40))


def two_people(left_is_target: bool = True, scale: float = 1.6) -> np.ndarray:
    """(480, 960, 3): the photograph and somebody else side by side."""
    target = frame_with(placement((240, 240), scale), 480, 480)
    other_face = np.array([511 - FACE_CENTRE[0], FACE_CENTRE[1]])
    other = frame_with(
        placement((240, 240), 0.8 * scale, face=other_face), 480, 480, somebody_else()
    )
    return np.hstack([target, other] if left_is_target else [other, target])
