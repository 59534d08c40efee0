"""Keeps the main window inside the screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

WANTED_SIZE, LEAST_SIZE = QSize(1280, 800), QSize(900, 600)
_FRAME_SIZE = QSize(4, 40)
"""Room for the title bar and the borders, which are not known before the window is shown."""


def fitting_size(wanted: QSize, available: QSize) -> QSize:
    """Returns a window's size without its frame that fits the available part of a screen."""
    return wanted.boundedTo(available - _FRAME_SIZE)


def place_first(window: QWidget) -> None:
    """Give a window that is not shown yet its smallest and its first size, centred."""
    available = window.screen().availableGeometry()
    window.setMinimumSize(fitting_size(LEAST_SIZE, available.size()))
    size = fitting_size(WANTED_SIZE, available.size())
    window.resize(size)
    window.move(available.center() - QPoint(size.width() // 2, size.height() // 2))


def place_inside(frame: QRect, available: QRect) -> QRect:
    """Returns a window's frame, moved and made smaller so that it is on the screen entirely."""
    size = frame.size().boundedTo(available.size())
    left = min(max(frame.left(), available.left()), available.right() + 1 - size.width())
    top = min(max(frame.top(), available.top()), available.bottom() + 1 - size.height())
    return QRect(QPoint(left, top), size)


def move_inside(window: QWidget) -> None:
    """Move a shown window onto the screen, and make it smaller if it is larger than the screen."""
    if window.isMaximized() or window.isFullScreen():
        return
    frame = window.frameGeometry()
    wanted = place_inside(frame, window.screen().availableGeometry())
    if wanted != frame:
        window.resize(window.size() - (frame.size() - wanted.size()))
        window.move(wanted.topLeft())
