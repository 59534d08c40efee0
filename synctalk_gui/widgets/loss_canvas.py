"""The drawing area of the loss plot: curves, axes, cursor and marks, on pyqtgraph.

:mod:`series_store` keeps all points; pyqtgraph gets only what the visible range needs, at most
twenty times a second and only while the plot is visible.
"""

from __future__ import annotations

import math
from bisect import bisect_right

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from synctalk_gui.theme import CAPTION, color, faded, tokens
from synctalk_gui.widgets.loss_items import PlotCurve, ShortAxis, dashes
from synctalk_gui.widgets.loss_overlay import LossOverlay

REDRAW_MS = 50
_LEFT_AXIS_PX = 66
_KEY_ZOOM = 0.8
_KEY_JUMP = 10
_RAW_ALPHA = 0.26
_LEAST_BAND_PX = 1.2
_DENSE_POINTS = 150
_TOP_MARGIN_PX = 16
_RIGHT_MARGIN_PX = 14
_OVERLAY_ALPHA = 0.6
_SPIKES = (0.5, 99.5)
"""Percentiles of the raw values that the fitted view includes."""
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


class LossCanvas(pg.PlotWidget):
    """Curves over steps with zoom, pan, a cursor and marks; the chart of a ``LossPlot``."""

    step_clicked = Signal(int)
    """The user clicked on this step, or pressed Enter."""
    follow_changed = Signal(bool)
    """True: the view follows all data; False: the user zoomed or moved it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        axes = {"bottom": ShortAxis("bottom"), "left": ShortAxis("left")}
        super().__init__(parent, background=None, axisItems=axes)
        self.curves: list[PlotCurve] = []
        self.epochs: list[tuple[int, int]] = []
        self.checkpoints: dict[int, str] = {}
        self.best_step: int | None = None
        self.phase_changes: dict[int, str] = {}
        """Steps where the meaning of the losses changes, with a label."""
        self.cursor_step: int | None = None
        self._value_name = ""
        self._look: tuple | None = None
        """Theme, font and pixel ratio of the present colours and texts."""
        self._smoothing = 0.0
        self._is_log = False
        self._is_following = True
        self._is_dirty = True
        self._is_fitting = False
        self._since_redraw = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_redraw_due)
        self._set_up_plot()
        self.overlay = LossOverlay(self, self)
        self.box = self.getViewBox()
        self.box.sigRangeChanged.connect(self._on_range_changed)
        self.box.sigRangeChangedManually.connect(self._on_range_changed_by_user)
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self.scene().sigMouseClicked.connect(self._on_mouse_clicked)
        self._restyle()

    @property
    def is_following(self) -> bool:
        return self._is_following

    @property
    def is_log(self) -> bool:
        return self._is_log

    @property
    def smoothing(self) -> float:
        return self._smoothing

    def add_curve(self, curve: PlotCurve) -> None:
        self.curves.append(curve)
        # segment by segment: Qt needs seconds to stroke a noisy antialiased path
        curve.line_item.setSegmentedLineMode("on")
        for item in (curve.band_item, curve.raw_item, curve.line_item):
            self.addItem(item, ignoreBounds=True)
        self._restyle_curve(curve)
        self.mark_dirty()

    def remove_curve(self, curve: PlotCurve) -> None:
        self.curves.remove(curve)
        for item in (curve.band_item, curve.raw_item, curve.line_item):
            self.removeItem(item)
        self.mark_dirty()

    def set_smoothing(self, weight: float) -> None:
        self._smoothing = weight
        for curve in self.curves:
            self._restyle_curve(curve)
        self.mark_dirty()

    def set_log(self, is_log: bool) -> None:
        self._is_log = is_log
        self.getAxis("left").setLogMode(is_log)
        self.fit()

    def fit(self) -> None:
        """Show everything and follow new data."""
        self._set_following(True)
        self._fit_range()
        self.mark_dirty()

    def show_steps(self, first: float, last: float) -> None:
        """Show a range of steps and stop following new data."""
        self._set_following(False)
        self.box.setXRange(first, last, padding=0)

    def set_value_name(self, text: str) -> None:
        """Set the label of the vertical axis."""
        self._value_name = text
        self._label_axes()

    def axis_names(self) -> dict[str, str]:
        """Returns the labels of the axes, as shown."""
        return {name: self.getAxis(name).labelText for name in ("left", "bottom")}

    def mark_dirty(self) -> None:
        """Schedule a redraw, if the plot is visible."""
        self._is_dirty = True
        if self._timer.isActive() or not self.isVisible():
            return
        waited = self._since_redraw.elapsed() if self._since_redraw.isValid() else REDRAW_MS
        self._timer.start(max(0, REDRAW_MS - waited))

    def redraw_now(self) -> None:
        """Redraw without waiting (for an exported image)."""
        self._on_redraw_due()

    def epoch_of(self, step: float) -> int | None:
        """Returns the epoch of a step; None if unknown."""
        index = bisect_right(self.epochs, step, key=lambda mark: mark[0])
        return self.epochs[index - 1][1] if index else None

    def shown_curves(self) -> list[PlotCurve]:
        return [curve for curve in self.curves if curve.is_shown and len(curve.data)]

    def to_pixels(self, step: float, value: float) -> QPointF:
        """Returns a point's position in the widget; ``value`` is not logarithmic."""
        (x0, x1), (y0, y1) = self.box.viewRange()
        rect = self.plot_rect()
        y = math.log10(value) if self._is_log and value > 0 else value
        across = (step - x0) / max(x1 - x0, 1e-12)
        up = (y - y0) / max(y1 - y0, 1e-12)
        return QPointF(rect.left() + across * rect.width(), rect.bottom() - up * rect.height())

    def plot_rect(self) -> QRectF:
        """Returns the area inside the axes, in pixels of the widget."""
        return self.box.sceneBoundingRect()

    def set_cursor_step(self, step: int | None) -> None:
        """Move the cursor to the point nearest to ``step``; None removes it."""
        if step is not None:
            step = self._nearest_step(step)
        if step != self.cursor_step:
            self.cursor_step = step
            self.overlay.update()

    def _set_up_plot(self) -> None:
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setStyleSheet("QGraphicsView { background: transparent; border: 0; }")
        self.getPlotItem().layout.setContentsMargins(0, _TOP_MARGIN_PX, _RIGHT_MARGIN_PX, 0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(220, 120)
        self.getViewBox().disableAutoRange()
        self.getViewBox().setLimits(minXRange=4)
        self.getAxis("left").setWidth(_LEFT_AXIS_PX)
        for name in ("left", "bottom"):
            self.getAxis(name).setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=30)
        self.getAxis("left").enableAutoSIPrefix(False)
        self.getAxis("left").setStyle(maxTickLevel=0)
        self.getAxis("left").setGrid(255)
        self.getAxis("bottom").setStyle(tickAlpha=0)

    def _set_following(self, is_following: bool) -> None:
        if is_following != self._is_following:
            self._is_following = is_following
            self.follow_changed.emit(is_following)

    def _on_redraw_due(self) -> None:
        self._is_dirty = False
        self._since_redraw.start()
        if self.hasFocus():
            self._describe()
        if self._is_following:
            self._fit_range()
        low, high = self.box.viewRange()[0]
        columns = max(
            64, int(self.plot_rect().width())
        )  # a series returns between half and all of them
        for curve in self.curves:
            self._redraw_curve(curve, low, high, columns)
        self.overlay.update()

    def _redraw_curve(self, curve: PlotCurve, low: float, high: float, columns: int) -> None:
        is_shown = curve.is_shown and len(curve.data) > 0
        weight = self._smoothing if curve.is_smoothed else 0.0
        steps, least, greatest = (
            curve.data.envelope(low, high, columns // 2) if is_shown else (np.empty(0),) * 3
        )
        is_band = least is not greatest
        has_raw = weight > 0 and not curve.run
        curve.band_item.setVisible(is_shown and is_band and (has_raw or weight == 0))
        curve.raw_item.setVisible(is_shown and not is_band and has_raw)
        curve.line_item.setVisible(is_shown and (weight > 0 or not is_band))
        if weight > 0 and is_shown:
            curve.line = curve.data.smoothed(low, high, columns // 2, weight)
        else:
            curve.line = (steps, (least + greatest) / 2)
        if curve.band_item.isVisible():
            curve.band_item.set_columns(steps, *self._band(least, greatest))
        if curve.raw_item.isVisible():
            curve.raw_item.setData(steps, self._scaled(least))
        if curve.line_item.isVisible():
            values = self._scaled(curve.line[1])
            connect = dashes(values) if curve.run and len(values) > _DENSE_POINTS else "finite"
            curve.line_item.setData(curve.line[0], values, connect=connect)

    def _band(self, least: np.ndarray, greatest: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Returns columns that touch their neighbours and are at least a pixel high."""
        low, high = self._scaled(least), self._scaled(greatest)
        low = np.where(np.isfinite(low), low, high)
        joined_low, joined_high = low.copy(), high.copy()
        joined_low[:-1] = np.fmin(low[:-1], high[1:])
        joined_high[:-1] = np.fmax(high[:-1], low[1:])
        (y0, y1), height_px = self.box.viewRange()[1], max(1.0, self.plot_rect().height())
        half_px = _LEAST_BAND_PX / 2 * (y1 - y0) / height_px
        return joined_low - half_px, joined_high + half_px

    def _scaled(self, values: np.ndarray) -> np.ndarray:
        """Returns values as drawn; on a logarithmic axis, values up to 0 become gaps."""
        if not self._is_log:
            return values
        return np.log10(np.where(values > 0, values, np.nan))

    def _fit_range(self) -> None:
        curves = self.shown_curves()
        if not curves:
            x_range, y_range = (0.0, 100.0), (0.0, 1.0)
        else:
            first = min(float(curve.data.steps[0]) for curve in curves)
            last = max(float(curve.data.steps[-1]) for curve in curves)
            x_range = (0.0 if first < 0.2 * last else first, max(last, first + 4))
            y_range = self._fitted_values(curves)
        self._is_fitting = True
        self.box.setRange(xRange=x_range, yRange=y_range, padding=0.0)
        self._is_fitting = False

    def _fitted_values(self, curves: list[PlotCurve]) -> tuple[float, float]:
        """Returns the range to show: all of the lines, the noise without rare spikes."""
        parts = []
        for curve in curves:
            weight = self._smoothing if curve.is_smoothed else 0.0
            _, low, high = curve.data.envelope(-np.inf, np.inf, 400)
            noise = self._scaled(np.concatenate([low, high]).astype(np.float64))
            line = self._scaled(curve.line[1])  # while following, this is the complete line
            noise, line = noise[np.isfinite(noise)], line[np.isfinite(line)]
            if len(noise):
                parts.append(np.percentile(noise, _SPIKES))
            if len(line) and weight > 0:
                parts.append(line)
        if not parts:
            return 0.0, 1.0
        values = np.concatenate(parts)
        low, high = float(values.min()), float(values.max())
        margin = 0.04 * (high - low) or abs(high) * 0.1 or 1.0
        is_near_zero = not self._is_log and 0 <= low < 0.5 * high
        return (0.0 if is_near_zero else low - margin), high + margin

    def _nearest_step(self, step: float) -> int | None:
        """Returns the step nearest to ``step`` where a visible series of this run has a point."""
        curves = [curve for curve in self.shown_curves() if not curve.run] or self.shown_curves()
        found = [float(c.data.steps[c.data.nearest_index(step)]) for c in curves]
        return int(min(found, key=lambda candidate: abs(candidate - step))) if found else None

    def _move_cursor(self, points: int) -> None:
        """Move the cursor by a number of points of the first visible series."""
        curves = self.shown_curves()
        if not curves:
            return
        data = curves[0].data
        start = len(data) - 1 if self.cursor_step is None else data.nearest_index(self.cursor_step)
        index = start if self.cursor_step is None else start + points
        self.set_cursor_step(int(data.steps[min(max(index, 0), len(data) - 1)]))
        self.setAccessibleDescription(self.overlay.text())

    def _describe(self) -> None:
        """Describe the chart for screen readers, unless the cursor describes a point."""
        if self.cursor_step is None:
            self.setAccessibleDescription(self.overlay.summary())

    def _restyle(self) -> None:
        """Apply the theme and the font, if they have changed.

        Qt sends a change of style for each layout that a widget is put into.
        """
        theme = tokens()
        look = (theme, self.font().key(), self.devicePixelRatioF())
        if look == self._look:
            return
        self._look = look
        line, text = color(theme.line), color(theme.mute)
        for name in ("left", "bottom"):
            axis = self.getAxis(name)
            axis.setPen(QPen(Qt.PenStyle.NoPen))
            axis.setTickPen(line if name == "left" else QColor(0, 0, 0, 0))
            axis.setTextPen(text)
            axis.setTickFont(_caption_font(self.font()))
        self._label_axes()
        for curve in self.curves:
            self._restyle_curve(curve)
        self.update()

    def _label_axes(self) -> None:
        size = f"{self.font().pointSizeF() * CAPTION:.2f}pt"
        style = {"color": tokens().mute, "font-size": size}
        self.getAxis("bottom").setLabel(self.tr("Step"), **style)
        self.getAxis("left").setLabel(self._value_name, **style)

    def _restyle_curve(self, curve: PlotCurve) -> None:
        ratio = self.devicePixelRatioF()  # pyqtgraph's pens are in physical pixels
        ink = curve.ink()
        raw = faded(ink, _RAW_ALPHA)
        curve.raw_item.setPen(pg.mkPen(raw, width=ratio))
        is_line = self._smoothing == 0 or not curve.is_smoothed
        curve.band_item.set_ink(ink if is_line else raw)
        dash = _DASHES[min(curve.colour_index // len(tokens().series), len(_DASHES) - 1)]
        if curve.run:
            ink = faded(ink, _OVERLAY_ALPHA)
            dash = Qt.PenStyle.DashLine
        is_bold = not curve.is_smoothed or self._smoothing > 0
        curve.line_item.setPen(pg.mkPen(ink, width=ratio * (2 if is_bold else 1), style=dash))
        curve.line_item.opts["antialias"] = is_bold
        curve.line_item.setZValue(1)

    def _on_range_changed(self, *_: object) -> None:
        self.overlay.update()
        if not self._is_fitting:
            self.mark_dirty()

    def _on_range_changed_by_user(self, *_: object) -> None:
        self._set_following(False)

    def _on_mouse_moved(self, position: QPointF) -> None:
        if not self.plot_rect().contains(position):
            self.set_cursor_step(None)
            return
        self.set_cursor_step(self.box.mapSceneToView(position).x())

    def _on_mouse_clicked(self, event: object) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.double():
            self.fit()
            return
        if not self.plot_rect().contains(event.scenePos()):
            return
        step = self._nearest_step(self.box.mapSceneToView(event.scenePos()).x())
        if step is not None:
            self.step_clicked.emit(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        jump = _KEY_JUMP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move_cursor(jump if key == Qt.Key.Key_Right else -jump)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            factor = 1 / _KEY_ZOOM if key == Qt.Key.Key_Minus else _KEY_ZOOM
            self._set_following(False)
            self.box.scaleBy((factor, 1.0))
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.cursor_step is not None:
            self.step_clicked.emit(self.cursor_step)
        elif key == Qt.Key.Key_Escape and self.cursor_step is not None:
            self.set_cursor_step(None)
            self._describe()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()
        self.overlay.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.overlay.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.set_cursor_step(None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_dirty:
            self.mark_dirty()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange)
        if event.type() in kinds and hasattr(self, "overlay"):
            self._restyle()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange and hasattr(self, "overlay"):
            self._restyle()
        return super().event(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        if hasattr(self, "overlay"):
            self.overlay.resize(self.size())
            self.mark_dirty()


def _caption_font(font: QFont) -> QFont:
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * CAPTION)
    return result
