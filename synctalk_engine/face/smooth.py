"""Smooths landmarks over time without lag.

The head's own motion between frames, measured on the image (`face.motion`, about ten times finer
than the landmarks), brings neighbouring frames' points over to each frame; what is left there is
tremble and the movement of lips, lids and brows. Neighbours count in pairs, one before and one
after: their mean has no lag, and follows a steady movement exactly. Where it does not agree with
the frame itself (a lip at its turning point, a blink) the pair counts little, as in a bilateral
filter (Tomasi and Manduchi 1998), group by group of points.
"""

from collections.abc import Sequence

import numpy as np

from synctalk_engine.face.quality import mouth_changes
from synctalk_engine.face.records import FaceRecord, drop_retracted
from synctalk_engine.face.scheme110 import COUNT, EAR_LEFT, EAR_RIGHT, mouth_opening
from synctalk_engine.face.track import face_box
from synctalk_engine.workspace.frames_table import FramesTable

SIGMA_S = 0.08
REACH_SIGMAS = 2.5
BLOCK_FRAMES = 2000
"""Smoothed at a time: all at once takes 18 KB a frame."""
# Groups that move as one, and how far, in face widths, a pair's mean may lie off to count fully.
_RIGID = np.r_[0:4, 29:33, 51:66, 66, 70, 78, 82]
_GROUPS: tuple[tuple[np.ndarray, float], ...] = (
    (_RIGID, 0.015),
    (np.r_[4:29], 0.006),  # jaw
    (np.r_[33:42], 0.006),  # brows
    (np.r_[42:51], 0.006),
    (np.r_[67:70, 71:74], 0.004),  # lids
    (np.r_[79:82, 83:86], 0.004),
    (np.r_[74:78], 0.006),  # irises
    (np.r_[86:90], 0.006),
    (np.r_[90:110], 0.003),  # lips
)


def finalize_track(
    records: Sequence[FaceRecord], fps: float = 25.0
) -> tuple[np.ndarray, FramesTable]:
    """Landmarks for every frame, and what is known of each, from a tracker's records in order.

    Smoothed where a face was followed from frame to frame; filled by straight lines where there is
    none, and held at the ends. Returns (N, 110, 2) float32 pixels (all 0 if no frame shows a
    face) and the table, whose `found` tells the filled ones.
    """
    records = drop_retracted(records)
    count = len(records)
    found = np.array([record.found for record in records], bool)
    points = np.full((count, COUNT, 2), np.nan, np.float32)
    motions = np.full((count, 2, 3), np.nan)
    for index, record in enumerate(records):
        if record.found:
            points[index] = record.points
        if record.motion is not None:
            motions[index] = record.motion
    points = fill(smooth(points, motions, fps), found)
    return points, _table(records, points, found)


def fill(points: np.ndarray, found: np.ndarray) -> np.ndarray:
    """(N, 110, 2) with those not `found` interpolated; the first and last known are held."""
    if not found.any():
        return np.zeros_like(points)
    known, missing = np.flatnonzero(found), np.flatnonzero(~found)
    after = np.clip(np.searchsorted(known, missing), 0, len(known) - 1)
    right, left = known[after], known[np.maximum(after - (known[after] > missing), 0)]
    part = (missing - left) / np.maximum(right - left, 1)
    part = np.clip(part, 0, 1)[:, None, None].astype(np.float32)
    filled = points.astype(np.float32)
    filled[missing] = points[left] * (1 - part) + points[right] * part
    return filled


def _table(records: Sequence[FaceRecord], points: np.ndarray, found: np.ndarray) -> FramesTable:
    """One row per frame; box and mouth opening are those of the final points."""

    def column(values) -> np.ndarray:
        return np.array(list(values), np.float32)

    boxes = np.array([face_box(frame_points) for frame_points in points]).reshape(-1, 4)
    return FramesTable(
        found=found,
        confidence=column(record.confidence for record in records),
        box_x=boxes[:, 0],
        box_y=boxes[:, 1],
        box_w=boxes[:, 2] - boxes[:, 0],
        box_h=boxes[:, 3] - boxes[:, 1],
        yaw=column(record.pose.yaw for record in records),
        pitch=column(record.pose.pitch for record in records),
        roll=column(record.pose.roll for record in records),
        blur=column(record.blur for record in records),
        mouth_opening=mouth_opening(points).astype(np.float32),
        faces=np.array([record.faces for record in records], np.int32),
        light=column(record.skin.light if record.skin else 0.0 for record in records),
        mouth_change=mouth_changes([record.skin for record in records]),
        cut=np.array([record.cut for record in records], bool),
        other_person=np.array([record.other_person for record in records], bool),
    )


