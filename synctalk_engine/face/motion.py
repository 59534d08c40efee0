"""Estimates head motion between two frames by optical flow.

Corners of the brows, nose and cheeks are followed by optical flow (Lucas and Kanade 1981, pyramidal
after Bouguet 2000), and a turn, scale and shift is fitted to them, leaving out what disagrees.
"""

import cv2
import numpy as np

from synctalk_engine.face.landmarks import Mesh
from synctalk_engine.face.warp import fit_similarity, transform_points, warp_crop

VIEW_PX = 128
_CORNERS = 60
_MIN_CORNERS = 10
_WINDOW_PX = 15
_AGREE_PX = 0.7
_HULL = np.r_[0:5, 28:33, 33:51, 51:66]
_LIDS = (np.r_[66:74], np.r_[78:86])
_RIGID = np.r_[1, 31, 51:66, 66, 70, 78, 82]
_MAX_DISAGREEMENT = 0.04  # of the width of the face, between flow and landmarks


def head_motion(frame: np.ndarray, before: Mesh, points: np.ndarray) -> np.ndarray | None:
    """The head's motion, (2, 3) float64: from pixels of the frame before to pixels of this one.

    frame: (H, W, 3) uint8 BGR, this one. before: the face in the frame before; points: its
    (110, 2) points. None if the image says too little.
    """
    to_frame = before.roi.matrix(VIEW_PX)
    to_view = cv2.invertAffineTransform(to_frame)
    seen = transform_points(points, to_view).astype(np.float32)
    now = warp_crop(frame, before.roi.matrix(before.view.shape[0]), *before.view.shape[:2])
    in_view = _flow(_grey(before.view), _grey(now), seen)
    if in_view is None:
        return None
    return (_square(to_frame) @ _square(in_view) @ _square(to_view))[:2]


def motion_of_points(before: np.ndarray, now: np.ndarray) -> np.ndarray:
    """The same, coarser, from the (110, 2) points of both frames."""
    turn, shift = fit_similarity(before[_RIGID], now[_RIGID])
    return np.hstack([turn, shift[:, None]])


def agrees(motion: np.ndarray, before: np.ndarray, now: np.ndarray) -> bool:
    """Whether a motion takes the rigid ones of the (110, 2) points about where they were found."""
    other = motion_of_points(before, now)
    off_px = np.abs(
        transform_points(before[_RIGID], motion) - transform_points(before[_RIGID], other)
    ).max()
    return bool(off_px < _MAX_DISAGREEMENT * max(float(np.ptp(now[:, 0])), 1.0))


def _flow(before, now, seen: np.ndarray) -> np.ndarray | None:
    """The motion in pixels of the view, (2, 3); None without enough corners that agree.

    seen: (110, 2) float32, where the points are in the view of the frame before.
    """
    mask = np.zeros(before.shape, np.uint8)
    cv2.fillConvexPoly(mask, cv2.convexHull(seen[_HULL]).astype(np.int32), 255)
    for lids in _LIDS:
        cv2.fillConvexPoly(mask, cv2.convexHull(seen[lids]).astype(np.int32), 0)
    corners = cv2.goodFeaturesToTrack(before, _CORNERS, 0.01, 5, mask=mask)
    if corners is None or len(corners) < _MIN_CORNERS:
        return None
    ends = np.empty_like(corners)
    ends, status, _ = cv2.calcOpticalFlowPyrLK(
        before, now, corners, ends, winSize=(_WINDOW_PX, _WINDOW_PX), maxLevel=3
    )
    followed = status.ravel() == 1
    if followed.sum() < _MIN_CORNERS:
        return None
    matrix, agree = cv2.estimateAffinePartial2D(
        corners[followed], ends[followed], method=cv2.RANSAC, ransacReprojThreshold=_AGREE_PX
    )
    if matrix is None or agree.sum() < max(_MIN_CORNERS, followed.sum() // 3):
        return None
    return matrix


def _grey(view: np.ndarray) -> np.ndarray:
    """The view as (VIEW_PX, VIEW_PX) uint8 grey."""
    view = cv2.resize(view, (VIEW_PX, VIEW_PX), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(view, cv2.COLOR_BGR2GRAY)


def _square(matrix: np.ndarray) -> np.ndarray:
    """(2, 3) to (3, 3)."""
    return np.vstack([matrix, [0.0, 0.0, 1.0]])
