"""Which piece of sound belongs to which frame.

Frame ``i`` of a clip at ``fps`` stands for the time from ``i / fps`` to ``(i + 1) / fps``; its
centre is ``(i + 0.5) / fps``. Every kind of ours puts the middle of what it hears there. The
research kinds keep the research code's alignment.
"""

from __future__ import annotations

import numpy as np

from synctalk_engine.media.audio import SAMPLE_RATE_HZ


def frame_centres_samples(
    frame_count: int, fps: float, parts_per_frame: int = 1, first_frame: int = 0
) -> np.ndarray:
    """Centres of the equal parts of each frame, in samples: float64 (frame_count * parts,)."""
    parts = np.arange(frame_count * parts_per_frame) + first_frame * parts_per_frame
    return (parts + 0.5) * (SAMPLE_RATE_HZ / (fps * parts_per_frame))


def rows_at(rows: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Linear interpolation between rows.

    Args:
        rows: float (R, C).
        positions: float (N,), in rows; before the first and behind the last that row is repeated.

    Returns:
        float32 (N, C).
    """
    positions = np.clip(positions, 0, len(rows) - 1)
    before = np.floor(positions).astype(np.int64)
    after = np.minimum(before + 1, len(rows) - 1)
    share = (positions - before).astype(np.float32)[:, None]
    return (rows[before] * (1 - share) + rows[after] * share).astype(np.float32)


def fit_rows(rows: np.ndarray, frame_count: int) -> np.ndarray:
    """``rows`` cut or, by repeating the last, lengthened to ``frame_count``."""
    missing = frame_count - len(rows)
    if missing <= 0:
        return rows[:frame_count]
    return np.concatenate([rows, np.repeat(rows[-1:], missing, axis=0)])
