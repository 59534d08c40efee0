"""Graphics items of the loss plot: curves, noise bars, axes with short numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from synctalk_gui.formats import number, significant
from synctalk_gui.theme import color, tokens
from synctalk_gui.widgets.series_store import Series

_DASH_ON, _DASH_OFF = 6, 4
_LABEL_PX = 10
"""Half the height of an axis label, and a little more."""


class ColumnsItem(pg.GraphicsObject):
    """Vertical bars in one colour; Qt fills them about twenty times faster than a polygon."""

    def __init__(self) -> None:
        super().__init__()
        self._rects: list[QRectF] = []
        self._spare: list[QRectF] = []
        self._bounds = QRectF()
        self._ink = QColor()

    def set_ink(self, ink: QColor) -> None:
        self._ink = QColor(ink)
        self.update()

    def set_columns(self, steps: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
        """Set a bar from each step to the next, between two values; skips non-finite ones."""
        widths = np.diff(steps, append=2 * steps[-1] - steps[-2] if len(steps) > 1 else steps + 1)
        is_finite = np.isfinite(low) & np.isfinite(high)
        parts = (steps, low, widths, high - low)
        columns = [part[is_finite].tolist() for part in parts]
        self.prepareGeometryChange()
        self._place(columns)
        self._bounds = QRectF()
        if self._rects:
            bottom, top = float(low[is_finite].min()), float(high[is_finite].max())
            left, right = self._rects[0].left(), self._rects[-1].right()
            self._bounds = QRectF(left, bottom, right - left, top - bottom)
        self.update()

    def _place(self, columns: list[list[float]]) -> None:
        """Reuse existing bars.

        Thousands of new objects twenty times a second would trigger Python's garbage collector,
        which then blocks the window for 30 ms.
        """
        count = len(columns[0])
        while len(self._spare) < count:
            self._spare.append(QRectF())
        for rect, *column in zip(self._spare, *columns, strict=False):
            rect.setRect(*column)
        self._rects = self._spare[:count]

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, *_: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink)
        painter.drawRects(self._rects)


@dataclass
class PlotCurve:
    """One series of one run, and how it is drawn."""

    name: str
    label: str
    run: str
    """Empty for the current run, else the key of a run shown for comparison."""
    colour_index: int
    is_smoothed: bool
    is_shown: bool = True
    data: Series = field(default_factory=Series)
    band_item: ColumnsItem = field(default_factory=ColumnsItem)
    """The band between the minimum and the maximum of each column."""
    raw_item: pg.PlotCurveItem = field(default_factory=lambda: pg.PlotCurveItem(connect="finite"))
    """The raw points, if there are few enough to distinguish them."""
    line_item: pg.PlotCurveItem = field(default_factory=lambda: pg.PlotCurveItem(connect="finite"))
    line: tuple[np.ndarray, np.ndarray] = (np.empty(0), np.empty(0))
    """Steps and values of the line as drawn, before the logarithm."""

    def value_at(self, step: float) -> float | None:
        """Returns the line's value at a step; None outside the line."""
        steps, values = self.line
        if len(steps) == 0 or not steps[0] <= step <= steps[-1]:
            return None
        value = float(np.interp(step, steps, values))
        return value if math.isfinite(value) else None

    def ink(self) -> QColor:
        """Returns the curve's colour in the active theme."""
        series = tokens().series
        return color(series[self.colour_index % len(series)])


class ShortAxis(pg.AxisItem):
    """An axis with short numbers and grid lines, without an axis line."""

    def boundingRect(self) -> QRectF:
        """Leave room for the labels at both ends: pyqtgraph omits them from an axis with a grid."""
        rect = super().boundingRect()
        is_upright = self.orientation == "left" and self.grid is not False
        return rect.adjusted(0, -_LABEL_PX, 0, _LABEL_PX) if is_upright else rect

    def tickStrings(self, values, scale, spacing):
        if self.orientation == "bottom":
            is_step = [value >= 0 and float(value).is_integer() for value in values]
            return [short_number(v) if ok else "" for v, ok in zip(values, is_step, strict=True)]
        if self.logMode:
            return [_log_label(value) for value in values]
        decimals = max(0, min(6, -math.floor(math.log10(spacing)))) if spacing > 0 else 2
        return [number(value, max(decimals, 2 if spacing < 1 else 0)) for value in values]


def dashes(values: np.ndarray) -> np.ndarray:
    """Returns which points to connect with the next one for a dashed line.

    A pen restarts its dashes at each point, so a line of many points would look solid.
    """
    is_joined = np.arange(len(values)) % (_DASH_ON + _DASH_OFF) < _DASH_ON
    is_joined[:-1] &= np.isfinite(values[1:])
    return (is_joined & np.isfinite(values)).astype(np.uint8)


def _log_label(exponent: float) -> str:
    """Returns a label for 1, 2 and 5 of each decade; others would be too close."""
    text = significant(10.0**exponent, 3)
    return text if f"{10.0**exponent:.0e}"[0] in "125" else ""


def short_number(value: float) -> str:
    """Returns ``500``, ``1.5k`` or ``2M``."""
    for limit, unit in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= limit:
            return f"{significant(value / limit, 3)}{unit}"
    return significant(value, 3)
