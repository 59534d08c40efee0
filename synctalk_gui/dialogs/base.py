"""The base class of all dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from synctalk_gui.tab_order import move_focus
from synctalk_gui.widgets.card import ScrollArea, scroll_area
from synctalk_gui.widgets.labels import IconLabel, label

SETTINGS_NAME = "settings"
"""Object name of the settings, which are shown again after the language was changed."""

_TITLE_BAR_PX = 60
"""Left for the title bar and the borders that the system adds to a dialog."""


class Dialog(QDialog):
    """A window-modal dialog: an icon, a heading, sentences, and a row of buttons.

    It is shown by ``open()``, which does not block, and deletes itself when closed.
    """

    IS_OF_WORKSPACE = True
    """Whether it closes when another workspace is opened."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        heading: str = "",
        text: str = "",
        icon_name: str = "",
        tone: str = "accent",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self._rows_area: ScrollArea | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 20, 22, 18)
        outer.setSpacing(14)
        top = QHBoxLayout()
        top.setSpacing(14)
        if icon_name:
            icon = IconLabel(icon_name, tone, 26)
            top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        if heading:
            self.content.addWidget(label(heading, "title", wrap=True))
        if text:
            self.content.addWidget(label(text, "", wrap=True))
        top.addLayout(self.content, 1)
        outer.addLayout(top, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit_height()

    def fit_height(self) -> None:
        """Make room for wrapped text, and for all rows as far as the screen has room for them.

        Qt limits a new dialog to two thirds of the screen.
        """
        self.layout().activate()
        needed_px = self.layout().totalHeightForWidth(self.width())
        if (rows := self._rows_area) is not None:
            rows.widget().layout().activate()
            missing_px = rows.sizeHint().height() - rows.height()
            room_px = self.screen().availableGeometry().height() - _TITLE_BAR_PX
            needed_px = min(max(needed_px, self.height() + missing_px), room_px)
        if needed_px > self.height():
            self.resize(self.width(), needed_px)

    def focusNextPrevChild(self, is_forward: bool) -> bool:
        return move_focus(self, is_forward)

    def add_button(self, text: str, slot, role: str = "", is_default: bool = False) -> QPushButton:
        part = QPushButton(text)
        if role:
            part.setProperty("role", role)
        part.setDefault(is_default)
        part.setAutoDefault(is_default)
        part.clicked.connect(slot)
        self.buttons.addWidget(part)
        return part

    def add_rows(self, spacing_px: int) -> QVBoxLayout:
        """Add a column of rows that scrolls vertically; returns the layout to fill."""
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(spacing_px)
        self._rows_area = scroll_area(inside)
        self.content.addWidget(self._rows_area, 1)
        return rows
