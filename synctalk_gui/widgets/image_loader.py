"""Reads images and other small files away from the window's thread.

Widgets request what they show now, most urgent first (``request``). The loader reads it in a few
threads, caches it up to a number of bytes, and emits a signal. Requests that were replaced are
dropped before they are read, so dragging a slider leaves no queue of stale frames behind.
"""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from synctalk_engine.errors import MediaError, SynctalkError
from synctalk_engine.workspace.atomic import user_error
from synctalk_engine.workspace.landmark_files import read_landmarks

DEFAULT_CACHE_BYTES = 256 * 1024 * 1024
logger = logging.getLogger(__name__)

_MAX_THREADS = 4
_SMALL_OBJECT_BYTES = 1024
_MAX_IMAGE_MB = 1024


@runtime_checkable
class ImageSource(Protocol):
    """Something to be read by the loader: hashable, equal when it would read the same."""

    def read(self) -> Any:
        """Read it; runs in a worker thread and must not touch any widget.

        Raises:
            Exception: anything; reported as ``failed`` with a sentence of the catalogue.
        """
        ...


@dataclass(frozen=True)
class ImageFile:
    """An image; gives a QImage in RGB32 or premultiplied ARGB32."""

    path: Path
    bound_px: int = 0
    """Longest side at most, in pixels; 0 for the image's own size. Never enlarges."""

    def read(self) -> QImage:
        reader = QImageReader(str(self.path))
        reader.setAutoTransform(True)
        reader.setAllocationLimit(_MAX_IMAGE_MB)
        size = reader.size()
        if self.bound_px and size.isValid() and max(size.width(), size.height()) > self.bound_px:
            reader.setScaledSize(_bounded(size, self.bound_px))
        image = reader.read()
        if image.isNull():
            raise MediaError("image_unreadable", path=self.path)
        has_alpha = image.hasAlphaChannel()
        return image.convertToFormat(
            QImage.Format.Format_ARGB32_Premultiplied if has_alpha else QImage.Format.Format_RGB32
        )


@dataclass(frozen=True)
class DifferenceImage:
    """How two images differ: absolute difference of each channel, made ``gain`` times brighter.

    Gives an RGB32 QImage of the first image's size; the second is scaled to it if need be.
    """

    first: Path
    second: Path
    gain: int = 4
    bound_px: int = 0

    def read(self) -> QImage:
        first = ImageFile(self.first, self.bound_px).read()
        second = ImageFile(self.second, self.bound_px).read()
        return difference_image(first, second, self.gain)


@dataclass(frozen=True)
class LandmarksFile:
    """The landmarks of one frame; gives float32 (110, 2) in pixels."""

    path: Path

    def read(self) -> np.ndarray:
        return read_landmarks(self.path)


