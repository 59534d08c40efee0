"""The stages of a running job: finished, running, pending."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from synctalk_engine.protocol.events import RunState
from synctalk_engine.protocol.stages import JobStage
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine_texts import stage_text
from synctalk_gui.formats import duration, number, percent, rate
from synctalk_gui.run_texts import progress_sentence
from synctalk_gui.widgets.labels import IconLabel, label

_PREPROCESS_STAGES = (JobStage.FRAMES, JobStage.LANDMARKS, JobStage.FEATURES)


class StageProgress(QWidget):
    """One row per stage, with a progress bar; further stages are added as they appear."""

    def __init__(self, stages: tuple[str, ...] = _PREPROCESS_STAGES) -> None:
        super().__init__()
        self._headline = label("", "title")
        self._note = label("", "mute")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(2, 1)
        self._rows: dict[str, tuple[IconLabel, QProgressBar, QLabel]] = {}
        self._foreseen = stages
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(4)
        layout.addWidget(self._headline)
        layout.addWidget(self._note)
        layout.addSpacing(10)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        for stage in stages:
            self._add_row(stage)

    def show_run(self, live: LiveRun) -> None:
        """Show a run's progress."""
        record = live.record
        self._headline.setText(self._headline_text(live))
        is_in_headline = live.status in (RunState.STARTING, RunState.RUNNING)
        has_percent = not is_in_headline or live.stop_requested
        self._note.setText(progress_sentence(live, has_percent) if live.is_active else "")
        for stage in record.stages_seen:
            if stage not in self._rows:
                self._add_row(stage)
        for stage in self._rows:
            self._show_stage(stage, live)

    def _headline_text(self, live: LiveRun) -> str:
        if live.status == RunState.PAUSED:
            return self.tr("Paused")
        if live.stop_requested or live.status == RunState.STOPPING:
            return self.tr("Stopping…")
        fraction = live.record.fraction_done
        return self.tr("Starting…") if fraction is None else percent(fraction)

    def _show_stage(self, stage: str, live: LiveRun) -> None:
        record = live.record
        icon, bar, text = self._rows[stage]
        if stage == record.stage and live.is_active:
            icon.set_icon("play", "accent")
            fraction = record.stage_fraction
            bar.setValue(round(1000 * (fraction or 0)))
            text.setText(_rate(live))
        elif stage in record.stages_seen:
            icon.set_icon("ok", "ok")
            bar.setValue(1000)
            seconds = record.stage_seconds.get(stage)
            text.setText("" if seconds is None else duration(seconds))
        else:
            icon.set_icon("pending", "faint")
            bar.setValue(0)
            text.setText("")

    def _add_row(self, stage: str) -> None:
        row = len(self._rows)
        icon = IconLabel("pending", "faint", 16)
        bar = QProgressBar()
        bar.setRange(0, 1000)
        bar.setTextVisible(False)
        bar.setAccessibleName(stage_text(stage))
        text = label("", "mute")
        bar.setMinimumWidth(40)
        self._grid.addWidget(icon, row, 0)
        self._grid.addWidget(label(stage_text(stage)), row, 1)
        self._grid.addWidget(bar, row, 2)
        self._grid.addWidget(text, row, 3)
        self._rows[stage] = (icon, bar, text)


def _rate(live: LiveRun) -> str:
    progress = live.record.progress
    if progress is None:
        return ""
    if progress.rate_per_s and progress.unit:
        return rate(progress.rate_per_s, progress.unit)
    return number(progress.done)
