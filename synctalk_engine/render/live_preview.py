"""Writes the latest frame of a render to a file, as a live preview."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.errors import SynctalkError
from synctalk_engine.media.image_files import write_image

NAME = "newest.jpg"
INTERVAL_S = 1.0
LONGEST_SIDE_PX = 720

logger = logging.getLogger(__name__)


class LivePreview:
    """Writes one frame a second at most, over the one before."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._last_s = -INTERVAL_S

    def offer(self, image: np.ndarray) -> Path | None:
        """Where the frame was written; None if it is too early for another.

        Args:
            image: (H, W, 3) uint8 BGR.

        A frame to look at is not worth a video: that it could not be written is only noted.
        """
        now_s = time.monotonic()
        if now_s - self._last_s < INTERVAL_S:
            return None
        self._last_s = now_s
        longest_px = max(image.shape[:2])
        if longest_px > LONGEST_SIDE_PX:
            scale = LONGEST_SIDE_PX / longest_px
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        try:
            write_image(self._path, image)
        except (OSError, SynctalkError) as error:
            logger.warning("the newest image was not written: %s", error)
            return None
        return self._path