def difference_image(first: QImage, second: QImage, gain: int = 4) -> QImage:
    """Absolute difference of two images times ``gain``, clipped to 255, as RGB32."""
    if second.size() != first.size():
        second = second.scaled(
            first.size(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    a, b = image_array(first), image_array(second)
    brighter = np.minimum(np.arange(256) * gain, 255).astype(np.uint8)
    difference = brighter[np.maximum(a, b) - np.minimum(a, b)]
    difference[..., 3] = 255
    height, width = difference.shape[:2]
    # .copy(): QImage does not own the array's memory
    return QImage(difference.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def image_array(image: QImage) -> np.ndarray:
    """An image as uint8 (height, width, 4), BGRA; a copy."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    height, width = image.height(), image.width()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, : 4 * width].reshape(height, width, 4).copy()


class ImageLoader(QObject):
    """Reads sources in threads and hands them out on the window's thread.

    Use: ``loader.request(self, sources)`` whenever what a widget shows changes; take at once what
    ``loader.cached(source)`` has, the rest comes by ``ready``. A widget without a loader of its
    own uses ``ImageLoader.shared()``.
    """

    ready = Signal(object, object)
    """(source, value): it was read; also sent if only a late frame was read that was wanted."""
    failed = Signal(object, object)
    """(source, SynctalkError): it cannot be read; not tried again before ``invalidate``."""

    _read = Signal(object, object, object)
    """(source, value, error or None): a thread's answer."""

    _shared: ImageLoader | None = None

    def __init__(
        self,
        parent: QObject | None = None,
        cache_bytes: int = DEFAULT_CACHE_BYTES,
        threads: int = min(_MAX_THREADS, os.cpu_count() or 1),
    ) -> None:
        super().__init__(parent)
        self._cache = _ByteCache(cache_bytes)
        self._wanted: dict[int, tuple[ImageSource, ...]] = {}
        self._failures: dict[ImageSource, SynctalkError] = {}
        self._running: dict[ImageSource, _PendingRead] = {}
        self.threads = threads
        """How many sources are read at once."""
        # Not Qt's pool: PySide keeps each QRunnable that is not deleted by it for ever.
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="pictures")
        self._closed = False
        self._read.connect(self._on_read, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def shared(cls) -> ImageLoader:
        """The program's one loader; made on first use, closed when the program ends."""
        if cls._shared is None:
            cls._shared = cls()
            app = QCoreApplication.instance()
            if app is not None:
                app.aboutToQuit.connect(cls.close_shared)
        return cls._shared

    @classmethod
    def close_shared(cls) -> None:
        """End the threads of the program's one loader; the next use makes another."""
        loader, cls._shared = cls._shared, None
        if loader is not None:
            loader.close()

    def cached(self, source: ImageSource) -> Any | None:
        """What was read from ``source``, or None; does not block."""
        return self._cache.get(source)

    def request(self, owner: QObject, sources: Iterable[ImageSource]) -> None:
        """Replace what ``owner`` wants, most urgent first; an empty list cancels."""
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
        """Drop what was read below ``folder`` (all without one): the files may have changed."""
        self._cache.drop(folder)
        for source in [key for key in self._failures if _is_below(key, folder)]:
            del self._failures[source]
        for source, reading in self._running.items():
            if _is_below(source, folder):
                reading.is_stale = True

    def invalidate_source(self, source: ImageSource) -> None:
        """Drop what was read from one source."""
        self._cache.remove(source)
        self._failures.pop(source, None)
        if source in self._running:
            self._running[source].is_stale = True

    def close(self) -> None:
        """Drop all that is wanted and wait for what is being read."""
        self._closed = True
        self._wanted.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _start_next(self) -> None:
        """Start the most urgent wanted sources, no more than there are threads.

        Holding the queue here rather than in the pool is what makes cancelling free.
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
        """All that is wanted; the first wish of each owner, then the second of each ..."""
        queues = list(self._wanted.values())
        longest = max(map(len, queues), default=0)
        return [queue[i] for i in range(longest) for queue in queues if i < len(queue)]

    def _do(self, source: ImageSource) -> None:
        """Read one source, in a thread."""
        try:
            value, reason = source.read(), None
        except Exception as error:  # whatever a broken file brings up must not end the program
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
    """Called when an owner is destroyed; holds no reference to it."""

    def __init__(self, loader: ImageLoader, key: int) -> None:
        self._loader, self._key = loader, key

    def __call__(self, *_: object) -> None:
        self._loader._wanted.pop(self._key, None)


@dataclass
class _PendingRead:
    """What is known of a source while a thread reads it."""

    is_stale: bool = False
    """The file has changed since; what comes is not to be used."""


class _ByteCache:
    """The values used last, as many as fit into a number of bytes."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._used_bytes = 0
        self._values: OrderedDict[ImageSource, tuple[Any, int]] = OrderedDict()

    def __contains__(self, source: object) -> bool:
        return source in self._values

    def get(self, source: ImageSource) -> Any | None:
        entry = self._values.get(source)
        if entry is None:
            return None
        self._values.move_to_end(source)
        return entry[0]

    def put(self, source: ImageSource, value: Any) -> None:
        self.remove(source)
        cost = _byte_count(value)
        self._values[source] = (value, cost)
        self._used_bytes += cost
        while self._used_bytes > self._limit_bytes and len(self._values) > 1:
            self.remove(next(iter(self._values)))

    def drop(self, folder: Path | None) -> None:
        for source in [key for key in self._values if _is_below(key, folder)]:
            self.remove(source)

    def remove(self, source: ImageSource) -> None:
        entry = self._values.pop(source, None)
        if entry is not None:
            self._used_bytes -= entry[1]


def _byte_count(value: Any) -> int:
    if isinstance(value, QImage):
        return int(value.sizeInBytes())
    return int(getattr(value, "nbytes", _SMALL_OBJECT_BYTES))


def _is_below(source: ImageSource, folder: Path | None) -> bool:
    if folder is None:
        return True
    paths: Sequence[Path] = [v for v in vars(source).values() if isinstance(v, Path)]
    return any(path == folder or folder in path.parents for path in paths)


def _bounded(size: QSize, bound_px: int) -> QSize:
    return size.scaled(bound_px, bound_px, Qt.AspectRatioMode.KeepAspectRatio)
