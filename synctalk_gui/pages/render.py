"""Render: new speech in, a video of the person saying it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from synctalk_engine.workspace.names import name_from_file
from synctalk_gui.pages.page import Page, PageAction
from synctalk_gui.pages.problem_banner import ProblemBanner
from synctalk_gui.pages.result_view import ResultView
from synctalk_gui.pages.speech_box import SpeechBox
from synctalk_gui.run_texts import progress_sentence
from synctalk_gui.session import Session
from synctalk_gui.texts import number
from synctalk_gui.widgets.common import Card, EmptyState, button, label

_PROGRESS_INTERVAL_MS = 100
_LEFT_WIDTH_PX = 380


class RenderPage(Page):
    """Starts, stops and watches a render, and shows the newest result."""

    RUN_KINDS = ("render", "demo")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.speech = SpeechBox()
        self.speech.file_chosen.connect(self._on_speech_chosen)
        self.checkpoint = QComboBox()
        self.output = QLineEdit()
        self.output.setPlaceholderText(self.tr("named after the speech"))
        self.output.setClearButtonEnabled(True)
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
            is_ending = self.run.stop_requested or self.run.status == "stopping"
            text = self.tr("Stop")
            return [PageAction("stop", text, self._on_stop, "", "stop", not is_ending)]
        tip = self._why_not()
        text = self.tr("Render")
        return [PageAction("render", text, self.start, "primary", "film", not tip, tip)]

    def show_other_project(self) -> None:
        self.speech.set_path(None)
        self.output.clear()

    def show_info(self) -> None:
        if self.info is not None:
            self._fill_checkpoints()
            self._show_right()

    def show_run(self) -> None:
        self.show_status()

    def show_events(self, events: list) -> None:
        if any(event.type == "result" for event in events):
            self._show_right()
        if not self._progress_timer.isActive():
            self._progress_timer.start()

    def show_status(self) -> None:
        is_shown = self.live is not None and self.live.spec.kind == "render"
        self.banner.show_run(self.live if is_shown else None)
        self._show_progress()
        self._show_right()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(self.side_width(_LEFT_WIDTH_PX))

    # -- public -------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin a render with what is chosen."""
        if self.info is None or self._why_not():
            return
        name = self.info.name
        self.session.jobs.add("render", name, self.options(), self.info.device)
        self.session.refresh(name)

    def options(self) -> dict[str, Any]:
        """Fields of ``RenderOptions`` that the page decides."""
        result: dict[str, Any] = {"audio_path": str(self.speech.path)}
        if self.checkpoint.currentData():
            result["checkpoint"] = self.checkpoint.currentData()
        wanted = self.output.text().strip()
        if wanted:
            stem = name_from_file(Path(wanted).stem if wanted.endswith(".mp4") else wanted)
            result["output_path"] = str(self.session.workspace.result_dir / f"{stem}.mp4")
        return result

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        left = Card(self.tr("New speech"))
        self._left = left
        left.add(self.speech)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(9)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.checkpoint.setMinimumWidth(60)
        form.addRow(self.tr("&Checkpoint"), self.checkpoint)
        form.addRow(self.tr("&Name of the video"), self.output)
        left.body.addSpacing(4)
        left.body.addLayout(form)
        left.body.addStretch(1)
        left.add(
            label(
                self.tr(
                    "Render only people who agreed to it, and say of the video that it is made."
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
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left)
        row.addWidget(self._right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(12)
        outer.addWidget(self.banner)
        outer.addLayout(row, 1)

    def _make_working(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(60, 0, 60, 0)
        column.setSpacing(8)
        self._headline = label("", "big")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the render"))
        self._note = label("", "mute")
        column.addStretch(1)
        column.addWidget(self._headline, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._bar)
        column.addWidget(self._note, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return part

    def _fill_checkpoints(self) -> None:
        workspace = self.session.workspace
        folder = workspace.model_dir(self.project.name)
        wanted = ["", *(str(folder / f"{epoch}.pth") for epoch in reversed(self.project.epochs))]
        shown = [self.checkpoint.itemData(row) for row in range(self.checkpoint.count())]
        if wanted == shown:
            return
        chosen = self.checkpoint.currentData()
        self.checkpoint.clear()
        self.checkpoint.addItem(self.tr("the best one"), "")
        for epoch, path in zip(reversed(self.project.epochs), wanted[1:], strict=True):
            self.checkpoint.addItem(self.tr("epoch {n}").format(n=number(epoch)), path)
        self.checkpoint.setCurrentIndex(max(0, self.checkpoint.findData(chosen)))

    def _show_right(self) -> None:
        live = self.live
        if self.own_run_is_active and self.run.spec.kind == "render":
            self._right.set_title(self.tr("Rendering"))
            self._stack.setCurrentWidget(self._working)
        elif live is not None and live.status == "done" and live.record.result:
            self._right.set_title(self.tr("Result"))
            self.result.show_result(live.record.result, self.session.workspace)
            self._stack.setCurrentWidget(self.result)
        else:
            self._right.set_title(self.tr("Result"))
            self._empty.set_texts(*self._empty_texts())
            self._to_train.setVisible(self.info is not None and not self.info.epochs)
            self._stack.setCurrentWidget(self._empty)

    def _empty_texts(self) -> tuple[str, str]:
        if self.info is not None and not self.info.epochs:
            return (
                self.tr("No model yet"),
                self.tr("A model is trained first; then any speech can be given to it."),
            )
        return (
            self.tr("Nothing rendered yet"),
            self.tr(
                "Choose speech at the left, then press Render. The head keeps the movements of "
                "the video; only the mouth is made anew."
            ),
        )

    def _why_not(self) -> str:
        """Why nothing can be rendered now; empty where it can."""
        if not self.project.epochs:
            return self.tr("Train a model first")
        if self.speech.path is None:
            return self.tr("Choose speech first")
        if self.is_busy:
            return self.tr("A job is at work on this project or waits")
        return ""

    # -- slots --------------------------------------------------------------------------------

    def _show_progress(self) -> None:
        if self.live is None:
            return
        share = self.live.record.share_done
        self._headline.setText("…" if share is None else f"{number(int(share * 100))} %")
        self._bar.setValue(round(1000 * (share or 0)))
        self._note.setText(progress_sentence(self.live))

    def _on_speech_chosen(self, _path: Path) -> None:
        self.actions_changed.emit()

    def _on_stop(self) -> None:
        if self.live is not None:
            self.live.stop()
            self.actions_changed.emit()

    def _on_to_train(self) -> None:
        self.page_requested.emit("train")
