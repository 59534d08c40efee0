"""Opens files and folders with the default program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_path(path: Path, *_: object) -> None:
    """Open a file or folder with the default program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
