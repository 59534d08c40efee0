"""Files that the system hands to the program: arguments, and on macOS events.

A double-clicked video comes as an argument on Windows and Linux. On macOS, and where one is dropped
on the icon of a running program there, it comes as a ``QFileOpenEvent``, perhaps before there is a
window; what comes early is kept until somebody listens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent

_COLLECT_MS = 150
"""Several files that are opened together come one event each."""


class FileOpener(QObject):
    """Gathers files to open and tells of them once somebody listens."""

    files_requested = Signal(list)
    """Paths to take in, at least one."""

    def __init__(self, application: QObject, paths: Iterable[Path] = ()) -> None:
        """
        Args:
            application: sends the events.
            paths: of the command line.
        """
        super().__init__(application)
        self._waiting = list(paths)
        self._has_listener = False
        self._timer = QTimer(self, singleShot=True, interval=_COLLECT_MS)
        self._timer.timeout.connect(self._emit_paths)
        application.installEventFilter(self)

    def listen(self, take: Callable[[list[Path]], None]) -> None:
        """From now on ``take`` is told; at once of what came before."""
        self.files_requested.connect(take)
        self._has_listener = True
        self._emit_paths()

    def open(self, paths: Iterable[Path]) -> None:
        """Take these in as if the system had handed them over."""
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
    """Absolute paths of the files on a command line; file: addresses are understood."""
    paths = []
    for argument in arguments:
        url = QUrl(argument)
        text = url.toLocalFile() if url.isLocalFile() else argument
        paths.append(Path(text).expanduser().absolute())
    return paths
