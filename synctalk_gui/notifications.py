"""A word from the desktop when something has ended and nobody looks at the window."""

from __future__ import annotations

import shutil
import sys

from PySide6.QtCore import QObject, QProcess, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

_SHOWN_MS = 10_000


class Notifications(QObject):
    """Uses the system's tray where there is one, else ``notify-send``."""

    clicked = Signal()
    """The user wants to see the window."""
    shown = Signal(str, str)
    """Title and text of what was handed to the desktop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tray: QSystemTrayIcon | None = None

    def show(self, title: str, text: str, is_problem: bool = False) -> None:
        """Tell it once; nothing happens where the desktop knows no notifications."""
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            icons = QSystemTrayIcon.MessageIcon
            icon = icons.Warning if is_problem else icons.Information
            self._tray_icon().showMessage(title, text, icon, _SHOWN_MS)
        elif sys.platform.startswith("linux") and shutil.which("notify-send"):
            urgency = "critical" if is_problem else "normal"
            arguments = ["--app-name", title, "--urgency", urgency, "--", title, text]
            QProcess.startDetached("notify-send", arguments)
        self.shown.emit(title, text)

    def close(self) -> None:
        """Take the icon out of the tray."""
        if self._tray is not None:
            self._tray.hide()

    def _tray_icon(self) -> QSystemTrayIcon:
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._tray.messageClicked.connect(self.clicked)
            self._tray.activated.connect(self.clicked)
        self._tray.show()
        return self._tray
