"""Images with faces for these tests: a public-domain photograph, moved, shrunk and recoloured."""

import functools

import cv2
import numpy as np
import skimage.data

FACE_CENTRE = np.array([222.0, 122.0])  # in the photograph, 512x512; the face is about 92 px wide

OTHER_CENTRE = np.array([511 - FACE_CENTRE[0], FACE_CENTRE[1]])  # of somebody_else()


@functools.cache
def photograph() -> np.ndarray:
    """(512, 512, 3) uint8 BGR."""
    return np.ascontiguousarray(skimage.data.astronaut()[:, :, ::-1])


@functools.cache
def somebody_else() -> np.ndarray:
    """The photograph mirrored, darker, with a long nose, a broad chin and small eyes: for a face
    embedding, as for anyone who looks, another person (a distance of about 0.8)."""
    height_px, width_px = photograph().shape[:2]
    y, x = np.mgrid[:height_px, :width_px].astype(np.float32)
    centre_x, centre_y = FACE_CENTRE.astype(np.float32)
    across, down = (x - centre_x) / 46, (y - centre_y) / 46
    eyes = np.exp(-(((down + 0.45) / 0.35) ** 2) - (across / 1.6) ** 2)
    chin = np.exp(-(((down - 0.7) / 0.5) ** 2) - (across / 1.8) ** 2)
    from_x = x - 46 * across * (0.4 * chin - 0.2 * eyes)
    from_y = y - 46 * (0.25 * chin - 0.25 * eyes)
    bent = cv2.remap(photograph(), from_x, from_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return np.ascontiguousarray((bent[:, ::-1] * 0.75).astype(np.uint8))


def placement(centre, scale: float = 2.0, turn_deg: float = 0.0, face=FACE_CENTRE) -> np.ndarray:
    """(2, 3) matrix that lays the photograph's face at `centre`, scaled and turned."""
    angle_rad = np.radians(turn_deg)
    cos, sin = scale * np.cos(angle_rad), scale * np.sin(angle_rad)
    turn = np.array([[cos, -sin], [sin, cos]])
    return np.hstack([turn, (np.asarray(centre, float) - turn @ face)[:, None]])


def frame_with(matrix: np.ndarray, width_px: int = 640, height_px: int = 480, image=None):
    """A frame, (H, W, 3) uint8 BGR, of the image at that placement, on dark grey."""
    image = photograph() if image is None else image
    size = (width_px, height_px)
    return cv2.warpAffine(image, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(40, 40, 40))


def two_people(left_is_target: bool = True, scale: float = 1.6) -> np.ndarray:
    """(480, 960, 3): the photograph and somebody else side by side."""
    target = frame_with(placement((240, 240), scale), 480, 480)
    other = frame_with(
        placement((240, 240), 0.8 * scale, face=OTHER_CENTRE), 480, 480, somebody_else()
    )
    return np.hstack([target, other] if left_is_target else [other, target])
