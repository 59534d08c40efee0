"""The question before a job is stopped whose work would be lost."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from synctalk_gui.dialogs.confirm import ConfirmDialog
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.item_models.project_status import doing_text


def stop_or_ask(live: LiveRun, parent: QWidget) -> None:
    """Stop a job that can be resumed; ask first for one whose work would be lost."""
    if live.is_resumable:
        live.stop()
    else:
        ask_stop(live, parent)


def ask_stop(live: LiveRun, parent: QWidget) -> ConfirmDialog:
    """Ask whether to stop a job; the question goes away with the job."""
    text = _tr("The job “{kind}” of “{name}” will be stopped.")
    heading = text.format(kind=doing_text(live.spec.kind), name=live.name)
    if live.is_resumable:
        outcome = _tr("Its progress is saved, and it can be resumed.")
    else:
        outcome = _tr("Its work so far is lost.")
    dialog = ConfirmDialog(_tr("Stop the job?"), heading, _tr("Stop"), parent, outcome)
    dialog.confirmed.connect(partial(_stop, live))
    live.ended.connect(dialog.reject)
    dialog.open()
    return dialog


def _stop(live: LiveRun) -> None:
    if live.is_active:
        live.stop()


def _tr(text: str) -> str:
    return QCoreApplication.translate("StopDialog", text)
