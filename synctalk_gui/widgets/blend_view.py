"""Shows two images in the same place: as a wipe or as an onion skin."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from synctalk_gui.theme import DARK, color
from synctalk_gui.widgets.frame_view import FrameView

BlendMode = Literal["wipe", "onion"]
_HANDLE_REACH_PX = 12
_ARROW_PX = 5


class BlendView(FrameView):
    """Wipe shows the first image left of a line and the second right of it; onion skin blends them.

    The line is dragged with the mouse or moved by ``set_fraction``.
    """

    fraction_changed = Signal(float)
    """The user dragged the line to this fraction of the width, 0..1."""

    def __init__(self, parent: QWidget | None = None, empty_text: str = "") -> None:
        super().__init__(parent, empty_text)
        self._second: QImage | None = None
        self._mode: BlendMode = "wipe"
        self._fraction = 0.5
        self._is_dragging_line = False
        self.setMouseTracking(True)

    def set_pair(self, first: QImage | None, second: QImage | None) -> None:
        """Set the two images; the second is scaled to the first."""
        self.set_image(first)
        self._second = second

    def set_mode(self, mode: BlendMode) -> None:
        self._mode = mode
        self.update()

    def set_fraction(self, fraction: float) -> None:
        """Set the line's position (wipe) or the second image's opacity (onion skin), 0..1."""
        self._fraction = min(max(fraction, 0.0), 1.0)
        self.update()

    @property
    def fraction(self) -> float:
        return self._fraction

    def line_x(self) -> float:
        """Returns the x coordinate of the line."""
        rect = self._visible_rect()
        return rect.left() + self._fraction * rect.width()

    def _visible_rect(self) -> QRectF:
        return self.image_rect().intersected(QRectF(self.rect()))

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        super()._paint_content(painter, rect)
        if self._second is None:
            return
        painter.save()
        if self._mode == "onion":
            painter.setOpacity(self._fraction)
            self._paint_image(painter, self._second, rect)
        else:
            visible = self._visible_rect()
            painter.setClipRect(visible.adjusted(self.line_x() - visible.left(), 0, 0, 0))
            self._paint_image(painter, self._second, rect)
        painter.restore()
        if self._mode == "wipe":
            self._paint_line(painter)

    def _paint_line(self, painter: QPainter) -> None:
        visible, x = self._visible_rect(), self.line_x()
        for ink, width in ((color("#000000"), 3.0), (color(DARK.text), 1.4)):
            painter.setPen(QPen(ink, width))
            painter.drawLine(QPointF(x, visible.top()), QPointF(x, visible.bottom()))
        y = visible.center().y()
        painter.setPen(QPen(color("#000000"), 1))
        painter.setBrush(color(DARK.text))
        for side in (-1, 1):
            tip = QPointF(x + side * (_ARROW_PX + 7), y)
            base = x + side * 5
            points = [tip, QPointF(base, y - _ARROW_PX - 1), QPointF(base, y + _ARROW_PX + 1)]
            painter.drawPolygon(QPolygonF(points))

    def _is_on_line(self, position: QPointF) -> bool:
        is_wipe = self._mode == "wipe" and self._second is not None
        return is_wipe and abs(position.x() - self.line_x()) <= _HANDLE_REACH_PX

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._is_on_line(event.position()):
            self._is_dragging_line = True
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_dragging_line:
            rect = self._visible_rect()
            self.set_fraction((event.position().x() - rect.left()) / max(1.0, rect.width()))
            self.fraction_changed.emit(self._fraction)
            return
        if not event.buttons():
            is_near = self._is_on_line(event.position())
            self.setCursor(Qt.CursorShape.SplitHCursor if is_near else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_dragging_line = False
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._is_on_line(event.position()):
            super().mouseDoubleClickEvent(event)
