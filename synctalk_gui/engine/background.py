"""Runs blocking work outside the event loop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal

logger = logging.getLogger(__name__)


class Background(QObject):
    """Runs functions in worker threads and delivers the results in the window's thread."""

    failed = Signal(str, dict)
    """Code and parameters of a user error, such as a full disk."""
    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="background")
        self._closed = False
        self._finished.connect(self._on_finished)

    def run(self, work: Callable[[], Any], done: Callable[[Any], None] | None = None) -> None:
        """Call ``work()`` in a thread, then ``done(value)`` here.

        ``done`` is not called if ``work`` raised (which is logged), after :meth:`close`, or if
        the widget it belongs to was deleted.
        """
        if not self._closed:
            self._pool.submit(self._do, work, done)

    def close(self) -> None:
        """Cancel pending work and wait for running work."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _do(self, work: Callable[[], Any], done: Callable[[Any], None] | None) -> None:
        try:
            value, error = work(), None
        except Exception as problem:
            value, error = None, problem
        if not self._closed:
            self._finished.emit(done, value, error)

    def _on_finished(
        self, done: Callable[[Any], None] | None, value: Any, error: Exception | None
    ) -> None:
        if error is not None:
            logger.warning("background work failed", exc_info=error)
            if isinstance(code := getattr(error, "code", None), str):
                self.failed.emit(code, getattr(error, "params", {}))
        elif done is not None and not self._closed and _is_there(done):
            done(value)


def _is_there(function: Callable[[Any], None]) -> bool:
    owner = getattr(function, "__self__", None)
    owner = getattr(getattr(function, "func", None), "__self__", owner)  # functools.partial
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
