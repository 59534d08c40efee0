"""Opens the main window's dialogs; each is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_gui.session import Session
from synctalk_gui.settings import Settings

if TYPE_CHECKING:
    from synctalk_gui.dialogs.base import Dialog
    from synctalk_gui.dialogs.closing import ClosingDialog
    from synctalk_gui.dialogs.settings import SettingsDialog


def show_about(parent: QWidget) -> None:
    from synctalk_gui.dialogs.about import AboutDialog

    AboutDialog(parent).open()


def show_closing(session: Session, parent: QWidget) -> ClosingDialog:
    """Ask what happens to the running jobs when the window closes."""
    from synctalk_gui.dialogs.closing import ClosingDialog

    jobs, task = session.jobs, session.importer.running()
    importing = "" if task is None else task.name
    dialog = ClosingDialog(jobs.active(), len(jobs.waiting()), parent, importing)
    dialog.open()
    return dialog


def show_crash(parent: QWidget, note: Path | None, on_report: Callable[[], object]) -> None:
    """Show that an internal error occurred in the window."""
    from synctalk_gui.dialogs import problem

    problem.show_crash(parent, note, on_report)


def show_guide(parent: QWidget) -> None:
    """Show how to record a good video."""
    from synctalk_gui.dialogs.recording_guide import RecordingGuide

    RecordingGuide(parent).open()


def show_problem(parent: QWidget, sentence: str, hint: str, log_path: Path | None) -> None:
    """Show an error and what to do about it."""
    from synctalk_gui.dialogs.problem import ProblemDialog

    ProblemDialog(parent, sentence, hint, log_path).open()


def show_queue(session: Session, parent: QWidget) -> None:
    """Show the queue beside the window; there is one such dialog."""
    from synctalk_gui.dialogs.queue import QueueDialog

    known = next(iter(parent.findChildren(QueueDialog)), None)
    dialog = known or QueueDialog(session, parent)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


def show_settings(settings: Settings, session: Session, parent: QWidget) -> SettingsDialog:
    from synctalk_gui.dialogs.settings import SettingsDialog

    dialog = SettingsDialog(settings, session, parent)
    dialog.open()
    return dialog


def show_weights(asset: str, command: EngineCommand, parent: QWidget) -> Dialog:
    """Show the model weights, with one of them selected if ``asset`` is not empty."""
    from synctalk_gui.dialogs.weights import WeightsDialog

    dialog = WeightsDialog(asset, command, parent)
    dialog.open()
    return dialog
