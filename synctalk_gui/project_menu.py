"""The Project menu of the menu bar, also shown as the project list's context menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from synctalk_gui.project_actions import ProjectActions
from synctalk_gui.project_jobs import ProjectJobs


class ProjectMenu(QObject):
    """Acts on the selected projects.

    Args:
        project_list: its shortcuts work while this widget has the focus, so that text fields keep
            theirs.
    """

    folder_requested = Signal(str)
    refresh_requested = Signal(list)

    def __init__(
        self,
        menu_bar: QMenuBar,
        project_list: QWidget,
        projects: ProjectActions,
        jobs: ProjectJobs,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._project_list = project_list
        self._projects = projects
        self._jobs = jobs
        self._names: list[str] = []
        self.menu: QMenu = menu_bar.addMenu(self.tr("&Project"))
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._update_actions)
        self.preprocess = self._add(self.tr("&Preprocess"), self._on_preprocess)
        self.train = self._add(self.tr("&Train"), self._on_train)
        self.make_avatar = self._add(self.tr("Make &avatar"), self._on_make_avatar)
        self.menu.addSeparator()
        self.rename = self._add(self.tr("&Rename…"), self._on_rename, "F2")
        self.duplicate = self._add(self.tr("&Duplicate…"), self._on_duplicate)
        delete = QKeySequence.StandardKey.Delete
        self.archive = self._add(self.tr("&Move to Trash"), self._on_archive, delete)
        self.undo = self._add(self.tr("&Undo"), projects.undo, QKeySequence.StandardKey.Undo)
        # not in the whole window: a page with an undo of its own keeps the key
        self.undo.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.menu.addSeparator()
        self.folder = self._add(self.tr("Show in &folder"), self._on_open_folder)
        self.refresh = self._add(self.tr("R&efresh"), self._on_refresh)
        projects.undo_changed.connect(self._on_undo_changed)
        self._on_undo_changed("")
        self._update_actions()

    def set_names(self, names: list[str]) -> None:
        """Set the selected projects."""
        self._names = names
        self._update_actions()

    def _add(
        self,
        text: str,
        slot: Callable[[], object],
        shortcut: str | QKeySequence.StandardKey | None = None,
    ) -> QAction:
        action = self.menu.addAction(text)
        action.triggered.connect(slot)
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._project_list.addAction(action)
        return action

    def _update_actions(self) -> None:
        """Enable what can be done; a tooltip says why the rest cannot."""
        names = self._names
        is_one = len(names) == 1
        busy = next((why for name in names if (why := self._projects.why_busy(name))), "")
        for action in (self.rename, self.duplicate):
            self._enable(action, is_one and not busy, busy)
        self._enable(self.archive, bool(names) and not busy, busy)
        self._enable(self.folder, is_one)
        self._enable(self.refresh, bool(names))
        self._enable(self.preprocess, bool(self._jobs.to_preprocess(names)))
        self._enable(self.train, bool(self._jobs.to_train(names)))
        self._enable(self.make_avatar, bool(self._jobs.to_make(names)))

    @staticmethod
    def _enable(action: QAction, is_enabled: bool, why_not: str = "") -> None:
        action.setEnabled(is_enabled)
        action.setToolTip(why_not)

    # -- slots --------------------------------------------------------------------------------

    def _on_preprocess(self) -> None:
        self._jobs.preprocess(self._names)

    def _on_train(self) -> None:
        self._jobs.train(self._names)

    def _on_make_avatar(self) -> None:
        self._jobs.make_avatars(self._names)

    def _on_rename(self) -> None:
        self._projects.ask_rename(self._names[0])

    def _on_duplicate(self) -> None:
        self._projects.ask_duplicate(self._names[0])

    def _on_archive(self) -> None:
        self._projects.archive(list(self._names))

    def _on_undo_changed(self, text: str) -> None:
        self.undo.setEnabled(bool(text))
        self.undo.setText(self.tr("&Undo: {what}").format(what=text) if text else self.tr("&Undo"))

    def _on_open_folder(self) -> None:
        self.folder_requested.emit(self._names[0])

    def _on_refresh(self) -> None:
        self.refresh_requested.emit(list(self._names))
