"""Ends the window in an orderly way when the system asks for it: log-out, ``kill``, Ctrl+C.

Qt's event loop runs no Python code until there is an event, so a signal also writes to a socket
that the event loop watches (``signal.set_wakeup_fd``).
"""

from __future__ import annotations

import contextlib
import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class StopSignals(QObject):
    """Emits :attr:`stop_requested` for a signal to stop, until :meth:`close` is called."""

    stop_requested = Signal()
    _received = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._received.connect(self.stop_requested, Qt.ConnectionType.QueuedConnection)
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_wakeup)
        self._old_wakeup = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._old_handlers = {}
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._old_handlers[number] = signal.signal(number, self._on_signal)

    def close(self) -> None:
        """Leave signals to what handled them before."""
        for number, handler in self._old_handlers.items():
            signal.signal(number, handler)
        self._old_handlers = {}
        signal.set_wakeup_fd(self._old_wakeup)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._received.emit()  # queued: the signal may have interrupted anything

    def _on_wakeup(self) -> None:
        """Python has called the handler before this; what was written only has to be taken."""
        with contextlib.suppress(BlockingIOError):
            self._reader.recv(4096)
