"""The tiles of the sample strip: rows of images as squares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from synctalk_gui.theme import color, focus_pen, tokens
from synctalk_gui.widgets.frame_view import small_font
from synctalk_gui.widgets.image_sources import ImageSource

_GAP_PX = 6
_LABEL_PX = 74
_LEAST_TILE_PX, _LARGEST_TILE_PX = 84, 220
_MOST_SHOWN = 8
_RADIUS_PX = 6


class SampleImages(Protocol):
    """Provides the images of the tiles."""

    def sources(self, row: str) -> list[ImageSource]:
        """Returns the sources of a row's tiles, left to right."""
        ...

    def cached(self, source: ImageSource) -> QImage | None:
        """Returns an image if it is loaded, and requests it otherwise."""
        ...


class SampleGrid(QWidget):
    """Paints the rows of tiles; the tiles fill the width as squares."""

    activated = Signal(int)
    """The user double-clicked the sample with this index, or pressed Enter on it."""

    def __init__(self, images: SampleImages, parent: QWidget) -> None:
        super().__init__(parent)
        self._images = images
        self.rows: Sequence[str] = ("target", "generated")
        self._current = 0
        self._last_images: dict[tuple[str, int], QImage] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(240, 60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Validation samples, target above generated"))

    def set_rows(self, rows: Sequence[str]) -> None:
        self.rows = rows
        self.updateGeometry()
        self.update()

    def forget_images(self) -> None:
        """Show nothing until images are loaded: those on screen are of another project."""
        self._last_images.clear()
        self.update()

    def show_step(self) -> None:
        """Show another step; the previous images stay until the new ones are loaded."""
        self.updateGeometry()
        self.update()

    def refresh_tile(self, source: object) -> None:
        if any(source in self._images.sources(row) for row in self.rows):
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = len(self.rows)
        return round(rows * self._tile_px(width) + (rows - 1) * _GAP_PX)

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def _shown_count(self) -> int:
        """Returns how many samples are shown: fewer where all of them would be tiny."""
        fitting = int((self.width() - _LABEL_PX + _GAP_PX) // (self._shown_tile_px() + _GAP_PX))
        return min(len(self._images.sources("target")), max(1, fitting))

    def _columns(self, width: float) -> int:
        count = len(self._images.sources("target")) or _MOST_SHOWN
        fitting = int((width - _LABEL_PX) // (_LEAST_TILE_PX + _GAP_PX))
        return max(2, min(count, fitting))

    def _tile_px(self, width: float) -> float:
        tile_px = (width - _LABEL_PX) / self._columns(width) - _GAP_PX
        return max(24.0, min(tile_px, _LARGEST_TILE_PX))

    def _shown_tile_px(self) -> float:
        """Returns the size of a tile, limited by width and height."""
        rows = len(self.rows)
        by_height = (self.height() + _GAP_PX) / rows - _GAP_PX
        return max(16.0, min(self._tile_px(self.width()), by_height))

    def _tile(self, row: int, column: int) -> QRectF:
        size = self._shown_tile_px()
        left = _LABEL_PX + column * (size + _GAP_PX)
        return QRectF(left, row * (size + _GAP_PX), size, size)

    def _label(self, row: str) -> str:
        texts = {
            "target": self.tr("Target"),
            "generated": self.tr("Generated"),
            "difference": self.tr("Difference\n× 4"),
        }
        return texts[row]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._images.sources("target"):
            painter.setPen(color(tokens().mute))
            text = self.tr("Samples appear here after the first validation.")
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, text)
            return
        for place, row in enumerate(self.rows):
            label = QRectF(
                0, self._tile(place, 0).top(), _LABEL_PX - 8, self._tile(place, 0).height()
            )
            painter.setPen(color(tokens().mute))
            painter.setFont(small_font(self.font()))
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, self._label(row))
            sources = self._images.sources(row)[: self._shown_count()]
            for column, source in enumerate(sources):
                self._paint_tile(painter, self._tile(place, column), row, column, source)
        if self.hasFocus():
            top, bottom = (
                self._tile(0, self._current),
                self._tile(len(self.rows) - 1, self._current),
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(focus_pen())
            painter.drawRoundedRect(
                top.united(bottom).adjusted(1, 1, -1, -1), _RADIUS_PX, _RADIUS_PX
            )

    def _paint_tile(
        self, painter: QPainter, tile: QRectF, row: str, column: int, source: ImageSource
    ) -> None:
        image = self._images.cached(source)
        if image is None:
            image = self._last_images.get((row, column))
        else:
            self._last_images[row, column] = image
        outline = QPainterPath()
        outline.addRoundedRect(tile, _RADIUS_PX, _RADIUS_PX)
        if image is None:
            painter.fillPath(outline, color(tokens().raised))
            return
        painter.save()
        painter.setClipPath(outline)
        painter.drawImage(tile, image, _square_part(image))
        painter.restore()

    def _column_at(self, x: float) -> int | None:
        column = int((x - _LABEL_PX) // (self._shown_tile_px() + _GAP_PX))
        return column if 0 <= column < self._shown_count() else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        column = self._column_at(event.position().x())
        if column is not None:
            self._current = column
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        column = self._column_at(event.position().x())
        if column is not None:
            self.activated.emit(column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = event.key(), self._shown_count()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and count:
            self.activated.emit(min(self._current, count - 1))
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + count:
            self._current = key - Qt.Key.Key_1
            self.update()
        else:
            event.ignore()


def _square_part(image: QImage) -> QRectF:
    """Returns the centre square of an image."""
    side = min(image.width(), image.height())
    return QRectF((image.width() - side) / 2, (image.height() - side) / 2, side, side)
