"""Covers a window while files are dragged over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from synctalk_gui.theme import color, tokens

_MARGIN_PX, _RADIUS_PX, _BORDER_PX = 6, 12, 3
_TINT = 0.82
_FONT_FACTOR = 1.5


class DropOverlay(QWidget):
    """A tint, a border and a sentence over the whole parent; drags go through to what is below.

    Args:
        text: says what happens when the files are dropped.
    """

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)
        parent.installEventFilter(self)
        self.hide()

    def set_shown(self, is_shown: bool) -> None:
        if is_shown:
            self.setGeometry(self.parentWidget().rect())
            self.raise_()
        self.setVisible(is_shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.parentWidget().rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = color(theme.bg)
        tint.setAlphaF(_TINT)
        painter.fillRect(self.rect(), tint)
        margin = _MARGIN_PX + _BORDER_PX / 2
        frame = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter.setPen(QPen(color(theme.accent), _BORDER_PX, Qt.PenStyle.DashLine))
        painter.setBrush(color(theme.accent_back))
        painter.drawRoundedRect(frame, _RADIUS_PX, _RADIUS_PX)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _FONT_FACTOR)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(color(theme.text))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(frame.adjusted(24, 24, -24, -24), flags, self._text)
        painter.end()
