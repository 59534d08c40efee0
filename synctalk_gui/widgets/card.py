"""Frames of a page: cards, separators and scroll areas."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

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

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        self.body.addWidget(widget, stretch)
        return widget


def scroll_area(inside: QWidget) -> QScrollArea:
    """Returns an area that scrolls a widget vertically."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def separator() -> QFrame:
    """Returns a thin horizontal line."""
    line = QFrame()
    line.setProperty("role", "separator")
    return line
