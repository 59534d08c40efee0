"""The question when the window is closed while jobs run."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.item_models.project_status import running_status
from synctalk_gui.widgets.labels import label


class ClosingDialog(Dialog):
    """Offers to keep the jobs running in the background, to stop and save them, or to cancel.

    Args:
        importing: project whose import closing would cancel; empty if there is none.
    """

    kept = Signal()
    stopped = Signal()

    def __init__(
        self, runs: list[LiveRun], waiting: int, parent: QWidget, importing: str = ""
    ) -> None:
        super().__init__(
            parent,
            QCoreApplication.translate("ClosingDialog", "Close SyncTalk Studio"),
            _heading(len(runs)),
            _text(len(runs)) if runs else "",
            icon_name="info",
        )
        for live in runs:
            self.content.addWidget(label(f"{live.name} · {running_status(live).text}", "strong"))
        if waiting:
            text = self.tr("{n} queued: kept for the next start, or removed if you stop.").format(
                n=waiting
            )
            self.content.addWidget(label(text, "mute"))
        if importing:
            text = self.tr(
                "“{name}” is being imported. Closing cancels the import and removes its "
                "partial files."
            )
            self.content.addWidget(label(text.format(name=importing), "", wrap=True))
        self.cancel_button = self.add_button(self.tr("Cancel"), self.reject)
        stop = self.tr("Stop and save") if runs else self.tr("Cancel import and close")
        self.stop_button = self.add_button(stop, self._on_stop)
        self.keep_button = self.add_button(
            self.tr("Keep running in background"), self._on_keep, "primary", is_default=True
        )
        self.keep_button.setVisible(bool(runs))

    def _on_keep(self) -> None:
        self.accept()
        self.kept.emit()

    def _on_stop(self) -> None:
        self.accept()
        self.stopped.emit()


def _heading(count: int) -> str:
    if count == 0:
        return QCoreApplication.translate("ClosingDialog", "An import is still running.")
    if count == 1:
        return QCoreApplication.translate("ClosingDialog", "A job is still running.")
    text = QCoreApplication.translate("ClosingDialog", "{n} jobs are still running.")
    return text.format(n=count)


def _text(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate(
            "ClosingDialog",
            "It can keep running in the background: when you open the program again, it is "
            "still there and its chart is complete. Or stop it now; its state is saved "
            "first.",
        )
    return QCoreApplication.translate(
        "ClosingDialog",
        "They can keep running in the background: when you open the program again, they are"
        " still there and their charts are complete. Or stop them now; their state is saved"
        " first.",
    )
