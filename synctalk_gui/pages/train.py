"""The Train page: options, charts, metrics, validation samples and the log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from synctalk_engine.protocol.events import CheckpointEvent, Event, LogEvent, RunState, SampleEvent
from synctalk_engine.protocol.options.train import ENDLESS_EPOCHS
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.protocol.verdict import Remedy, Verdict
from synctalk_gui.pages.compare_menu import CompareMenu
from synctalk_gui.pages.log_view import LogView
from synctalk_gui.pages.page import Page, PageAction, side_px
from synctalk_gui.pages.problem_banner import ProblemBanner
from synctalk_gui.pages.run_chart import RunChart
from synctalk_gui.pages.run_metrics import RunMetrics
from synctalk_gui.pages.speed_test_view import SpeedTestView
from synctalk_gui.pages.train_form import TrainForm
from synctalk_gui.pages.training_history import EarlierRuns, TrainingHistory
from synctalk_gui.pages.verdict_bar import VerdictBar
from synctalk_gui.session import Session
from synctalk_gui.widgets.buttons import button, chip
from synctalk_gui.widgets.card import Card, FittedStack, card_column, scroll_area
from synctalk_gui.widgets.empty_state import EmptyState
from synctalk_gui.widgets.panes import HANDLE_PX, Panes
from synctalk_gui.widgets.sample_strip import SampleStrip

_METRICS_INTERVAL_MS = 200
_SIDE_PX, _LOG_PX, _CARD_MARGIN_PX = 300, 90, 15
_SAMPLE_ANSWER_MS = 20_000
"""After this time, samples can be requested again."""
_SAMPLE_REST_PX, _LEAST_SAMPLES_PX, _COMFORTABLE_SAMPLES_PX = 66, 160, 254
"""The first is that of the samples' margins and of the row with the slider."""


def _side_px(room_px: int) -> int:
    return min(_SIDE_PX, side_px(room_px))


