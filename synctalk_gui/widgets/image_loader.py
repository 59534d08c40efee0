"""Reads images and other small files away from the window's thread.

Widgets request what they show now, most urgent first (``request``). The loader reads it in a few
threads, caches it up to a number of bytes, and emits a signal. Requests that were replaced are
dropped before they are read, so dragging a slider leaves no queue of stale frames behind.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from synctalk_engine.errors import SynctalkError
from synctalk_engine.workspace.atomic import user_error
from synctalk_gui.widgets.byte_cache import ByteCache, is_below
from synctalk_gui.widgets.image_sources import ImageSource

DEFAULT_CACHE_BYTES = 256 * 1024 * 1024
logger = logging.getLogger(__name__)

_MAX_THREADS = 4


class ImageLoader(QObject):
    """Reads sources in threads and delivers them in the window's thread.

    Call ``loader.request(self, sources)`` when the content of a widget changes. Cached sources are
    available from ``loader.cached(source)``; the others are emitted by ``ready``. A widget without
    its own loader uses ``ImageLoader.shared()``.
    """

    ready = Signal(object, object)
    """(source, value): the source was read, even if it is no longer requested."""
    failed = Signal(object, object)
    """(source, SynctalkError): it cannot be read; retried only after ``invalidate``."""

    _read = Signal(object, object, object)
    """(source, value, error or None): the result of a thread."""

    _shared: ImageLoader | None = None

    def __init__(
        self,
        parent: QObject | None = None,
        cache_bytes: int = DEFAULT_CACHE_BYTES,
        threads: int = min(_MAX_THREADS, os.cpu_count() or 1),
    ) -> None:
        super().__init__(parent)
        self._cache = ByteCache(cache_bytes)
        self._wanted: dict[int, tuple[ImageSource, ...]] = {}
        self._failures: dict[ImageSource, SynctalkError] = {}
        self._running: dict[ImageSource, _PendingRead] = {}
        self.threads = threads
        """Number of sources that are read at the same time."""
        # Not QThreadPool: PySide never frees a QRunnable that Qt does not delete.
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="pictures")
        self._closed = False
        self._read.connect(self._on_read, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def shared(cls) -> ImageLoader:
        """Returns the shared loader; created on first use, closed when the program exits."""
        if cls._shared is None:
            cls._shared = cls()
            app = QCoreApplication.instance()
            if app is not None:
                app.aboutToQuit.connect(cls.close_shared)
        return cls._shared

    @classmethod
    def close_shared(cls) -> None:
        """Close the shared loader; the next use creates another one."""
        loader, cls._shared = cls._shared, None
        if loader is not None:
            loader.close()

    def cached(self, source: ImageSource) -> Any | None:
        """Returns the cached value of ``source``, or None; does not block."""
        return self._cache.get(source)

    def request(self, owner: QObject, sources: Iterable[ImageSource]) -> None:
        """Replace the requests of ``owner``, most urgent first; an empty list cancels them."""
        key = id(owner)
        wanted = tuple(dict.fromkeys(sources))
        if key not in self._wanted and wanted:
            owner.destroyed.connect(_OwnerCleanup(self, key))
        if wanted:
            self._wanted[key] = wanted
        else:
            self._wanted.pop(key, None)
        self._start_next()

    def invalidate(self, folder: Path | None = None) -> None:
        """Drop what was read from ``folder`` (or everything): the files may have changed."""
        self._cache.drop(folder)
        for source in [key for key in self._failures if is_below(key, folder)]:
            del self._failures[source]
        for source, reading in self._running.items():
            if is_below(source, folder):
                reading.is_stale = True

    def invalidate_source(self, source: ImageSource) -> None:
        """Drop the cached value of a source."""
        self._cache.remove(source)
        self._failures.pop(source, None)
        if source in self._running:
            self._running[source].is_stale = True

    def close(self) -> None:
        """Cancel all requests and wait for running reads."""
        self._closed = True
        self._wanted.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _start_next(self) -> None:
        """Start the most urgent requests, at most one per thread.

        The queue is kept here and not in the pool, so that cancelling costs nothing.
        """
        if self._closed:
            return
        for source in self._urgent_first():
            if len(self._running) >= self.threads:
                return
            if source in self._running or source in self._failures or source in self._cache:
                continue
            self._running[source] = _PendingRead()
            self._pool.submit(self._do, source)

    def _urgent_first(self) -> list[ImageSource]:
        """Returns all requests: the first of each owner, then the second of each, and so on."""
        queues = list(self._wanted.values())
        longest = max(map(len, queues), default=0)
        return [queue[i] for i in range(longest) for queue in queues if i < len(queue)]

    def _do(self, source: ImageSource) -> None:
        """Read one source, in a thread."""
        try:
            value, reason = source.read(), None
        except Exception as error:  # a broken file must not end the program
            logger.info("cannot read %s", source, exc_info=True)
            value, reason = None, user_error(error, Path(getattr(source, "path", "")))
        if not self._closed:
            self._read.emit(source, value, reason)

    @Slot(object, object, object)
    def _on_read(self, source: ImageSource, value: object, reason: SynctalkError | None) -> None:
        reading = self._running.pop(source, None)
        if reading is None or self._closed:
            return
        if reading.is_stale:
            self._start_next()
            return
        if reason is not None:
            self._failures[source] = reason
            self._start_next()
            self.failed.emit(source, reason)
            return
        self._cache.put(source, value)
        self._start_next()
        self.ready.emit(source, value)


class _OwnerCleanup:
    """Removes the requests of a destroyed owner, without a reference to it."""

    def __init__(self, loader: ImageLoader, key: int) -> None:
        self._loader, self._key = loader, key

    def __call__(self, *_: object) -> None:
        self._loader._wanted.pop(self._key, None)


@dataclass
class _PendingRead:
    """A source that a thread is reading."""

    is_stale: bool = False
    """Whether the file has changed since; the result is discarded."""
