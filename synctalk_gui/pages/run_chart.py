"""The charts of a run: the losses of each network, and validation metrics."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from synctalk_engine.protocol.events import CheckpointEvent, Event, MetricEvent
from synctalk_engine.protocol.stages import JobStage
from synctalk_gui.engine.run_record import RunRecord
from synctalk_gui.pages.metric_names import (
    QUALITY_CHART,
    chart_label,
    charts_of,
    is_decibel,
    is_main_loss,
    is_validation_loss,
    loss_label,
    phase_change_label,
    quality_label,
)
from synctalk_gui.pages.training_history import first_step
from synctalk_gui.widgets.buttons import chip
from synctalk_gui.widgets.flow_layout import flow_widget
from synctalk_gui.widgets.loss_plot import LossPlot

_VALIDATION_PREFIX = "held out: "
_LEAST_EMPTY_PX = 200


class RunChart(QWidget):
    """Shows one chart at a time; filled from the record, then from new events."""

    step_clicked = Signal(int)
    exported = Signal(object)
    """An image or table was written to this Path."""
    export_failed = Signal(str)
    """A sentence: the export failed."""
    overlays_changed = Signal()
    """A run was added for comparison, or removed."""
    compare_requested = Signal()
    """The user wants to choose runs for comparison."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: RunRecord | None = None
        self._earlier: RunRecord | None = None
        self._chart = ""
        self._chosen = ""
        self._overlays: dict[str, tuple[str, RunRecord]] = {}
        self._plot: LossPlot | None = None
        self._is_compare_offered = False
        self._group = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        self._chips_part, self._chip_row = flow_widget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._chips_part)

    def least_px(self, width_px: int) -> int:
        """Returns the least height at a width; without a chart, that of a text in its place."""
        if self._plot is None:
            return _LEAST_EMPTY_PX
        chips_px = self._chips_part.heightForWidth(width_px)
        return self._plot.least_px(width_px) + self.layout().spacing() + chips_px

    @property
    def plot(self) -> LossPlot:
        """The drawing area, made when there is something to draw: it takes a while."""
        if self._plot is None:
            self._plot = plot = LossPlot(title=self.tr("Losses"))
            plot.step_clicked.connect(self.step_clicked)
            plot.exported.connect(self.exported)
            plot.export_failed.connect(self.export_failed)
            plot.run_removed.connect(self.remove_overlay)
            plot.compare_requested.connect(self.compare_requested)
            plot.set_compare_offered(self._is_compare_offered)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(0, plot, 1)
        return self._plot

    def set_compare_offered(self, is_offered: bool) -> None:
        """Set whether there are runs to compare with."""
        self._is_compare_offered = is_offered
        if self._plot is not None:
            self._plot.set_compare_offered(is_offered)

    def set_record(self, record: RunRecord | None) -> None:
        """Show another run."""
        if record is not self._record:
            self._overlays.clear()
        self._record, self._earlier = record, None
        self._chosen = ""
        for part in self._chips.values():
            self._group.removeButton(part)
            self._chip_row.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._chips.clear()
        self._show_chart(self._wanted_chart())

    def set_earlier(self, record: RunRecord) -> None:
        """Show the curves of the earlier runs of the same training before those of this run."""
        self._earlier = record
        self._show_chart(self._wanted_chart())

    @property
    def has_curves(self) -> bool:
        return bool(self._charts())

    def add_events(self, events: list[Event]) -> None:
        """Add the points of new events, which are already in the record."""
        self._show_chips()
        wanted = self._wanted_chart()
        if wanted != self._chart:
            self._show_chart(wanted)
            return
        points: dict[str, tuple[list, list]] = {}
        for event in events:
            if event.stage != self._stage:
                continue
            match event:
                case MetricEvent():
                    self._collect(event, points)
                case CheckpointEvent():
                    self.plot.mark_checkpoint(event.step, event.best)
        self._mark_phase_changes()
        for name, (steps, values) in points.items():
            self._ensure_series(name)
            self.plot.append(name, steps, values)

    @property
    def overlays(self) -> list[str]:
        """Keys of the runs shown for comparison."""
        return list(self._overlays)

    def add_overlay(self, key: str, label: str, record: RunRecord) -> None:
        """Add another run's curves to each chart it has."""
        self._overlays[key] = (label, record)
        self._draw_overlay(key)
        self.overlays_changed.emit()

    def remove_overlay(self, key: str) -> None:
        if self._overlays.pop(key, None) is not None:
            self.plot.remove_run(key)
            self.overlays_changed.emit()

    # -- inside -------------------------------------------------------------------------------

    def _draw_overlay(self, key: str) -> None:
        label, record = self._overlays[key]
        self.plot.add_run(key, label)
        stage = self._stage
        curves = self._named(record.losses.get(stage, {}), record.validation.get(stage, {}))
        for name, curve in curves.items():
            self._ensure_series(name)
            self.plot.append(name, curve.steps, curve.values, run=key)

    @property
    def _stage(self) -> str:
        """The stage whose events belong to the chart."""
        return self._chart if self._chart != QUALITY_CHART else JobStage.GENERATOR

    def _collect(self, event: MetricEvent, points: dict[str, tuple[list, list]]) -> None:
        self.plot.mark_epoch(event.step, event.epoch)
        for name, value in self._named(event.losses, event.held_out).items():
            steps, values = points.setdefault(name, ([], []))
            steps.append(event.step)
            values.append(value)

    def _named(self, losses: dict, validation: dict) -> dict:
        """Returns the metrics that belong to the chart, by series name."""
        if self._chart == QUALITY_CHART:
            return {name: value for name, value in validation.items() if is_decibel(name)}
        shown = {
            _VALIDATION_PREFIX + name: value
            for name, value in validation.items()
            if is_validation_loss(name)
        }
        return {**losses, **shown}

    def _wanted_chart(self) -> str:
        """Returns the user's choice, else the losses of the latest network."""
        charts = self._charts()
        if self._chosen in charts:
            return self._chosen
        losses = [chart for chart in charts if chart != QUALITY_CHART]
        return losses[-1] if losses else ""

    def _show_chart(self, chart: str) -> None:
        self._chart = chart
        if self._plot is None and not chart:
            return
        self.plot.clear()
        is_quality = chart == QUALITY_CHART
        self.plot.set_value_name(self.tr("PSNR (dB)") if is_quality else self.tr("Loss"))
        self._show_chips()
        if self._record is None or not chart:
            return
        for record in self._records():
            self._draw_record(record)
        self._mark_phase_changes()
        for key in self._overlays:
            self._draw_overlay(key)

    def _records(self) -> list[RunRecord]:
        """The earlier runs of the training and this one."""
        return [record for record in (self._earlier, self._record) if record is not None]

    def _charts(self) -> list[str]:
        """The charts of all records: the networks in the order of training, then validation."""
        charts = dict.fromkeys(chart for record in self._records() for chart in charts_of(record))
        return sorted(charts, key=lambda chart: chart == QUALITY_CHART)

    def _draw_record(self, record: RunRecord) -> None:
        """Add a record's curves and marks; its curves replace what has later steps."""
        stage = self._stage
        curves = self._named(record.losses.get(stage, {}), record.validation.get(stage, {}))
        for name, curve in curves.items():
            self._ensure_series(name)
            self.plot.append(name, curve.steps, curve.values)
        own_from = first_step(self._record) if record is self._earlier else None
        end = float("inf") if own_from is None else own_from
        for point in record.checkpoints:
            if point.stage == stage and point.step < end:
                self.plot.mark_checkpoint(point.step, point.best)
        for step, epoch in record.epoch_starts.get(stage, []):
            if step < end:
                self.plot.mark_epoch(step, epoch)

    def _mark_phase_changes(self) -> None:
        """Mark the steps where the meaning of the losses changes."""
        if self._chart == QUALITY_CHART:
            return
        for record in self._records():
            for step, code in record.phase_changes.get(self._stage, {}).items():
                self.plot.mark_phase_change(step, phase_change_label(code))

    def _ensure_series(self, name: str) -> None:
        if self._chart == QUALITY_CHART:
            self.plot.add_series(name, quality_label(name), is_smoothed=False)
        elif name.startswith(_VALIDATION_PREFIX):
            rest = loss_label(name.removeprefix(_VALIDATION_PREFIX))
            label = self.tr("Validation")
            if rest != loss_label("total"):
                label = self.tr("Validation: {n}").format(n=rest)
            self.plot.add_series(name, label, is_smoothed=False)
        else:
            self.plot.add_series(name, loss_label(name), is_shown=is_main_loss(name))

    def _show_chips(self) -> None:
        """Show one chip per chart, if there are several."""
        charts = self._charts()
        for chart in charts:
            if chart not in self._chips:
                part = chip(chart_label(chart), checkable=True)
                part.setProperty("chart", chart)
                part.clicked.connect(self._on_chip_clicked)
                self._group.addButton(part)
                self._chip_row.insert_widget(len(self._chips), part)
                self._chips[chart] = part
        for chart, part in self._chips.items():
            part.setVisible(len(charts) > 1)
            part.setChecked(chart == self._chart)

    def _on_chip_clicked(self) -> None:
        self._chosen = self.sender().property("chart")
        self._show_chart(self._chosen)
