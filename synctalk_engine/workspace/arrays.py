"""Reads arrays that someone else may have written or damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np


class ArrayFileError(ValueError):
    """A file holds no array of numbers; the text is the reason."""


def open_array(path: Path) -> np.ndarray:
    """The array of numbers in an ``.npy`` file, memory-mapped for reading.

    Raises:
        ArrayFileError: it is missing, damaged or holds something else.
    """
    try:
        with np.errstate(all="ignore"):  # of a shape beyond all numbers
            array = np.lib.format.open_memmap(path, mode="r")
    except Exception as error:  # its header is a Python expression: it can fail in any way
        raise ArrayFileError(str(error)) from error
    if array.dtype.kind not in "biuf":
        raise ArrayFileError(f"it holds {array.dtype}, not numbers")
    return array
