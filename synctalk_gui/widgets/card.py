"""Frames of a page: cards, separators and scroll areas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from synctalk_gui.widgets.labels import label


class Card(QFrame):
    """A framed section: a header row with a title and chips, and a body."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 11, 14, 13)
        layout.setSpacing(8)
        self.header = QHBoxLayout()
        self.header.setSpacing(8)
        self.title = label(title, "cardTitle")
        self.header.addWidget(self.title)
        layout.addLayout(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        layout.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)

    def least_px(self) -> int:
        """Returns the least height with the whole header, wrapped at the card's width."""
        margins = self.layout().contentsMargins()
        width_px = self.width() - margins.left() - margins.right()
        parts_px = self.header.heightForWidth(width_px) + self.body.minimumSize().height()
        return parts_px + self.layout().spacing() + margins.top() + margins.bottom()

    def wanted_px(self) -> int:
        """Returns the height that shows everything at the card's width."""
        if self.hasHeightForWidth() and self.width() > 0:
            return self.heightForWidth(self.width())
        return self.sizeHint().height()

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        self.body.addWidget(widget, stretch)
        return widget


class FittedStack(QWidget):
    """Shows one of its pages, and is only as high as that page."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._pages: list[QWidget] = []
        self._current = 0

    def addWidget(self, page: QWidget) -> None:
        self._pages.append(page)
        self._column.addWidget(page)
        page.setVisible(len(self._pages) == 1)

    def currentWidget(self) -> QWidget:
        return self._pages[self._current]

    def currentIndex(self) -> int:
        return self._current

    def setCurrentWidget(self, page: QWidget) -> None:
        self.setCurrentIndex(self._pages.index(page))

    def setCurrentIndex(self, number: int) -> None:
        if number != self._current:
            self._pages[self._current].hide()
            self._current = number
            self._pages[number].show()


class ScrollArea(QScrollArea):
    """Scrolls a widget vertically; with enough room it is as high as the widget.

    Where it does not have the room, Tab reaches its scroll bar, which shows that it has the focus.
    """

    LEAST_PX = 60

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll"))
        self.setWidget(inside)
        inside.installEventFilter(self)

    def sizeHint(self) -> QSize:
        inside = self.widget()
        hint = inside.sizeHint()
        if inside.hasHeightForWidth() and self.viewport().width() > 0:
            hint.setHeight(inside.heightForWidth(self.viewport().width()))
        return hint

    def minimumSizeHint(self) -> QSize:
        width = (
            self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        )
        return QSize(width, min(self.LEAST_PX, self.sizeHint().height()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().viewportEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() in (
            QEvent.Type.LayoutRequest,
            QEvent.Type.Resize,
        ):
            self.updateGeometry()
        return super().eventFilter(watched, event)


def scroll_area(inside: QWidget) -> ScrollArea:
    """Returns an area that scrolls a widget vertically."""
    return ScrollArea(inside)


def card_column(*cards: QWidget) -> QVBoxLayout:
    """Returns a column of cards, each as high as its content, with the rest of the room below."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for part in cards:
        column.addWidget(part)
    column.addStretch(1)
    return column


def separator() -> QFrame:
    """Returns a thin horizontal line."""
    line = QFrame()
    line.setProperty("role", "separator")
    return line
