"""An image with a box around each face; a click on a face chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from synctalk_gui.theme import DARK, color
from synctalk_gui.widgets.frame_view import FrameView, small_font

_LABEL_PX = 20


@dataclass(frozen=True)
class FaceBox:
    """One face; ``rect`` is in fractions of the image's width and height."""

    index: int
    rect: QRectF
    is_chosen: bool


class FaceBoxView(FrameView):
    """A frame view with boxes; the chosen face has a solid one with a label."""

    face_clicked = Signal(int)
    """Number of the person whose face was clicked."""

    def __init__(self, parent: QWidget | None = None, empty_text: str = "") -> None:
        super().__init__(parent, empty_text)
        self._boxes: tuple[FaceBox, ...] = ()
        self._pressed_at: QPointF | None = None
        self.setMouseTracking(True)

    def set_boxes(self, boxes: Sequence[FaceBox]) -> None:
        if tuple(boxes) != self._boxes:
            self._boxes = tuple(boxes)
            self.update()

    def boxes(self) -> tuple[FaceBox, ...]:
        return self._boxes

    def face_at(self, position: QPointF) -> int | None:
        """Returns the person at a point of the widget; of overlapping ones the nearest."""
        hits = [box for box in self._boxes if self.box_rect(box).contains(position)]
        if not hits:
            return None
        return min(hits, key=lambda b: _distance(self.box_rect(b).center(), position)).index

    def box_rect(self, box: FaceBox) -> QRectF:
        """Returns where a box is in the widget."""
        image = self.image_rect()
        return QRectF(
            image.left() + box.rect.left() * image.width(),
            image.top() + box.rect.top() * image.height(),
            box.rect.width() * image.width(),
            box.rect.height() * image.height(),
        )

    # -- inside -------------------------------------------------------------------------------

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        super()._paint_content(painter, rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in sorted(self._boxes, key=lambda b: b.is_chosen):
            style = Qt.PenStyle.SolidLine if box.is_chosen else Qt.PenStyle.DashLine
            ink = color(DARK.accent) if box.is_chosen else color("#ffffff")
            shown = self.box_rect(box)
            for pen in (QPen(color("#000000"), 4.0), QPen(ink, 2.0, style)):
                painter.setPen(pen)
                painter.drawRoundedRect(shown, 4, 4)
            if len(self._boxes) > 1:
                self._paint_label(painter, box, shown)

    def _paint_label(self, painter: QPainter, box: FaceBox, shown: QRectF) -> None:
        """Paint the person's number on the box's upper edge."""
        painter.setFont(small_font(self.font()))
        text = f"✓ {box.index}" if box.is_chosen else str(box.index)
        width = max(painter.fontMetrics().horizontalAdvance(text) + 12, _LABEL_PX)
        top = max(shown.top() - _LABEL_PX, 0.0)
        badge = QRectF(shown.left(), top, width, _LABEL_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(DARK.accent_fill if box.is_chosen else DARK.card))
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(color("#ffffff"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # -- overrides ----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed_at = event.position() if is_left else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons() and len(self._boxes) > 1:
            is_over = self.face_at(event.position()) is not None
            shape = Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed_at, self._pressed_at = self._pressed_at, None
        if pressed_at is None or len(self._boxes) < 2:
            return
        index = self.face_at(event.position())
        if index is not None and index == self.face_at(pressed_at):
            self.face_clicked.emit(index)


def _distance(one: QPointF, other: QPointF) -> float:
    return (one - other).manhattanLength()
