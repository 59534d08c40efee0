"""Menus and shortcuts, spelt as each platform spells them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from synctalk_gui.bars import STEPS
from synctalk_gui.open_path import open_path
from synctalk_gui.project_menu import ProjectMenu
from synctalk_gui.settings import ProjectOrder
from synctalk_gui.texts import IMPORT_KEYS
from synctalk_gui.theme import THEME_CHOICES, Theme

if TYPE_CHECKING:
    from synctalk_gui.main_window import MainWindow


_DEMO_NAME = "demo"


class Menus(QObject):
    """The window's menu bar; owns its actions."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._step_actions: list[QAction] = []
        self._make_file_menu()
        self._project_menu = ProjectMenu(window, self)
        self._make_view_menu()
        self._make_help_menu()

    def remove(self) -> None:
        """Make room for menus in another language."""
        bar = self._window.menuBar()
        bar.clear()
        for menu in bar.findChildren(QMenu):
            menu.deleteLater()
        self.setParent(None)
        self.deleteLater()

    def set_has_project(self, has_project: bool) -> None:
        for action in self._step_actions:
            action.setEnabled(has_project)

    def set_selected(self, names: list[str]) -> None:
        """Offer what can be done with these projects."""
        self._project_menu.set_names(names)

    def show_project_menu(self, position: QPoint) -> None:
        """The menu of the selected projects."""
        self._project_menu.menu.popup(position)

    def start_demo(self) -> None:
        """Make the sample clip, prepare it, train and render, as a job."""
        session = self._window.session
        if session.jobs.active_run(_DEMO_NAME) is None and not session.jobs.is_waiting(_DEMO_NAME):
            session.jobs.add("demo", _DEMO_NAME, {})
        self._window.select_when_known(_DEMO_NAME)
        session.refresh(_DEMO_NAME)

    # -- menus --------------------------------------------------------------------------------

    def _make_file_menu(self) -> None:
        menu = self._window.menuBar().addMenu(self.tr("&File"))
        view = self._window.intake_view
        self._add(menu, self.tr("&Import …"), view.choose_files, IMPORT_KEYS)
        self._add(menu, self.tr("Import &folder …"), view.choose_folder, "Ctrl+Shift+I")
        paste = self.tr("Import what was &copied")
        self._add(menu, paste, view.paste, QKeySequence.StandardKey.Paste)
        self._add(menu, self.tr("&Try the sample clip"), self.start_demo)
        menu.addSeparator()
        self._add(menu, self.tr("Open &workspace …"), self._window.choose_workspace, "Ctrl+Shift+O")
        self._recent = menu.addMenu(self.tr("&Recent workspaces"))
        self._recent.aboutToShow.connect(self._fill_recent)
        self._add(menu, self.tr("&Show workspace folder"), self._show_workspace)
        self._add(menu, self.tr("&Bin …"), self._window.projects.show_bin)
        self._add(menu, self.tr("Read &again"), self._refresh_all, QKeySequence.StandardKey.Refresh)
        menu.addSeparator()
        settings = self._add(
            menu, self.tr("&Settings …"), self._show_settings, QKeySequence.StandardKey.Preferences
        )
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        menu.addSeparator()
        leave = self._add(menu, self.tr("&Quit"), self._window.close, QKeySequence.StandardKey.Quit)
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _make_view_menu(self) -> None:
        menu = self._window.menuBar().addMenu(self.tr("&View"))
        names = (self.tr("&Prepare"), self.tr("&Train"), self.tr("Pre&view"), self.tr("&Render"))
        for number, (step, name) in enumerate(zip(STEPS, names, strict=True), start=1):
            slot = partial(self._show_step, step)
            self._step_actions.append(self._add(menu, name, slot, f"Ctrl+{number}"))
        menu.addSeparator()
        self._add(menu, self.tr("&Search projects"), self._search, QKeySequence.StandardKey.Find)
        orders = menu.addMenu(self.tr("S&ort projects by"))
        by = QActionGroup(orders)
        for order, text in (("name", self.tr("&Name")), ("activity", self.tr("&Last change"))):
            action = self._add(orders, text, partial(self._sort_by, order))
            action.setCheckable(True)
            action.setChecked(order == self._window.settings.project_order)
            by.addAction(action)
        self._add(menu, self.tr("&Queue"), self._window.show_queue, "Ctrl+J")
        themes = menu.addMenu(self.tr("T&heme"))
        group = QActionGroup(themes)
        texts = (self.tr("As the &system"), self.tr("&Light"), self.tr("&Dark"))
        for choice, text in zip(THEME_CHOICES, texts, strict=True):
            action = self._add(themes, text, partial(self.choose_theme, choice))
            action.setCheckable(True)
            action.setChecked(choice == self._window.settings.theme)
            group.addAction(action)

    def _make_help_menu(self) -> None:
        menu = self._window.menuBar().addMenu(self.tr("&Help"))
        self._add(menu, self.tr("&Weights …"), self._show_weights)
        self._add(menu, self.tr("Save a &report …"), self._window.desktop.ask_report)
        menu.addSeparator()
        about = self._add(menu, self.tr("&About SyncTalk Studio"), self._show_about)
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

    def choose_theme(self, choice: str, *_: object) -> None:
        """Use a theme from now on."""
        self._window.settings.theme = choice  # type: ignore[assignment]
        application = QApplication.instance()
        theme = None if application is None else application.findChild(Theme)
        if theme is not None:
            theme.choose(choice)  # type: ignore[arg-type]

    def _sort_by(self, order: ProjectOrder, *_: object) -> None:
        self._window.settings.project_order = order
        self._window.sidebar.sort_by(order)

    def _fill_recent(self) -> None:
        self._recent.clear()
        current = self._window.session.workspace.root
        for root in self._window.settings.recent_workspaces:
            if root != current:
                action = self._recent.addAction(str(root))
                action.triggered.connect(partial(self._open_workspace, root))
        self._recent.setEnabled(True)
        if self._recent.isEmpty():
            self._recent.addAction(self.tr("None yet")).setEnabled(False)

    def _open_workspace(self, root: Path, *_: object) -> None:
        self._window.open_workspace(root)

    def _show_step(self, step: str, *_: object) -> None:
        self._window.show_step(step)

    def _show_workspace(self) -> None:
        open_path(self._window.session.workspace.root)

    def _refresh_all(self) -> None:
        self._window.session.refresh_all()

    def _search(self) -> None:
        self._window.sidebar.search.setFocus()
        self._window.sidebar.search.selectAll()

    def _show_settings(self) -> None:
        from synctalk_gui.dialogs.settings import SettingsDialog

        SettingsDialog(self._window).open()

    def _show_weights(self) -> None:
        from synctalk_gui.dialogs.weights import WeightsDialog

        WeightsDialog("", self._window.session.command, self._window).open()

    def _show_about(self) -> None:
        from synctalk_gui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
