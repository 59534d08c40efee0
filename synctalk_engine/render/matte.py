"""A matte that the user gives: for each frame of the clip, where the person is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.workspace.clip import numbered_files

SUFFIXES = (".png", ".jpg", ".jpeg")


class Matte:
    """Reads the alpha of the clip's frames from a folder of grey images, ``000000.png``.

    Raises:
        MediaError: ``folder_not_found``.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise MediaError("folder_not_found", path=folder)
        self._folder = folder
        self._paths = numbered_files(folder, SUFFIXES)

    def require(self, frames: Iterable[int]) -> None:
        """Check before any work is done that each of these frames has an image.

        Raises:
            MediaError: ``matte_missing``.
        """
        for frame in frames:
            if frame not in self._paths:
                raise self._missing(frame, "there is no image of that number")

    def alpha(self, frame: int, image: np.ndarray) -> np.ndarray:
        """uint8 (height, width) of frame ``frame``, 255 where the person is.

        Args:
            image: the frame, uint8 (height, width, 3).

        Raises:
            MediaError: ``matte_missing`` where it is damaged or of another size.
        """
        self.require([frame])
        try:
            data = np.frombuffer(self._paths[frame].read_bytes(), np.uint8)
            alpha = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE) if len(data) else None
        except (OSError, cv2.error) as error:
            raise self._missing(frame, "it cannot be read") from error
        if alpha is None:
            raise self._missing(frame, "it cannot be read")
        if alpha.shape != image.shape[:2]:
            height_px, width_px = alpha.shape
            reason = (
                f"it has {width_px}x{height_px} pixels, the frame {image.shape[1]}x{image.shape[0]}"
            )
            raise self._missing(frame, reason)
        return alpha

    def _missing(self, frame: int, reason: str) -> MediaError:
        return MediaError("matte_missing", path=self._folder, frame=frame, reason=reason)
