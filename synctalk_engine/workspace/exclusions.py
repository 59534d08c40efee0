"""``excluded.json``: runs of a preprocessed clip that someone took out of training by hand.

The frames keep their numbers, frames and landmarks; whoever reads a clip to learn from it or to
measure on it leaves them out. The file lies in the dataset folder and travels with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from synctalk_engine.workspace.atomic import read_json, write_json

FILE_NAME = "excluded.json"

Ranges = tuple[tuple[int, int], ...]
"""(first frame, first frame after it), rising, neither overlapping nor touching."""


def read_excluded(clip_dir: Path, fps: float) -> Ranges:
    """Stretches that are left out; none where the file is missing or broken.

    Args:
        fps: frames per second of the clip; runs of a clip that was preprocessed anew at another
            rate are taken over by their time.
    """
    data = read_json(clip_dir / FILE_NAME)
    if not isinstance(data, dict):
        return ()
    try:
        scale = fps / float(data["fps"])
        found = [(round(int(a) * scale), round(int(b) * scale)) for a, b in data["frames"]]
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return ()
    return normalised(found)


def write_excluded(clip_dir: Path, ranges: Iterable[tuple[int, int]], fps: float) -> None:
    """Keep runs; the file is there as soon as there was one.

    Raises:
        StorageError: it cannot be written.
    """
    rows = [list(stretch) for stretch in normalised(ranges)]
    path = clip_dir / FILE_NAME
    if rows or path.exists():
        write_json(path, {"fps": fps, "frames": rows})


def normalised(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """The same frames as rising runs that neither overlap nor touch."""
    result: list[tuple[int, int]] = []
    for begin, end in sorted((max(0, begin), end) for begin, end in ranges):
        if begin >= end:
            continue
        if result and begin <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((begin, end))
    return tuple(result)


def without(ranges: Iterable[tuple[int, int]], begin: int, end: int) -> Ranges:
    """The runs less the frames from ``begin`` up to but not ``end``."""
    parts = [part for a, b in ranges for part in ((a, min(b, begin)), (max(a, end), b))]
    return normalised(parts)


def excluded_mask(ranges: Iterable[tuple[int, int]], count: int) -> np.ndarray:
    """bool (count,): the frame is left out."""
    mask = np.zeros(count, bool)
    for begin, end in ranges:
        mask[begin:end] = True
    return mask


def ranges_of(mask: np.ndarray) -> Ranges:
    """The runs of True in bool (N,)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return tuple((int(a), int(b)) for a, b in edges.reshape(-1, 2))
