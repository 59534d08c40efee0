"""Paints the tracks and the position marker of a timeline."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from synctalk_gui.theme import color, tokens
from synctalk_gui.widgets.timeline_tracks import NOTHING, OK, WARN, Track, aggregate, runs

TOP_PX = 10
_RADIUS_PX = 3
_LEAST_RUN_PX = 3
"""Minimum width of a flagged range, however long the clip."""
_FOUND_ALPHA = 0.85


def paint_track(painter: QPainter, track: Track, rect: QRectF) -> None:
    """Paint a track's levels as coloured and hatched ranges."""
    outline = QPainterPath()
    outline.addRoundedRect(rect, _RADIUS_PX, _RADIUS_PX)
    painter.save()
    painter.setClipPath(outline)
    columns = aggregate(track.levels, int(rect.width()), track.is_worst_shown)
    for begin, end, level in sorted(runs(columns), key=lambda run: run[2]):
        if level >= WARN and end - begin < _LEAST_RUN_PX:
            begin, end = begin - 1, begin - 1 + _LEAST_RUN_PX
        area = QRectF(rect.left() + begin, rect.top(), end - begin, rect.height())
        for brush in level_brushes(level):
            painter.fillRect(area, brush)
    painter.restore()


def paint_marker(painter: QPainter, x: float, bottom: float) -> None:
    """Paint the position marker, down to ``bottom``."""
    for ink, width in ((color(tokens().card), 4.0), (color(tokens().text), 1.6)):
        painter.setPen(QPen(ink, width))
        painter.drawLine(QPointF(x, TOP_PX - 3), QPointF(x, bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(tokens().text))
    painter.drawPolygon(QPolygonF([QPointF(x - 5, 1), QPointF(x + 5, 1), QPointF(x, TOP_PX - 1)]))


def shade(token: str, alpha: float = 1.0) -> QColor:
    """Returns a token's colour with an opacity."""
    ink = color(token)
    ink.setAlphaF(alpha)
    return ink


def level_brushes(level: int) -> list[QBrush]:
    """Returns the colour of a level, and the hatching of a warning or error."""
    theme = tokens()
    if level in (OK, NOTHING):
        return [QBrush(shade(theme.ok, _FOUND_ALPHA) if level == OK else shade(theme.faint, 0.6))]
    is_warning = level == WARN
    style = Qt.BrushStyle.BDiagPattern if is_warning else Qt.BrushStyle.DiagCrossPattern
    ink = color(theme.warn if is_warning else theme.err)
    return [QBrush(ink), QBrush(shade(theme.card, 0.7), style)]
