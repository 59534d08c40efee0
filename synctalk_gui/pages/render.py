"""The Render page: choose audio, render, and play the result."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from synctalk_engine.protocol.events import Event, ResultEvent, RunState, SampleEvent
from synctalk_engine.protocol.results import RenderResult
from synctalk_gui.dialogs.stopping import stop_or_ask
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.formats import percent
from synctalk_gui.pages.audio_chooser import AudioChooser
from synctalk_gui.pages.page import Page, PageAction, side_px
from synctalk_gui.pages.problem_banner import ProblemBanner
from synctalk_gui.pages.render_form import RenderForm
from synctalk_gui.pages.render_question import ask_to_render
from synctalk_gui.pages.result_view import ResultView, ScaledImage, read_bounded
from synctalk_gui.run_texts import progress_sentence
from synctalk_gui.session import Session
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.card import Card, card_column, scroll_area
from synctalk_gui.widgets.empty_state import EmptyState
from synctalk_gui.widgets.labels import label
from synctalk_gui.widgets.panes import Panes

_PROGRESS_INTERVAL_MS = 100
RECORDINGS_NAME = "recordings"
"""Folder in the workspace."""


class RenderPage(Page):
    """Starts, stops and shows a render, then its result."""

    RUN_KINDS = ("render", "demo")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.speech = AudioChooser()
        self.speech.file_chosen.connect(self._on_speech_chosen)
        self.speech.refused.connect(self.failed)
        self.speech.set_folder(session.workspace.root / RECORDINGS_NAME)
        self.form = RenderForm(session.workspace)
        self.add_form("render", self.form)
        self.banner = ProblemBanner()
        self.banner.weights_requested.connect(self.weights_requested)
        self.result = ResultView(session.background)
        self._progress_timer = QTimer(self)
        self._progress_timer.setSingleShot(True)
        self._progress_timer.setInterval(_PROGRESS_INTERVAL_MS)
        self._progress_timer.timeout.connect(self._show_progress)
        self._build()

    # -- overrides ----------------------------------------------------------------------------

    def page_actions(self) -> list[PageAction]:
        if self.info is None:
            return []
        if self.own_run_is_active:
            is_ending = self.run.stop_requested or self.run.status == RunState.STOPPING
            text = self.tr("Stop")
            stop = PageAction("stop", text, self._on_stop, "", "stop", not is_ending)
            return [stop, self._render_action()]
        return [self._render_action()]

    def _render_action(self) -> PageAction:
        """The last button at all times, so that Stop does not come under the pointer."""
        tip = self._why_not()
        text = self.tr("Render")
        return PageAction("render", text, self.start, "primary", "film", not tip, tip)

    def show_other_project(self) -> None:
        self.speech.set_path(None)
        self.newest.set_image(None)

    def show_info(self) -> None:
        if self.info is not None:
            self.form.set_info(self.info)
            if self._is_other:
                self.show_saved_options()
            self._show_right()

    def show_run(self) -> None:
        self.newest.set_image(None)
        self._read_newest()
        self.show_status()

    def show_events(self, events: list[Event]) -> None:
        if any(isinstance(event, ResultEvent) for event in events):
            self._show_right()
        if any(isinstance(event, SampleEvent) for event in events):
            self._read_newest()
        if not self._progress_timer.isActive():
            self._progress_timer.start()

    def show_status(self) -> None:
        is_shown = self.live is not None and self.live.spec.kind == "render"
        self.banner.show_run(self.live if is_shown else None)
        self._show_progress()
        self._show_right()

    # -- public -------------------------------------------------------------------------------

    def start(self) -> None:
        """Start rendering with the form's options; ask first if the model is not ready."""
        if self.info is None or self._why_not():
            return
        verdict = None if self.is_pending("train") else self.info.verdict
        if verdict is not None and verdict.asks_before_rendering:
            ask_to_render(verdict, self).confirmed.connect(self.start_unasked)
        else:
            self.start_unasked()

    def start_unasked(self) -> None:
        """Start rendering with the form's options, whatever the model is good for."""
        if self.info is None or self._why_not():
            return
        name = self.info.name
        after = self.after("train")
        self.session.jobs.add("render", name, self.options(), self.info.device, after=after)
        self.session.refresh(name)

    def options(self) -> dict[str, Any]:
        """Fields of ``RenderOptions`` that the page decides."""
        return {"audio_path": str(self.speech.path), **self.form.options()}

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        left = Card(self.tr("Audio"))
        left.add(self.speech)
        left.body.addSpacing(4)
        left.add(self.form)
        left.body.addSpacing(4)
        left.add(
            label(
                self.tr(
                    "Only render people who have consented, and label the video as AI-generated."
                ),
                "mute",
                wrap=True,
            )
        )
        self._right = Card(self.tr("Result"))
        self._stack = QStackedWidget()
        self._empty = EmptyState("film", "", "")
        self._to_train = button(self.tr("Go to Train"), self._on_to_train, "primary")
        self._empty.add_button(self._to_train)
        self._working = self._make_working()
        for part in (self._empty, self._working, self.result):
            self._stack.addWidget(part)
        self._right.add(self._stack, 1)
        side = QWidget()
        side.setLayout(card_column(left))
        columns = Panes("render", Qt.Orientation.Horizontal, side_px, is_side_first=True)
        columns.set_panes(scroll_area(side), self._right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(12)
        outer.addWidget(self.banner)
        outer.addWidget(columns, 1)

    def _make_working(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(60, 0, 60, 0)
        column.setSpacing(8)
        self.newest = ScaledImage("", self.tr("Latest rendered frame"))
        self._headline = label("", "big")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the render"))
        self._note = label("", "mute")
        column.addStretch(1)
        column.addWidget(self.newest, 12)
        column.addWidget(self._headline, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._bar)
        column.addWidget(self._note, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return part

    def _show_right(self) -> None:
        if self.own_run_is_active and self.run.spec.kind == "render":
            self._right.set_title(self.tr("Rendering"))
            self._stack.setCurrentWidget(self._working)
        elif (result := self._result()) is not None:
            self._right.set_title(self.tr("Result"))
            self.result.show_result(result, self.session.workspace)
            self._stack.setCurrentWidget(self.result)
        else:
            self._right.set_title(self.tr("Result"))
            self._empty.set_texts(*self._empty_texts())
            self._to_train.setVisible(self.info is not None and not self.info.has_model)
            self._stack.setCurrentWidget(self._empty)

    def _result(self) -> RenderResult | None:
        """The result of the current run, once it is done."""
        live = self.live
        if live is None or live.status != RunState.DONE:
            return None
        result = live.record.result
        return result if isinstance(result, RenderResult) else None

    def _empty_texts(self) -> tuple[str, str]:
        if self.info is not None and not self.info.has_model:
            return (
                self.tr("No model yet"),
                self.tr("Train a model first. Then you can render any audio with it."),
            )
        return (
            self.tr("Nothing rendered yet"),
            self.tr(
                "Choose an audio file on the left, then press Render. The head moves as in the "
                "video; only the mouth is generated."
            ),
        )

    def _why_not(self) -> str:
        """Returns why rendering is not possible now, or an empty string."""
        if not self.project.has_model and not self.is_pending("train"):
            return self.tr("Train a model first")
        if self.speech.path is None:
            return self.tr("Choose an audio file first")
        return ""

    def _read_newest(self) -> None:
        live = self.live
        if live is None or not live.record.latest_image or not live.is_active:
            return
        path = live.run.path / live.record.latest_image
        work = partial(read_bounded, path)
        self.session.background.run(work, partial(self._on_newest_read, live))

    # -- slots --------------------------------------------------------------------------------

    def _on_newest_read(self, live: LiveRun, image: QImage) -> None:
        if (
            live is self.live and not image.isNull()
        ):  # a null image was read while it was being written
            self.newest.set_image(image)

    def _show_progress(self) -> None:
        if self.live is None:
            return
        fraction = self.live.record.fraction_done
        self._headline.setText("…" if fraction is None else percent(fraction))
        self._bar.setValue(round(1000 * (fraction or 0)))
        self._note.setText(progress_sentence(self.live))

    def _on_speech_chosen(self, _path: Path) -> None:
        self.actions_changed.emit()

    def _on_stop(self) -> None:
        if self.live is not None:
            stop_or_ask(self.live, self)
            self.actions_changed.emit()

    def _on_to_train(self) -> None:
        self.page_requested.emit("train")
