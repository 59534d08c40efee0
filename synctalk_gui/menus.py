"""The menu bar and its shortcuts."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from synctalk_gui.item_models.project_info import Step
from synctalk_gui.mnemonics import make_unique
from synctalk_gui.project_actions import ProjectActions
from synctalk_gui.project_jobs import ProjectJobs
from synctalk_gui.project_menu import ProjectMenu
from synctalk_gui.settings import Settings
from synctalk_gui.shortcuts import IMPORT_KEYS
from synctalk_gui.theme import THEME_CHOICES


class Menus(QObject):
    """Owns the menu bar's actions; every choice is a signal."""

    files_requested = Signal()
    folder_requested = Signal()
    paste_requested = Signal()
    demo_requested = Signal()
    workspace_choice_requested = Signal()
    workspace_requested = Signal(Path)
    workspace_folder_requested = Signal()
    trash_requested = Signal()
    refresh_requested = Signal()
    settings_requested = Signal()
    quit_requested = Signal()
    step_requested = Signal(str)
    search_requested = Signal()
    order_chosen = Signal(str)
    queue_requested = Signal()
    list_toggled = Signal()
    panes_reset = Signal()
    theme_chosen = Signal(str)
    weights_requested = Signal()
    guide_requested = Signal()
    report_requested = Signal()
    about_requested = Signal()

    def __init__(
        self,
        menu_bar: QMenuBar,
        project_list: QWidget,
        settings: Settings,
        projects: ProjectActions,
        jobs: ProjectJobs,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._menu_bar = menu_bar
        self._settings = settings
        self._step_actions: list[QAction] = []
        self._make_file_menu()
        self.project = ProjectMenu(menu_bar, project_list, projects, jobs, self)
        self._make_view_menu()
        self._make_help_menu()
        make_unique(menu_bar.actions())
        for menu in menu_bar.findChildren(QMenu):
            make_unique(menu.actions())

    def remove(self) -> None:
        """Remove the menus, before they are made again."""
        self._menu_bar.clear()
        for menu in self._menu_bar.findChildren(QMenu):
            menu.deleteLater()
        self.setParent(None)
        self.deleteLater()

    def set_has_project(self, has_project: bool) -> None:
        for action in self._step_actions:
            action.setEnabled(has_project)

    def set_selected(self, names: list[str]) -> None:
        """Set the projects that the Project menu acts on."""
        self.project.set_names(names)

    def show_project_menu(self, position: QPoint) -> None:
        """Show the Project menu at a global position."""
        self.project.menu.popup(position)

    # -- menus --------------------------------------------------------------------------------

    def _make_file_menu(self) -> None:
        menu, keys = self._menu_bar.addMenu(self.tr("&File")), QKeySequence.StandardKey
        self._add(menu, self.tr("&Import…"), self.files_requested.emit, IMPORT_KEYS)
        self._add(menu, self.tr("Import &folder…"), self.folder_requested.emit, "Ctrl+Shift+I")
        self._add(menu, self.tr("&Paste"), self.paste_requested.emit, keys.Paste)
        self._add(menu, self.tr("&Try the sample clip"), self.demo_requested.emit)
        menu.addSeparator()
        open_workspace = self.workspace_choice_requested.emit
        self._add(menu, self.tr("Open &workspace…"), open_workspace, "Ctrl+Shift+O")
        self._recent = menu.addMenu(self.tr("&Recent workspaces"))
        self._recent.aboutToShow.connect(self._fill_recent)
        self._add(menu, self.tr("Show wor&kspace folder"), self.workspace_folder_requested.emit)
        self._add(menu, self.tr("Tras&h…"), self.trash_requested.emit)
        self._add(menu, self.tr("R&efresh"), self.refresh_requested.emit, keys.Refresh)
        menu.addSeparator()
        settings = self._add(menu, self.tr("&Settings…"), self.settings_requested.emit, "Ctrl+,")
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        menu.addSeparator()
        leave = self._add(menu, self.tr("&Quit"), self.quit_requested.emit, keys.Quit)
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _make_view_menu(self) -> None:
        menu = self._menu_bar.addMenu(self.tr("&View"))
        names = (self.tr("&Preprocess"), self.tr("&Train"), self.tr("Pre&view"), self.tr("&Render"))
        for number, (step, name) in enumerate(zip(Step, names, strict=True), start=1):
            slot = partial(self._on_step_chosen, step)
            self._step_actions.append(self._add(menu, name, slot, f"Ctrl+{number}"))
        menu.addSeparator()
        find = QKeySequence.StandardKey.Find
        self._add(menu, self.tr("&Search projects"), self.search_requested.emit, find)
        orders = menu.addMenu(self.tr("S&ort projects by"))
        by = QActionGroup(orders)
        for order, text in (("name", self.tr("&Name")), ("activity", self.tr("&Last change"))):
            action = self._add(orders, text, partial(self._on_order_chosen, order))
            action.setCheckable(True)
            action.setChecked(order == self._settings.project_order)
            by.addAction(action)
        menu.addSeparator()
        self._add(menu, self.tr("Show or hide project &list"), self.list_toggled.emit, "F9")
        self._add(menu, self.tr("R&eset panes"), self.panes_reset.emit)
        menu.addSeparator()
        self._add(menu, self.tr("&Queue"), self.queue_requested.emit, "Ctrl+J")
        themes = menu.addMenu(self.tr("T&heme"))
        group = QActionGroup(themes)
        texts = (self.tr("Match &system"), self.tr("&Light"), self.tr("&Dark"))
        for choice, text in zip(THEME_CHOICES, texts, strict=True):
            action = self._add(themes, text, partial(self._on_theme_chosen, choice))
            action.setCheckable(True)
            action.setChecked(choice == self._settings.theme)
            group.addAction(action)

    def _make_help_menu(self) -> None:
        menu = self._menu_bar.addMenu(self.tr("&Help"))
        guide_keys = QKeySequence.StandardKey.HelpContents
        self._add(menu, self.tr("Recording &guide"), self.guide_requested.emit, guide_keys)
        self._add(menu, self.tr("&Model weights…"), self.weights_requested.emit)
        self._add(menu, self.tr("Save a &report…"), self.report_requested.emit)
        menu.addSeparator()
        about = self._add(menu, self.tr("&About SyncTalk Studio"), self.about_requested.emit)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _add(
        self,
        menu: QMenu,
        text: str,
        slot,
        shortcut: str | QKeySequence.StandardKey | None = None,
    ) -> QAction:
        action = menu.addAction(text)
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(slot)
        return action

    # -- slots --------------------------------------------------------------------------------

    def _fill_recent(self) -> None:
        self._recent.clear()
        current, *others = self._settings.recent_workspaces or [None]
        for root in others:
            if root != current:
                action = self._recent.addAction(str(root))
                action.triggered.connect(partial(self._on_workspace_chosen, root))
        if self._recent.isEmpty():
            self._recent.addAction(self.tr("None yet")).setEnabled(False)

    def _on_workspace_chosen(self, root: Path, *_: object) -> None:
        self.workspace_requested.emit(root)

    def _on_step_chosen(self, step: Step, *_: object) -> None:
        self.step_requested.emit(step)

    def _on_order_chosen(self, order: str, *_: object) -> None:
        self.order_chosen.emit(order)

    def _on_theme_chosen(self, choice: str, *_: object) -> None:
        self.theme_chosen.emit(choice)
