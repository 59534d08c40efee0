"""One landmark network on a GPU for several threads.

Each thread follows a face from frame to frame, so it has one image at a time. What the threads ask
for while the GPU computes is its next batch. Nobody waits for a batch to fill.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from synctalk_engine.face.tflite_network import TfliteNetwork

logger = logging.getLogger(__name__)

RunBatch = Callable[[np.ndarray], list[np.ndarray]]
"""(n, S, S, 3) uint8 BGR -> all outputs, each (n, ...) float32."""


class BatchFailedError(Exception):
    """The device cannot compute the network, or can no longer; the reason is in the log."""


@dataclass
class _Request:
    image: np.ndarray
    outputs: list[np.ndarray] | None = None
    is_done: bool = False


class SharedBatches:
    """Computes the images that several threads give it, together.

    Args:
        run: computes a batch; see :func:`synctalk_engine.face.mesh_on_device.mesh_on`.
        max_images: of a batch.
    """

    def __init__(self, run: RunBatch, max_images: int) -> None:
        self._run = run
        self._max_images = max_images
        self._waiting: deque[_Request] = deque()
        self._running = threading.Lock()
        self.has_failed = False
        self.image_count = self.batch_count = 0

    def __call__(self, image: np.ndarray) -> list[np.ndarray]:
        """All outputs for an image (S, S, 3) uint8 BGR, each as of a batch of one.

        Raises:
            BatchFailedError: also every later call does.
        """
        request = _Request(image)
        self._waiting.append(request)
        while not request.is_done:
            with self._running:
                if not request.is_done:
                    self._run_next()
        if request.outputs is None:
            raise BatchFailedError
        return request.outputs

    def _run_next(self) -> None:
        """Compute those that waited longest; the caller holds the lock."""
        count = min(len(self._waiting), self._max_images)
        requests = [self._waiting.popleft() for _ in range(count)]
        try:
            if not self.has_failed:
                outputs = self._run(np.stack([request.image for request in requests]))
                for row, request in enumerate(requests):
                    request.outputs = [output[row : row + 1] for output in outputs]
                self.image_count += count
                self.batch_count += 1
        except (RuntimeError, NotImplementedError):  # out of memory, or not built for the device
            self.has_failed = True
            logger.warning("landmarks on the GPU failed; the processor goes on", exc_info=True)
        finally:
            for request in requests:
                request.is_done = True


class BatchedNetwork:
    """As :class:`TfliteNetwork`, by shared batches while they work. One for each thread."""

    def __init__(self, model: bytes, batches: SharedBatches) -> None:
        self._model = model
        self._batches = batches
        self._own: TfliteNetwork | None = None

    def __call__(self, image: np.ndarray, scale: float) -> list[np.ndarray]:
        """All outputs, float32, for a (S, S, 3) uint8 BGR image; `scale` as that of the batches."""
        try:
            return self._batches(image)
        except BatchFailedError:
            if self._own is None:
                self._own = TfliteNetwork(self._model)
            return self._own(image, scale)
