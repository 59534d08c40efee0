"""The main window: the project list at the left, one project's pages, the status bar."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMainWindow,
)

from synctalk_engine.protocol.events import RunState
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_gui import languages, window_dialogs
from synctalk_gui.desktop import Desktop
from synctalk_gui.dialogs.base import SETTINGS_NAME, Dialog
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.run_worker import STOP_TIMEOUT_S
from synctalk_gui.engine_texts import hint_text, sentence_text
from synctalk_gui.formats import titled
from synctalk_gui.import_view import ImportView, local_paths
from synctalk_gui.item_models.project_info import ProjectInfo, Stage, Step
from synctalk_gui.menus import Menus
from synctalk_gui.open_path import open_path, show_in_folder
from synctalk_gui.pages.page import Page
from synctalk_gui.project_actions import ProjectActions
from synctalk_gui.project_jobs import ProjectJobs
from synctalk_gui.run_texts import end_sentence
from synctalk_gui.session import Session
from synctalk_gui.settings import ProjectOrder, Settings
from synctalk_gui.theme import Theme, ThemeChoice
from synctalk_gui.window_place import move_inside, place_first
from synctalk_gui.workspace_view import WorkspaceView

logger = logging.getLogger(__name__)

_DEVICE_QUERY_DELAY_MS = 300
"""The process that lists the devices starts when the window is shown, not while it is made."""
_STEP_OF_RUN = {
    "preprocess": Step.PREPROCESS,
    "train": Step.TRAIN,
    "run": Step.TRAIN,
    "render": Step.RENDER,
}
_KINDS_WITH_VIDEO = ("render", "demo")


class MainWindow(QMainWindow):
    """Shows one workspace at a time."""

    crashed = Signal(object)
    """Path of a crash note, or None; emitted from any thread."""

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
        self._name_at_import = ""
        self._step = Step.PREPROCESS
        self._may_close = False
        self._is_stopping = False
        self.session: Session | None = None
        place_first(self)
        self.setAcceptDrops(True)
        self.desktop = Desktop(self, settings)
        self.desktop.workspace_requested.connect(self._on_workspace_requested)
        self.desktop.report_requested.connect(self._on_report_requested)
        self.desktop.report_saved.connect(self._on_report_saved)
        self.crashed.connect(self._on_crashed)
        self.restoreGeometry(settings.geometry)
        self.open_workspace(workspace)

    # -- public -------------------------------------------------------------------------------

    def open_workspace(self, root: Path) -> None:
        """Show another workspace; running jobs of the old one go on."""
        old = self.session
        self.session = Session(Workspace(root), self._command, self, self._stop_timeout_s)
        self.import_view = ImportView(self.session, self.settings, self)
        self.projects = ProjectActions(self.session, self)
        self.project_jobs = ProjectJobs(self.session)
        self._connect_session()
        self._build()
        if old is not None:
            for dialog in self.findChildren(Dialog):
                if dialog.IS_OF_WORKSPACE:
                    dialog.close()
            old.close()
            old.deleteLater()
        self.settings.remember_workspace(root)
        self.setWindowTitle(root.name)
        self.setWindowFilePath(str(root))
        self.session.open()
        QTimer.singleShot(_DEVICE_QUERY_DELAY_MS, self.session.devices.refresh)

    def choose_language(self, choice: str) -> None:
        """Switch the language; running jobs are not affected."""
        application = QCoreApplication.instance()
        if application is None:
            return
        self.settings.language = choice
        languages.use(application, choice)
        settings_place = None
        for dialog in self.findChildren(Dialog):
            if dialog.isVisible() and dialog.objectName() == SETTINGS_NAME:
                settings_place = dialog.pos()
            dialog.close()
        name, step = self._current_name, self._step
        self._build()
        self.select_project(name)
        self.show_step(step)
        if settings_place is not None:
            self._on_settings_requested(settings_place)

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Switch the theme."""
        self.settings.theme = choice
        application = QApplication.instance()
        theme = None if application is None else application.findChild(Theme)
        if theme is not None:
            theme.choose(choice)

    def select_project(self, name: str) -> bool:
        return self.view.sidebar.select(name)

    def select_when_known(self, name: str) -> None:
        """Select a project as soon as it is listed."""
        if not self.select_project(name):
            self._wanted_name = name

    def show_step(self, step: str) -> None:
        """Show a page of the current project."""
        if self._info() is None:
            return
        self._step = Step(step)
        self._show_page()

    def page(self, step: str) -> Page:
        """Returns a page, made when it is first needed."""
        return self.view.page(Step(step))

    def import_files(self, paths: list[Path]) -> None:
        """Import files that the system hands over, such as a double-clicked video."""
        self.session.import_paths(paths)

    def choose_workspace(self) -> None:
        """Ask for another workspace."""
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Open workspace"), str(self.session.workspace.root)
        )
        if folder:
            self.open_workspace(Path(folder))

    def start_demo(self) -> None:
        """Queue the sample clip and select its project."""
        name = self.project_jobs.start_demo()
        self.select_when_known(name)
        self.session.refresh(name)
        if self.session.jobs.is_waiting(name):
            text = self.tr("The sample clip is in the queue.")
            self.view.show_toast(text, "ok", "ok", self.tr("Show queue"), self.show_queue)

    def show_queue(self) -> None:
        """Show the queue."""
        window_dialogs.show_queue(self.session, self)

    def show_problem(self, sentence: str, hint: str = "", log_path: Path | None = None) -> None:
        """Show an error and its hint in a dialog."""
        window_dialogs.show_problem(self, sentence, hint, log_path)

    def report_crash(self, note: Path | None) -> None:
        """Show that an internal error occurred; may be called in any thread."""
        self.crashed.emit(note)

    def close_without_asking(self) -> None:
        """Close; jobs continue in the background."""
        self._may_close = True
        self.close()

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        """Make all widgets, for another workspace or in another language."""
        self._build_view()
        self._build_menus()
        self._current_name = ""
        self.view.sidebar.set_model(self.session.projects)
        self._show_page()
        self._on_live_changed()

    def _build_view(self) -> None:
        self.view = view = WorkspaceView(self.session, self.settings.project_order)
        self.setCentralWidget(view)
        view.welcome.files_requested.connect(self.import_view.choose_files)
        view.welcome.folder_requested.connect(self.import_view.choose_folder)
        view.welcome.demo_requested.connect(self.start_demo)
        view.welcome.guide_requested.connect(self._on_guide_requested)
        view.sidebar.project_selected.connect(self._on_project_selected)
        view.sidebar.import_requested.connect(self.import_view.choose_files)
        view.step_requested.connect(self.show_step)
        view.weights_requested.connect(self._on_weights_requested)
        view.video_delete_requested.connect(self.projects.archive_video)
        view.guide_requested.connect(self._on_guide_requested)
        view.status_bar.device.device_chosen.connect(self._on_device_chosen)
        view.status_bar.queue_requested.connect(self.show_queue)

    def _build_menus(self) -> None:
        for old in self.findChildren(Menus):
            old.remove()
        self.menus = menus = Menus(
            self.menuBar(),
            self.view.sidebar.list,
            self.settings,
            self.projects,
            self.project_jobs,
            self,
        )
        menus.files_requested.connect(self.import_view.choose_files)
        menus.folder_requested.connect(self.import_view.choose_folder)
        menus.paste_requested.connect(self.import_view.paste)
        menus.demo_requested.connect(self.start_demo)
        menus.workspace_choice_requested.connect(self.choose_workspace)
        menus.workspace_requested.connect(self.open_workspace)
        menus.workspace_folder_requested.connect(self._on_workspace_folder_requested)
        menus.trash_requested.connect(self.projects.show_trash)
        menus.refresh_requested.connect(self.session.refresh_all)
        menus.settings_requested.connect(self._on_settings_requested)
        menus.quit_requested.connect(self.close)
        menus.step_requested.connect(self.show_step)
        menus.search_requested.connect(self.view.sidebar.focus_search)
        menus.order_chosen.connect(self._on_order_chosen)
        menus.queue_requested.connect(self.show_queue)
        menus.list_toggled.connect(self.view.toggle_project_list)
        menus.panes_reset.connect(self.view.reset_panes)
        menus.theme_chosen.connect(self.choose_theme)
        menus.weights_requested.connect(self._on_weights_requested)
        menus.guide_requested.connect(self._on_guide_requested)
        menus.report_requested.connect(self.desktop.ask_report)
        menus.about_requested.connect(self._on_about_requested)
        self.view.set_undo(menus.project.undo)
        menus.project.folder_requested.connect(self._on_folder_requested)
        menus.project.refresh_requested.connect(self._on_refresh_requested)
        sidebar = self.view.sidebar
        sidebar.menu_requested.connect(menus.show_project_menu)
        sidebar.selection_changed.connect(menus.set_selected)

    def _connect_session(self) -> None:
        session = self.session
        session.memory.set_watching(self.isVisible())
        session.importer.started.connect(self._on_import_started)
        session.importer.default_device = self.settings.default_device
        session.jobs.set_workers(self.settings.workers)
        session.project_changed.connect(self._on_project_changed)
        session.ready.connect(self._on_ready)
        session.imported.connect(self._on_imported)
        session.importer.speeches_given.connect(self._on_speeches_given)
        session.live_changed.connect(self._on_live_changed)
        session.jobs.changed.connect(self._on_jobs_changed)
        session.jobs.run_ended.connect(self._on_run_ended)
        session.jobs.refused.connect(self._on_refused)
        session.background.failed.connect(self._on_background_failed)
        session.checks.changed.connect(self._on_live_changed)
        self.import_view.succeeded.connect(self._on_succeeded)
        self.import_view.nothing_found.connect(self._on_nothing_found)
        self.import_view.already_imported.connect(self._on_already_imported)
        self.import_view.workspace_chosen.connect(self.open_workspace)
        self.projects.succeeded.connect(self._on_succeeded)
        self.projects.undoable_succeeded.connect(self._on_undoable_succeeded)
        self.projects.failed.connect(self.show_problem)
        self.projects.project_appeared.connect(self.select_when_known)
        self.project_jobs.queued.connect(self._on_queued)

    def _info(self) -> ProjectInfo | None:
        return self.session.projects.info(self._current_name)

    def _show_page(self) -> None:
        info = self._info()
        self.menus.set_has_project(info is not None)
        self.view.show_project(info, self._step)

    def _likely_step(self, info: ProjectInfo) -> Step:
        """Returns the page of the running job, else of the next step."""
        active = self.session.jobs.active_run(info.name)
        if active is not None:
            return _STEP_OF_RUN.get(active.spec.kind, Step.TRAIN)
        return Step.TRAIN if info.is_preprocessed else Step.PREPROCESS

    # -- slots: projects and pages ------------------------------------------------------------

    def _on_project_selected(self, name: str) -> None:
        if name == self._current_name:
            return
        self._current_name = name
        info = self._info()
        if info is not None:
            self.settings.last_project = name
            self._step = self._likely_step(info)
        self._show_page()

    def _on_project_changed(self, name: str) -> None:
        if name == self._wanted_name:
            self._wanted_name = ""
            self.select_project(name)
        if name == self._current_name:
            self._show_page()

    def _on_ready(self) -> None:
        if self._info() is None and not self.view.sidebar.select(self.settings.last_project):
            self.view.sidebar.select_first()
        has_projects = self._info() is not None
        first = self.view.sidebar.list if has_projects else self.view.welcome
        first.setFocus()

    def _on_imported(self, names: list[str]) -> None:
        is_shown = self._may_show_import(names[0])
        if is_shown:
            self.view.sidebar.select(names[0])
            self._name_at_import = names[0]
        if len(names) > 1:
            self._on_succeeded(self.tr("{n} videos imported.").format(n=len(names)))
        elif not is_shown:
            text = self.tr("“{name}” is imported.").format(name=names[0])
            show = partial(self.select_project, names[0])
            self.view.show_toast(text, "ok", "ok", self.tr("Show"), show)

    def _may_show_import(self, name: str) -> bool:
        """Whether an imported project is selected: not while the user works on another one.

        A video that was just dropped is. Other imports may take minutes, in which the user has
        gone on with something else.
        """
        info = self.session.projects.info(name)
        is_new_video = info is not None and info.stage == Stage.IMPORTED
        has_stayed = self._current_name == self._name_at_import
        return self._info() is None or (is_new_video and has_stayed)

    def _on_import_started(self) -> None:
        self._name_at_import = self._current_name

    def _on_already_imported(self, name: str) -> None:
        self.select_project(name)
        self.view.show_toast(self.tr("“{name}” is already imported.").format(name=name))

    def _on_speeches_given(self, paths: list[Path], name: str) -> None:
        """Remember what a project's avatar is to say."""
        info = self.session.projects.info(name or self._current_name)
        if info is None:
            self.view.show_warning(self.tr("Import a video first, then drop what it is to say."))
            return
        speeches = list(dict.fromkeys([*info.speeches, *paths]))
        self.session.remember(info.name, speeches=[str(path) for path in speeches])
        files = ", ".join(path.name for path in paths)
        text = self.tr("“{name}” will say {files}.").format(name=info.name, files=files)
        if info.has_model and info.name == self._current_name:
            show = partial(self.show_step, Step.RENDER)
            self.view.show_toast(text, "ok", "ok", self.tr("Go to Render"), show)
        else:
            self.view.show_success(text)

    def _on_device_chosen(self, device_id: str) -> None:
        if self._current_name:
            self.session.remember(self._current_name, device=device_id)

    def _on_order_chosen(self, order: ProjectOrder) -> None:
        self.settings.project_order = order
        self.view.sidebar.sort_by(order)

    def _on_folder_requested(self, name: str) -> None:
        workspace = self.session.workspace
        folders = (workspace.clip_dir(name), workspace.model_dir(name))
        open_path(next((folder for folder in folders if folder.is_dir()), workspace.root))

    def _on_refresh_requested(self, names: list[str]) -> None:
        for name in names:
            self.session.refresh(name)

    # -- slots: jobs --------------------------------------------------------------------------

    def _on_live_changed(self) -> None:
        self.view.update_status()
        self.desktop.update_keep_awake(self.session.jobs.active())

    def _on_jobs_changed(self) -> None:
        page = self.view.current_page()
        if page is not None:
            page.set_info(self._info())
        self._on_live_changed()
        if self._is_stopping and not self.session.jobs.active():
            self.close_without_asking()

    def _on_run_ended(self, live: LiveRun) -> None:
        sentence, icon_name, tone = end_sentence(live)
        held = self.project_jobs.hold_renders(live)
        if live.status == RunState.STOPPED and live.can_resume:
            resume = partial(self.session.jobs.resume, live.run)
            self.view.show_toast(sentence, icon_name, tone, self.tr("Resume"), resume)
        elif held:
            again = partial(self.project_jobs.add_again, held)
            self.view.show_toast(sentence, icon_name, tone, self.tr("Render anyway"), again)
        elif (step := self._next_step(live)) is not None:
            show = partial(self._show_step_of, live.name, step)
            self.view.show_toast(sentence, icon_name, tone, self.tr("Show next step"), show)
        elif self._has_unseen_video(live):
            show = partial(self._show_step_of, live.name, Step.RENDER)
            self.view.show_toast(sentence, icon_name, tone, self.tr("Show video"), show)
        else:
            self.view.show_toast(sentence, icon_name, tone)
        self.session.devices.refresh()
        self.desktop.notify_end(live)

    def _has_unseen_video(self, live: LiveRun) -> bool:
        """Whether a run has rendered a video that is not on the screen."""
        is_rendered = live.status == RunState.DONE and live.spec.kind in _KINDS_WITH_VIDEO
        return is_rendered and (live.name, Step.RENDER) != (self._current_name, self._step)

    def _next_step(self, live: LiveRun) -> Step | None:
        """Returns the page of the job that continues what a run has finished."""
        waiting = self.session.jobs.waiting()
        following = (job for job in waiting if (job.name, job.after) == (live.name, live.spec.kind))
        job = next(following, None)
        return None if job is None else _STEP_OF_RUN.get(job.kind)

    def _show_step_of(self, name: str, step: Step) -> None:
        if self.select_project(name):
            self.show_step(step)

    def _on_queued(self, waiting: int) -> None:
        text = self.tr("{n} jobs are in the queue.").format(n=waiting)
        self.view.show_toast(text, "ok", "ok", self.tr("Show queue"), self.show_queue)

    def _on_refused(self, name: str, code: str, params: dict) -> None:
        self.view.show_failure(titled(name, sentence_text(code, params)))

    # -- slots: messages and dialogs ----------------------------------------------------------

    def _on_succeeded(self, sentence: str) -> None:
        self.view.show_success(sentence)

    def _on_nothing_found(self, sentence: str) -> None:
        self.view.show_warning(sentence)

    def _on_undoable_succeeded(self, sentence: str) -> None:
        self.view.show_toast(sentence, "ok", "ok", self.tr("Undo"), self.projects.undo)

    def _on_background_failed(self, code: str, params: dict) -> None:
        self.show_problem(sentence_text(code, params), hint_text(code, params))

    def _on_workspace_requested(self, root: Path) -> None:
        if root != self.session.workspace.root:
            self.open_workspace(root)

    def _on_workspace_folder_requested(self) -> None:
        open_path(self.session.workspace.root)

    def _on_settings_requested(self, place: QPoint | None = None) -> None:
        """Show the settings; after another language was chosen, where they were."""
        dialog = window_dialogs.show_settings(self.settings, self.session, self)
        if place is not None:
            dialog.move(place)
            dialog.language.setFocus()
        dialog.theme_chosen.connect(self.choose_theme)
        dialog.language_chosen.connect(self.choose_language)
        dialog.workspace_choice_requested.connect(self.choose_workspace)
        dialog.keep_awake_changed.connect(self._on_live_changed)

    def _on_weights_requested(self, asset: str = "") -> None:
        dialog = window_dialogs.show_weights(asset, self._command, self)
        dialog.finished.connect(self.session.check_again)

    def _on_guide_requested(self) -> None:
        window_dialogs.show_guide(self)

    def _on_about_requested(self) -> None:
        window_dialogs.show_about(self)

    def _on_report_requested(self, target: Path) -> None:
        self.desktop.save_report(self.session, target)

    def _on_report_saved(self, target: Path) -> None:
        text = self.tr("Report saved. Read it before you share it.")
        show = partial(show_in_folder, target)
        self.view.show_toast(text, "ok", "ok", self.tr("Show in folder"), show)

    def _on_crashed(self, note: Path | None) -> None:
        window_dialogs.show_crash(self, note, self.desktop.ask_report)

    def _on_shown(self) -> None:
        move_inside(self)

    def _has_work(self) -> bool:
        return bool(self.session.jobs.active()) or self.session.importer.running() is not None

    def _ask_before_closing(self) -> None:
        dialog = window_dialogs.show_closing(self.session, self)
        dialog.kept.connect(self.close_without_asking)
        dialog.stopped.connect(self._stop_all_then_close)

    def _stop_all_then_close(self) -> None:
        self._is_stopping = True
        for request in self.session.jobs.waiting():
            self.session.jobs.remove(request)
        for live in self.session.jobs.active():
            live.stop()
        if not self.session.jobs.active():
            self.close_without_asking()
            return
        self.view.show_toast(self.tr("Saving and stopping. The window closes when that is done."))

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
        QTimer.singleShot(0, self, self._on_shown)  # the frame is known then

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.session.memory.set_watching(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_ready = getattr(self, "session", None) is not None  # Qt calls this before __init__ ends
        if is_ready and event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.session.refresh_if_stale()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            self.view.set_drop_shown(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.view.set_drop_shown(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.view.set_drop_shown(False)
        if paths := local_paths(event.mimeData()):
            event.acceptProposedAction()
            self.session.import_paths(paths)
