"""A banner that explains a failed run, with buttons that help."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from synctalk_engine.protocol.events import RunState
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.item_models.video_check import WEIGHT_CODES
from synctalk_gui.open_path import open_path
from synctalk_gui.run_texts import problem_texts
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.flow_layout import flow_widget
from synctalk_gui.widgets.labels import IconLabel, label
from synctalk_gui.widgets.split_row import split_row
from synctalk_gui.widgets.style import set_property

_TRAINING_KINDS = frozenset({"train"})
_NEW_TRAINING_CODES = frozenset({"training_other_kind", "videos_changed", "checkpoints_unreadable"})

_TEXT_PX = 300
"""With less room beside the buttons, the texts are above them."""


class ProblemBanner(QFrame):
    """Hidden unless the run failed or was lost."""

    weights_requested = Signal(str)
    retry_requested = Signal(dict)
    """Retry with these options changed."""
    locate_requested = Signal()
    """The video was moved; the user wants to locate it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._live: LiveRun | None = None
        self._icon = IconLabel("error", "err", 20)
        self._sentence = label("", "strong", wrap=True)
        self._hint = label("", "mute", wrap=True)
        self._install = button(self.tr("Install weights…"), self._on_install, "primary")
        self._changes: dict[str, Any] = {}
        self.retry = button(self.tr("Try again"), self._on_retry, "primary")
        self.locate = button(self.tr("Locate video…"), self.locate_requested.emit, "primary")
        self._log = button(self.tr("Open log"), self._on_open_log)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(self._icon)
        texts = QWidget()
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._sentence)
        column.addWidget(self._hint)
        buttons, button_row = flow_widget(8)
        for part in (self._log, self.locate, self._install, self.retry):
            button_row.addWidget(part)
        row.addWidget(split_row(texts, buttons, _TEXT_PX), 1)
        self.hide()

    def show_run(self, live: LiveRun | None) -> None:
        """Show why this run failed, if it did."""
        self._live = live
        if live is None or live.status not in (RunState.FAILED, RunState.LOST):
            self.hide()
            return
        self.show()
        is_lost = live.status == RunState.LOST
        set_property(self, "tone", "warn" if is_lost else "err")
        self._icon.set_icon("warning" if is_lost else "error", "warn" if is_lost else "err")
        sentence, hint = problem_texts(live)
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{sentence} {hint}".strip())
        self._install.setVisible(self._missing_weights() != "")
        problem = live.record.problem
        is_gone = problem is not None and problem.code == "file_not_found"
        self.locate.setVisible(is_gone and live.spec.kind == "preprocess")
        text, self._changes = self._retry_option()
        self.retry.setText(text)
        self.retry.setVisible(bool(text))

    def sentence(self) -> str:
        return self._sentence.text()

    def _retry_option(self) -> tuple[str, dict[str, Any]]:
        """Returns how to continue a failed training: a button text, and options to change."""
        live = self._live
        problem = None if live is None else live.record.problem
        if live is None or problem is None or live.spec.kind not in _TRAINING_KINDS:
            return "", {}
        suggestion = problem.params.get("suggestion")
        if problem.code in _NEW_TRAINING_CODES:
            return self.tr("Start a new training"), {"force": True}
        if problem.code == "device_busy":
            return self.tr("Start when it is free"), {"wait": True}
        if problem.code == "memory_too_small" and live.spec.options.get("device") != "cpu":
            return self.tr("Resume on the CPU"), {"device": "cpu"}
        if problem.code == "loss_not_finite" and suggestion is not None:
            return self.tr("Resume with a lower learning rate"), {"lr": float(suggestion)}
        return ("", {}) if self._missing_weights() else (self.tr("Try again"), {})

    def _missing_weights(self) -> str:
        problem = None if self._live is None else self._live.record.problem
        if problem is None or problem.code not in WEIGHT_CODES:
            return ""
        return str(problem.params.get("asset", ""))

    def _on_retry(self) -> None:
        self.retry_requested.emit(dict(self._changes))

    def _on_install(self) -> None:
        self.weights_requested.emit(self._missing_weights())

    def _on_open_log(self) -> None:
        if self._live is not None:
            run = self._live.run
            open_path(run.log_path if run.log_path.is_file() else run.path)
