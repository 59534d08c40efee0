"""The chart of one run: fed from its record, then from its events; one chart a network."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from synctalk_gui.engine.run_record import RunRecord
from synctalk_gui.pages.metric_names import (
    chart_label,
    chart_stages,
    is_held_out_loss,
    is_main_loss,
    loss_label,
)
from synctalk_gui.widgets.common import chip
from synctalk_gui.widgets.loss_plot import LossPlot

_HELD_OUT_PREFIX = "held out: "


class RunChart(QWidget):
    """Losses of a run. Model and SyncNet have charts of their own, chosen by chips."""

    step_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: RunRecord | None = None
        self._stage = ""
        self._chosen_stage = ""
        self.plot = LossPlot(title=self.tr("Losses"))
        self.plot.step_clicked.connect(self.step_clicked)
        self._group = QButtonGroup(self)
        self._chips: dict[str, object] = {}
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(6)
        self._chip_row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.plot, 1)
        layout.addLayout(self._chip_row)

    def set_record(self, record: RunRecord | None) -> None:
        """Show another run from its beginning."""
        self._record = record
        self._chosen_stage = ""
        for part in self._chips.values():
            self._group.removeButton(part)
            self._chip_row.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._chips.clear()
        self._show_stage(self._wanted_stage())

    def add_events(self, events: list) -> None:
        """Add the points of events that are in the record already."""
        wanted = self._wanted_stage()
        if wanted != self._stage:
            self._show_stage(wanted)
            return
        points: dict[str, tuple[list, list]] = {}
        for event in events:
            if event.stage != self._stage:
                continue
            if event.type == "metric":
                self._collect(event, points)
            elif event.type == "checkpoint":
                self.plot.mark_checkpoint(event.step, event.best)
        for name, (steps, values) in points.items():
            self._ensure_series(name)
            self.plot.append(name, steps, values)

    # -- inside -------------------------------------------------------------------------------

    def _collect(self, event, points: dict[str, tuple[list, list]]) -> None:
        self.plot.mark_epoch(event.step, event.epoch)
        named = dict(event.losses)
        for name, value in event.held_out.items():
            if is_held_out_loss(name):
                named[_HELD_OUT_PREFIX + name] = value
        for name, value in named.items():
            steps, values = points.setdefault(name, ([], []))
            steps.append(event.step)
            values.append(value)

    def _wanted_stage(self) -> str:
        stages = [] if self._record is None else chart_stages(self._record)
        if self._chosen_stage in stages:
            return self._chosen_stage
        return stages[-1] if stages else ""

    def _show_stage(self, stage: str) -> None:
        self._stage = stage
        self.plot.clear()
        self._show_chips()
        if self._record is None or not stage:
            return
        for name, curve in self._record.losses.get(stage, {}).items():
            self._ensure_series(name)
            self.plot.append(name, curve.steps, curve.values)
        for name, curve in self._record.held_out.get(stage, {}).items():
            if is_held_out_loss(name):
                self._ensure_series(_HELD_OUT_PREFIX + name)
                self.plot.append(_HELD_OUT_PREFIX + name, curve.steps, curve.values)
        for point in self._record.checkpoints:
            self.plot.mark_checkpoint(point.step, point.best)
        for step, epoch in self._record.epoch_starts.get(stage, []):
            self.plot.mark_epoch(step, epoch)

    def _ensure_series(self, name: str) -> None:
        if name.startswith(_HELD_OUT_PREFIX):
            rest = loss_label(name.removeprefix(_HELD_OUT_PREFIX))
            label = (
                self.tr("held out") if rest == "train" else self.tr("held out {n}").format(n=rest)
            )
            self.plot.add_series(name, label, is_smoothed=False)
        else:
            self.plot.add_series(name, loss_label(name), is_shown=is_main_loss(name))

    def _show_chips(self) -> None:
        """One chip a network, where there is more than one."""
        stages = [] if self._record is None else chart_stages(self._record)
        for stage in stages:
            if stage not in self._chips:
                part = chip(chart_label(stage), checkable=True)
                part.setProperty("stage", stage)
                part.clicked.connect(self._on_chip_clicked)
                self._group.addButton(part)
                self._chip_row.insertWidget(len(self._chips), part)
                self._chips[stage] = part
        for stage, part in self._chips.items():
            part.setVisible(len(stages) > 1)
            part.setChecked(stage == self._stage)

    def _on_chip_clicked(self) -> None:
        self._chosen_stage = self.sender().property("stage")
        self._show_stage(self._chosen_stage)
