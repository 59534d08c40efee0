"""Turns Ctrl+C, a polite kill, a closed terminal and a logout into a request to stop."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

_STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP")
_WINDOWS_CLOSE_EVENTS = frozenset({2, 5, 6})
"""CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT"""
_WINDOWS_CLOSE_WAIT_S = 30.0
"""Windows itself ends the process earlier, after five seconds by default."""


@contextlib.contextmanager
def stop_on_signals(request_stop: Callable[[], None]) -> Iterator[None]:
    """Calls ``request_stop`` at the first signal to stop; a second one raises KeyboardInterrupt.

    A terminal that was closed is replaced by the null device, since writing to it would fail.
    Under ``nohup`` the closing of the terminal stays ignored.
    """

    def on_signal(number: int, _frame: FrameType | None) -> None:
        if number == getattr(signal, "SIGHUP", None):
            leave_terminal()
        request_stop()
        signal.signal(number, signal.default_int_handler)

    before = {}
    for name in _STOP_SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, on_signal)
    try:
        with _console_close_handler(request_stop):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def leave_terminal() -> None:
    """Redirects the standard streams that are a terminal to the null device."""
    null = os.open(os.devnull, os.O_RDWR)
    try:
        for descriptor in (0, 1, 2):
            with contextlib.suppress(OSError):
                # isatty is false for a terminal that hung up: rule out files and pipes
                if not _is_file_or_pipe(descriptor):
                    os.dup2(null, descriptor)
    finally:
        os.close(null)


def _is_file_or_pipe(descriptor: int) -> bool:
    mode = os.fstat(descriptor).st_mode
    return stat.S_ISREG(mode) or stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


@contextlib.contextmanager
def _console_close_handler(request_stop: Callable[[], None]) -> Iterator[None]:
    """On Windows: a closed console stops the job, and the process lives until the block ends.

    Windows ends a process as soon as its handler of such an event returns, so the handler, which
    runs in a thread of its own, waits for the block.
    """
    if sys.platform != "win32":
        yield
        return
    import ctypes

    block_ended = threading.Event()

    @ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_uint)
    def on_event(event: int) -> bool:
        if event not in _WINDOWS_CLOSE_EVENTS:
            return False
        request_stop()
        block_ended.wait(_WINDOWS_CLOSE_WAIT_S)
        return True

    set_handler = ctypes.windll.kernel32.SetConsoleCtrlHandler
    set_handler(on_event, True)
    try:
        yield
    finally:
        block_ended.set()
        set_handler(on_event, False)
