"""A photograph made to speak: the lower lip and the jaw follow an opening, the corners a width.

The photograph is NASA's portrait of Eileen Collins (public domain), as scikit-image carries it;
positions are pixels of that 512x512 picture. This is a cartoon of speech, not a model of it: it
gives tracking and training something that moves with the sound, and is labelled synthetic.
"""

from __future__ import annotations

import cv2
import numpy as np

# Edges of the upper and the lower lip towards the teeth, measured on the photograph.
_LIP_X = np.array([204.0, 207, 210, 213, 217.5, 223, 228.5, 233, 237, 240, 243])
_UPPER_LIP_Y = np.array(
    [139.8, 140.3, 140.9, 141.5, 142.4, 143.2, 142.9, 142.3, 141.9, 141.6, 141.3]
)
_LOWER_LIP_Y = np.array(
    [139.8, 143.1, 145.4, 147.4, 148.9, 149.7, 149.4, 148.3, 146.4, 144.2, 141.3]
)
_MOUTH_CENTRE = (223.5, 146.0)
_MOUTH_HALF_WIDTH_PX = 19.5

_WIDEST_GAP_PX = 10.0
"""How much further than in the photograph the mouth opens at most."""
_CLOSED_FRACTION = 0.08
"""What is left of the photograph's gap between the lips when the mouth is shut."""
_SMILE_OPENING = 0.35
"""Opening at which the gap is that of the photograph."""
_JAW_REACH_PX = 64.0
"""The skin gives way down to this far below the lip."""
_JAW_SPREAD = 0.45
"""How much wider the moving part gets for each pixel further down."""
_WIDENING = 0.14
_WIDENING_REACH_PX = (30.0, 22.0)
_MOVING_HALF_WIDTH_PX = 62.0
_MOVING_HALF_HEIGHT_PX = 56.0
_MOVING_MIDDLE_Y = 178.0
_INSIDE_BGR = np.array([28.0, 20.0, 44.0], np.float32)
_TONGUE_BGR = np.array([72.0, 66.0, 128.0], np.float32)


_STEPS_PER_PX = 32
_TABLE_X = np.arange(512 * _STEPS_PER_PX) / _STEPS_PER_PX
_UPPER_TABLE = np.interp(_TABLE_X, _LIP_X, _UPPER_LIP_Y).astype(np.float32)
_PHOTO_GAP_TABLE = np.interp(_TABLE_X, _LIP_X, _LOWER_LIP_Y).astype(np.float32) - _UPPER_TABLE


def speak(
    photo: np.ndarray, x: np.ndarray, y: np.ndarray, opening: float, width: float
) -> np.ndarray:
    """Sample the photograph at (x, y) with the mouth as asked.

    Args:
        photo: (512, 512, 3) uint8 BGR.
        x, y: (H, W) float32, where each wanted pixel lies on the photograph.
        opening: 0 shut .. 1 wide open.
        width: -1 rounded .. 1 spread.

    Returns:
        (H, W, 3) uint8 BGR.
    """
    image = cv2.remap(photo, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    part = _moving_part(x, y)
    image[part] = _speaking_part(photo, x[part], y[part], opening, width)
    return image


def _moving_part(x: np.ndarray, y: np.ndarray) -> tuple[slice, slice]:
    """Rows and columns that hold everything around the mouth that can move."""
    near = (np.abs(x - _MOUTH_CENTRE[0]) < _MOVING_HALF_WIDTH_PX) & (
        np.abs(y - _MOVING_MIDDLE_Y) < _MOVING_HALF_HEIGHT_PX
    )
    rows, columns = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
    if not len(rows):
        return slice(0), slice(0)
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _speaking_part(
    photo: np.ndarray, x: np.ndarray, y: np.ndarray, opening: float, width: float
) -> np.ndarray:
    x = _unwidened(x, y, width)
    column = _column(x)
    upper, photo_gap = _UPPER_TABLE[column], _PHOTO_GAP_TABLE[column]
    gap_table = _gap_table(opening)
    gap = gap_table[column]
    below = y - (upper + gap)  # how far under the moved lower lip
    shift = _jaw_shift(x, below, gap_table - _PHOTO_GAP_TABLE)
    source_y = np.where(below >= 0, y - shift, y)
    image = cv2.remap(photo, x, source_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return _fill_mouth(image, y - upper, photo_gap, gap)


def _column(x: np.ndarray) -> np.ndarray:
    """Index into the tables."""
    return np.clip(x * _STEPS_PER_PX, 0, len(_TABLE_X) - 1).astype(np.int32)


def _unwidened(x: np.ndarray, y: np.ndarray, width: float) -> np.ndarray:
    """Where a pixel's column was before the mouth was spread or rounded."""
    off_centre = x - np.float32(_MOUTH_CENTRE[0])
    across = off_centre / np.float32(_WIDENING_REACH_PX[0])
    down = (y - np.float32(_MOUTH_CENTRE[1])) / np.float32(_WIDENING_REACH_PX[1])
    return x - off_centre * np.float32(_WIDENING * width) * np.exp(-(across**2) - down**2)


def _gap_table(opening: float) -> np.ndarray:
    """Distance between the lips by column, float32."""
    fraction = _CLOSED_FRACTION + (1 - _CLOSED_FRACTION) * min(opening / _SMILE_OPENING, 1.0)
    across = (_TABLE_X - _MOUTH_CENTRE[0]) / _MOUTH_HALF_WIDTH_PX
    lens = np.clip(1 - across**2, 0, 1) ** 0.8  # 1 in the middle, 0 from the corners outwards
    return (_PHOTO_GAP_TABLE * fraction + _WIDEST_GAP_PX * opening * lens).astype(np.float32)


def _jaw_shift(x: np.ndarray, below: np.ndarray, moved_table: np.ndarray) -> np.ndarray:
    """How far down the skin has moved that is now ``below`` the lower lip."""
    depth = np.clip(below, 0, _JAW_REACH_PX)
    spread = 1 + np.float32(_JAW_SPREAD / _MOUTH_HALF_WIDTH_PX) * depth
    centre = np.float32(_MOUTH_CENTRE[0])
    moved = moved_table[_column(centre + (x - centre) / spread)]
    return moved * np.cos(np.float32(np.pi / 2 / _JAW_REACH_PX) * depth) ** 2


def _fill_mouth(
    image: np.ndarray, depth: np.ndarray, photo_gap: np.ndarray, gap: np.ndarray
) -> np.ndarray:
    """Darkness between the photograph's teeth and the lower lip, with a tongue further down."""
    teeth_end = np.minimum(photo_gap * 0.85, gap)
    inside = np.clip(depth - teeth_end, 0, 1) * np.clip(gap - depth + 0.5, 0, 1)
    inside *= (gap > teeth_end + 0.3) & (photo_gap > 0)
    tongue = np.clip((depth - teeth_end) / np.maximum(gap - teeth_end, 1) - 0.4, 0, 1)[..., None]
    colour = _INSIDE_BGR * (1 - tongue) + _TONGUE_BGR * tongue
    alpha = inside[..., None].astype(np.float32)
    return np.clip(image * (1 - alpha) + colour * alpha, 0, 255).astype(np.uint8)
