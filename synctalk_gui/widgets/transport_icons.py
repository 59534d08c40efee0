"""Icons of the transport bar, painted in the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPixmap, QPolygonF

from synctalk_gui.theme import color, tokens


def transport_icon(name: str) -> QIcon:
    """Returns the icon ``first``, ``back``, ``play``, ``pause``, ``forward`` or ``last``."""
    icon = QIcon()
    for mode, ink in (
        (QIcon.Mode.Normal, tokens().text),
        (QIcon.Mode.Disabled, tokens().faint),
    ):
        pixmap = QPixmap(48, 48)
        pixmap.setDevicePixelRatio(3.0)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(_glyph(name), color(ink))
        painter.end()
        icon.addPixmap(pixmap, mode)
    return icon


def _glyph(name: str) -> QPainterPath:
    """Returns the outline of an icon in a square of 16."""
    path = QPainterPath()
    if name == "pause":
        path.addRect(QRectF(4, 3.5, 2.8, 9))
        path.addRect(QRectF(9.2, 3.5, 2.8, 9))
        return path
    is_mirrored = name in ("first", "back")
    has_bar = name in ("first", "last")
    left = 4.5 if name == "play" else 4.0
    tip = left + (8.0 if name == "play" else 6.5)
    points = [QPointF(left, 3.2), QPointF(tip, 8), QPointF(left, 12.8)]
    if is_mirrored:
        points = [QPointF(16 - point.x(), point.y()) for point in points]
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    if has_bar:
        path.addRect(QRectF(3.6 if is_mirrored else 10.9, 3.2, 1.7, 9.6))
    return path
