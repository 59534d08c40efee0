"""Dialogs about errors: what failed, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.formats import ago
from synctalk_gui.last_session import Crash
from synctalk_gui.open_path import open_path
from synctalk_gui.widgets.labels import label


class ProblemDialog(Dialog):
    """One error with its hint; the log can be opened and the text copied.

    Args:
        on_report: offers a button that saves a report.
    """

    def __init__(
        self,
        parent: QWidget,
        sentence: str,
        hint: str = "",
        log_path: Path | None = None,
        on_report: Callable[[], object] | None = None,
    ) -> None:
        title = QCoreApplication.translate("ProblemDialog", "Something went wrong")
        super().__init__(parent, title, sentence, "", "error", "err")
        self._text = f"{sentence}\n{hint}".strip()
        self._log_path = log_path
        if hint:
            self.content.addWidget(label(hint, "mute", wrap=True))
        self._on_report_wanted = on_report
        if on_report is not None:
            self.report_button = self.add_button(self.tr("Save a report…"), self._on_report)
        if log_path is not None:
            self.add_button(self.tr("Open log"), self._on_open_log)
        self.add_button(self.tr("Copy"), self._on_copy)
        self.add_button(self.tr("Close"), self.accept, "primary", is_default=True)

    def _on_open_log(self) -> None:
        if self._log_path is not None:
            open_path(self._log_path)

    def _on_report(self) -> None:
        self.accept()
        if self._on_report_wanted is not None:
            self._on_report_wanted()

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._text)


def show_last_crash(parent: QWidget, crash: Crash, on_report: Callable[[], object]) -> None:
    """Tell the user that the last session ended unexpectedly."""
    sentence = QCoreApplication.translate(
        "ProblemDialog", "The last session, started {when}, ended unexpectedly."
    ).format(when=ago(crash.began))
    hint = QCoreApplication.translate(
        "ProblemDialog",
        "It may have crashed, lost power or been closed. Jobs were not affected: they run "
        "in separate processes, and running jobs are shown in the list.",
    )
    if crash.note is not None:
        more = QCoreApplication.translate(
            "ProblemDialog",
            "Details were saved. A report includes them, with paths and names removed.",
        )
        hint = f"{hint}\n{more}"
    ProblemDialog(parent, sentence, hint, crash.note, on_report).open()


def show_crash(
    parent: QWidget, note: Path | None, on_report: Callable[[], object] | None = None
) -> None:
    """Tell the user about an exception in the window; jobs are not affected."""
    sentence = QCoreApplication.translate(
        "ProblemDialog", "An internal error occurred in the window."
    )
    hint = QCoreApplication.translate(
        "ProblemDialog",
        "Jobs are not affected: they run in separate processes. You can continue. If "
        "something looks wrong, restart the program.",
    )
    if note is not None:
        where = QCoreApplication.translate("ProblemDialog", "Details were saved to {path}.")
        hint = f"{hint}\n{where.format(path=note)}"
    ProblemDialog(parent, sentence, hint, note, on_report).open()
