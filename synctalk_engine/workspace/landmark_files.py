"""Landmark files: ``000000.pkl`` of ours, ``0.lms`` of the research code.

A pickle can run code when it is read. These are read by an unpickler that admits numpy arrays and
nothing else.
"""

from __future__ import annotations

import io
import pickle
from pathlib import Path

import numpy as np

from synctalk_engine.errors import DatasetError
from synctalk_engine.workspace.atomic import write_bytes

POINT_COUNT = 110

ADMITTED_CLASSES = {
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy.core.multiarray", "_reconstruct"),
    ("numpy._core.numeric", "_frombuffer"),
    ("numpy.core.numeric", "_frombuffer"),
    ("_codecs", "encode"),
}


class _ForeignObjectError(pickle.UnpicklingError):
    """The pickle names something that is not admitted."""


class _ArrayUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in ADMITTED_CLASSES:
            raise _ForeignObjectError(f"{module}.{name} is not an array")
        return super().find_class(module, name)


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
        if path.suffix == ".lms":
            points = np.array(path.read_text(encoding="utf-8").split(), dtype=np.float32)
            points = points.reshape(-1, 2)
        else:
            points = _ArrayUnpickler(io.BytesIO(path.read_bytes())).load()
            points = np.asarray(points, dtype=np.float32)
        if points.shape != (POINT_COUNT, 2) or not np.isfinite(points).all():
            raise ValueError(f"it holds {points.shape} instead of 110 points")
        if not points.any():
            raise ValueError("all its points are at 0, 0")
    except Exception as error:
        reason = str(error).rstrip(".")
        raise DatasetError("landmarks_unreadable", path=path, reason=reason) from error
    return points


def refuse_foreign_objects(path: Path) -> None:
    """Refuse a pickle that holds something else than arrays; a damaged one passes.

    Raises:
        DatasetError: ``landmarks_unreadable``.
    """
    try:
        read_landmarks(path)
    except DatasetError as error:
        if isinstance(error.__cause__, _ForeignObjectError):
            raise