class TrainPage(Page):
    """Starts, pauses, stops and shows a training."""

    RUN_KINDS = ("train", "run", "demo")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.form = TrainForm()
        self.add_form("train", self.form)
        self.speed_test = SpeedTestView(session)
        self.speed_test.start_requested.connect(self.start_speed_test)
        self.speed_test.batch_proposed.connect(self.form.set_batch_size)
        self.metrics = RunMetrics()
        self.chart = RunChart()
        self.samples = SampleStrip()
        self.log = LogView()
        self.banner = ProblemBanner()
        self.banner.weights_requested.connect(self.weights_requested)
        self.banner.retry_requested.connect(self._on_retry)
        self.verdict = VerdictBar()
        self.verdict.remedy_requested.connect(self._on_remedy)
        self.compare = CompareMenu(self.chart, session, self.RUN_KINDS)
        self.chart.exported.connect(self._on_exported)
        self.chart.export_failed.connect(self.failed)
        self.sample_chip = chip(
            self.tr("Generate samples"), tip=self.tr("Generate validation samples now")
        )
        self.sample_chip.clicked.connect(self._on_sample)
        self.samples.add_chip(self.sample_chip)
        self.samples.sample_activated.connect(self._on_sample_activated)
        self._sample_timer = QTimer(self, singleShot=True, interval=_SAMPLE_ANSWER_MS)
        self._sample_timer.timeout.connect(self._show_sample_chip)
        self._history = TrainingHistory(session.background, self.RUN_KINDS, self)
        self._history.found.connect(self._on_earlier_runs_found)
        self._is_form_wanted = False
        self._metrics_timer = QTimer(self)
        self._metrics_timer.setInterval(_METRICS_INTERVAL_MS)
        self._metrics_timer.setSingleShot(True)
        self._metrics_timer.timeout.connect(self._show_metrics)
        self.chart.step_clicked.connect(self.samples.show_step)
        self._build()

    # -- overrides ----------------------------------------------------------------------------

    def page_actions(self) -> list[PageAction]:
        """Train is always the last button and Resume the one before it: no button takes the
        place of another one that was just pressed."""
        if self.info is None:
            return []
        if self.own_run_is_active:
            return [*self._running_actions(), self._train_action(False, self._why_not())]
        tip = self._why_not()
        can_train = not tip
        if self.live is None or self._is_form_wanted:
            return [self._train_action(can_train, tip)]
        return [
            PageAction("preview", self.tr("Preview"), self._on_preview),
            PageAction("anew", self.tr("Train again…"), self._on_new, "", "", can_train, tip),
            self._resume_action(self.live.can_resume and not self.is_pending("train")),
            self._train_action(False, self.tr("Choose “Train again…” to see the options first")),
        ]

    def show_other_project(self) -> None:
        self._is_form_wanted = False

    def show_info(self) -> None:
        if self.info is not None:
            self.form.set_info(self.info)
            if self._is_other:
                self.show_saved_options()
            is_ready = self.info.is_preprocessed
            self.speed_test.show_project(self.info, is_ready and not self.is_busy)
        self.compare.set_shown(self.info, "" if self.live is None else self.live.run.run_id)
        self._show_verdict()
        self._show_parts()

    def show_run(self) -> None:
        live = self.live
        if live is not None and live.is_active:
            self._is_form_wanted = False
        record = None if live is None else live.record
        self.chart.set_record(record)
        self.compare.set_shown(self.info, "" if live is None else live.run.run_id)
        self.log.set_record(record)
        self.samples.set_folder(None if live is None else live.run.samples_dir)
        if record is not None:
            self._mark_samples(record.samples)
            best = record.best_checkpoint
            self.samples.set_best(None if best is None else best.step)
        self._history.forget()
        self._history.ask(self.info, live)
        self._show_metrics()
        self.show_status()

    def show_events(self, events: list[Event]) -> None:
        self.chart.add_events(events)
        self.log.follow()
        for event in events:
            match event:
                case SampleEvent() if event.stage != JobStage.RENDER:
                    self.samples.add_step(event.step, event.epoch)
                    self._sample_timer.stop()
                case LogEvent(code="saved_on_request"):
                    self.succeeded.emit(self.tr("Saved. You can resume from here at any time."))
                case CheckpointEvent(best=True):
                    self.samples.set_best(event.step)
        self._history.ask(self.info, self.live)
        if not self._metrics_timer.isActive():
            self._metrics_timer.start()
        self._show_parts()

    def show_status(self) -> None:
        self.banner.show_run(self.live)
        self._history.ask(self.info, self.live)
        self._show_verdict()
        self._sample_timer.stop()
        self._show_metrics()
        self._show_parts()

    # -- public -------------------------------------------------------------------------------

    def start(self) -> None:
        """Start training with the form's options, after a preprocessing that is to come."""
        if self.info is None or self._why_not():
            return
        self._is_form_wanted = False
        self._add_training(self.form.options(), self.info.device)
        self.form.resume.setChecked(True)  # the next training continues this one

    def start_speed_test(self) -> None:
        """Start a speed test with the form's options."""
        if self.info is None or self.is_busy:
            return
        self.session.jobs.add("trial", self.info.name, self.form.options(), self.info.device)
        self.session.refresh(self.info.name)

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        """Add the parts from the outermost to the innermost: moving a filled one costs Qt more."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(12)
        outer.addWidget(self.banner)
        outer.addWidget(self.verdict)
        columns = Panes("train", Qt.Orientation.Horizontal, _side_px)
        outer.addWidget(columns, 1)
        self._main = Panes("samples", Qt.Orientation.Vertical, self._samples_px)
        side = QWidget()
        columns.set_panes(scroll_area(self._main), side)
        self._chart_card, self._samples_card = Card(), Card(self.tr("Validation samples"))
        self._main.set_panes(self._chart_card, self._samples_card)
        self._side_card, self._log_card = Card(self.tr("This run")), Card(self.tr("Log"))
        column = card_column(self._side_card, self._log_card)
        column.setStretchFactor(self._log_card, 1000)
        side.setLayout(column)
        self._fill_cards()
        self._fill_side_card()
        self._main.installEventFilter(self)

    def _fill_cards(self) -> None:
        self._empty = EmptyState("train", "", "")
        self._to_preprocess = button(self.tr("Go to Preprocess"), self._on_to_preprocess, "primary")
        self._empty.add_button(self._to_preprocess)
        self._chart_card.title.hide()
        self._chart_stack = QStackedWidget()
        self._chart_card.add(self._chart_stack, 1)
        self._chart_stack.addWidget(self._empty)
        self._chart_stack.addWidget(self.chart)
        self._samples_card.title.hide()
        self._samples_card.add(self.samples, 1)
        self.log.setMinimumHeight(_LOG_PX)
        self._log_card.add(self.log, 1)

    def _fill_side_card(self) -> None:
        """Add the form and the speed test, and a run's metrics in their place."""
        form_page = QWidget()
        column = QVBoxLayout(form_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._side_stack = FittedStack()
        self._side_card.add(self._side_stack, 1)
        self._side_stack.addWidget(scroll_area(form_page))
        self._side_stack.addWidget(scroll_area(self.metrics))
        column.addWidget(self.form)
        column.addWidget(self.speed_test)
        column.addStretch(1)

    def _samples_px(self, room_px: int) -> int:
        """Returns the height of the samples that fits their width; the chart gets the rest."""
        strip_px = self._samples_card.width() - 2 * _CARD_MARGIN_PX
        wanted_px = self.samples.grid_px(strip_px) + _SAMPLE_REST_PX
        most_px = max(_LEAST_SAMPLES_PX, room_px - self._chart_px())
        return round(min(max(wanted_px, _LEAST_SAMPLES_PX), most_px))

    def _chart_px(self) -> int:
        """Returns the least height of the chart's card."""
        inside_px = max(1, self._main.width() - 2 * _CARD_MARGIN_PX)
        return self.chart.least_px(inside_px) + 2 * _CARD_MARGIN_PX

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._main and event.type() == QEvent.Type.Resize:
            self._fit_main()
        return super().eventFilter(watched, event)

    def _fit_main(self) -> None:
        """Let the chart and the samples scroll where they would be too small."""
        is_shown = not self._samples_card.isHidden()
        samples_px = _COMFORTABLE_SAMPLES_PX + HANDLE_PX if is_shown else 0
        self._main.setMinimumHeight(self._chart_px() + samples_px)

    def _show_verdict(self) -> None:
        """Show what the model is good for, unless it is being trained or the training failed."""
        is_wanted = self.info is not None and not self.own_run_is_active and self.banner.isHidden()
        self.verdict.show_verdict(self.project.verdict if is_wanted else None)
        verdict = self.project.verdict if is_wanted else None
        trains = verdict is not None and verdict.remedy == Remedy.TRAIN_MORE
        why_not = self._why_not() if trains else ""
        self.verdict.set_remedy_enabled(not why_not, why_not)

    def _show_parts(self) -> None:
        """Show the form or the metrics; the chart once it has data."""
        has_run = self.live is not None and not self._is_form_wanted
        self._side_stack.setCurrentIndex(1 if has_run else 0)
        self._side_card.set_title(self.tr("This run") if has_run else self.tr("Training"))
        has_curves = has_run and self.chart.has_curves
        self._chart_stack.setCurrentIndex(1 if has_curves else 0)
        self._show_empty()
        self._log_card.setVisible(has_run)
        self._samples_card.setVisible(has_run and not self._is_before_training())
        self._show_sample_chip()
        self._fit_main()

    def _is_before_training(self) -> bool:
        """Whether the job that is shown makes or preprocesses its video now."""
        record = self.run.record
        return self.run.is_active and (record.is_making_sample or record.is_preprocessing)

    def _show_sample_chip(self) -> None:
        """Show the chip while a model is trained; disabled until its samples arrive."""
        live = self.live
        is_at_work = (
            live is not None and live.status == RunState.RUNNING and not live.stop_requested
        )
        can_draw = is_at_work and self.run.record.stage == JobStage.GENERATOR
        self.sample_chip.setVisible(can_draw)
        self.sample_chip.setEnabled(not self._sample_timer.isActive())

    def _running_actions(self) -> list[PageAction]:
        live = self.run
        is_ending = live.stop_requested or live.status == RunState.STOPPING
        can_pause = live.status == RunState.RUNNING and not is_ending
        return [
            PageAction("stop", self.tr("Stop and save"), self._on_stop, "", "stop", not is_ending),
            PageAction(
                "save", self.tr("Save now"), live.save, icon_name="save", is_enabled=can_pause
            ),
            PageAction(
                "pause", self.tr("Pause"), live.pause, icon_name="pause", is_enabled=can_pause
            ),
            self._resume_action(live.status == RunState.PAUSED and not is_ending),
        ]

    def _resume_action(self, is_enabled: bool) -> PageAction:
        tip = self.tr("Resumes from the last saved state") if is_enabled else ""
        text, role = self.tr("Resume"), "" if self.own_run_is_active else "primary"
        return PageAction("resume", text, self._on_resume, role, "play", is_enabled, tip)

    def _train_action(self, is_enabled: bool, tip: str) -> PageAction:
        text = self.tr("Train")
        return PageAction("train", text, self.start, "primary", "play", is_enabled, tip)

    def _show_empty(self) -> None:
        """Say what happens now, or what is to be done, where there is no curve yet."""
        if self.info is None:
            return
        is_active = self.live is not None and self.live.is_active
        self._empty.set_texts(*(self._active_texts() if is_active else self._empty_texts()))
        is_ready = self.info.is_preprocessed or self.is_pending("preprocess")
        self._to_preprocess.setVisible(not is_active and not is_ready)

    def _active_texts(self) -> tuple[str, str]:
        record = self.run.record
        if record.is_making_sample:
            text = self.tr("Making the sample clip…")
            return text, self.tr("It is preprocessed and trained next.")
        if record.is_preprocessing:
            return self.tr("Preprocessing…"), self.tr("Training starts when this is done.")
        return (
            self.tr("Starting training…"),
            self.tr("The first losses appear here after a few steps."),
        )

    def _empty_texts(self) -> tuple[str, str]:
        if self.is_pending("train"):
            return self.tr("In queue"), self.tr("This step starts when its device is free.")
        if self.project.is_preprocessed:
            return (
                self.tr("Ready to train"),
                self.tr(
                    "Press Train at the top right. Sample frames and curves of the progress "
                    "appear here during training."
                ),
            )
        if self.is_pending("preprocess"):
            text = self.tr("Press Train: training then starts when this is done.")
            return self.tr("Preprocessing…"), text
        text = self.tr("Press “Make avatar” on the Preprocess page. It does all steps.")
        return self.tr("Not preprocessed"), text

    def _why_not(self) -> str:
        """Returns why a training cannot be queued now, or an empty string."""
        if self.is_pending("train"):
            return self.tr("This step is already running or queued")
        if self.project.is_preprocessed or self.is_pending("preprocess"):
            return ""
        return self.tr("Preprocess the video first")

    def _mark_samples(self, samples: list) -> None:
        self.samples.set_epochs({sample.step: sample.epoch for sample in samples})
        self.samples.refresh()

    # -- slots --------------------------------------------------------------------------------

    def _on_earlier_runs_found(self, earlier: EarlierRuns) -> None:
        """Show the curves and samples that the training had before it was resumed in this run."""
        self.chart.set_earlier(earlier.record)
        epochs = {sample.step: sample.epoch for sample in earlier.record.samples}
        self.samples.set_earlier(earlier.samples, epochs)
        own, before = self.run.record.best_checkpoint, earlier.record.best_checkpoint
        if own is None and before is not None:
            self.samples.set_best(before.step)
        self._show_parts()

    def _show_metrics(self) -> None:
        if self.live is not None:
            self.metrics.show_run(self.live)

    def _on_stop(self) -> None:
        if self.live is not None:
            self.live.stop()
            self.actions_changed.emit()
            self._show_metrics()

    def _on_resume(self) -> None:
        """Continue a paused training, or one that was stopped or interrupted."""
        if self.live is None:
            return
        if self.live.is_active:
            self.live.resume()
        elif not self.is_busy:
            self.session.jobs.resume(self.live.run)

    def _on_remedy(self, verdict: Verdict) -> None:
        match verdict.remedy:
            case Remedy.RENDER:
                self.page_requested.emit("render")
            case Remedy.PREVIEW:
                self.page_requested.emit("preview")
            case Remedy.RECORD_MORE:
                self.guide_requested.emit()
            case Remedy.TRAIN_MORE:
                self.train_more(verdict.params["minutes"])

    def train_more(self, minutes: float) -> None:
        """Continue the training for some minutes."""
        if self.info is None or self._why_not():
            return
        is_known = self.live is not None and self.live.spec.kind == "train"
        last = self.run.spec.options if is_known else self.form.options()
        spent_min = (last.get("time_budget_min") or 0.0) if is_known else 0.0
        options = {
            **last,
            "force": False,
            "epochs": ENDLESS_EPOCHS,
            "time_budget_min": spent_min + minutes,  # a budget counts the continued runs too
        }
        self._add_training(options, self.info.device)

    def _add_training(self, options: dict[str, Any], device: str) -> None:
        name = self.project.name
        self.session.jobs.add("train", name, options, device, after=self.after("preprocess"))
        self.session.refresh(name)

    def _on_retry(self, changes: dict[str, Any]) -> None:
        """Resume from the last saved state with changed options, as a new run.

        Starts a new training instead if the changes set ``force``.
        """
        if self.live is None or self.info is None or self._why_not():
            return
        is_new = changes.get("force", False)
        begin = {"continue_training": not is_new, "force": is_new}
        options = {**self.live.spec.options, **changes, **begin}
        self._add_training(options, str(changes.get("device", self.info.device)))

    def _on_sample(self) -> None:
        if self.live is not None:
            self.live.sample()
            self._sample_timer.start()
            self._show_sample_chip()

    def _on_sample_activated(self, _index: int, _step: int) -> None:
        self.page_requested.emit("preview")

    def _on_exported(self, path: Path) -> None:
        self.succeeded.emit(self.tr("Saved {file}.").format(file=path.name))

    def _on_new(self) -> None:
        self._is_form_wanted = True
        self.banner.hide()
        self._show_parts()
        self.actions_changed.emit()

    def _on_preview(self) -> None:
        self.page_requested.emit("preview")

    def _on_to_preprocess(self) -> None:
        self.page_requested.emit("preprocess")
