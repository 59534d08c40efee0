"""A layout that wraps widgets into lines."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget

from synctalk_gui.widgets.item_layout import ItemLayout


class FlowLayout(ItemLayout):
    """Lays out widgets like words in a paragraph; each line is centred vertically."""

    def __init__(self, parent: QWidget | None = None, spacing_px: int = 6) -> None:
        super().__init__(parent, spacing_px)
        self.is_last_at_right = False
        """Whether the last widget is at the right end of its line."""
        self.is_centred = False
        """Whether each line is in the middle of the width."""

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Insert ``widget`` before the one at ``index``."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), is_dry_run=True)

    def sizeHint(self) -> QSize:
        width = sum(i.sizeHint().width() + self.spacing() for i in self._shown()) - self.spacing()
        return QSize(max(0, width), self.minimumSize().height())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, is_dry_run=False)

    def _arrange(self, rect: QRect, is_dry_run: bool) -> int:
        """Place the items; returns their height."""
        top = rect.top()
        for line in self._lines(rect.width()):
            height = max(item.sizeHint().height() for item in line)
            left = rect.left()
            if self.is_centred:
                used = sum(item.sizeHint().width() + self.spacing() for item in line)
                left += max(0, rect.width() + self.spacing() - used) // 2
            for item in line:
                size = item.sizeHint()
                if self.is_last_at_right and item is self._items[-1]:
                    left = max(left, rect.right() + 1 - size.width())
                if not is_dry_run:
                    corner = QPoint(left, top + (height - size.height()) // 2)
                    item.setGeometry(QRect(corner, size))
                left += size.width() + self.spacing()
            top += height + self.spacing()
        return max(0, top - self.spacing() - rect.top())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            needed = item.sizeHint().width()
            if not lines or used + needed > width:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += needed + self.spacing()
        return lines


def flow_widget(spacing_px: int = 6) -> tuple[QWidget, FlowLayout]:
    """Returns an empty widget with a flow layout, whose height follows its width."""
    widget = QWidget()
    layout = FlowLayout(widget, spacing_px)
    follow_width(widget)
    return widget, layout


def follow_width(widget: QWidget) -> None:
    """Let a widget's height follow its width, as that of the wrapping row within it does."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
