"""Showing a file or folder with the platform's own program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_path(path: Path, *_: object) -> None:
    """Show a file or folder with the platform's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
