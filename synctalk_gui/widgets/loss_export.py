"""Exports the loss plot as an image or a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from synctalk_gui.theme import color, tokens
from synctalk_gui.widgets.loss_canvas import LossCanvas

_SCALE = 2.0
_LEGEND_PX = 26
_STROKE_PX = 18


def write_png(canvas: LossCanvas, path: Path) -> None:
    """Write the chart as shown, below a legend, at twice its size.

    Raises:
        OSError: it cannot be written.
    """
    canvas.redraw_now()
    image = QImage((canvas.size() + QSize(0, _LEGEND_PX)) * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(color(tokens().card))
    painter = QPainter(image)
    _paint_legend(painter, canvas)
    QWidget.render(canvas, painter, QPoint(0, _LEGEND_PX))  # the widget, not only its scene
    painter.end()
    if not image.save(str(path), "PNG"):
        raise OSError(f"{path.name} is no place to write to")


def write_csv(canvas: LossCanvas, run_labels: dict[str, str], path: Path) -> None:
    """Write all points, one row per run and step: run, step, epoch, series ...

    Args:
        run_labels: key of a run shown for comparison -> its name.

    Raises:
        OSError: it cannot be written.
    """
    names = list(dict.fromkeys(curve.name for curve in canvas.curves))
    runs = list(dict.fromkeys(curve.run for curve in canvas.curves))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["run", "step", "epoch", *names])
        for run in runs:
            writer.writerows(_rows(canvas, run, run_labels.get(run, ""), names))


def _rows(canvas: LossCanvas, run: str, label: str, names: list[str]) -> Iterator[list[str]]:
    curves = {curve.name: curve for curve in canvas.curves if curve.run == run}
    steps = np.unique(np.concatenate([curve.data.steps for curve in curves.values()]))
    columns = []
    for name in names:
        column = [""] * len(steps)
        if name in curves:
            data = curves[name].data
            places = np.searchsorted(steps, data.steps).tolist()
            for place, value in zip(places, data.values.tolist(), strict=True):
                column[place] = "" if value != value else f"{value:.7g}"
        columns.append(column)
    for step, *values in zip(steps.tolist(), *columns, strict=True):
        epoch = None if run else canvas.epoch_of(step)
        yield [label, str(int(step)), "" if epoch is None else str(epoch), *values]


def _paint_legend(painter: QPainter, canvas: LossCanvas) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(canvas.font())
    left, middle = 12, _LEGEND_PX // 2
    for curve in canvas.shown_curves():
        style = Qt.PenStyle.DashLine if curve.run else Qt.PenStyle.SolidLine
        painter.setPen(QPen(curve.ink(), 2, style))
        painter.drawLine(left, middle, left + _STROKE_PX, middle)
        painter.setPen(color(tokens().text))
        left += _STROKE_PX + 6
        painter.drawText(left, middle + 4, curve.label)
        left += painter.fontMetrics().horizontalAdvance(curve.label) + 18
