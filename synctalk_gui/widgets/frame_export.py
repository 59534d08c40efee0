"""Exports frames as one image: side by side with captions, or as a strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from synctalk_engine.errors import StorageError, SynctalkError
from synctalk_engine.workspace.atomic import user_error
from synctalk_gui.widgets.image_sources import ImageSource

_GAP_PX = 4
_BACKGROUND, _INK = QColor("#16181d"), QColor("#e8eaed")
_LEAST_CAPTION_PX = 14
_CAPTION_FRACTION = 1 / 18
"""Height of a caption as a fraction of the images' height."""


@dataclass(frozen=True)
class Column:
    """A column of the image: a caption above one or more images."""

    caption: str
    sources: Sequence[ImageSource]
    """The images from top to bottom, in their own pixels."""


def compose(columns: Sequence[Column]) -> QImage:
    """Returns all columns side by side with their captions; may block.

    Raises:
        ValueError: nothing is to be shown, or an image cannot be read.
    """
    images_by_column = [[source.read() for source in column.sources] for column in columns]
    rows = max((len(column) for column in images_by_column), default=0)
    if rows == 0:
        raise ValueError("no pictures")
    widths = [max(image.width() for image in column) for column in images_by_column]
    heights = [
        max(c[row].height() for c in images_by_column if row < len(c)) for row in range(rows)
    ]
    caption_px = max(_LEAST_CAPTION_PX, round(heights[0] * _CAPTION_FRACTION))
    width = sum(widths) + _GAP_PX * (len(widths) - 1)
    height = caption_px + _GAP_PX + sum(heights) + _GAP_PX * (rows - 1)
    sheet = QImage(width, height, QImage.Format.Format_RGB32)
    sheet.fill(_BACKGROUND)
    painter = QPainter(sheet)
    font = QFont()
    font.setPixelSize(max(9, round(caption_px * 0.7)))
    painter.setFont(font)
    painter.setPen(_INK)
    left = 0
    for column, images, column_px in zip(columns, images_by_column, widths, strict=True):
        place = QRectF(left, 0, column_px, caption_px)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, column.caption)
        top = caption_px + _GAP_PX
        for image, row_px in zip(images, heights, strict=False):
            painter.drawImage(left, top, image)
            top += row_px + _GAP_PX
        left += column_px + _GAP_PX
    painter.end()
    return sheet


def write_image(columns: Sequence[Column], path: Path) -> SynctalkError | None:
    """Write the image of :func:`compose`; may block.

    Returns:
        The error, or None.
    """
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    try:
        if not compose(columns).save(data, path.suffix.removeprefix(".")):
            return StorageError("image_not_written", path=path)
        path.write_bytes(data.data().data())
    except Exception as error:
        return user_error(error, path)
    return None


def spread(first: int, last: int, count: int) -> list[int]:
    """Returns up to ``count`` evenly spaced integers from ``first`` to ``last``, both included."""
    if count <= 1 or last <= first:
        return [first]
    steps = min(count, last - first + 1) - 1
    return [first + round(index * (last - first) / steps) for index in range(steps + 1)]
