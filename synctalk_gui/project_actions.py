"""Renames, duplicates, deletes and restores projects, and deletes their videos, with undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from synctalk_engine.errors import SynctalkError
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_bin import (
    BinEntry,
    BinKind,
    archive_project,
    delete_permanently,
    restore_project,
)
from synctalk_engine.workspace.project_files import duplicate_project, rename_project
from synctalk_engine.workspace.project_names import unique_name
from synctalk_engine.workspace.runs import RunFolder
from synctalk_engine.workspace.video_bin import archive_video, restore_video
from synctalk_gui.engine_texts import hint_text, sentence_text
from synctalk_gui.session import Session

_MAX_UNDONE = 50


@dataclass(frozen=True)
class _Step:
    """How to undo an action, and what the menu calls it."""

    text: str
    undo: Callable[[], object]


@dataclass(frozen=True)
class _Restored:
    """The result of restoring from the trash."""

    names: list[str]
    """Projects."""
    videos: dict[str, str]
    """Name of a video -> its project."""
    errors: list[SynctalkError]


@dataclass(frozen=True)
class _Archived:
    """The result of moving several projects to the trash."""

    entries: list[BinEntry]
    errors: list[SynctalkError]


class ProjectActions(QObject):
    """Acts on one session's projects; files are moved in the background.

    Args:
        dialog_parent: the window that dialogs belong to.
    """

    undo_changed = Signal(str)
    """The action that undo would take back; empty if there is none."""
    undoable_succeeded = Signal(str)
    """A sentence: an action succeeded and can be undone."""
    succeeded = Signal(str)
    """A sentence: an action succeeded."""
    failed = Signal(str, str)
    """A sentence and a hint: an action failed."""
    project_appeared = Signal(str)
    """The project that the user expects to see selected."""

    def __init__(self, session: Session, dialog_parent: QWidget) -> None:
        super().__init__(session)
        self._session = session
        self._dialog_parent = dialog_parent
        self._steps: list[_Step] = []

    # -- public -------------------------------------------------------------------------------

    def ask_rename(self, name: str) -> None:
        """Ask for a new name."""
        from synctalk_gui.dialogs.name import NameDialog

        dialog = NameDialog(
            self.tr("Rename"),
            self.tr("New name for “{name}”").format(name=name),
            self.tr("Rename"),
            name,
            [other for other in self._names() if other != name],
            self._dialog_parent,
        )
        dialog.chosen.connect(partial(self.rename, name))
        dialog.open()

    def ask_duplicate(self, name: str) -> None:
        """Ask for the name of the copy."""
        from synctalk_gui.dialogs.name import NameDialog

        dialog = NameDialog(
            self.tr("Duplicate"),
            self.tr("Copies the preprocessed video and the models into a new project."),
            self.tr("Duplicate"),
            unique_name(name, set(self._names())),
            self._names(),
            self._dialog_parent,
        )
        dialog.chosen.connect(partial(self.duplicate, name))
        dialog.open()

    def show_trash(self) -> None:
        """Show the projects in the trash."""
        from synctalk_gui.dialogs.trash import TrashDialog

        dialog = TrashDialog(self._workspace, self._session.background, self._dialog_parent)
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
        """Move projects to the trash."""
        self._run(partial(_archive, self._workspace, names), partial(self._on_archived, True))

    def archive_video(self, run: RunFolder, video: Path) -> None:
        """Move the rendered video of a run to the trash."""
        work = partial(archive_video, self._workspace, run, video)
        self._run(work, partial(self._on_video_archived, run.path.parent.name))

    def restore(self, entries: list[BinEntry]) -> None:
        """Restore projects and videos from the trash."""
        self._run(partial(_restore, self._workspace, entries), self._on_restored)

    def undo(self) -> None:
        """Undo the last action."""
        if self._steps:
            step = self._steps.pop()
            self._emit_undo()
            step.undo()

    def why_busy(self, name: str) -> str:
        """Returns why a project cannot be moved now, or an empty string."""
        jobs = self._session.jobs
        if jobs.active_run(name) is not None:
            return self.tr("A job is running on “{name}”. Stop it first.").format(name=name)
        if jobs.is_waiting(name):
            text = self.tr("“{name}” is in the queue. Remove it from the queue first.")
            return text.format(name=name)
        if self._session.importer.is_importing(name):
            return self.tr("“{name}” is being imported.").format(name=name)
        return ""

    # -- inside -------------------------------------------------------------------------------

    @property
    def _workspace(self) -> Workspace:
        return self._session.workspace

    def _names(self) -> list[str]:
        return self._session.projects.names()

    def _run(self, work: Callable[[], object], done: Callable) -> None:
        self._session.background.run(work, done)

    def _push(self, text: str, undo: Callable[[], object]) -> None:
        self._steps = [*self._steps[-_MAX_UNDONE:], _Step(text, undo)]
        self._emit_undo()

    def _emit_undo(self) -> None:
        self.undo_changed.emit(self._steps[-1].text if self._steps else "")

    def _show(self, name: str) -> None:
        self.project_appeared.emit(name)
        self._session.refresh(name)

    def _report_error(self, error: SynctalkError) -> None:
        self.failed.emit(
            sentence_text(error.code, error.params), hint_text(error.code, error.params)
        )

    # -- slots --------------------------------------------------------------------------------

    def _on_renamed(self, name: str, is_undoable: bool, new_name: str) -> None:
        session = self._session
        was_checking = session.checks.is_checking(name)
        session.drop(name)
        self._show(new_name)
        if was_checking:  # the running check uses the old name
            session.check_when_known(new_name)
        if is_undoable:
            undo = partial(self._undo_rename, new_name, name)
            self._push(self.tr("Rename “{name}”").format(name=name), undo)
            text = self.tr("Renamed “{name}” to “{new}”.")
            self.undoable_succeeded.emit(text.format(name=name, new=new_name))

    def _undo_rename(self, name: str, old_name: str) -> None:
        work = partial(rename_project, self._workspace, name, old_name)
        self._run(work, partial(self._on_renamed, name, False))

    def _on_duplicated(self, new_name: str) -> None:
        self._show(new_name)
        undo = partial(self._undo_duplicate, new_name)
        self._push(self.tr("Duplicate “{name}”").format(name=new_name), undo)
        self.undoable_succeeded.emit(self.tr("Created “{name}”.").format(name=new_name))

    def _undo_duplicate(self, name: str) -> None:
        self._run(partial(_archive, self._workspace, [name]), partial(self._on_archived, False))

    def _on_archived(self, is_undoable: bool, archived: _Archived) -> None:
        for entry in archived.entries:
            self._session.drop(entry.name)
        for error in archived.errors:
            self._report_error(error)
        entries = archived.entries
        if not entries or not is_undoable:
            return
        text = self.tr("Move “{name}” to Trash").format(name=entries[0].name)
        sentence = self.tr("Moved “{name}” to Trash.").format(name=entries[0].name)
        if len(entries) > 1:
            text = self.tr("Move {n} projects to Trash").format(n=len(entries))
            sentence = self.tr("Moved {n} projects to Trash.").format(n=len(entries))
        self._push(text, partial(self.restore, entries))
        self.undoable_succeeded.emit(sentence)

    def _on_video_archived(self, project: str, entry: BinEntry) -> None:
        self._session.refresh(project)
        text = self.tr("Move “{name}” to Trash").format(name=entry.name)
        self._push(text, partial(self.restore, [entry]))
        self.undoable_succeeded.emit(self.tr("Moved “{name}” to Trash.").format(name=entry.name))

    def _on_restored(self, restored: _Restored) -> None:
        for name in [*restored.names, *restored.videos.values()]:
            if name:
                self._session.refresh(name)
        for error in restored.errors:
            self._report_error(error)
        if restored.names:
            self.project_appeared.emit(restored.names[0])
        shown = [*restored.names, *restored.videos]
        if shown:
            text = self.tr("Restored “{name}”.").format(name=shown[0])
            if len(shown) > 1:
                text = self.tr("Restored {n} items.").format(n=len(shown))
            self.succeeded.emit(text)

    def _on_delete_requested(self, entries: list[BinEntry]) -> None:
        # a later undo of the deletion reports that the files are gone
        self._run(partial(_delete, entries), self._on_deleted)

    def _on_deleted(self, count: int) -> None:
        text = self.tr("Permanently deleted {n} items.").format(n=count)
        self.succeeded.emit(text)


def _archive(workspace: Workspace, names: list[str]) -> _Archived:
    archived = _Archived([], [])
    for name in names:
        try:
            archived.entries.append(archive_project(workspace, name))
        except SynctalkError as error:
            archived.errors.append(error)
    return archived


def _restore(workspace: Workspace, entries: list[BinEntry]) -> _Restored:
    restored = _Restored([], {}, [])
    for entry in entries:
        try:
            if entry.kind == BinKind.VIDEO:
                restored.videos[entry.name] = restore_video(workspace, entry)
            else:
                restored.names.append(restore_project(workspace, entry))
        except SynctalkError as error:
            restored.errors.append(error)
    return restored


def _delete(entries: list[BinEntry]) -> int:
    for entry in entries:
        delete_permanently(entry)
    return len(entries)
