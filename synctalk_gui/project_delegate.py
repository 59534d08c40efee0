"""Paints a project in the list: thumbnail, name and status."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from synctalk_gui import icons
from synctalk_gui.formats import ago_short
from synctalk_gui.item_models.model_index import ModelIndex
from synctalk_gui.item_models.projects_model import THUMBNAIL_PX, ProjectRole
from synctalk_gui.theme import color, tokens

_ROW_WIDTH_PX = 200
_ROW_HEIGHT_PX = 66
_ICON_PX = 13
_AVATAR_HUES = (212, 150, 28, 268, 340, 186)


class ProjectDelegate(QStyledItemDelegate):
    """Paints thumbnail, name and status, and a progress bar while a job runs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        return QSize(_ROW_WIDTH_PX, _ROW_HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(option.rect).adjusted(1, 1, -1, -3)
        self._paint_frame(painter, option, frame)
        thumbnail_rect = QRectF(frame.x() + 8, frame.y() + 8, THUMBNAIL_PX, THUMBNAIL_PX)
        self._paint_thumbnail(painter, thumbnail_rect, index)
        texts = QRectF(frame).adjusted(thumbnail_rect.right() + 10 - frame.x(), 8, -9, 0)
        self._paint_texts(painter, option, index, texts)
        painter.restore()

    def _paint_frame(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF) -> None:
        theme = tokens()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.setBrush(color(theme.accent_back))
            has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(color(theme.accent), 2 if has_focus else 1))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(color(theme.hover))
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            return
        painter.drawRoundedRect(frame, 9, 9)

    def _paint_thumbnail(self, painter: QPainter, place: QRectF, index: ModelIndex) -> None:
        path = QPainterPath()
        path.addRoundedRect(place, 7, 7)
        painter.save()
        painter.setClipPath(path)
        thumbnail = index.data(ProjectRole.THUMBNAIL)
        if thumbnail is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, thumbnail, QRectF(thumbnail.rect()))
        else:
            self._paint_avatar(painter, place, index.data() or "?")
        painter.restore()

    def _paint_avatar(self, painter: QPainter, place: QRectF, name: str) -> None:
        """Paint the first letter on a colour derived from the name."""
        hue = _AVATAR_HUES[sum(name.encode("utf-8")) % len(_AVATAR_HUES)]
        is_dark = tokens().name == "dark"
        painter.fillRect(place, QColor.fromHsv(hue, 90, 90 if is_dark else 200))
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(255, 255, 255, 200) if is_dark else QColor.fromHsv(hue, 160, 70))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name[:1].upper())

    def _paint_texts(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: ModelIndex,
        place: QRectF,
    ) -> None:
        theme = tokens()
        stage = index.data(ProjectRole.STAGE)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(color(theme.text))
        metrics = painter.fontMetrics()
        fraction = None if stage is None else stage.fraction
        has_bar = fraction is not None
        top = place.y() + (2 if has_bar else 6)
        line = QRectF(place.x(), top, place.width(), metrics.height())
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * 0.92)
        room = line.adjusted(0, 0, -self._paint_activity(painter, small, index, line), 0)
        painter.setFont(font)
        painter.setPen(color(theme.text))
        name = metrics.elidedText(
            index.data() or "", Qt.TextElideMode.ElideMiddle, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        if stage is None:
            return
        second = line.translated(0, metrics.height() + 1)
        room = second.adjusted(0, 0, -self._paint_findings(painter, small, index, second), 0)
        painter.setFont(small)
        painter.setPen(color(getattr(theme, stage.tone)))
        text = painter.fontMetrics().elidedText(
            stage.text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        if fraction is not None:
            bar = QRectF(place.x(), second.bottom() + 4, place.width(), 3)
            self._paint_bar(painter, bar, fraction)

    def _paint_activity(
        self, painter: QPainter, font: QFont, index: ModelIndex, line: QRectF
    ) -> float:
        """Paint the time of the last change at the right; returns its width."""
        moment = index.data(ProjectRole.ACTIVITY)
        if not moment:
            return 0.0
        painter.setFont(font)
        return self._paint_at_right(painter, tokens().mute, ago_short(moment), line) + 8.0

    def _paint_findings(
        self, painter: QPainter, font: QFont, index: ModelIndex, line: QRectF
    ) -> float:
        """Paint the number of warnings at the right; returns its width."""
        count = index.data(ProjectRole.FINDINGS)
        if not count:
            return 0.0
        painter.setFont(font)
        width = self._paint_at_right(painter, tokens().warn, str(count), line)
        place = QRect(0, 0, _ICON_PX, _ICON_PX)
        place.moveCenter(line.center().toPoint())
        place.moveRight(round(line.right()) - width - 3)
        icons.icon("warning", tokens().warn).paint(painter, place)
        return width + _ICON_PX + 10.0

    def _paint_at_right(self, painter: QPainter, ink: str, text: str, line: QRectF) -> int:
        """Paint text at the right end of a line; returns its width."""
        painter.setPen(color(ink))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        return painter.fontMetrics().horizontalAdvance(text)

    def _paint_bar(self, painter: QPainter, place: QRectF, fraction: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(tokens().line))
        painter.drawRoundedRect(place, 1.5, 1.5)
        painter.setBrush(color(tokens().accent))
        done = QRectF(place)
        done.setWidth(max(3.0, place.width() * fraction))
        painter.drawRoundedRect(done, 1.5, 1.5)
