"""Panes that the user resizes and collapses; the sizes are kept in the settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from synctalk_gui.settings import Settings
from synctalk_gui.theme import color, tokens

HANDLE_PX = 12
_GRIP_LENGTH_PX, _GRIP_WIDTH_PX = 28, 4


class Panes(QSplitter):
    """Two panes side by side or one above the other; the main one takes what the other leaves.

    Args:
        key: name under which the sizes are kept.
        default_side_px: returns the size of the side pane for a size of both panes; used until
            the user moves the handle.
        is_side_first: whether the side pane is the left or upper one.
    """

    def __init__(
        self,
        key: str,
        orientation: Qt.Orientation,
        default_side_px: Callable[[int], int],
        is_side_first: bool = False,
    ) -> None:
        super().__init__(orientation)
        self._key = key
        self._default_side_px = default_side_px
        self._side_index = 0 if is_side_first else 1
        self._arranged_px = -1
        self._settings = Settings()
        self._chosen_px = self._settings.pane_px(key)
        self.setHandleWidth(HANDLE_PX)
        self.splitterMoved.connect(self._on_splitter_moved)

    def set_panes(self, first: QWidget, second: QWidget) -> None:
        """Add both panes; only the side pane can be collapsed."""
        for index, pane in enumerate((first, second)):
            self.addWidget(pane)
            self.setCollapsible(index, index == self._side_index)
            self.setStretchFactor(index, int(index != self._side_index))
        self.arrange()

    @property
    def is_collapsed(self) -> bool:
        side = self.widget(self._side_index)
        return not side.isHidden() and self.sizes()[self._side_index] == 0

    def set_collapsed(self, is_collapsed: bool) -> None:
        """Hide the side pane, or show it with its default size; the choice is kept."""
        self._keep(0 if is_collapsed else None)
        if not is_collapsed and self._default_side_px(self._room_px()) == 0:
            self._keep(self._extent(self.widget(self._side_index).sizeHint()))
        self.arrange()

    def arrange(self) -> None:
        """Give the side pane its size, after the contents or the room have changed."""
        room_px = self._room_px()
        self._arranged_px = side_px = self._wanted_px()
        sizes = [room_px - side_px, side_px]
        self.setSizes(sizes[::-1] if self._side_index == 0 else sizes)

    def event(self, event: QEvent) -> bool:
        is_laid_out = event.type() == QEvent.Type.LayoutRequest
        result = super().event(event)
        if is_laid_out and self.count() == 2 and self._wanted_px() != self._arranged_px:
            self.arrange()  # the content has another size now
        return result

    def createHandle(self) -> QSplitterHandle:
        return _PaneHandle(self.orientation(), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _wanted_px(self) -> int:
        room_px = self._room_px()
        side_px = self._default_side_px(room_px) if self._chosen_px is None else self._chosen_px
        return min(side_px, room_px)

    def _room_px(self) -> int:
        return max(0, self._extent(self.size()) - self.handleWidth())

    def _extent(self, size: QSize) -> int:
        return size.width() if self.orientation() == Qt.Orientation.Horizontal else size.height()

    def _on_splitter_moved(self, _position: int, _index: int) -> None:
        self._keep(self.sizes()[self._side_index])

    def _keep(self, side_px: int | None) -> None:
        self._chosen_px = side_px
        self._settings.set_pane_px(self._key, side_px)


class _PaneHandle(QSplitterHandle):
    """The gap between two panes; a double click hides the side pane or shows it again."""

    def __init__(self, orientation: Qt.Orientation, panes: Panes) -> None:
        super().__init__(orientation, panes)
        self._panes = panes
        self.setToolTip(self.tr("Drag to resize. Double-click to hide or show the pane."))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._panes.set_collapsed(not self._panes.is_collapsed)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a grip, bright while the pointer is on it and where a pane is hidden."""
        is_bright = self.underMouse() or self._panes.is_collapsed
        size = (_GRIP_WIDTH_PX, _GRIP_LENGTH_PX)
        width, height = size if self.orientation() == Qt.Orientation.Horizontal else size[::-1]
        grip = QRectF(0, 0, width, height)
        grip.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(tokens().faint if is_bright else tokens().line))
        painter.drawRoundedRect(grip, 2, 2)
        painter.end()

    def enterEvent(self, event) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event) -> None:
        super().leaveEvent(event)
        self.update()
