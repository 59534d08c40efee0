"""Push buttons and chips; ``resources/styles/window.qss`` styles them by their ``role``."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QPushButton

from synctalk_gui import icons
from synctalk_gui.theme import tokens

ICON_PX = 16


def button(
    text: str, on_click: Callable[[], object], role: str = "", icon_name: str = "", tip: str = ""
) -> QPushButton:
    """Returns a button; ``role``: empty or ``primary | danger | link | chip | tool``."""
    result = IconButton(text, icon_name) if icon_name else PushButton(text)
    if role:
        result.setProperty("role", role)
    if tip:
        result.setToolTip(tip)
        if not text:
            result.setAccessibleName(tip)
    result.setAutoDefault(False)
    result.clicked.connect(on_click)
    return result


def icon_button(text: str, on_click: Callable[[], object], icon_name: str) -> IconButton:
    """Returns a button whose icon can be changed."""
    result = IconButton(text, icon_name)
    result.setAutoDefault(False)
    result.clicked.connect(on_click)
    return result


def chip(text: str, checkable: bool = False, checked: bool = False, tip: str = "") -> QPushButton:
    """Returns a small rounded button."""
    result = QPushButton(text)
    result.setProperty("role", "chip")
    result.setCheckable(checkable)
    result.setChecked(checked)
    result.setToolTip(tip)
    result.setAutoDefault(False)
    return result


class PushButton(QPushButton):
    """A button that ignores the second half of a double click that began elsewhere.

    The first click may have brought this button under the pointer: a page that was switched, a row
    that moved up. The user cannot have meant it.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._was_pressed = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._was_pressed = True
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._was_pressed:
            super().mouseDoubleClickEvent(event)


class IconButton(PushButton):
    """A button whose icon follows the theme."""

    def __init__(self, text: str, icon_name: str) -> None:
        super().__init__(text)
        self._icon_name = icon_name
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self._tint()

    def set_icon_name(self, icon_name: str) -> None:
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self._tint()

    def _tint(self) -> None:
        is_primary = self.property("role") == "primary"
        ink = tokens().on_accent if is_primary else tokens().text
        self.setIcon(icons.icon(self._icon_name, ink))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DynamicPropertyChange):
            self._tint()
        super().changeEvent(event)
