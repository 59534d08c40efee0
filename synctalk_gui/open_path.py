"""Opens files and folders with the default program, and says what hinders it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QProcess, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from synctalk_gui.dialogs.base import Dialog


class NotOpenedDialog(Dialog):
    """A file or folder could not be opened; its path can be copied."""

    def __init__(self, parent: QWidget | None, path: Path, sentence: str, hint: str) -> None:
        title = QCoreApplication.translate("NotOpenedDialog", "Not opened")
        super().__init__(parent, title, sentence, hint, "warning", "warn")
        self._path = path
        self.add_button(self.tr("Copy path"), self._on_copy)
        self.add_button(self.tr("Close"), self.accept, "primary", is_default=True)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(QDir.toNativeSeparators(str(self._path)))


def open_path(path: Path, *_: object) -> bool:
    """Open a file or folder with the default program; says so if that is not possible."""
    if not path.exists():
        return _say_gone(path)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return _say_no_program(path)
    return True


def show_in_folder(path: Path, *_: object) -> bool:
    """Show a file in the file manager, selected where the file manager can do that."""
    if not path.exists():
        return _say_gone(path)
    native = QDir.toNativeSeparators(str(path))
    if sys.platform == "win32":
        return QProcess.startDetached("explorer.exe", ["/select,", native])[0]
    if sys.platform == "darwin":
        return QProcess.startDetached("open", ["-R", native])[0]
    return open_path(path.parent)


def _say_gone(path: Path) -> bool:
    text = QCoreApplication.translate("NotOpenedDialog", "“{name}” is no longer there.")
    hint = QCoreApplication.translate("NotOpenedDialog", "It was moved, renamed or deleted: {path}")
    return _say(path, text, hint)


def _say_no_program(path: Path) -> bool:
    text = QCoreApplication.translate("NotOpenedDialog", "No program could open “{name}”.")
    hint = QCoreApplication.translate(
        "NotOpenedDialog", "Open it in your file manager; this is where it is: {path}"
    )
    return _say(path, text, hint)


def _say(path: Path, text: str, hint: str) -> bool:
    shown = QDir.toNativeSeparators(str(path))
    parent = QApplication.activeWindow()
    NotOpenedDialog(parent, path, text.format(name=path.name), hint.format(path=shown)).open()
    return False
