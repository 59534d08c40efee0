"""The list model of a project's renders."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from PySide6.QtGui import QPixmap

from synctalk_gui.engine_texts import event_text, hint_text
from synctalk_gui.formats import date_time, percent, play_time
from synctalk_gui.item_models.model_index import ModelIndex
from synctalk_gui.item_models.render_entries import RenderEntry, RenderState


class RenderRole(IntEnum):
    """Roles beyond Qt's own."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    THUMBNAIL = Qt.ItemDataRole.UserRole + 2
    """QPixmap or None"""
    FACTS = Qt.ItemDataRole.UserRole + 3
    """The second line: length, date, checkpoint, audio; or that it waits or failed"""


class RenderListModel(QAbstractListModel):
    """One row per render, the newest first. ``data()`` never reads files."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[RenderEntry] = []
        self._pixmaps: dict[str, QPixmap] = {}

    # -- public -------------------------------------------------------------------------------

    @property
    def entries(self) -> list[RenderEntry]:
        return list(self._entries)

    def entry(self, key: str) -> RenderEntry | None:
        return next((entry for entry in self._entries if entry.key == key), None)

    def row_of(self, key: str) -> int | None:
        return next((row for row, entry in enumerate(self._entries) if entry.key == key), None)

    def set_entries(self, entries: list[RenderEntry]) -> None:
        """Replace the rows; rows that stay where they are are only updated."""
        if [entry.key for entry in entries] == [entry.key for entry in self._entries]:
            before, self._entries = self._entries, list(entries)
            for row, (old, new) in enumerate(zip(before, entries, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._entries = list(entries)
        self._pixmaps = {key: image for key, image in self._pixmaps.items() if self.entry(key)}
        self.endResetModel()

    def facts(self, entry: RenderEntry) -> str:
        """Returns what is known of a render, in one line."""
        if entry.state == RenderState.QUEUED:
            return self.tr("In queue")
        if entry.state == RenderState.RUNNING:
            if entry.fraction_done is None:
                return self.tr("Rendering…")
            return self.tr("Rendering, {percent}").format(percent=percent(entry.fraction_done))
        if entry.state == RenderState.FAILED:
            return self.tr("Failed · {date}").format(date=date_time(entry.ended))
        parts = [
            "" if entry.duration_s is None else play_time(entry.duration_s),
            date_time(entry.ended),
            self._checkpoint_text(entry),
            "" if entry.audio is None else entry.audio.name,
        ]
        return " · ".join(part for part in parts if part)

    def problem_text(self, entry: RenderEntry) -> str:
        """Returns why a render failed."""
        problem = entry.problem
        if problem is None:
            return self.tr("Interrupted: the engine ended unexpectedly.")
        return event_text(problem.code, problem.params, problem.message)

    def explanation(self, entry: RenderEntry) -> str:
        """Returns why a render failed, and what to do."""
        problem = entry.problem
        hint = "" if problem is None else hint_text(problem.code, problem.params)
        return f"{self.problem_text(entry)}\n{hint}".strip()

    # -- overrides ----------------------------------------------------------------------------

    def rowCount(self, parent: ModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == RenderRole.ENTRY:
            return entry
        if role == RenderRole.THUMBNAIL:
            return self._pixmap(entry)
        if role == RenderRole.FACTS:
            return self.facts(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{entry.title}\n{self._details(entry)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title}, {self._details(entry)}"
        return None

    # -- inside -------------------------------------------------------------------------------

    def _details(self, entry: RenderEntry) -> str:
        """Returns the facts, or why it failed."""
        is_failed = entry.state == RenderState.FAILED
        return self.problem_text(entry) if is_failed else self.facts(entry)

    def _checkpoint_text(self, entry: RenderEntry) -> str:
        if entry.epoch is None:
            return self.tr("Best checkpoint") if entry.is_best_chosen else ""
        text = self.tr("Epoch {n}").format(n=entry.epoch)
        return self.tr("{what} (best)").format(what=text) if entry.is_best_chosen else text

    def _pixmap(self, entry: RenderEntry) -> QPixmap | None:
        if entry.thumbnail is None:
            return None
        if entry.key not in self._pixmaps:
            self._pixmaps[entry.key] = QPixmap.fromImage(entry.thumbnail)
        return self._pixmaps[entry.key]
