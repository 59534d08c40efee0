"""Crops the face from a frame and pastes a new one back, in training and in rendering.

The square is that of the research code: from the first ear point to the last, downwards from the
bridge of the nose, in whole pixels. What leaves the frame repeats its edge.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from synctalk_engine.face.scheme110 import BRIDGE, EAR_LEFT, EAR_RIGHT, EYE_CENTRES, MOUTH
from synctalk_engine.face.warp import fit_similarity, warp_crop

MOUTH_WIDEN_X = 1.45
MOUTH_WIDEN_Y = 1.75
PATCH_WIDTH_PX, PATCH_HEIGHT_PX = 64, 32
PATCH_SMOOTHING_FRAMES = 5
# Where the patch's anchors (pupils and middle of the lower nose) and the patch itself lie, in the
# unit of the research mean face, whose pupils are 0.36 apart.
_NOSE_ANCHOR = slice(56, 65)
_ANCHORS = np.array([[0.320, 0.240], [0.679, 0.240], [0.500, 0.475]])
_PATCH_CENTRE, _PATCH_WIDTH = np.array([0.5, 0.685]), 0.52


@dataclass(frozen=True)
class CropBox:
    """A square of the frame in whole pixels; x1 and y1 are the first column and row outside."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def side_px(self) -> int:
        """Width, which is also the height."""
        return self.x1 - self.x0


def crop_box(points: np.ndarray) -> CropBox:
    """The face square of one frame, truncated to whole pixels as the research code does.

    points: (110, 2) pixels of the frame.
    """
    x0, x1 = int(points[EAR_LEFT, 0]), int(points[EAR_RIGHT, 0])
    y0 = int(points[BRIDGE, 1])
    side_px = max(x1 - x0, 1)
    return CropBox(x0, y0, x0 + side_px, y0 + side_px)


def extract_crop(frame: np.ndarray, box: CropBox, side_px: int) -> np.ndarray:
    """The square of the frame at `box`, resized: (side_px, side_px, 3), the frame's dtype.

    What lies outside repeats the frame's edge, even where that is all of it: a face on its way out
    of the image is no reason to stop.

    frame: (H, W, 3) BGR.
    """
    height_px, width_px = frame.shape[:2]
    if box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width_px and box.y1 <= height_px:
        return resize(frame[box.y0 : box.y1, box.x0 : box.x1], side_px, side_px)
    rows = np.clip(np.arange(box.y0, box.y1), 0, height_px - 1)
    columns = np.clip(np.arange(box.x0, box.x1), 0, width_px - 1)
    return resize(np.take(np.take(frame, rows, axis=0), columns, axis=1), side_px, side_px)


