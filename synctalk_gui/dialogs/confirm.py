"""The question before something that cannot be undone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from synctalk_gui.dialogs.base import Dialog


class ConfirmDialog(Dialog):
    """Asks for confirmation; Cancel is the default."""

    confirmed = Signal()

    def __init__(
        self, title: str, heading: str, action_text: str, parent: QWidget, text: str = ""
    ) -> None:
        super().__init__(parent, title, heading, text, "warning", "warn")
        self.action_button = self.add_button(action_text, self._on_confirmed, "danger")
        self.add_button(
            QCoreApplication.translate("ConfirmDialog", "Cancel"),
            self.reject,
            "primary",
            is_default=True,
        )

    def _on_confirmed(self) -> None:
        self.accept()
        self.confirmed.emit()
