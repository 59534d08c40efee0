"""A message with an icon, a hint and optional buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from synctalk_gui.widgets.labels import IconLabel, label

_SEVERITY_ICONS = {
    "ok": ("ok", "ok"),
    "info": ("info", "accent"),
    "warning": ("warning", "warn"),
    "error": ("error", "err"),
}


class MessageRow(QWidget):
    """An icon, a message, a hint, and optional buttons."""

    def __init__(self, severity: str, sentence: str, hint: str = "") -> None:
        super().__init__()
        icon_name, tone = _SEVERITY_ICONS.get(severity, _SEVERITY_ICONS["info"])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel(icon_name, tone), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(sentence, "strong", wrap=True))
        if hint:
            texts.addWidget(label(hint, "mute", wrap=True))
        row.addLayout(texts, 1)
        self._row = row
        self.setAccessibleName(f"{severity}: {sentence} {hint}".strip())

    def add_button(self, widget: QPushButton) -> None:
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
