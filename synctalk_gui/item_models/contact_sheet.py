"""Takes a rendered video's contact sheet apart into its frames."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

_CELL_PX, _GAP_PX, _COLUMNS, _MAX_CELLS = 320, 4, 4, 8
"""As the engine writes it: rows of up to four frames, none larger than ``_CELL_PX``."""


def sheet_frames(sheet: QImage, frame_count: int) -> list[QImage]:
    """Returns the frames on a contact sheet, in their order; the sheet itself if it is unknown.

    Args:
        frame_count: length of the video; 0 if it is not known.
    """
    if sheet.isNull() or not frame_count:
        return [] if sheet.isNull() else [sheet]
    cells = min(_MAX_CELLS, frame_count)
    columns = min(_COLUMNS, cells)
    rows = -(-cells // columns)
    width_px = (sheet.width() - (columns - 1) * _GAP_PX) // columns
    height_px = (sheet.height() - (rows - 1) * _GAP_PX) // rows
    if max(width_px, height_px) > _CELL_PX:  # written by another program
        return [sheet]
    step_x, step_y = width_px + _GAP_PX, height_px + _GAP_PX
    places = [divmod(index, columns) for index in range(cells)]
    return [
        sheet.copy(QRect(column * step_x, row * step_y, width_px, height_px))
        for row, column in places
    ]


def read_sheet(path: Path, frame_count: int) -> list[QImage]:
    """Read a contact sheet's frames; none if it cannot be read."""
    return sheet_frames(QImage(str(path)), frame_count)
