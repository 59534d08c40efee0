"""Painted over the loss plot: epochs, phase changes, checkpoints, cursor, value box."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from synctalk_gui.formats import listed, number, significant
from synctalk_gui.theme import CAPTION, color, focus_pen, tokens
from synctalk_gui.widgets.loss_items import PlotCurve

_PAD_PX = 10.0
_GAP_PX = 10.0
_MARK_PX = 4.5
_LEAST_EPOCH_GAP_PX = 44.0
_LAST_POINTS = 100
"""The last finite value is searched among these."""


@dataclass
class _Entry:
    text: str
    ink: QColor


class Chart(Protocol):
    """What the overlay needs from the chart. Positions are in pixels of the chart's widget."""

    curves: list[PlotCurve]
    epochs: list[tuple[int, int]]
    checkpoints: dict[int, str]
    best_step: int | None
    phase_changes: dict[int, str]
    cursor_step: int | None

    def shown_curves(self) -> list[PlotCurve]: ...

    def plot_rect(self) -> QRectF: ...

    def to_pixels(self, step: float, value: float) -> QPointF: ...

    def epoch_of(self, step: float) -> int | None: ...

    def hasFocus(self) -> bool: ...


class LossOverlay(QWidget):
    """A transparent widget over the canvas; ignores mouse and keyboard."""

    def __init__(self, chart: Chart, parent: QWidget) -> None:
        super().__init__(parent)
        self._chart = chart
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(parent.size())

    def text(self) -> str:
        """Returns the text of the value box, for screen readers."""
        if self._chart.cursor_step is None:
            return ""
        return listed([self._heading(), *(entry.text for entry in self._entries())])

    def summary(self) -> str:
        """Describes the chart for screen readers: the series' values and the best checkpoint."""
        curves = [curve for curve in self._chart.shown_curves() if curve.data.value_range()]
        parts = [_curve_words(curve) for curve in curves]
        if not parts:
            return self.tr("No metrics yet.")
        last = max(float(curve.data.steps[-1]) for curve in curves)
        parts.insert(0, self.tr("up to step {n}").format(n=number(last)))
        if self._chart.best_step is not None:
            best = number(self._chart.best_step)
            parts.append(self.tr("best checkpoint at step {n}").format(n=best))
        for step, text in self._chart.phase_changes.items():
            parts.append(self.tr("from step {n}: {text}").format(n=number(step), text=text))
        return "; ".join(parts)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._chart.hasFocus():
            self._paint_focus(painter)
        if not self._chart.shown_curves():
            self._paint_empty(painter)
            return
        self._paint_epochs(painter)
        self._paint_phase_changes(painter)
        self._paint_checkpoints(painter)
        self._paint_single_points(painter)
        if self._chart.cursor_step is not None:
            self._paint_cursor(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        """Paint the focus ring."""
        painter.setPen(focus_pen())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(color(tokens().mute))
        has_data = any(len(curve.data) for curve in self._chart.curves)
        text = self.tr("All series are hidden.") if has_data else self.tr("No metrics yet.")
        painter.drawText(self._chart.plot_rect(), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_epochs(self, painter: QPainter) -> None:
        """Paint a tick where each epoch begins, with its number if there is room."""
        rect = self._chart.plot_rect()
        painter.setFont(self._font(CAPTION))
        painter.setPen(color(tokens().mute))
        last_label = -math.inf
        for step, epoch in self._chart.epochs:
            x = self._chart.to_pixels(step, 1.0).x()
            if not rect.left() <= x <= rect.right():
                continue
            if x - last_label < _LEAST_EPOCH_GAP_PX:
                continue
            painter.drawLine(QPointF(x, rect.top() - 4), QPointF(x, rect.top() - 10))
            painter.drawText(QPointF(x + 3, rect.top() - 4), self.tr("e{n}").format(n=epoch))
            last_label = x

    def _paint_phase_changes(self, painter: QPainter) -> None:
        """Paint a thin line with a label where the meaning of the losses changes."""
        theme, rect = tokens(), self._chart.plot_rect()
        painter.setFont(self._font(CAPTION))
        painter.setPen(QPen(color(theme.mute), 1, Qt.PenStyle.DotLine))
        for step, text in self._chart.phase_changes.items():
            x = self._chart.to_pixels(step, 1.0).x()
            if not rect.left() <= x <= rect.right():
                continue
            painter.drawLine(QPointF(x, rect.top() + 2), QPointF(x, rect.bottom() - 6))
            width = painter.fontMetrics().horizontalAdvance(text)
            left = x + 4 if x + 4 + width <= rect.right() else x - 4 - width
            place = QRectF(left - 2, rect.top() + 1, width + 4, painter.fontMetrics().height())
            painter.fillRect(place, color(theme.card))  # the curves would cross the text
            painter.drawText(QPointF(left, rect.top() + 12), text)

    def _paint_checkpoints(self, painter: QPainter) -> None:
        """Paint a triangle for each checkpoint; the best one is filled, with a dotted line."""
        theme, rect = tokens(), self._chart.plot_rect()
        for step in self._chart.checkpoints:
            x = self._chart.to_pixels(step, 1.0).x()
            if not rect.left() - 1 <= x <= rect.right() + 1:
                continue
            is_best = step == self._chart.best_step
            ink = color(theme.ok if is_best else theme.mute)
            if is_best:
                painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(x, rect.top() + 6), QPointF(x, rect.bottom() - 6))
            painter.setPen(QPen(ink, 1.2))
            painter.setBrush(ink if is_best else color(theme.card))
            size = _MARK_PX * (1.3 if is_best else 1.0)
            painter.drawPolygon(_triangle(x, rect.bottom() - 1, size))

    def _paint_single_points(self, painter: QPainter) -> None:
        """Paint a dot for a series of one point, of which no line can be drawn."""
        painter.setPen(Qt.PenStyle.NoPen)
        for curve in self._chart.shown_curves():
            steps, values = curve.line
            if len(steps) == 1 and math.isfinite(values[0]):
                painter.setBrush(curve.ink())
                painter.drawEllipse(self._chart.to_pixels(steps[0], values[0]), 3, 3)

    def _paint_cursor(self, painter: QPainter) -> None:
        chart, theme = self._chart, tokens()
        rect = chart.plot_rect()
        x = chart.to_pixels(chart.cursor_step, 1.0).x()
        if not rect.left() - 1 <= x <= rect.right() + 1:
            return
        painter.setPen(QPen(color(theme.accent), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        painter.setPen(QPen(color(theme.card), 1.5))
        for curve, value in self._values():
            point = chart.to_pixels(chart.cursor_step, value)
            if rect.contains(point):
                painter.setBrush(curve.ink())
                painter.drawEllipse(point, 4, 4)
        self._paint_box(painter, x, rect)

    def _paint_box(self, painter: QPainter, x: float, rect: QRectF) -> None:
        """Paint the heading and the values next to the cursor."""
        bold, plain = self._font(CAPTION, is_bold=True), self._font(CAPTION)
        heading, entries = self._heading(), self._entries()
        metrics, bold_metrics = QFontMetricsF(plain), QFontMetricsF(bold)
        columns = 1 if len(entries) < 3 else 2
        widths = [
            max((metrics.horizontalAdvance(e.text) for e in entries[c::columns]), default=0.0)
            for c in range(columns)
        ]
        line_px = metrics.height() + 3
        rows = math.ceil(len(entries) / columns)
        width = max(sum(widths) + 14 * (columns - 1), bold_metrics.horizontalAdvance(heading))
        box = QRectF(0, 0, width + 2 * _PAD_PX, line_px * (rows + 1) + _PAD_PX + 2)
        is_right = x + _GAP_PX + box.width() <= rect.right()
        box.moveTo(x + _GAP_PX if is_right else x - _GAP_PX - box.width(), rect.top() + 12)
        box.moveLeft(max(box.left(), rect.left()))
        painter.setPen(QPen(color(tokens().line), 1))
        painter.setBrush(color(tokens().raised))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(color(tokens().text))
        painter.setFont(bold)
        baseline = box.top() + 7 + metrics.ascent()
        painter.drawText(QPointF(box.left() + _PAD_PX, baseline), heading)
        painter.setFont(plain)
        for index, entry in enumerate(entries):
            row, column = divmod(index, columns)
            left = box.left() + _PAD_PX + sum(widths[:column]) + 14 * column
            painter.setPen(entry.ink)
            painter.drawText(QPointF(left, baseline + line_px * (row + 1)), entry.text)

    def _heading(self) -> str:
        step = self._chart.cursor_step
        parts = [self.tr("step {n}").format(n=number(step))]
        epoch = self._chart.epoch_of(step)
        if epoch is not None:
            parts.append(self.tr("epoch {n}").format(n=epoch))
        if step == self._chart.best_step:
            parts.append(self.tr("best"))
        elif step in self._chart.checkpoints:
            parts.append(self.tr("saved"))
        return " · ".join(parts)

    def _values(self) -> list[tuple[PlotCurve, float]]:
        step = self._chart.cursor_step
        curves = self._chart.shown_curves()
        pairs = [(curve, curve.value_at(step)) for curve in curves]
        return [(curve, value) for curve, value in pairs if value is not None]

    def _entries(self) -> list[_Entry]:
        return [
            _Entry(
                f"{curve.label} {significant(value) if abs(value) >= 1 else number(value, 4)}",
                curve.ink(),
            )
            for curve, value in self._values()
        ]

    def _font(self, scale: float, is_bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(6.0, font.pointSizeF() * scale))
        font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
        return font


def _curve_words(curve: PlotCurve) -> str:
    """``train: now 0.112, between 0.109 and 0.41``"""
    values = curve.data.values
    low, high = curve.data.value_range() or (0.0, 0.0)
    text = QCoreApplication.translate("LossOverlay", "{name}: now {last}, range {low} to {high}")
    tail = values[-_LAST_POINTS:]
    finite = tail[np.isfinite(tail)]
    shown = significant(float(finite[-1])) if len(finite) else "–"
    return text.format(name=curve.label, last=shown, low=significant(low), high=significant(high))


def _triangle(x: float, bottom: float, size: float) -> QPolygonF:
    return QPolygonF(
        [QPointF(x - size, bottom), QPointF(x + size, bottom), QPointF(x, bottom - 1.8 * size)]
    )
