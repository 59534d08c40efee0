"""The log of a run: a list that scrolls with new lines unless the user scrolled up."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from synctalk_gui.engine.run_record import RunRecord
from synctalk_gui.item_models.log_model import LogModel, LogRole
from synctalk_gui.item_models.model_index import ModelIndex
from synctalk_gui.theme import color, tokens

_MOST_PX = 280
"""Wanted height; with more lines the list scrolls."""


class LogView(QListView):
    """Shows ``record.log``; :meth:`follow` adds its new lines.

    Args:
        is_fitted: whether it is as high as its lines, within limits, where nothing else decides.
    """

    def __init__(self, is_fitted: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_fitted = is_fitted
        self._model = LogModel(self)
        self._record: RunRecord | None = None
        self._taken = 0
        self._is_following = True
        self.setProperty("role", "log")
        self.setModel(self._model)
        self.setItemDelegate(_LineDelegate(self))
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Log"))
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        bar.rangeChanged.connect(self._on_range_changed)
        copy = QAction(self.tr("Copy all"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._on_copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def set_record(self, record: RunRecord | None) -> None:
        """Show another run's log."""
        self._record = record
        lines = [] if record is None else record.log
        self._model.set_lines(lines)
        self._taken = 0 if record is None else record.lines_added
        self._is_following = True
        self.scrollToBottom()

    def follow(self) -> None:
        """Add the lines that are new since the last call."""
        if self._record is None or self._record.lines_added == self._taken:
            return
        added = self._record.lines_added - self._taken
        self._taken = self._record.lines_added
        self._model.append(self._record.log[-added:])

    def sizeHint(self) -> QSize:
        if not self._is_fitted:
            return super().sizeHint()
        lines_px = self.contentsSize().height() + 2 * self.frameWidth()
        height_px = min(max(lines_px, self.minimumHeight()), _MOST_PX)
        return QSize(super().sizeHint().width(), height_px)

    def _on_scrolled(self, value: int) -> None:
        self._is_following = value >= self.verticalScrollBar().maximum() - 4

    def _on_range_changed(self, _least: int, most: int) -> None:
        if self._is_following:
            self.verticalScrollBar().setValue(most)
        if self._is_fitted:
            self.updateGeometry()

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._model.text())


class _LineDelegate(QStyledItemDelegate):
    """Colours warnings and errors."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        super().initStyleOption(option, index)
        tone = {"warning": "warn", "error": "err"}.get(index.data(LogRole.LEVEL), "mute")
        option.palette.setColor(QPalette.ColorRole.Text, color(getattr(tokens(), tone)))
