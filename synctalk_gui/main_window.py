"""The window: projects at the left, the steps of one project on top, jobs at the bottom."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from synctalk_engine.workspace.layout import Workspace
from synctalk_gui import languages, page_factory
from synctalk_gui.bars import STEPS, FootBar, TopBar
from synctalk_gui.batch import Batch
from synctalk_gui.desktop import Desktop
from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.process import EngineCommand
from synctalk_gui.engine.worker import STOP_TIMEOUT_S
from synctalk_gui.foot_text import foot_text, queue_text
from synctalk_gui.intake_view import IntakeView, local_paths
from synctalk_gui.item_models.project_info import ProjectInfo
from synctalk_gui.menus import Menus
from synctalk_gui.pages.page import Page
from synctalk_gui.project_actions import ProjectActions
from synctalk_gui.run_texts import end_sentence
from synctalk_gui.session import Session
from synctalk_gui.settings import Settings
from synctalk_gui.sidebar import Sidebar
from synctalk_gui.texts import hint_text, sentence_text
from synctalk_gui.widgets.common import Toast

logger = logging.getLogger(__name__)

_DEVICE_QUESTION_DELAY_MS = 300
"""Another process is started when the window stands, not while it is made."""


class MainWindow(QMainWindow):
    """One workspace at a time."""

    crashed = Signal(object)
    """Path of a note, or None; emitted from any thread."""

    def __init__(
        self,
        workspace: Path,
        settings: Settings,
        command: EngineCommand,
        stop_timeout_s: float = STOP_TIMEOUT_S,
    ) -> None:
        super().__init__()
        self.settings = settings
        self._command = command
        self._stop_timeout_s = stop_timeout_s
        self._current_name = ""
        self._wanted_name = ""
        self._step = "prepare"
        self._may_close = False
        self._is_stopping = False
        self.setMinimumSize(900, 600)
        self.resize(1280, 800)
        self.setAcceptDrops(True)
        self.intake_view = IntakeView(self)
        self.projects = ProjectActions(self)
        self.batch = Batch(self)
        self.desktop = Desktop(self)
        self.crashed.connect(self._on_crashed)
        self._build_frame()
        if not self.restoreGeometry(settings.geometry):
            self.resize(1280, 800)
        self.open_workspace(workspace)

    # -- public -------------------------------------------------------------------------------

    def open_workspace(self, root: Path) -> None:
        """Show the projects of another folder; what runs in the old one goes on."""
        old = getattr(self, "session", None)
        self.session = Session(Workspace(root), self._command, self, self._stop_timeout_s)
        self._build_content()
        self._connect_session()
        self._show_session()
        if old is not None:
            for dialog in self.findChildren(Dialog):
                if dialog.IS_OF_WORKSPACE:
                    dialog.close()
            old.close()
            old.deleteLater()
            self.projects.forget()
        self.settings.remember_workspace(root)
        self.setWindowTitle(root.name)
        self.setWindowFilePath(str(root))
        self.session.open()
        QTimer.singleShot(_DEVICE_QUESTION_DELAY_MS, self.session.devices.refresh)

    def choose_language(self, choice: str) -> None:
        """Speak another language at once; what runs is not touched."""
        application = QCoreApplication.instance()
        if application is None:
            return
        self.settings.language = choice
        languages.use(application, choice)
        for dialog in self.findChildren(Dialog):
            dialog.close()
        name = self._current_name
        self._build_frame()
        self._build_content()
        self._show_session()
        self.select_project(name)

    def select_project(self, name: str) -> bool:
        return self.sidebar.select(name)

    def select_when_known(self, name: str) -> None:
        """Select a project as soon as it is listed."""
        if not self.select_project(name):
            self._wanted_name = name

    def show_step(self, step: str) -> None:
        """Go to ``prepare``, ``train``, ``preview`` or ``render``."""
        if self._info() is None:
            return
        self._step = step
        self._show_page()

    def page(self, step: str) -> Page:
        """A page, made when it is first asked for."""
        if step not in self._pages:
            page = page_factory.make_page(step, self.session)
            page.actions_changed.connect(self._on_actions_changed)
            page.page_requested.connect(self.show_step)
            page.weights_requested.connect(self._on_weights_requested)
            page.notice.connect(self._on_notice)
            page.told.connect(self._on_told)
            self._pages[step] = page
            self._stack.addWidget(page)
        return self._pages[step]

    def take_files(self, paths: list[Path]) -> None:
        """Take in what the system handed over: a double-clicked video, one dropped on the icon."""
        self.session.import_paths(paths)

    def choose_workspace(self) -> None:
        """Ask for another workspace."""
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Open workspace"), str(self.session.workspace.root)
        )
        if folder:
            self.open_workspace(Path(folder))

    def toast(
        self,
        sentence: str,
        icon_name: str = "info",
        tone: str = "accent",
        action_text: str = "",
        action: Callable[[], object] | None = None,
    ) -> None:
        """Say something for some seconds, perhaps with a button."""
        self._toast.say(sentence, icon_name, tone, action_text, action)

    def show_queue(self) -> None:
        """Show what runs and waits, beside the window."""
        from synctalk_gui.dialogs.queue import QueueDialog

        known = next(iter(self.findChildren(QueueDialog)), None)
        dialog = known or QueueDialog(self.session, self)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def tell_problem(self, sentence: str, hint: str = "", log_path: Path | None = None) -> None:
        """Say what failed and what to do, until it is closed."""
        from synctalk_gui.dialogs.problem import ProblemDialog

        ProblemDialog(self, sentence, hint, log_path).open()

    def report_crash(self, note: Path | None) -> None:
        """Tell that something went wrong inside the window; may be called in any thread."""
        self.crashed.emit(note)

    def close_without_asking(self) -> None:
        """Close; jobs go on in the background."""
        self._may_close = True
        self.close()

    # -- building -----------------------------------------------------------------------------

    def _build_frame(self) -> None:
        """What stays when another workspace is opened: the list at the left, and the menus."""
        for old in self.findChildren(Menus):
            old.remove()
        self.sidebar = Sidebar()
        self.sidebar.sort_by(self.settings.project_order)
        self.menus = Menus(self)
        self.sidebar.project_selected.connect(self._on_project_selected)
        self.sidebar.import_requested.connect(self.intake_view.choose_files)
        self.sidebar.menu_requested.connect(self.menus.show_project_menu)
        self.sidebar.selection_changed.connect(self.menus.set_selected)

    def _build_content(self) -> None:
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self._stack.setObjectName("content")
        self._welcome = page_factory.make_welcome(self)
        self._stack.addWidget(self._welcome)
        self.top_bar = TopBar(self.session.devices, self._what_runs)
        self.foot_bar = FootBar()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot_bar)
        central = QWidget()
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar.setParent(None)
        row.addWidget(self.sidebar)
        row.addWidget(right, 1)
        self.setCentralWidget(central)
        self.sidebar.show()
        self._toast = Toast(right)
        self.top_bar.steps.step_chosen.connect(self.show_step)
        self.top_bar.device.device_chosen.connect(self._on_device_chosen)
        self.foot_bar.queue_requested.connect(self.show_queue)

    def _connect_session(self) -> None:
        session = self.session
        session.memory.set_watching(self.isVisible())
        session.intake.default_device = self.settings.default_device
        self.intake_view.connect_intake(session.intake)
        session.project_changed.connect(self._on_project_changed)
        session.ready.connect(self._on_ready)
        session.imported.connect(self._on_imported)
        session.live_changed.connect(self._on_live_changed)
        session.jobs.changed.connect(self._on_jobs_changed)
        session.jobs.run_ended.connect(self._on_run_ended)
        session.jobs.refused.connect(self._on_refused)
        session.background.failed.connect(self._on_background_failed)
        session.checks.changed.connect(self._on_live_changed)

    def _show_session(self) -> None:
        self._current_name = ""
        self.sidebar.set_model(self.session.projects)
        self.sidebar.import_bar.cancel_requested.connect(self.session.intake.cancel)
        self._show_page()
        self._on_live_changed()

    def _info(self) -> ProjectInfo | None:
        return self.session.projects.info(self._current_name)

    def _show_page(self) -> None:
        info = self._info()
        self.top_bar.set_project(info)
        self.menus.set_has_project(info is not None)
        if info is None:
            self._stack.setCurrentWidget(self._welcome)
            self.top_bar.set_actions([])
            return
        page = self.page(self._step)
        page.set_info(info)
        self._stack.setCurrentWidget(page)
        self.top_bar.steps.set_step(self._step)
        self.top_bar.set_actions(page.page_actions())

    # -- slots --------------------------------------------------------------------------------

    def _on_project_selected(self, name: str) -> None:
        if name == self._current_name:
            return
        self._current_name = name
        info = self._info()
        if info is not None:
            self.settings.last_project = name
            self._step = self._natural_step(info)
        self._show_page()

    def _natural_step(self, info: ProjectInfo) -> str:
        """Where the user most likely wants to go: what runs, else what comes next."""
        active = self.session.jobs.active_run(info.name)
        by_kind = {"train": "train", "render": "render", "preprocess": "prepare", "run": "train"}
        if active is not None:
            return by_kind.get(active.spec.kind, "train")
        by_stage = {"prepared": "train", "trained": "train"}
        return by_stage.get(info.stage, "prepare")

    def _on_project_changed(self, name: str) -> None:
        if name == self._wanted_name:
            self._wanted_name = ""
            self.select_project(name)
        if name == self._current_name:
            self._show_page()

    def _on_ready(self) -> None:
        if self._info() is None and not self.sidebar.select(self.settings.last_project):
            self.sidebar.select_first()

    def _on_imported(self, names: list[str]) -> None:
        self.sidebar.select(names[0])
        if len(names) > 1:
            self.toast(self.tr("{n} videos were imported.").format(n=len(names)), "ok", "ok")

    def _on_actions_changed(self) -> None:
        page = self.sender()
        if page is self._stack.currentWidget() and isinstance(page, Page):
            self.top_bar.set_actions(page.page_actions())

    def _on_device_chosen(self, device_id: str) -> None:
        if self._current_name:
            self.session.remember(self._current_name, device=device_id)

    def _on_live_changed(self) -> None:
        jobs = self.session.jobs
        text, tone = foot_text(self.session)
        self.foot_bar.say(text, tone, queue_text(jobs))
        self.desktop.follow_jobs()

    def _on_jobs_changed(self) -> None:
        page = self._stack.currentWidget()
        if isinstance(page, Page):
            page.set_info(self._info())
        self._on_live_changed()
        if self._is_stopping and not self.session.jobs.active():
            self.close_without_asking()

    def _on_run_ended(self, live: LiveRun) -> None:
        sentence, icon_name, tone = end_sentence(live)
        self.toast(sentence, icon_name, tone)
        self.session.devices.refresh()
        self.desktop.tell_end(live)

    def _on_notice(self, sentence: str) -> None:
        self.toast(sentence, "error", "err")

    def _on_told(self, sentence: str) -> None:
        self.toast(sentence, "ok", "ok")

    def _on_refused(self, name: str, reason: str) -> None:
        self.toast(f"{name}: {reason}", "error", "err")

    def _on_background_failed(self, code: str, params: dict) -> None:
        self.tell_problem(sentence_text(code, params), hint_text(code, params))

    def _on_weights_requested(self, asset: str) -> None:
        from synctalk_gui.dialogs.weights import WeightsDialog

        WeightsDialog(asset, self._command, self).open()

    def _on_crashed(self, note: Path | None) -> None:
        from synctalk_gui.dialogs.problem import show_crash

        show_crash(self, note, self.desktop.ask_report)

    def _what_runs(self, device_id: str) -> list[str]:
        return [live.name for live in self.session.jobs.runs_on(device_id)]

    def _has_work(self) -> bool:
        return bool(self.session.jobs.active()) or self.session.intake.at_work() is not None

    def _ask_before_closing(self) -> None:
        from synctalk_gui.dialogs.closing import ClosingDialog

        jobs, task = self.session.jobs, self.session.intake.at_work()
        dialog = ClosingDialog(
            jobs.active(), len(jobs.waiting()), self, "" if task is None else task.name
        )
        dialog.kept.connect(self.close_without_asking)
        dialog.stopped.connect(self._stop_all_then_close)
        dialog.open()

    def _stop_all_then_close(self) -> None:
        self._is_stopping = True
        for request in self.session.jobs.waiting():
            self.session.jobs.remove(request)
        for live in self.session.jobs.active():
            live.stop()
        if not self.session.jobs.active():
            self.close_without_asking()
            return
        self.toast(self.tr("Saving and stopping; the window closes when that is done."))

    # -- overrides ----------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close and self._has_work():
            event.ignore()
            self._ask_before_closing()
            return
        self.settings.geometry = self.saveGeometry()
        self.session.close()
        self.desktop.close()
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.memory.set_watching(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.session.memory.set_watching(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.session.look_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.fit(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            self.sidebar.drop_zone.set_lit(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.sidebar.drop_zone.set_lit(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.sidebar.drop_zone.set_lit(False)
        if paths := local_paths(event.mimeData()):
            event.acceptProposedAction()
            self.session.import_paths(paths)


__all__ = ["STEPS", "MainWindow"]
