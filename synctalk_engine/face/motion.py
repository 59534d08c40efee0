"""How a head moved from one frame to the next, measured on the picture.

Corners of the brows, nose and cheeks are followed by optical flow (Lucas and Kanade 1981, pyramidal
after Bouguet 2000), and a turn, scale and shift is fitted to them, leaving out what disagrees.
"""

import cv2
import numpy as np

from synctalk_engine.face.landmarks import Mesh
from synctalk_engine.face.warp import similarity

VIEW_PX = 128
_CORNERS = 60
_MIN_CORNERS = 10
_WINDOW_PX = 15
_AGREE_PX = 0.7
_HULL = np.r_[0:5, 28:33, 33:51, 51:66]
_LIDS = (np.r_[66:74], np.r_[78:86])
_RIGID = np.r_[1, 31, 51:66, 66, 70, 78, 82]
_MAX_DISAGREEMENT = 0.04  # of the width of the face, between flow and landmarks


def head_motion(
    before: Mesh, now: Mesh, points_before: np.ndarray, points_now: np.ndarray
) -> np.ndarray:
    """The head's motion, (2, 3) float64: from pixels of the frame before to pixels of this one.

    before, now: the face of both frames. points_*: its (110, 2) points, pixels of the frame. Falls
    back on these points where the picture says little.
    """
    turn, shift = similarity(points_before[_RIGID], points_now[_RIGID])
    by_points = np.hstack([turn, shift[:, None]])
    to_frame = _square(now.roi.matrix(VIEW_PX))
    to_view_before = np.linalg.inv(_square(before.roi.matrix(VIEW_PX))) @ to_frame
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    view_before = cv2.warpAffine(
        _grey(before.view), to_view_before[:2], (VIEW_PX, VIEW_PX), flags=flags
    )
    to_view = np.linalg.inv(to_frame)
    seen = points_before @ to_view[:2, :2].T + to_view[:2, 2]
    in_view = _flow(view_before, _grey(now.view), seen.astype(np.float32))
    if in_view is None:
        return by_points
    by_flow = (to_frame @ _square(in_view) @ to_view)[:2]
    rigid = points_before[_RIGID]
    off_px = np.abs(rigid @ (by_flow - by_points)[:, :2].T + (by_flow - by_points)[:, 2]).max()
    width_px = max(float(np.ptp(points_now[:, 0])), 1.0)
    return by_flow if off_px < _MAX_DISAGREEMENT * width_px else by_points


def _flow(before, now, seen: np.ndarray) -> np.ndarray | None:
    """The motion in pixels of the view, (2, 3); None without enough corners that agree.

    seen: (110, 2) float32, where the points lie in the view of the frame before.
    """
    mask = np.zeros(before.shape, np.uint8)
    cv2.fillConvexPoly(mask, cv2.convexHull(seen[_HULL]).astype(np.int32), 255)
    for lids in _LIDS:
        cv2.fillConvexPoly(mask, cv2.convexHull(seen[lids]).astype(np.int32), 0)
    corners = cv2.goodFeaturesToTrack(before, _CORNERS, 0.01, 5, mask=mask)
    if corners is None or len(corners) < _MIN_CORNERS:
        return None
    moved, status, _ = cv2.calcOpticalFlowPyrLK(
        before, now, corners, None, winSize=(_WINDOW_PX, _WINDOW_PX), maxLevel=3
    )
    followed = status.ravel() == 1
    if followed.sum() < _MIN_CORNERS:
        return None
    matrix, agree = cv2.estimateAffinePartial2D(
        corners[followed], moved[followed], method=cv2.RANSAC, ransacReprojThreshold=_AGREE_PX
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
