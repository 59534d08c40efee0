"""One image with frames from the whole length of a video."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.workspace.atomic import write_bytes

SHEET_FRAMES = 8
SHEET_COLUMNS = 4
CELL_PX = 320
GAP_PX = 4
GAP_GREY = 32
THUMBNAIL_NAME = "thumbnail.jpg"


class ContactSheet:
    """Keeps a few frames as they pass, spread evenly over `frame_count`.

    Args:
        frame_count: length of the video.
    """

    def __init__(self, frame_count: int) -> None:
        count = min(SHEET_FRAMES, frame_count)
        # the middle of each of `count` equal parts
        self._wanted = {(2 * i + 1) * frame_count // (2 * count) for i in range(count)}
        self._cells: list[np.ndarray] = []

    def offer(self, index: int, image: np.ndarray) -> None:
        """Take frame `index` if it is one of those wanted. image: (H, W, 3) uint8 BGR."""
        if index not in self._wanted:
            return
        scale = min(CELL_PX / max(image.shape[:2]), 1.0)
        height_px, width_px = (max(round(side * scale), 1) for side in image.shape[:2])
        self._cells.append(cv2.resize(image, (width_px, height_px), interpolation=cv2.INTER_AREA))

    def image(self) -> np.ndarray:
        """The sheet, (H, W, 3) uint8 BGR, in rows of four. Raises ValueError without frames."""
        if not self._cells:
            raise ValueError("no frame was offered")
        height_px, width_px = self._cells[0].shape[:2]
        columns = min(SHEET_COLUMNS, len(self._cells))
        rows = -(-len(self._cells) // columns)
        step_y, step_x = height_px + GAP_PX, width_px + GAP_PX
        sheet = np.full((rows * step_y - GAP_PX, columns * step_x - GAP_PX, 3), GAP_GREY, np.uint8)
        for number, cell in enumerate(self._cells):
            y, x = number // columns * step_y, number % columns * step_x
            sheet[y : y + height_px, x : x + width_px] = cell
        return sheet

    def write(self, path: Path) -> None:
        """Write the sheet as PNG, and its middle frame beside it as ``thumbnail.jpg``.

        Raises:
            StorageError: disk full, no permission.
        """
        write_bytes(path, cv2.imencode(".png", self.image())[1].tobytes())
        thumbnail = cv2.imencode(".jpg", self._cells[len(self._cells) // 2])[1]
        write_bytes(path.with_name(THUMBNAIL_NAME), thumbnail.tobytes())
