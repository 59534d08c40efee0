"""Desktop notifications."""

from __future__ import annotations

import shutil
import sys

from PySide6.QtCore import QObject, QProcess, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

_SHOWN_MS = 10_000


class Notifications(QObject):
    """Shows notifications through the system tray, or ``notify-send`` without one."""

    clicked = Signal()
    """The user clicked a notification."""
    shown = Signal(str, str)
    """Title and text of a notification."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tray: QSystemTrayIcon | None = None

    def show(self, title: str, text: str, is_problem: bool = False) -> None:
        """Show a notification, if the desktop supports them."""
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
        """Remove the tray icon."""
        if self._tray is not None:
            self._tray.hide()

    def _tray_icon(self) -> QSystemTrayIcon:
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._tray.messageClicked.connect(self.clicked)
            self._tray.activated.connect(self.clicked)
        self._tray.show()
        return self._tray
