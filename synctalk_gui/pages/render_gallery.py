"""The list of a project's renders: waiting, running, failed and finished ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from synctalk_engine.protocol.events import ENDED_STATES
from synctalk_gui.engine.queue_file import QueuedJob
from synctalk_gui.item_models.model_index import ModelIndex
from synctalk_gui.item_models.project_info import ProjectInfo
from synctalk_gui.item_models.render_entries import (
    RenderEntry,
    RenderState,
    audio_of,
    hide_entry,
    read_entries,
)
from synctalk_gui.item_models.render_list_model import RenderListModel, RenderRole
from synctalk_gui.render_delegate import RenderDelegate
from synctalk_gui.session import Session


class RenderGallery(QWidget):
    """Lists renders, the newest first, and keeps one of them selected.

    Keyboard: Up and Down select, Enter plays, Delete moves to the trash or out of the queue.
    """

    entry_selected = Signal()
    """Another render is selected, or the selected one has changed; see ``selected``."""
    play_requested = Signal()
    delete_requested = Signal(object)
    """RenderEntry"""
    menu_requested = Signal(object, QPoint)
    """RenderEntry, and the place on the screen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._info: ProjectInfo | None = None
        self._ended: list[RenderEntry] = []
        self._selected_key = ""
        self._selected_state: RenderState | None = None
        self._awaited_key = ""
        """Id of the selected run that has ended, while its result is being read."""
        self._follows = False
        self._is_read = False
        self._last_read, self._shown_read = 0, 0
        """Reads are numbered: a slow one never replaces what a later one found."""
        self.model = RenderListModel(self)
        self.list = _RenderListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(RenderDelegate(self.list))
        self.list.setAccessibleName(self.tr("Rendered videos"))
        self.list.customContextMenuRequested.connect(self._on_menu_wanted)
        self.list.activated.connect(self._on_activated)
        self.list.delete_pressed.connect(self._on_delete_pressed)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    # -- public -------------------------------------------------------------------------------

    @property
    def selected(self) -> RenderEntry | None:
        return self.model.entry(self._selected_key)

    @property
    def is_awaiting(self) -> bool:
        """Whether the selected render has just ended and its result is not read yet."""
        return bool(self._selected_key) and self._selected_key == self._awaited_key

    @property
    def is_read(self) -> bool:
        """Whether the project's renders are known."""
        return self._is_read

    @property
    def is_empty(self) -> bool:
        return self.model.rowCount() == 0

    @property
    def audio_paths(self) -> set[Path]:
        """The audio of all renders that are listed."""
        return {entry.audio for entry in self.model.entries if entry.audio is not None}

    def rows_px(self) -> int:
        """Returns the height of all rows."""
        rows_px = self.model.rowCount() * max(0, self.list.sizeHintForRow(0))
        return rows_px + 2 * self.list.frameWidth()

    def show_project(self, info: ProjectInfo | None) -> None:
        """Show a project's renders, or look for new ones; files are read in the background."""
        if info is None or self._info is None or info.name != self._info.name:
            self._ended, self._follows, self._is_read = [], False, False
            self._selected_key = self._awaited_key = ""
        self._info = info
        self.update_live()
        if info is not None:
            known = {entry.key: entry for entry in self._ended}
            work = partial(read_entries, self._session.workspace, info, known)
            self._last_read += 1
            self._session.background.run(work, partial(self._on_read, info, self._last_read))

    def follow_next(self) -> None:
        """Select the render that is queued next, or starts."""
        self._follows = True

    def update_live(self) -> None:
        """Show the queue and the progress of the running render."""
        live = self._live_entries()
        keys = {entry.key for entry in live}
        entries = [*live, *(entry for entry in self._ended if entry.key not in keys)]
        self.model.set_entries(entries)
        self._keep_selection(entries)

    def remove_queued(self, entry: RenderEntry) -> Callable[[], object] | None:
        """Remove a render from the queue.

        Returns:
            What puts it back; None if it has started meanwhile.
        """
        jobs = self._session.jobs
        for position, job in enumerate(jobs.waiting()):
            if _queue_key(job) == entry.key:
                jobs.remove(job)
                return partial(jobs.put_back, job, position)
        return None

    def hide_failed(self, entry: RenderEntry) -> None:
        """Remove a failed render from the list."""
        if self._info is not None:
            name = self._info.name
            work = partial(hide_entry, self._session.workspace, name, entry.key)
            self._session.background.run(work, partial(self._on_hidden, name))

    # -- inside -------------------------------------------------------------------------------

    def _live_entries(self) -> list[RenderEntry]:
        """The queued and running renders, the one that starts last first."""
        if self._info is None:
            return []
        name, jobs = self._info.name, self._session.jobs
        waiting = [
            self._queued_entry(job)
            for job in jobs.waiting()
            if job.name == name and job.kind == "render"
        ]
        active = jobs.active_run(name)
        if active is None or active.spec.kind != "render":
            return waiting[::-1]
        running = RenderEntry(
            active.run.run_id,
            RenderState.RUNNING,
            audio_of(self._session.workspace, active.spec.options),
            active.spec.created,
            active.run,
            active.spec.options,
            fraction_done=active.record.fraction_done,
        )
        return [*waiting[::-1], running]

    def _queued_entry(self, job: QueuedJob) -> RenderEntry:
        audio = audio_of(self._session.workspace, job.options)
        return RenderEntry(_queue_key(job), RenderState.QUEUED, audio, options=job.options)

    def _keep_selection(self, entries: list[RenderEntry]) -> None:
        """Select the followed or the running render, else keep the selection, else the newest."""
        before, wanted = self._selected_state, self.selected
        running = next((entry for entry in entries if entry.state == RenderState.RUNNING), None)
        is_wait_over = wanted is None or wanted.state == RenderState.QUEUED
        if running is not None and (self._follows or is_wait_over):
            wanted, self._follows = running, False
        elif wanted is None and before == RenderState.RUNNING:
            self._awaited_key = self._selected_key
            return
        elif wanted is None:
            wanted = next((e for e in entries if e.state == RenderState.DONE), None)
            wanted = wanted or next(iter(entries), None)
        self._set_selected(wanted)
        row = self.model.row_of(self._selected_key)
        if row is not None and self.list.currentIndex().row() != row:
            self.list.setCurrentIndex(self.model.index(row))
        self.entry_selected.emit()

    def _set_selected(self, entry: RenderEntry | None) -> None:
        self._selected_key = "" if entry is None else entry.key
        self._selected_state = None if entry is None else entry.state
        self._awaited_key = ""

    # -- slots --------------------------------------------------------------------------------

    def _on_read(self, info: ProjectInfo, number: int, entries: list[RenderEntry]) -> None:
        is_old = number < self._shown_read
        if self._info is None or info.name != self._info.name or is_old:
            return
        self._shown_read = number
        self._ended, self._is_read = entries, True
        ended = {run.run.run_id for run in info.runs if run.status in ENDED_STATES}
        if self._awaited_key in ended:  # it is among the entries, or was stopped
            self._awaited_key, self._selected_state = "", None
        self.update_live()

    def _on_hidden(self, name: str, _nothing: None) -> None:
        self._session.refresh(name)

    def _on_current_changed(self, current: ModelIndex, _previous: ModelIndex) -> None:
        entry = current.data(RenderRole.ENTRY)
        if entry is not None and entry.key != self._selected_key:
            self._set_selected(entry)
            self._follows = False
            self.entry_selected.emit()

    def _on_activated(self, _index: ModelIndex) -> None:
        self.play_requested.emit()

    def _on_delete_pressed(self) -> None:
        if self.selected is not None:
            self.delete_requested.emit(self.selected)

    def _on_menu_wanted(self, position: QPoint) -> None:
        entry = self.list.indexAt(position).data(RenderRole.ENTRY)
        if entry is not None:
            self.menu_requested.emit(entry, self.list.viewport().mapToGlobal(position))


def _queue_key(job: QueuedJob) -> str:
    return f"queue-{job.number}"


class _RenderListView(QListView):
    """Rows of one height; the delete key is a signal."""

    delete_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_backspace = event.key() == Qt.Key.Key_Backspace  # the delete key of a Mac's keyboard
        if event.matches(QKeySequence.StandardKey.Delete) or is_backspace:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)
