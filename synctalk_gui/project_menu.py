"""The menu of the selected projects, in the menu bar and at the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from synctalk_gui.open_path import open_path

if TYPE_CHECKING:
    from synctalk_gui.main_window import MainWindow


class ProjectMenu(QObject):
    """Its shortcuts hold while the list has the focus, so that no text field loses its own."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._names: list[str] = []
        self.menu: QMenu = window.menuBar().addMenu(self.tr("&Project"))
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._show_state)
        self.prepare = self._add(self.tr("&Prepare"), self._on_prepare)
        self.train = self._add(self.tr("&Train"), self._on_train)
        self.both = self._add(self.tr("Prepare &and train"), self._on_both)
        self.menu.addSeparator()
        self.rename = self._add(self.tr("&Rename …"), self._on_rename, "F2")
        self.duplicate = self._add(self.tr("&Duplicate …"), self._on_duplicate)
        delete = QKeySequence.StandardKey.Delete
        self.archive = self._add(self.tr("Put into the &bin"), self._on_archive, delete)
        self.undo = self._add(self.tr("&Undo"), self._on_undo, QKeySequence.StandardKey.Undo)
        self.menu.addSeparator()
        self.folder = self._add(self.tr("Open &folder"), self._on_open_folder)
        self.again = self._add(self.tr("Read a&gain"), self._on_read_again)
        window.projects.undo_changed.connect(self._on_undo_changed)
        self._on_undo_changed("")
        self._show_state()

    def set_names(self, names: list[str]) -> None:
        """The projects that the menu is about."""
        self._names = names
        self._show_state()

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
            self._window.sidebar.list.addAction(action)
        return action

    def _show_state(self) -> None:
        """Offer only what can be done, and say why the rest cannot."""
        names, projects = self._names, self._window.projects
        is_one = len(names) == 1
        # while the window is made there is no session yet, and nothing is selected
        busy = next((why for name in names if (why := projects.why_busy(name))), "")
        for action in (self.rename, self.duplicate):
            self._enable(action, is_one and not busy, busy)
        self._enable(self.archive, bool(names) and not busy, busy)
        self._enable(self.folder, is_one)
        self._enable(self.again, bool(names))
        batch = self._window.batch
        self._enable(self.prepare, bool(batch.to_prepare(names)))
        self._enable(self.train, bool(batch.to_train(names)))
        self._enable(self.both, bool(batch.to_prepare(names)))

    @staticmethod
    def _enable(action: QAction, is_enabled: bool, why_not: str = "") -> None:
        action.setEnabled(is_enabled)
        action.setToolTip(why_not)

    # -- slots --------------------------------------------------------------------------------

    def _on_prepare(self) -> None:
        self._window.batch.prepare(self._names)

    def _on_train(self) -> None:
        self._window.batch.train(self._names)

    def _on_both(self) -> None:
        self._window.batch.prepare_and_train(self._names)

    def _on_rename(self) -> None:
        self._window.projects.ask_rename(self._names[0])

    def _on_duplicate(self) -> None:
        self._window.projects.ask_duplicate(self._names[0])

    def _on_archive(self) -> None:
        self._window.projects.archive(list(self._names))

    def _on_undo(self) -> None:
        self._window.projects.undo()

    def _on_undo_changed(self, text: str) -> None:
        self.undo.setEnabled(bool(text))
        self.undo.setText(self.tr("&Undo: {what}").format(what=text) if text else self.tr("&Undo"))

    def _on_open_folder(self) -> None:
        workspace, name = self._window.session.workspace, self._names[0]
        folders = (workspace.clip_dir(name), workspace.model_dir(name))
        open_path(next((folder for folder in folders if folder.is_dir()), workspace.root))

    def _on_read_again(self) -> None:
        for name in self._names:
            self._window.session.refresh(name)
