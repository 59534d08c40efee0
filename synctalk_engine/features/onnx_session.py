"""Opening networks with onnxruntime, which must not report to its makers.

Since 1.29 its published builds send events about each session to Microsoft on Linux and macOS too,
and keep an identifier of the machine in the user's cache folder, unless a variable forbids it
before the library is loaded. This program sends nothing anywhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import onnxruntime

RunEncoder = Callable[[np.ndarray], np.ndarray]
"""Runs an encoder on one input array."""

_ERRORS_ONLY = 3


def open_session(weights: Path | bytes, threads: int = 0) -> onnxruntime.InferenceSession:
    """A network on the processor, without telemetry.

    Args:
        weights: an ``.onnx`` or ``.ort`` file, or what is in it.
        threads: 0: as many as it likes.

    Raises:
        Exception: whatever onnxruntime makes of a file that is no network.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = _ERRORS_ONLY
    return onnxruntime.InferenceSession(
        weights if isinstance(weights, bytes) else weights.read_bytes(),
        options,
        providers=["CPUExecutionProvider"],
    )
