"""Landmark files: ``000000.pkl`` of ours, ``0.lms`` of the research code.

A pickle can run code when it is read. These are read by ``array_pickle``, which admits numpy arrays
and nothing else.
"""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np

from synctalk_engine.errors import DatasetError
from synctalk_engine.workspace.array_pickle import ForeignObjectError, load_arrays, plain_array
from synctalk_engine.workspace.atomic import write_bytes

POINT_COUNT = 110

_FARTHEST_PX = 100_000
"""Of a face that is partly outside the largest frame."""
_MOST_BYTES = 1 << 20
"""Of a file with 110 points, however it is written."""


def write_landmarks(path: Path, points: np.ndarray) -> bytes:
    """Write float32 (110, 2) pixel positions as a pickle that any numpy reads; gives its bytes."""
    array = np.ascontiguousarray(points, dtype=np.float32)
    if array.shape != (POINT_COUNT, 2):
        raise ValueError(f"expected (110, 2) points, got {array.shape}")
    data = pickle.dumps(array, protocol=2)
    write_bytes(path, data)
    return data


def read_landmarks(path: Path) -> np.ndarray:
    """float32 (110, 2) pixel positions from a ``.pkl`` or ``.lms`` file.

    Raises:
        DatasetError: ``landmarks_unreadable``.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("it is far too large for 110 points")
        points = _points_in(path)
        if not np.isfinite(points).all():
            raise ValueError("some of its points are no numbers")
        if np.abs(points).max() > _FARTHEST_PX:
            raise ValueError("some of its points are far outside any picture")
        if not points.any():
            raise ValueError("all its points are at 0, 0")
    except Exception as error:
        reason = str(error).rstrip(".")
        raise DatasetError("landmarks_unreadable", path=path, reason=reason) from error
    return points


def _points_in(path: Path) -> np.ndarray:
    """float32 (110, 2) of a file; anything may be raised."""
    if path.suffix == ".lms":
        points = np.array(path.read_text(encoding="utf-8").split(), dtype=np.float32)
        points = points.reshape(-1, 2)
    else:
        value = load_arrays(path.read_bytes())
        if isinstance(value, list):
            value = np.array([[float(x), float(y)] for x, y in value[: POINT_COUNT + 1]])
        points = plain_array(value)
    shape = getattr(points, "shape", ())
    if shape != (POINT_COUNT, 2):
        raise ValueError(f"it holds {shape} instead of 110 points")
    return np.asarray(points, dtype=np.float32)


def refuse_foreign_objects(path: Path) -> None:
    """Refuse a pickle that holds something else than arrays; a damaged one passes.

    Raises:
        DatasetError: ``landmarks_unreadable``.
    """
    try:
        read_landmarks(path)
    except DatasetError as error:
        if isinstance(error.__cause__, ForeignObjectError):
            raise
