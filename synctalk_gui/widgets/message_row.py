"""A message with an icon, a hint and optional buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from synctalk_gui.widgets.flow_layout import flow_widget
from synctalk_gui.widgets.labels import IconLabel, label

_SEVERITY_ICONS = {
    "ok": ("ok", "ok"),
    "info": ("info", "accent"),
    "warning": ("warning", "warn"),
    "error": ("error", "err"),
}


class MessageRow(QWidget):
    """An icon, a message, a hint, and optional buttons.

    Args:
        are_buttons_below: whether they are below the texts, for narrow places, or beside them.
    """

    def __init__(
        self, severity: str, sentence: str, hint: str = "", are_buttons_below: bool = False
    ) -> None:
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
        self._buttons, self._button_row = flow_widget(8)
        self._buttons.hide()
        if are_buttons_below:
            texts.setSpacing(4)
            texts.addWidget(self._buttons)
        else:
            row.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(f"{severity}: {sentence} {hint}".strip())

    def add_button(self, widget: QPushButton) -> None:
        self._button_row.addWidget(widget)
        self._buttons.show()
