"""Chooses what is shown behind the person: as filmed, nothing, a colour or a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QComboBox, QFileDialog, QWidget

KEEP, TRANSPARENT = "keep", "transparent"
"""Values of the option; a colour is ``#rrggbb``, and all else is a picture's path."""
_PICTURE_SUFFIXES = ("png", "jpg", "jpeg", "bmp", "webp")


class BackgroundBox(QComboBox):
    """A list of backgrounds; its two last rows ask for a colour or a picture, and add it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem(self.tr("As filmed"), KEEP)
        self.addItem(self.tr("Transparent"), TRANSPARENT)
        self.addItem(self.tr("Colour…"))
        self.addItem(self.tr("Picture…"))
        self._chosen = self.currentData()
        self.activated.connect(self._on_activated)

    def offer(self, value: str) -> None:
        """Add a colour or a picture to the list, unless it is there."""
        if self.findData(value) < 0:
            text = value.upper() if value.startswith("#") else Path(value).name
            self.insertItem(self.count() - 2, text, value)

    def choose(self, value: str) -> None:
        """Select a background; a colour or a picture is added to the list."""
        self.offer(value)
        self._chosen = value
        self.setCurrentIndex(self.findData(value))

    def _on_activated(self, row: int) -> None:
        value = self.itemData(row)
        if value is None:
            is_colour = row == self.count() - 2
            value = self._ask_colour() if is_colour else self._ask_picture()
        self.choose(value or self._chosen)

    def _ask_colour(self) -> str:
        start = QColor(self._chosen if self._chosen.startswith("#") else "#00b140")
        colour = QColorDialog.getColor(start, self, self.tr("Background"))
        return colour.name() if colour.isValid() else ""

    def _ask_picture(self) -> str:
        patterns = " ".join(f"*.{suffix}" for suffix in _PICTURE_SUFFIXES)
        files = self.tr("Pictures ({patterns})").format(patterns=patterns)
        path, _filter = QFileDialog.getOpenFileName(self, self.tr("Background"), "", files)
        return path
