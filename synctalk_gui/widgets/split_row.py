"""A row of two parts, the second of which goes below the first where there is no room beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from synctalk_gui.widgets.flow_layout import follow_width
from synctalk_gui.widgets.item_layout import ItemLayout

SPACING_PX = 8


class SplitRow(ItemLayout):
    """The first part takes the room that the second leaves; the second is at the right end.

    Args:
        first_px: a width that is enough for the first part, if its text can be wrapped.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        parent: QWidget | None = None,
        first_px: int | None = None,
    ) -> None:
        super().__init__(parent, SPACING_PX)
        self._first_px = first_px
        self.addWidget(first)
        self.addWidget(second)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for place in self._places(QRect(0, 0, width, 0))), default=0)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in zip(self._shown(), self._places(rect), strict=True):
            item.setGeometry(place)

    def is_wrapped(self, width: int) -> bool:
        """Returns whether the second part is below the first one at this width."""
        shown = self._shown()
        if len(shown) < 2:
            return False
        first_px, second_px = (item.widget().sizeHint().width() for item in shown)
        if self._first_px is not None:
            first_px = min(first_px, self._first_px)
        return first_px + self.spacing() + second_px > width

    def _places(self, rect: QRect) -> list[QRect]:
        """Returns the places of the visible parts."""
        shown, width = self._shown(), rect.width()
        if not shown:
            return []
        if len(shown) == 1 or self.is_wrapped(width):
            places, top = [], rect.top()
            for item in shown:
                places.append(QRect(rect.left(), top, width, _height(item, width)))
                top = places[-1].bottom() + 1 + self.spacing()
            return places
        second_px = shown[1].sizeHint().width()
        widths = (width - second_px - self.spacing(), second_px)
        heights = [_height(item, part) for item, part in zip(shown, widths, strict=True)]
        lefts = (rect.left(), rect.right() + 1 - second_px)
        return [
            QRect(left, rect.top() + (max(heights) - height) // 2, width, height)
            for left, width, height in zip(lefts, widths, heights, strict=True)
        ]


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def split_row(first: QWidget, second: QWidget, first_px: int | None = None) -> QWidget:
    """Returns a widget with a :class:`SplitRow`, whose height follows its width."""
    widget = QWidget()
    SplitRow(first, second, widget, first_px)
    follow_width(widget)
    return widget
