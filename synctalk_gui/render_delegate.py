"""Paints a render in the list: thumbnail, name and facts."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from synctalk_gui import icons
from synctalk_gui.item_models.model_index import ModelIndex
from synctalk_gui.item_models.render_entries import (
    THUMBNAIL_HEIGHT_PX,
    THUMBNAIL_WIDTH_PX,
    RenderEntry,
    RenderState,
)
from synctalk_gui.item_models.render_list_model import RenderRole
from synctalk_gui.theme import color, tokens

_ROW_HEIGHT_PX = THUMBNAIL_HEIGHT_PX + 12
_MARGIN_PX = 7
_ICON_PX = 22
_ICONS = {
    RenderState.QUEUED: ("pending", "mute"),
    RenderState.RUNNING: ("film", "accent"),
    RenderState.FAILED: ("error", "err"),
    RenderState.DONE: ("film", "mute"),
}
"""What is shown in the place of a thumbnail that is not there: icon and colour."""


class RenderDelegate(QStyledItemDelegate):
    """Paints the thumbnail, the name, and one line of facts or the progress."""

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        return QSize(200, _ROW_HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        entry = index.data(RenderRole.ENTRY)
        if entry is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(option.rect).adjusted(1, 1, -1, -1)
        _paint_frame(painter, option, frame)
        place = QRectF(frame.x() + _MARGIN_PX, 0, THUMBNAIL_WIDTH_PX, THUMBNAIL_HEIGHT_PX)
        place.moveTop(frame.center().y() - THUMBNAIL_HEIGHT_PX / 2)
        _paint_thumbnail(painter, place, entry, index.data(RenderRole.THUMBNAIL))
        left = place.right() + 12
        texts = QRectF(left, frame.y(), frame.right() - _MARGIN_PX - left, frame.height())
        _paint_texts(painter, option.font, entry, index, texts)
        painter.restore()


def _paint_frame(painter: QPainter, option: QStyleOptionViewItem, frame: QRectF) -> None:
    theme = tokens()
    if option.state & QStyle.StateFlag.State_Selected:
        painter.setBrush(color(theme.accent_back))
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(color(theme.accent), 2) if has_focus else Qt.PenStyle.NoPen)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(color(theme.hover))
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        return
    painter.drawRoundedRect(frame, 8, 8)


def _paint_thumbnail(
    painter: QPainter, place: QRectF, entry: RenderEntry, thumbnail: QPixmap | None
) -> None:
    """Paint the whole frame into its place; an icon where there is none."""
    path = QPainterPath()
    path.addRoundedRect(place, 5, 5)
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(place, color(tokens().bg))
    if thumbnail is None:
        icon_name, tone = _ICONS[entry.state]
        spot = QRect(0, 0, _ICON_PX, _ICON_PX)
        spot.moveCenter(place.center().toPoint())
        icons.icon(icon_name, getattr(tokens(), tone)).paint(painter, spot)
    else:
        size = thumbnail.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRectF(0, 0, size.width(), size.height())
        shown.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(shown, thumbnail, QRectF(thumbnail.rect()))
    painter.restore()


def _paint_texts(
    painter: QPainter, font: QFont, entry: RenderEntry, index: ModelIndex, place: QRectF
) -> None:
    theme = tokens()
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    painter.setFont(strong)
    height_px = painter.fontMetrics().height()
    line = QRectF(place.x(), place.center().y() - height_px - 2, place.width(), height_px)
    middle, right = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
    painter.setPen(color(theme.text))
    _draw_elided(painter, line, str(index.data() or ""), middle)
    painter.setFont(font)
    painter.setPen(color(theme.err if entry.state == RenderState.FAILED else theme.mute))
    _draw_elided(painter, line.translated(0, height_px + 3), index.data(RenderRole.FACTS), right)
    if entry.state == RenderState.RUNNING:
        bar = QRectF(place.x(), line.bottom() + height_px + 8, place.width(), 3)
        painter.fillRect(bar, color(theme.line))
        bar.setWidth(bar.width() * (entry.fraction_done or 0.0))
        painter.fillRect(bar, color(theme.accent))


def _draw_elided(painter: QPainter, line: QRectF, text: str, mode: Qt.TextElideMode) -> None:
    shown = painter.fontMetrics().elidedText(text, mode, int(line.width()))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