def smooth(points: np.ndarray, motions: np.ndarray, fps: float = 25.0) -> np.ndarray:
    """Smooth the points of successive frames.

    points: (N, 110, 2) pixels, NaN where there is no face. motions: (N, 2, 3), from pixels of the
    frame before to pixels of this one; NaN where this frame does not go on from the one before (a
    cut, a gap, the first): nothing is smoothed across it. Returns (N, 110, 2) float32.
    """
    count = len(points)
    if not count:
        return points.astype(np.float32)
    if points.shape[1:] != (COUNT, 2) or motions.shape != (count, 2, 3):
        raise ValueError(
            f"points {points.shape} and motions {motions.shape} do not belong together"
        )
    sigma_frames = SIGMA_S * fps
    reach_frames = int(np.ceil(REACH_SIGMAS * sigma_frames))
    out = np.empty(points.shape, np.float32)
    for first in range(0, count, BLOCK_FRAMES):
        stop = min(first + BLOCK_FRAMES, count)
        seen = slice(max(first - reach_frames, 0), min(stop + reach_frames, count))
        block = _smooth_block(points[seen], motions[seen], sigma_frames, reach_frames)
        out[first:stop] = block[first - seen.start : stop - seen.start]
    return out


def _smooth_block(
    points: np.ndarray, motions: np.ndarray, sigma_frames: float, reach_frames: int
) -> np.ndarray:
    """:func:`smooth`, but for frames nearer than ``reach_frames`` to an end of the block."""
    count = len(points)
    points = points.astype(np.float64)
    width_px = np.linalg.norm(points[:, EAR_RIGHT] - points[:, EAR_LEFT], axis=1)
    onward = np.concatenate([motions, np.broadcast_to([0.0, 0.0, 1.0], (count, 1, 3))], axis=1)
    onward[0] = np.nan
    back = np.full_like(onward, np.nan)
    back[:-1] = _inverse(onward[1:])  # from the frame after to this one

    total, weights = points.copy(), np.ones((count, COUNT))
    from_before, from_after = np.broadcast_to(np.eye(3), (2, count, 3, 3))
    for step in range(1, min(reach_frames, (count - 1) // 2) + 1):
        # From the frame `step` away: first its own motion to the next, then as found before.
        from_before = from_before @ _shifted(onward, step - 1)
        from_after = from_after @ _shifted(back, 1 - step)
        before = _moved(from_before, _shifted(points, step))
        after = _moved(from_after, _shifted(points, -step))
        pair = (before + after) / 2
        weight = _pair_weights(pair - points, width_px)
        weight *= np.exp(-0.5 * (step / sigma_frames) ** 2)
        whole = np.isfinite(pair).all(axis=(1, 2))
        total[whole] += 2 * weight[whole, :, None] * pair[whole]
        weights[whole] += 2 * weight[whole]
    return total / weights[..., None]


def _pair_weights(difference: np.ndarray, width_px: np.ndarray) -> np.ndarray:
    """(N, 110): how much a pair counts for each point, from (N, 110, 2) pixels of difference."""
    weights = np.empty(difference.shape[:2])
    square = (difference**2).sum(-1)
    for group, tolerance in _GROUPS:
        off = square[:, group].mean(axis=1) / (tolerance * width_px) ** 2
        weights[:, group] = np.exp(-0.5 * off)[:, None]
    return weights


def _moved(matrices: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Points (N, 110, 2) moved by (N, 3, 3)."""
    return points @ matrices[:, :2, :2].transpose(0, 2, 1) + matrices[:, None, :2, 2]


def _shifted(values: np.ndarray, frames: int) -> np.ndarray:
    """values[i - frames] at i, NaN where there is none."""
    out = np.full_like(values, np.nan)
    if frames >= 0:
        out[frames:] = values[: len(values) - frames]
    else:
        out[:frames] = values[-frames:]
    return out


def _inverse(matrices: np.ndarray) -> np.ndarray:
    """Inverses of (N, 3, 3); NaN of NaN."""
    out = np.full_like(matrices, np.nan)
    whole = np.isfinite(matrices).all(axis=(1, 2))
    out[whole] = np.linalg.inv(matrices[whole])
    return out
