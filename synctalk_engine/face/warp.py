"""Plane transforms of a frame: fitting one, and cutting along one without aliasing."""

import cv2
import numpy as np


def warp_crop(
    frame: np.ndarray,
    to_frame: np.ndarray,
    width_px: int,
    height_px: int,
    border: int = cv2.BORDER_CONSTANT,
) -> np.ndarray:
    """A view of the frame, bilinear; a large one is first shrunk by a whole factor, averaging.

    A bilinear warp alone would read one pixel in many of a large face, and what is made of the view
    would tremble with the noise of those.

    frame: (H, W, 3) or (H, W), uint8. to_frame: (2, 3) from pixels of the view to pixels of the
    frame. Returns (height_px, width_px[, 3]) uint8; outside the frame black, or as `border` says.
    """
    factor = int(np.sqrt(abs(np.linalg.det(to_frame[:, :2]))))
    if factor >= 2:
        frame, to_frame = _shrunk_part(frame, to_frame, width_px, height_px, factor)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(frame, to_frame, (width_px, height_px), flags=flags, borderMode=border)


def _shrunk_part(frame, to_frame, width_px, height_px, factor):
    """The part of the frame under the view, shrunk, and the matrix into it."""
    corners = np.array([[0, 0], [width_px, 0], [0, height_px], [width_px, height_px]]) - 0.5
    corners = corners @ to_frame[:, :2].T + to_frame[:, 2]
    limit = (frame.shape[1], frame.shape[0])
    low = np.clip(np.floor(corners.min(0)).astype(int) - factor, 0, limit)
    high = np.clip(np.ceil(corners.max(0)).astype(int) + factor, 0, limit)
    out_w, out_h = ((high - low) // factor).tolist()
    if out_w < 1 or out_h < 1:
        return frame, to_frame
    part = frame[low[1] : low[1] + out_h * factor, low[0] : low[0] + out_w * factor]
    part = cv2.resize(part, (out_w, out_h), interpolation=cv2.INTER_AREA)
    to_part = to_frame.copy()
    to_part[:, 2] -= low
    to_part /= factor
    to_part[:, 2] += 0.5 / factor - 0.5
    return part, to_part


def transform_points(points: np.ndarray, motion: np.ndarray) -> np.ndarray:
    """Points (N, 2) moved by a (2, 3) matrix."""
    return points @ motion[:, :2].T + motion[:, 2]


def fit_similarity(source: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The turn, scale and shift that lay `source` on `target` best (Umeyama 1991, in the plane).

    source, target: (N, 2). Returns (2, 2) and (2,): target = matrix @ source + shift.
    """
    source, target = np.asarray(source, np.float64), np.asarray(target, np.float64)
    source_mean, target_mean = source.mean(0), target.mean(0)
    a, b = source - source_mean, target - target_mean
    norm = max((a * a).sum(), 1e-12)
    cos = (a * b).sum() / norm
    sin = (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / norm
    turn = np.array([[cos, -sin], [sin, cos]])
    return turn, target_mean - turn @ source_mean
