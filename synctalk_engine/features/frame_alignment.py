"""Aligns audio with video frames.

Frame ``i`` of a clip at ``fps`` stands for the time from ``i / fps`` to ``(i + 1) / fps``; its
centre is ``(i + 0.5) / fps``. Every kind of ours is centred there. The
research kinds keep the research code's alignment.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import numpy as np

from synctalk_engine.media.audio import SAMPLE_RATE_HZ

ROWS_PER_BLOCK = 4096
"""So that an hour of speech takes little more memory than its result."""
REPEATED_PER_BLOCK = 500


def frame_centres_samples(
    frame_count: int, fps: float, parts_per_frame: int = 1, first_frame: int = 0
) -> np.ndarray:
    """Centres of the equal parts of each frame, in samples: float64 (frame_count * parts,)."""
    parts = np.arange(frame_count * parts_per_frame) + first_frame * parts_per_frame
    return (parts + 0.5) * (SAMPLE_RATE_HZ / (fps * parts_per_frame))


def interpolated(row_blocks: Iterable[np.ndarray], positions: np.ndarray) -> Iterator[np.ndarray]:
    """:func:`rows_at` for rows that come in blocks, of which no more than one is held.

    Args:
        row_blocks: float (R, C) each, at least one row in all.
        positions: float (N,), increasing.

    Yields:
        float32 (n, C), N rows in all.
    """
    blocks = iter(row_blocks)
    held = next(blocks)
    first = done = 0
    for block in itertools.chain([held[:0]], blocks):
        if len(block):
            first += len(held) - 1
            held = np.concatenate([held[-1:], block])
        stop = int(np.searchsorted(positions, first + len(held) - 1))
        if stop > done:
            yield rows_at(held, positions[done:stop] - first)
            done = stop
    for start in range(done, len(positions), ROWS_PER_BLOCK):
        yield rows_at(held, positions[start : start + ROWS_PER_BLOCK] - first)


def repeated(row: np.ndarray, count: int) -> Iterator[np.ndarray]:
    """``count`` times the same row, in blocks."""
    for start in range(0, count, REPEATED_PER_BLOCK):
        yield np.repeat(row[None], min(REPEATED_PER_BLOCK, count - start), axis=0)


def rows_at(rows: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Linear interpolation between rows.

    Args:
        rows: float (R, C).
        positions: float (N,), in rows; before the first and behind the last that row is repeated.

    Returns:
        float32 (N, C).
    """
    positions = np.clip(positions, 0, len(rows) - 1)
    out = np.empty((len(positions), rows.shape[1]), np.float32)
    for first in range(0, len(positions), ROWS_PER_BLOCK):
        block = positions[first : first + ROWS_PER_BLOCK]
        before = np.floor(block).astype(np.int64)
        after = np.minimum(before + 1, len(rows) - 1)
        share = (block - before).astype(np.float32)[:, None]
        out[first : first + len(block)] = rows[before] * (1 - share) + rows[after] * share
    return out
