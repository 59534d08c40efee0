"""A run's log as a list model: one line per event, with its time."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from synctalk_gui.engine.run_record import LogLine
from synctalk_gui.engine_texts import event_text, hint_text
from synctalk_gui.formats import clock, keep_units
from synctalk_gui.item_models.model_index import ModelIndex

_MAX_LINES = 2000
_QUIET_CODES = frozenset({"stage_started"})
"""Already visible in the progress display."""


class LogRole(IntEnum):
    """Roles beyond Qt's own."""

    LEVEL = Qt.ItemDataRole.UserRole + 1


class LogModel(QAbstractListModel):
    """Newest line last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[str, str, str]] = []  # text, level, hint

    def set_lines(self, lines: list[LogLine]) -> None:
        """Show another run's log."""
        self.beginResetModel()
        self._lines = _shown(lines)[-_MAX_LINES:]
        self.endResetModel()

    def append(self, lines: list[LogLine]) -> None:
        """Append lines; the oldest are removed."""
        added = _shown(lines)
        if not added:
            return
        begin = len(self._lines)
        self.beginInsertRows(QModelIndex(), begin, begin + len(added) - 1)
        self._lines += added
        self.endInsertRows()
        surplus = len(self._lines) - _MAX_LINES
        if surplus > 0:
            self.beginRemoveRows(QModelIndex(), 0, surplus - 1)
            del self._lines[:surplus]
            self.endRemoveRows()

    def text(self) -> str:
        """All lines, for the clipboard."""
        return "\n".join(text for text, _level, _hint in self._lines)

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        text, level, hint = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{text}\n{hint}".strip()
        if role == LogRole.LEVEL:
            return level
        return None


def _shown(lines: list[LogLine]) -> list[tuple[str, str, str]]:
    return [
        (
            keep_units(f"{clock(line.t)} {_text(line)}"),
            line.level,
            hint_text(line.code, line.params),
        )
        for line in lines
        if line.code not in _QUIET_CODES
    ]


def _text(line: LogLine) -> str:
    return keep_units(event_text(line.code, line.params, line.message))
