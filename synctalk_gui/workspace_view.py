"""The main window's content: project list, header, the pages of one project, status bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from synctalk_gui.header import Header
from synctalk_gui.item_models.project_info import ProjectInfo, Step
from synctalk_gui.page_factory import make_page
from synctalk_gui.pages.page import Page
from synctalk_gui.pages.welcome import WelcomePage
from synctalk_gui.session import Session
from synctalk_gui.settings import ProjectOrder
from synctalk_gui.sidebar import Sidebar, default_width_px
from synctalk_gui.status_bar import StatusBar
from synctalk_gui.status_text import queue_text, status_bar_texts
from synctalk_gui.tab_order import move_focus
from synctalk_gui.widgets.drop_overlay import DropOverlay
from synctalk_gui.widgets.panes import Panes
from synctalk_gui.widgets.toast import Toast

_HANDLE_PX = 5


class WorkspaceView(QWidget):
    """Shows one session."""

    step_requested = Signal(str)
    video_delete_requested = Signal(object, object)
    """RunFolder and Path of its video."""
    weights_requested = Signal(str)
    """Weights are missing; the user asked to install them."""
    guide_requested = Signal()
    """The user wants to read how to record a good video."""

    def __init__(self, session: Session, order: ProjectOrder) -> None:
        super().__init__()
        self._session = session
        self._pages: dict[Step, Page] = {}
        self._undo: QAction | None = None
        self.sidebar = Sidebar()
        self.sidebar.sort_by(order)
        self.sidebar.import_cancel_requested.connect(session.importer.cancel)
        self.welcome = WelcomePage()
        self.stack = QStackedWidget()
        self.stack.setObjectName("content")
        self.stack.addWidget(self.welcome)
        self.header = Header()
        self.header.step_chosen.connect(self.step_requested)
        self.status_bar = StatusBar(session.devices, self._names_on_device)
        self._build()
        session.importer.changed.connect(self._on_import_changed)

    # -- public -------------------------------------------------------------------------------

    def page(self, step: Step) -> Page:
        """Returns a page, made when it is first needed."""
        if step not in self._pages:
            page = make_page(step, self._session, self.stack)
            page.actions_changed.connect(self._on_actions_changed)
            page.page_requested.connect(self.step_requested)
            page.weights_requested.connect(self.weights_requested)
            page.guide_requested.connect(self.guide_requested)
            page.video_delete_requested.connect(self.video_delete_requested)
            page.undo_offered.connect(self._on_undo_offered)
            page.failed.connect(self.show_failure)
            page.succeeded.connect(self.show_success)
            self._pages[step] = page
            self.stack.addWidget(page)
            self._give_undo(page)
        return self._pages[step]

    def set_undo(self, action: QAction) -> None:
        """Let the action's shortcut act everywhere but on pages with an undo of their own."""
        self._undo = action
        parts = (self.sidebar, self.header, self.status_bar, self.welcome, self.toast)
        for part in (*parts, *self._pages.values()):
            self._give_undo(part)

    def current_page(self) -> Page | None:
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def show_project(self, info: ProjectInfo | None, step: Step) -> None:
        """Show a page of a project; the welcome page if there is none."""
        self.header.set_project(info)
        self.status_bar.set_project(info)
        if info is None:
            self.stack.setCurrentWidget(self.welcome)
            self.header.set_actions([])
            return
        page = self.page(step)
        page.set_info(info)
        focused = self.window().focusWidget()  # active or not
        was_on_page = focused is not None and self.stack.isAncestorOf(focused)
        self.stack.setCurrentWidget(page)
        self.header.steps.set_step(step)
        self.header.set_actions(page.page_actions())
        if was_on_page and not focused.isVisible():
            self.header.focus_action()

    def update_status(self) -> None:
        """Show the running and waiting jobs in the status bar."""
        texts, tone = status_bar_texts(self._session)
        self.status_bar.show_status(texts, tone, queue_text(self._session.jobs))

    def set_drop_shown(self, is_shown: bool) -> None:
        """Let the whole window answer while files are dragged over it."""
        self.sidebar.set_drop_highlighted(is_shown)
        self.drop_overlay.set_shown(is_shown)

    def show_toast(
        self,
        sentence: str,
        icon_name: str = "info",
        tone: str = "accent",
        action_text: str = "",
        action: Callable[[], object] | None = None,
    ) -> None:
        """Show a message for a few seconds, optionally with a button."""
        self.toast.say(sentence, icon_name, tone, action_text, action)

    def show_success(self, sentence: str) -> None:
        self.show_toast(sentence, "ok", "ok")

    def show_warning(self, sentence: str) -> None:
        self.show_toast(sentence, "warning", "warn")

    def show_failure(self, sentence: str) -> None:
        self.show_toast(sentence, "error", "err")

    def toggle_project_list(self) -> None:
        """Hide the project list, or show it again."""
        self.panes.set_collapsed(not self.panes.is_collapsed)

    def reset_panes(self) -> None:
        """Show every pane with its default size."""
        for panes in self.findChildren(Panes):
            panes.set_collapsed(False)

    def focusNextPrevChild(self, is_forward: bool) -> bool:
        """Tab goes on as one reads: list, header, page, status bar."""
        return move_focus(self, is_forward, self.header.take_tab_origin())

    # -- internals ----------------------------------------------------------------------------

    def _build(self) -> None:
        right = QWidget()
        right.setMinimumWidth(1)  # the list's width is the user's choice, not the page's
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status_bar)
        self.panes = Panes("projects", Qt.Orientation.Horizontal, default_width_px, True)
        self.panes.setHandleWidth(_HANDLE_PX)
        self.panes.set_panes(self.sidebar, right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self.toast = Toast(right)
        text = self.tr("Drop videos, models, exported projects or audio to import them")
        self.drop_overlay = DropOverlay(text, self)

    def _give_undo(self, part: QWidget) -> None:
        has_own_undo = isinstance(part, Page) and part.HAS_OWN_UNDO
        if self._undo is not None and not has_own_undo:
            part.addAction(self._undo)

    def _names_on_device(self, device_id: str) -> list[str]:
        return [live.name for live in self._session.jobs.runs_on(device_id)]

    # -- slots --------------------------------------------------------------------------------

    def _on_undo_offered(self, sentence: str, undo: Callable[[], object]) -> None:
        self.show_toast(sentence, "ok", "ok", self.tr("Undo"), undo)

    def _on_import_changed(self) -> None:
        importer = self._session.importer
        task = importer.running()
        name = "" if task is None else task.name
        self.sidebar.import_bar.show_import(name, importer.fraction_done, importer.waiting())

    def _on_actions_changed(self) -> None:
        page = self.current_page()
        if page is not None and self.sender() is page:
            self.header.set_actions(page.page_actions())
