"""Opens files that the system passes to the program: arguments, and events on macOS.

On Windows and Linux a double-clicked video is passed as an argument. On macOS it arrives as a
``QFileOpenEvent``, possibly before the window exists; early files wait for the first listener.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent

_COLLECT_MS = 150
"""Several files that are opened together arrive as one event each."""


class FileOpener(QObject):
    """Collects files to open and emits them together."""

    files_requested = Signal(list)
    """Paths to import, at least one."""

    def __init__(self, application: QObject, paths: Iterable[Path] = ()) -> None:
        """
        Args:
            application: sends the events.
            paths: files from the command line.
        """
        super().__init__(application)
        self._waiting = list(paths)
        self._has_listener = False
        self._timer = QTimer(self, singleShot=True, interval=_COLLECT_MS)
        self._timer.timeout.connect(self._emit_paths)
        application.installEventFilter(self)

    def listen(self, take: Callable[[list[Path]], None]) -> None:
        """Connect a receiver; it gets the files that arrived earlier at once."""
        self.files_requested.connect(take)
        self._has_listener = True
        self._emit_paths()

    def open(self, paths: Iterable[Path]) -> None:
        """Open files as if the system had passed them."""
        self._waiting += paths
        if self._has_listener:
            self._timer.start()

    def _emit_paths(self) -> None:
        paths, self._waiting = list(dict.fromkeys(self._waiting)), []
        if paths:
            self.files_requested.emit(paths)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            if event.file():
                self.open([Path(event.file())])
            return True
        return super().eventFilter(watched, event)


def given_files(arguments: Iterable[str]) -> list[Path]:
    """Returns absolute paths of the files on a command line; ``file:`` URLs are accepted."""
    paths = []
    for argument in arguments:
        url = QUrl(argument)
        text = url.toLocalFile() if url.isLocalFile() else argument
        paths.append(Path(text).expanduser().absolute())
    return paths
