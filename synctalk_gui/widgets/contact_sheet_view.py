"""Frames of a video, arranged so that they fill the room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from synctalk_gui.theme import color, tokens

_GAP_PX, _RADIUS_PX = 4, 6


class ContactSheetView(QWidget):
    """Shows frames of one size in as many columns as make them largest."""

    clicked = Signal()

    def __init__(self, empty_text: str, name: str) -> None:
        super().__init__()
        self._frames: list[QImage] = []
        self._empty_text = empty_text
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    @property
    def frames(self) -> list[QImage]:
        return list(self._frames)

    def set_frames(self, frames: list[QImage]) -> None:
        """Show other frames, all of one size; none shows the text for an empty sheet."""
        self._frames = [frame for frame in frames if not frame.isNull()]
        self.update()

    def places(self) -> list[QRectF]:
        """Returns where each frame is painted."""
        if not self._frames:
            return []
        count, room = len(self._frames), QSizeF(self.size())
        frame = QSizeF(self._frames[0].size())
        columns = best_columns(count, frame, room)
        cell = _cell_size(count, columns, frame, room)
        left = (room.width() - columns * cell.width() - (columns - 1) * _GAP_PX) / 2
        step_x, step_y = cell.width() + _GAP_PX, cell.height() + _GAP_PX
        return [
            QRectF(left + i % columns * step_x, i // columns * step_y, cell.width(), cell.height())
            for i in range(count)
        ]

    def sizeHint(self) -> QSize:
        return QSize(480, 240)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and is_inside:
            self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._frames:
            painter.setPen(color(tokens().mute))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._empty_text)
        for frame, place in zip(self._frames, self.places(), strict=True):
            path = QPainterPath()
            path.addRoundedRect(place, _RADIUS_PX, _RADIUS_PX)
            painter.setClipPath(path)
            painter.drawImage(place, frame)
        painter.end()


def best_columns(count: int, frame: QSizeF, room: QSizeF) -> int:
    """Returns the number of columns with which `count` frames are largest; of two, the smaller."""
    return max(
        range(1, count + 1), key=lambda columns: _cell_size(count, columns, frame, room).width()
    )


def _cell_size(count: int, columns: int, frame: QSizeF, room: QSizeF) -> QSizeF:
    """Returns the size of a frame in so many columns."""
    rows = -(-count // columns)
    cell_room = QSizeF(
        max(1.0, (room.width() - (columns - 1) * _GAP_PX) / columns),
        max(1.0, (room.height() - (rows - 1) * _GAP_PX) / rows),
    )
    return frame.scaled(cell_room, Qt.AspectRatioMode.KeepAspectRatio)