def resize(image: np.ndarray, width_px: int, height_px: int) -> np.ndarray:
    """The one way in which crops change size: averaged when shrunk, bicubic when grown.

    image: (H, W[, C]) uint8 or float32. Bicubic can leave the range of float images.
    """
    if image.shape[:2] == (height_px, width_px):
        return image.copy()
    shrinks = width_px * height_px < image.shape[0] * image.shape[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return cv2.resize(image, (width_px, height_px), interpolation=how)


def feathered_mask(
    side_px: int, region: tuple[float, float, float, float], feather_px: float
) -> np.ndarray:
    """Where a crop is pasted: 1 in the region, falling smoothly to 0 at its edge, 0 outside.

    region: x0, y0, x1, y1 in pixels of the crop, x1 and y1 outside; between pixels, too.
    Returns (side_px, side_px) float32.
    """

    def ramp(low: float, high: float) -> np.ndarray:
        position = np.arange(side_px) + 0.5
        inside_px = np.minimum(position - low, high - position)
        part = np.clip(inside_px / max(feather_px, 1e-6), 0, 1)
        return part * part * (3 - 2 * part)

    x0, y0, x1, y1 = region
    return np.outer(ramp(y0, y1), ramp(x0, x1)).astype(np.float32)


def paste(frame: np.ndarray, crop: np.ndarray, box: CropBox, mask: np.ndarray) -> np.ndarray:
    """The frame with the crop in its place; where the mask is 0 each pixel is the frame's own.

    frame: (H, W, 3) uint8 BGR, left as it is. crop: (S, S, 3) uint8, or float32 in 0..255.
    mask: (S, S) float32 in 0..1. Returns (H, W, 3) uint8.
    """
    out = frame.copy()
    height_px, width_px = frame.shape[:2]
    x0, x1 = np.clip((box.x0, box.x1), 0, width_px).tolist()
    y0, y1 = np.clip((box.y0, box.y1), 0, height_px).tolist()
    if x0 >= x1 or y0 >= y1:
        return out
    side_px = box.side_px
    inside = np.s_[y0 - box.y0 : y1 - box.y0, x0 - box.x0 : x1 - box.x0]
    new = resize(crop.astype(np.float32, copy=False), side_px, side_px)[inside]
    alpha = np.clip(resize(mask, side_px, side_px), 0, 1)[inside][..., None]
    old = frame[y0:y1, x0:x1].astype(np.float32)
    # Where the share is 0 this is the old value exactly, and rounding leaves it.
    blend = old + alpha * (np.clip(new, 0, 255) - old)
    out[y0:y1, x0:x1] = np.rint(blend).astype(np.uint8)
    return out


def to_crop(points: np.ndarray, box: CropBox, side_px: int) -> np.ndarray:
    """Points of the frame in pixels of the crop. points: (..., 2); pixel centres are whole."""
    scale = side_px / box.side_px
    corner = np.array([box.x0, box.y0], np.float32)
    return ((np.asarray(points, np.float32) - corner + 0.5) * scale - 0.5).astype(np.float32)


def mouth_box(points: np.ndarray, box: CropBox, side_px: int) -> tuple[int, int, int, int]:
    """The mouth in a crop of `side_px`, with room around it: x0, y0, x1, y1, the last two outside.

    points: (110, 2) pixels of the frame. All measures of the mouth are taken in this box.
    """
    mouth = to_crop(points[MOUTH], box, side_px)
    low, high = mouth.min(0), mouth.max(0)
    half = (high - low) / 2 * (MOUTH_WIDEN_X, MOUTH_WIDEN_Y)
    centre = (low + high) / 2
    # Half a pixel on: from centres of pixels to their edges.
    x0, y0 = np.clip(np.rint(centre - half + 0.5), 0, side_px - 1).astype(int).tolist()
    x1, y1 = np.clip(np.rint(centre + half + 0.5), 1, side_px).astype(int).tolist()
    return x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)


def mouth_patch_transforms(points: np.ndarray) -> np.ndarray:
    """Where the aligned mouth patch of each frame lies: by eyes and nose, which do not speak.

    points: (N, 110, 2) pixels. The anchors are averaged over 5 frames, so that the patch does not
    tremble. Returns (N, 2, 3) float64: from pixels of the patch to pixels of the frame.
    """
    left_eye, right_eye = (points[:, index] for index in EYE_CENTRES)
    nose = points[:, _NOSE_ANCHOR].mean(1)
    anchors = np.stack([left_eye, right_eye, nose], axis=1).astype(np.float64)
    half = PATCH_SMOOTHING_FRAMES // 2
    padded = np.pad(anchors, ((half, half), (0, 0), (0, 0)), mode="edge")
    smooth = np.mean([padded[i : i + len(points)] for i in range(PATCH_SMOOTHING_FRAMES)], axis=0)
    scale = _PATCH_WIDTH / PATCH_WIDTH_PX
    corner = _PATCH_CENTRE - scale * np.array([PATCH_WIDTH_PX - 1, PATCH_HEIGHT_PX - 1]) / 2
    transforms = np.empty((len(points), 2, 3))
    for index, target in enumerate(smooth):
        turn, shift = fit_similarity(_ANCHORS, target)
        transforms[index, :, :2] = turn * scale
        transforms[index, :, 2] = turn @ corner + shift
    return transforms


def mouth_patch(frame: np.ndarray, to_frame: np.ndarray) -> np.ndarray:
    """The aligned mouth, (32, 64) uint8 grey.

    frame: (H, W, 3) uint8 BGR. to_frame: (2, 3), one of `mouth_patch_transforms`; of a crop, moved
    there by `transform_to_crop`.
    """
    patch = warp_crop(frame, to_frame, PATCH_WIDTH_PX, PATCH_HEIGHT_PX, cv2.BORDER_REPLICATE)
    return cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)


def transform_to_crop(to_frame: np.ndarray, box: CropBox, side_px: int) -> np.ndarray:
    """A (2, 3) matrix into the frame, made one into the crop of `side_px` at `box`."""
    scale = side_px / box.side_px
    moved = to_frame * scale
    moved[:, 2] += (0.5 - np.array([box.x0, box.y0])) * scale - 0.5
    return moved
