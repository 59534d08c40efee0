"""What is done with whole projects: rename, duplicate, put away, bring back; and their undoing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from synctalk_engine.errors import SynctalkError
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.names import unique_name
from synctalk_engine.workspace.project_bin import (
    BinEntry,
    archive_project,
    delete_for_good,
    restore_project,
)
from synctalk_engine.workspace.project_files import duplicate_project, rename_project
from synctalk_gui.texts import hint_text, sentence_text

if TYPE_CHECKING:
    from synctalk_gui.main_window import MainWindow

_MAX_UNDONE = 50


@dataclass(frozen=True)
class _Step:
    """How to undo something, and what that is called in the menu."""

    text: str
    undo: Callable[[], object]


@dataclass(frozen=True)
class _Archived:
    """What became of putting several projects away."""

    entries: list[BinEntry]
    errors: list[SynctalkError]


class ProjectActions(QObject):
    """Files are moved in the background; the window's sentences are in here."""

    undo_changed = Signal(str)
    """What would be undone now; empty: nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._steps: list[_Step] = []

    # -- public -------------------------------------------------------------------------------

    def ask_rename(self, name: str) -> None:
        """Ask for another name."""
        from synctalk_gui.dialogs.projects import NameDialog

        dialog = NameDialog(
            self.tr("Rename"),
            self.tr("What is “{name}” to be called?").format(name=name),
            self.tr("Rename"),
            name,
            [other for other in self._names() if other != name],
            self._window,
        )
        dialog.chosen.connect(partial(self.rename, name))
        dialog.open()

    def ask_duplicate(self, name: str) -> None:
        """Ask for the copy's name."""
        from synctalk_gui.dialogs.projects import NameDialog

        dialog = NameDialog(
            self.tr("Duplicate"),
            self.tr("A second project with the same prepared video and models, to try things on."),
            self.tr("Duplicate"),
            unique_name(name, set(self._names())),
            self._names(),
            self._window,
        )
        dialog.chosen.connect(partial(self.duplicate, name))
        dialog.open()

    def show_bin(self) -> None:
        """Show what was put away."""
        from synctalk_gui.dialogs.projects import BinDialog

        dialog = BinDialog(self._workspace, self._window.session.background, self._window)
        dialog.restore_requested.connect(self.restore)
        dialog.delete_requested.connect(self._on_delete_requested)
        dialog.open()

    def rename(self, name: str, new_name: str) -> None:
        if name != new_name:
            work = partial(rename_project, self._workspace, name, new_name)
            self._run(work, partial(self._on_renamed, name, True))

    def duplicate(self, name: str, new_name: str) -> None:
        work = partial(duplicate_project, self._workspace, name, new_name)
        self._run(work, self._on_duplicated)

    def archive(self, names: list[str]) -> None:
        """Put projects into the bin."""
        self._run(partial(_archive, self._workspace, names), partial(self._on_archived, True))

    def restore(self, entries: list[BinEntry]) -> None:
        """Bring projects back from the bin."""
        self._run(partial(_restore, self._workspace, entries), self._on_restored)

    def undo(self) -> None:
        """Take back what was done last."""
        if self._steps:
            step = self._steps.pop()
            self._tell()
            step.undo()

    def forget(self) -> None:
        """Another workspace was opened: what was done in the old one stays."""
        self._steps.clear()
        self._tell()

    def why_busy(self, name: str) -> str:
        """Why a project cannot be moved now; empty where it can."""
        jobs = self._window.session.jobs
        if jobs.active_run(name) is not None:
            return self.tr("A job is at work on “{name}”: stop it first").format(name=name)
        if jobs.is_waiting(name):
            text = self.tr("“{name}” waits in the queue: take it out first")
            return text.format(name=name)
        if self._window.session.intake.is_coming(name):
            return self.tr("“{name}” is being imported").format(name=name)
        return ""

    # -- inside -------------------------------------------------------------------------------

    @property
    def _workspace(self) -> Workspace:
        return self._window.session.workspace

    def _names(self) -> list[str]:
        return self._window.session.projects.names()

    def _run(self, work: Callable[[], object], done: Callable) -> None:
        self._window.session.background.run(work, done)

    def _push(self, text: str, undo: Callable[[], object]) -> None:
        self._steps = [*self._steps[-_MAX_UNDONE:], _Step(text, undo)]
        self._tell()

    def _tell(self) -> None:
        self.undo_changed.emit(self._steps[-1].text if self._steps else "")

    def _say_done(self, sentence: str) -> None:
        self._window.toast(sentence, "ok", "ok", self.tr("Undo"), self.undo)

    def _show(self, name: str) -> None:
        self._window.select_when_known(name)
        self._window.session.refresh(name)

    # -- slots --------------------------------------------------------------------------------

    def _on_renamed(self, name: str, is_undoable: bool, new_name: str) -> None:
        session = self._window.session
        was_checking = session.checks.is_checking(name)
        session.drop(name)
        self._show(new_name)
        if was_checking:  # what is found of the old name would belong to nobody
            session.check_when_known(new_name)
        if is_undoable:
            undo = partial(self._undo_rename, new_name, name)
            self._push(self.tr("Rename “{name}”").format(name=name), undo)
            text = self.tr("“{name}” is called “{new}” now.")
            self._say_done(text.format(name=name, new=new_name))

    def _undo_rename(self, name: str, old_name: str) -> None:
        work = partial(rename_project, self._workspace, name, old_name)
        self._run(work, partial(self._on_renamed, name, False))

    def _on_duplicated(self, new_name: str) -> None:
        self._show(new_name)
        undo = partial(self._undo_duplicate, new_name)
        self._push(self.tr("Duplicate “{name}”").format(name=new_name), undo)
        self._say_done(self.tr("“{name}” was made.").format(name=new_name))

    def _undo_duplicate(self, name: str) -> None:
        self._run(partial(_archive, self._workspace, [name]), partial(self._on_archived, False))

    def _on_archived(self, is_undoable: bool, archived: _Archived) -> None:
        for entry in archived.entries:
            self._window.session.drop(entry.name)
        for error in archived.errors:
            self._window.tell_problem(
                sentence_text(error.code, error.params), hint_text(error.code, error.params)
            )
        entries = archived.entries
        if not entries or not is_undoable:
            return
        text = self.tr("Put “{name}” away").format(name=entries[0].name)
        sentence = self.tr("“{name}” is in the bin.").format(name=entries[0].name)
        if len(entries) > 1:
            text = self.tr("Put {n} projects away").format(n=len(entries))
            sentence = self.tr("{n} projects are in the bin.").format(n=len(entries))
        self._push(text, partial(self.restore, entries))
        self._say_done(sentence)

    def _on_restored(self, restored: tuple[list[str], list[SynctalkError]]) -> None:
        names, errors = restored
        for name in names:
            self._window.session.refresh(name)
        for error in errors:
            self._window.tell_problem(
                sentence_text(error.code, error.params), hint_text(error.code, error.params)
            )
        if names:
            self._window.select_when_known(names[0])
            text = self.tr("“{name}” is back.").format(name=names[0])
            if len(names) > 1:
                text = self.tr("{n} projects are back.").format(n=len(names))
            self._window.toast(text, "ok", "ok")

    def _on_delete_requested(self, entries: list[BinEntry]) -> None:
        # an undo that would bring back what is gone by then says so itself
        self._run(partial(_delete, entries), self._on_deleted)

    def _on_deleted(self, count: int) -> None:
        text = self.tr("Deleted for good: {n}.").format(n=count)
        self._window.toast(text, "ok", "ok")


def _archive(workspace: Workspace, names: list[str]) -> _Archived:
    archived = _Archived([], [])
    for name in names:
        try:
            archived.entries.append(archive_project(workspace, name))
        except SynctalkError as error:
            archived.errors.append(error)
    return archived


def _restore(
    workspace: Workspace, entries: list[BinEntry]
) -> tuple[list[str], list[SynctalkError]]:
    names, errors = [], []
    for entry in entries:
        try:
            names.append(restore_project(workspace, entry))
        except SynctalkError as error:
            errors.append(error)
    return names, errors


def _delete(entries: list[BinEntry]) -> int:
    for entry in entries:
        delete_for_good(entry)
    return len(entries)
