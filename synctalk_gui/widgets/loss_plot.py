"""A live chart of a training's losses, with other runs for comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from synctalk_engine.workspace.atomic import user_error
from synctalk_gui.engine_texts import error_text
from synctalk_gui.formats import number
from synctalk_gui.widgets.flow_layout import flow_widget
from synctalk_gui.widgets.loss_canvas import LossCanvas
from synctalk_gui.widgets.loss_export import write_csv, write_png
from synctalk_gui.widgets.loss_items import PlotCurve

DEFAULT_SMOOTHING = 0.95
_LEAST_CANVAS_PX = 170
_SLIDER_STEPS = 100
_SMOOTHING_LIMIT = 0.999


class LossPlot(QWidget):
    """A chart of several series over training steps; stays responsive with a million points each.

    Use::

        plot = LossPlot(title=self.tr("Losses"))
        plot.add_series("l1", self.tr("Train"))
        plot.add_series("validation", self.tr("Validation"), is_smoothed=False)
        plot.append("l1", [101, 102], [0.12, 0.11])      # cheap; drawn at most 20 times a second
        plot.mark_epoch(101, 11)                         # from this step on it is epoch 11
        plot.mark_checkpoint(1366, is_best=True)
        plot.add_run("run id", "yesterday"); plot.append("l1", steps, values, run="run id")

    A step at or before the last one replaces the points that follow it (a resumed run).
    Mouse: wheel zooms (over an axis: only that axis), drag pans, double click shows all, a click
    selects a step. Keyboard: arrows move the cursor (Shift: ten points), + and - zoom, 0 shows all,
    Enter selects the step.
    """

    step_clicked = Signal(int)
    """The user selected this step."""
    compare_requested = Signal()
    """The user wants to compare with another run; see ``set_compare_offered``."""
    run_removed = Signal(str)
    """The user removed the run with this key."""
    exported = Signal(object)
    """An image or table was written to this Path."""
    export_failed = Signal(str)
    """A sentence: the export failed."""

    def __init__(self, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(parent)
        self._chips: dict[str, QPushButton] = {}
        self._run_chips: dict[str, QPushButton] = {}
        self._run_labels: dict[str, str] = {}
        self._canvas = LossCanvas()
        self._canvas.setAccessibleName(self.tr("Chart of losses over training steps"))
        self._canvas.step_clicked.connect(self.step_clicked)
        self._canvas.follow_changed.connect(self._on_follow_changed)
        self._title = QLabel(title)
        self._title.setProperty("role", "cardTitle")
        self._title.setVisible(bool(title))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._header = self._make_header()
        layout.addWidget(self._header)
        layout.addWidget(self._canvas, 1)
        self.set_smoothing(DEFAULT_SMOOTHING)

    def least_px(self, width_px: int) -> int:
        """Returns the height with the whole header and a chart that can be read."""
        header_px = self._header.heightForWidth(width_px)
        return header_px + self.layout().spacing() + _LEAST_CANVAS_PX

    # --- data

    def add_series(
        self, name: str, label: str = "", *, is_smoothed: bool = True, is_shown: bool = True
    ) -> None:
        """Add a series, if it is new; its colour depends on its index.

        Args:
            is_smoothed: False for infrequent metrics (validation), which are drawn as they are.
        """
        if self._find(name, "") is not None:
            return
        index = len(self._chips)
        curve = PlotCurve(name, label or name, "", index, is_smoothed, is_shown)
        chip = self._make_chip(curve.label, self.tr("Show or hide {name}").format(name=curve.label))
        chip.setCheckable(True)
        chip.setChecked(is_shown)
        chip.setObjectName(name)
        chip.toggled.connect(self._on_series_toggled)
        self._chips[name] = chip
        self._chip_row.insert_widget(1 + index, chip)
        self._canvas.add_curve(curve)
        self._restyle_chips()

    def append(
        self,
        name: str,
        steps: Sequence[float] | np.ndarray,
        values: Sequence[float] | np.ndarray,
        run: str = "",
    ) -> None:
        """Add points of a series, of this run or of a compared one; NaN is a gap."""
        curve = self._find(name, run)
        if curve is None:
            curve = self._new_curve(name, run)
        curve.data.append(steps, values)
        self._canvas.mark_dirty()

    def mark_epoch(self, step: int, epoch: int) -> None:
        """Set the epoch from ``step`` on; may be called for every step."""
        marks = self._canvas.epochs
        while marks and marks[-1][0] >= step:
            marks.pop()
        if not marks or marks[-1][1] != epoch:
            marks.append((step, epoch))

    def mark_checkpoint(self, step: int, is_best: bool = False) -> None:
        """Mark a saved checkpoint; only one is marked as the best."""
        self._canvas.checkpoints[step] = "checkpoint"
        if is_best:
            self._canvas.best_step = step
        self._canvas.mark_dirty()

    def mark_phase_change(self, step: int, text: str) -> None:
        """Mark a step where the meaning of the losses changes, with a label."""
        if self._canvas.phase_changes.get(step) != text:
            self._canvas.phase_changes[step] = text
            self._canvas.mark_dirty()

    def add_run(self, run: str, label: str) -> None:
        """Add another run for comparison; ``append(..., run=run)`` fills it."""
        if run in self._run_labels:
            return
        self._run_labels[run] = label
        chip = self._make_chip(f"{label}  ×", self.tr("Remove {name}").format(name=label))
        chip.setObjectName(run)
        chip.clicked.connect(self._on_run_chip_clicked)
        self._run_chips[run] = chip
        self._chip_row.insert_widget(self._chip_row.count() - 2, chip)
        self._restyle_chips()

    def remove_run(self, run: str) -> None:
        """Remove a compared run."""
        for curve in [c for c in self._canvas.curves if c.run == run and run]:
            self._canvas.remove_curve(curve)
        self._run_labels.pop(run, None)
        chip = self._run_chips.pop(run, None)
        if chip is not None:
            self._discard(chip)

    def clear(self) -> None:
        """Remove all series, marks and runs."""
        for run in list(self._run_labels):
            self.remove_run(run)
        for curve in list(self._canvas.curves):
            self._canvas.remove_curve(curve)
        for chip in self._chips.values():
            self._discard(chip)
        self._chips.clear()
        self._canvas.epochs.clear()
        self._canvas.checkpoints.clear()
        self._canvas.phase_changes.clear()
        self._canvas.best_step = None
        self._canvas.set_cursor_step(None)
        self._canvas.fit()

    # --- view

    @property
    def canvas(self) -> LossCanvas:
        """The chart without its chips."""
        return self._canvas

    @property
    def compare_chip(self) -> QPushButton:
        """The chip to show a menu of runs below."""
        return self._compare_chip

    def set_value_name(self, text: str) -> None:
        """Set the label of the vertical axis."""
        self._canvas.set_value_name(text)

    def set_series_shown(self, name: str, is_shown: bool) -> None:
        self._chips[name].setChecked(is_shown)

    def set_smoothing(self, weight: float) -> None:
        """Set the smoothing weight: 0 for raw values, towards 1 for smoother lines."""
        self._slider.setValue(round((1 - (1 - weight) ** 0.5) * _SLIDER_STEPS))

    def set_log(self, is_log: bool) -> None:
        """Use a logarithmic axis."""
        self._log_chip.setChecked(is_log)

    def set_compare_offered(self, is_offered: bool) -> None:
        """Show the chip that emits ``compare_requested``."""
        self._compare_chip.setVisible(is_offered)

    def fit(self) -> None:
        """Show everything and follow new data."""
        self._canvas.fit()

    def show_steps(self, first: int, last: int) -> None:
        """Show a range of steps, as if the user had zoomed."""
        self._canvas.show_steps(first, last)

    # --- export

    def export_png(self, path: Path) -> None:
        """Write the chart as shown, with a legend, at twice its size.

        Raises:
            OSError: it cannot be written.
        """
        write_png(self._canvas, path)

    def export_csv(self, path: Path) -> None:
        """Write all points, one row per run and step: run, step, epoch, series ...

        Raises:
            OSError: it cannot be written.
        """
        write_csv(self._canvas, self._run_labels, path)

    # --- parts

    def _make_header(self) -> QWidget:
        """Returns a wrapping row: title, chips, and the tools at its right end."""
        header, self._chip_row = flow_widget()
        self._chip_row.is_last_at_right = True
        self._compare_chip = self._make_chip(
            self.tr("Compare run…"), self.tr("Compare with another run")
        )
        self._compare_chip.clicked.connect(self.compare_requested)
        self._compare_chip.hide()
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in self._make_tools():
            row.addWidget(widget)
        for widget in (self._title, self._compare_chip, tools):
            self._chip_row.addWidget(widget)
        return header

    def _make_tools(self) -> list[QWidget]:
        self._smooth_label = QLabel()
        self._smooth_label.setProperty("role", "mute")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _SLIDER_STEPS)
        self._slider.setFixedWidth(72)
        self._slider.setAccessibleName(self.tr("Smoothing"))
        self._slider.setToolTip(self.tr("Smoothing of the lines"))
        self._slider.valueChanged.connect(self._on_smoothing_changed)
        self._log_chip = self._make_chip(self.tr("Log scale"), self.tr("Logarithmic axis"))
        self._log_chip.setCheckable(True)
        self._log_chip.toggled.connect(self._canvas.set_log)
        self._fit_chip = self._make_chip(self.tr("Show all"), self.tr("Show the whole run"))
        self._fit_chip.clicked.connect(self.fit)
        self._fit_chip.hide()
        self._export_chip = self._make_chip(self.tr("Export"), self.tr("Export image or data"))
        menu = QMenu(self._export_chip)
        for text, slot in (
            (self.tr("Image (PNG)…"), self._on_export_png),
            (self.tr("Data (CSV)…"), self._on_export_csv),
        ):
            action = QAction(text, menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        self._export_chip.setMenu(menu)
        return [
            self._smooth_label,
            self._slider,
            self._fit_chip,
            self._log_chip,
            self._export_chip,
        ]

    def _make_chip(self, text: str, tip: str) -> QPushButton:
        chip = QPushButton(text)
        chip.setProperty("role", "chip")
        chip.setToolTip(tip)
        chip.setAccessibleName(tip)
        return chip

    def _discard(self, chip: QPushButton) -> None:
        self._chip_row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _find(self, name: str, run: str) -> PlotCurve | None:
        curves = self._canvas.curves
        return next((c for c in curves if c.name == name and c.run == run), None)

    def _new_curve(self, name: str, run: str) -> PlotCurve:
        """Add the curve of a series that is not known yet."""
        self.add_series(name)
        own = self._find(name, "")
        if not run:
            return own
        self.add_run(run, run)
        label = f"{own.label} ({self._run_labels[run]})"
        curve = PlotCurve(name, label, run, own.colour_index, own.is_smoothed, own.is_shown)
        self._canvas.add_curve(curve)
        return curve

    def _restyle_chips(self) -> None:
        for name, chip in self._chips.items():
            chip.setIcon(_swatch(self._find(name, ""), chip.isChecked()))
        for run, chip in self._run_chips.items():
            curve = next((c for c in self._canvas.curves if c.run == run), None)
            if curve is not None:
                chip.setToolTip(self.tr("Remove {name}").format(name=self._run_labels[run]))

    # --- slots

    def _on_series_toggled(self, is_shown: bool) -> None:
        name = self.sender().objectName()
        for curve in self._canvas.curves:
            if curve.name == name:
                curve.is_shown = is_shown
        self._restyle_chips()
        self._canvas.mark_dirty()

    def _on_run_chip_clicked(self) -> None:
        run = self.sender().objectName()
        self.remove_run(run)
        self.run_removed.emit(run)

    def _on_smoothing_changed(self, position: int) -> None:
        # finer towards 1, where the weight has more effect
        weight = min(1 - (1 - position / _SLIDER_STEPS) ** 2, _SMOOTHING_LIMIT)
        self._smooth_label.setText(self.tr("Smoothing {weight}").format(weight=number(weight, 2)))
        self._canvas.set_smoothing(weight)

    def _on_follow_changed(self, is_following: bool) -> None:
        self._fit_chip.setVisible(not is_following)

    def _on_export_png(self) -> None:
        title, kind = self.tr("Export chart"), self.tr("Image (*.png)")
        name, _ = QFileDialog.getSaveFileName(self, title, "losses.png", kind)
        if name:
            self._export(self.export_png, Path(name))

    def _on_export_csv(self) -> None:
        title, kind = self.tr("Export data"), self.tr("Table (*.csv)")
        name, _ = QFileDialog.getSaveFileName(self, title, "losses.csv", kind)
        if name:
            self._export(self.export_csv, Path(name))

    def _export(self, write: Callable[[Path], None], path: Path) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            write(path)
        except OSError as error:
            self.export_failed.emit(error_text(user_error(error, path)))
        else:
            self.exported.emit(path)
        finally:
            QGuiApplication.restoreOverrideCursor()

    # --- overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._restyle_chips()


def _swatch(curve: PlotCurve, is_on: bool) -> QIcon:
    """Returns a short line in the series' colour; transparent if it is hidden."""
    pixmap = QPixmap(QSize(28, 16))
    pixmap.setDevicePixelRatio(2.0)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(1.0 if is_on else 0.35)
    painter.setPen(QPen(curve.ink(), 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(2, 4, 12, 4)
    painter.end()
    return QIcon(pixmap)
