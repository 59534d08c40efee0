"""Paints a project in the list: thumbnail, name and status."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from synctalk_gui import icons
from synctalk_gui.formats import ago_short
from synctalk_gui.item_models.model_index import ModelIndex
from synctalk_gui.item_models.projects_model import THUMBNAIL_PX, ProjectRole
from synctalk_gui.theme import CAPTION, color, focus_pen, tokens
from synctalk_gui.widgets.two_lines import two_lines

_ROW_WIDTH_PX = 200
_ROW_HEIGHT_PX = 74
_ICON_PX = 13
_SPARE_PX = 6
"""Of the row's margins, for four lines."""
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
        thumbnail_rect = QRectF(frame.x() + 8, 0, THUMBNAIL_PX, THUMBNAIL_PX)
        thumbnail_rect.moveTop(frame.center().y() - THUMBNAIL_PX / 2)
        self._paint_thumbnail(painter, thumbnail_rect, index)
        texts = QRectF(frame).adjusted(thumbnail_rect.right() + 10 - frame.x(), 5, -9, -5)
        self._paint_texts(painter, option, index, texts)
        painter.restore()

    def _paint_frame(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF) -> None:
        theme = tokens()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.setBrush(color(theme.accent_back))
            has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(focus_pen() if has_focus else QPen(color(theme.accent), 1))
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
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * CAPTION)
        name = index.data() or ""
        activity = ago_short(index.data(ProjectRole.ACTIVITY)) if self._has_time(index) else ""
        metrics, small_metrics = QFontMetrics(font), QFontMetrics(small)
        activity_px = small_metrics.horizontalAdvance(activity) + 8
        lines = two_lines(name, metrics, int(place.width()))
        is_time_beside = metrics.horizontalAdvance(name) + activity_px <= place.width()
        stage = index.data(ProjectRole.STAGE)
        has_bar = stage is not None and stage.fraction is not None
        both_px = len(lines) * metrics.height() + 2 * small_metrics.height()
        can_wrap = not has_bar and both_px <= place.height() + _SPARE_PX
        status_lines = self._status_lines(index, small_metrics, int(place.width()), can_wrap)
        height = len(lines) * metrics.height() + len(status_lines) * small_metrics.height()
        height += 8 if has_bar else 0
        top = place.y() + max(0.0, (place.height() - height) / 2)
        line = QRectF(place.x(), top, place.width(), metrics.height())
        if is_time_beside:
            painter.setFont(small)
            self._paint_at_right(painter, tokens().mute, activity, line)
        painter.setFont(font)
        painter.setPen(color(tokens().text))
        for text in lines:
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
            line.translate(0, metrics.height())
        if stage is not None:
            line.setHeight(small_metrics.height())
            painter.setFont(small)
            activity = "" if is_time_beside or len(status_lines) > 1 else activity
            self._paint_status(painter, index, line, status_lines, activity)

    def _has_time(self, index: ModelIndex) -> bool:
        return bool(index.data(ProjectRole.ACTIVITY))

    def _status_lines(
        self, index: ModelIndex, metrics: QFontMetrics, width_px: int, can_wrap: bool
    ) -> list[str]:
        """Returns the status, which matters more than the number of warnings beside it."""
        stage = index.data(ProjectRole.STAGE)
        text = "" if stage is None else stage.text
        first = text.split(" · ")[0]
        if can_wrap and metrics.horizontalAdvance(first) > width_px:
            return two_lines(text, metrics, width_px)
        beside_px = width_px - _findings_px(index, metrics)
        has_room_beside = metrics.horizontalAdvance(first) <= beside_px
        return [fitted_status(text, metrics, beside_px if has_room_beside else width_px)]

    def _paint_status(
        self,
        painter: QPainter,
        index: ModelIndex,
        line: QRectF,
        texts: list[str],
        activity: str,
    ) -> None:
        """Paint the status, the warnings and the time if there is room, and progress."""
        stage = index.data(ProjectRole.STAGE)
        metrics = painter.fontMetrics()
        for text in texts[:-1]:
            painter.setPen(color(getattr(tokens(), stage.tone)))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
            line.translate(0, line.height())
        room, text_px = QRectF(line), metrics.horizontalAdvance(texts[-1])
        if text_px + _findings_px(index, metrics) <= line.width():
            room.adjust(0, 0, -self._paint_findings(painter, index, line), 0)
        if activity and text_px + metrics.horizontalAdvance(activity) + 8 <= room.width():
            self._paint_at_right(painter, tokens().mute, activity, room)
        painter.setPen(color(getattr(tokens(), stage.tone)))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, texts[-1])
        if stage.fraction is not None:
            bar = QRectF(line.x(), line.bottom() + 4, line.width(), 3)
            self._paint_bar(painter, bar, stage.fraction)

    def _paint_findings(self, painter: QPainter, index: ModelIndex, line: QRectF) -> float:
        """Paint the number of warnings at the right; returns its width."""
        count = index.data(ProjectRole.FINDINGS)
        if not count:
            return 0.0
        width = self._paint_at_right(painter, tokens().warn, str(count), line)
        place = QRect(0, 0, _ICON_PX, _ICON_PX)
        place.moveCenter(line.center().toPoint())
        place.moveRight(round(line.right()) - width - 3)
        icons.icon("warning", tokens().warn).paint(painter, place)
        return _findings_px(index, painter.fontMetrics())

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


def _findings_px(index: ModelIndex, metrics: QFontMetrics) -> int:
    """Returns the width that the number of warnings takes."""
    count = index.data(ProjectRole.FINDINGS)
    return metrics.horizontalAdvance(str(count)) + _ICON_PX + 10 if count else 0


def fitted_status(text: str, metrics: QFontMetrics, width_px: int) -> str:
    """Returns as many of the parts between dots as have room; only the first one is shortened."""
    parts = text.split(" · ")
    while len(parts) > 1 and metrics.horizontalAdvance(" · ".join(parts)) > width_px:
        parts.pop()
    return metrics.elidedText(" · ".join(parts), Qt.TextElideMode.ElideRight, width_px)
