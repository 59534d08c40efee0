"""Reading PyTorch files that others wrote, without running any code that they may hold."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.workspace.zip_files import is_zip

_REASON_LENGTH = 200
_LARGE_BYTES = 64 << 20
"""A smaller file for which there is no memory states a length that it does not have."""
_FORBIDDEN_CLASS = re.compile(r"GLOBAL ([\w.]+)")


class WeightsFileError(ValueError):
    """A file cannot be read as weights; the text is the reason, in a few words."""


def read_weights_file(path: Path) -> Any:
    """``torch.load`` on the CPU with ``weights_only``.

    Raises:
        WeightsFileError: not a PyTorch file, damaged, or it holds objects of Python classes.
    """
    import torch

    try:
        with path.open("rb") as file, torch.serialization.safe_globals(_harmless()):
            return torch.load(file, map_location="cpu", weights_only=True)
    except ImportError:
        raise
    except Exception as error:  # its unpickler, its zip reader: they can fail in any way
        is_large = path.is_file() and path.stat().st_size > _LARGE_BYTES
        if isinstance(error, MemoryError) and is_large:
            raise
        raise WeightsFileError(_reason(path, error)) from error


def _harmless() -> list[Any]:
    """What training scripts keep beside weights: a loss that is a numpy scalar, their arguments."""
    make_scalar = np.float64(0).__reduce__()[0]
    kinds = (np.float64, np.float32, np.int64, np.int32, np.bool_)
    return [
        (make_scalar, "numpy._core.multiarray.scalar"),
        (make_scalar, "numpy.core.multiarray.scalar"),  # before numpy 2
        np.dtype,
        *{type(np.dtype(kind)) for kind in kinds},
        argparse.Namespace,
    ]


def _reason(path: Path, error: Exception) -> str:
    """Why PyTorch refused the file, as far as that can be told."""
    if isinstance(error, OSError):
        return first_line(error)
    text = str(error)
    if "TorchScript" in text:
        return "it is a TorchScript program, not a state dict"
    if forbidden := _FORBIDDEN_CLASS.search(text):
        return f"it holds a Python object ({forbidden[1]}), which is not loaded for safety"
    size_bytes = path.stat().st_size
    if size_bytes == 0:
        return "it is empty"
    if is_zip(path):
        return f"it is a zip archive that PyTorch cannot read ({first_line(error)})"
    with path.open("rb") as file:
        if file.read(2) == b"PK":
            return "it is cut short or damaged"
    return "it is not a PyTorch file, or it is damaged"


def first_line(error: Exception) -> str:
    """The first line of an error's text, not too long; the error's name where it has none."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    line = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return line[:_REASON_LENGTH].rstrip(". ")
