"""Running a .tflite network: LiteRT, its publisher's own runtime, on one thread.

Twice as fast as the same network in OpenCV (docs/experiments.md, Preparing), and lets the
interpreter go while it computes.
"""

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter

_quiet_lock = threading.Lock()


class TfliteNetwork:
    """A network that takes one square RGB image. Not to be used by two threads at a time."""

    def __init__(self, model: bytes):
        with _quietly():
            self._interpreter = Interpreter(model_content=model, num_threads=1)
            self._interpreter.allocate_tensors()
        image = self._interpreter.get_input_details()[0]
        self._input = image["index"]
        self._outputs = [output["index"] for output in self._interpreter.get_output_details()]
        self.side_px = int(image["shape"][1])

    @classmethod
    def read(cls, path: Path) -> "TfliteNetwork":
        """From a file; through memory, since LiteRT cannot open every path on Windows."""
        return cls(Path(path).read_bytes())

    def __call__(self, image: np.ndarray, scale: float, shift: float = 0.0) -> list[np.ndarray]:
        """All outputs, float32, for `scale` times the values of the image, plus `shift`.

        image: (side_px, side_px, 3) uint8 BGR.
        """
        rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        values = np.multiply(rgb[None], np.float32(scale), dtype=np.float32)
        if shift:
            values += np.float32(shift)
        self._interpreter.set_tensor(self._input, values)
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(index) for index in self._outputs]


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """LiteRT greets on the error stream, which is ours to write on, and has no way to say no."""
    with _quiet_lock:
        try:
            kept = os.dup(2)
        except OSError:  # a windowed program has no such stream
            yield
            return
        try:
            with Path(os.devnull).open("w") as nowhere:
                os.dup2(nowhere.fileno(), 2)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
