"""A two-column list of names and values."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from synctalk_gui.widgets.labels import label
from synctalk_gui.widgets.style import set_property


class ValueList(QWidget):
    """Names on the left, values on the right; rows with an empty value are hidden."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}

    def add(self, key: str, name: str, tip: str = "") -> None:
        """Add a row, hidden until :meth:`set` gives it a value."""
        left, right = label(name, "mute", wrap=True), label("", "value")
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        right.setAccessibleName(name)
        for part in (left, right):
            part.setToolTip(tip)
            part.hide()
        row = len(self._rows)
        self._grid.addWidget(left, row, 0)
        self._grid.addWidget(right, row, 1)
        self._rows[key] = (left, right)

    def set(self, key: str, value: str, tone: str = "") -> None:
        """Set a value; an empty one hides its row."""
        left, right = self._rows[key]
        right.setText(value)
        right.setAccessibleDescription(value)
        set_property(right, "tone", tone)
        left.setVisible(bool(value))
        right.setVisible(bool(value))

    def clear(self) -> None:
        for key in self._rows:
            self.set(key, "")
