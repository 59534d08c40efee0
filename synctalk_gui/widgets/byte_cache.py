"""A least-recently-used cache with a size limit in bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

_SMALL_OBJECT_BYTES = 1024


class ByteCache:
    """Keeps the most recently used values, up to a number of bytes."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._used_bytes = 0
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def __contains__(self, source: object) -> bool:
        return source in self._values

    def get(self, source: Hashable) -> Any | None:
        entry = self._values.get(source)
        if entry is None:
            return None
        self._values.move_to_end(source)
        return entry[0]

    def put(self, source: Hashable, value: Any) -> None:
        self.remove(source)
        cost = _byte_count(value)
        self._values[source] = (value, cost)
        self._used_bytes += cost
        while self._used_bytes > self._limit_bytes and len(self._values) > 1:
            self.remove(next(iter(self._values)))

    def drop(self, folder: Path | None) -> None:
        for source in [key for key in self._values if is_below(key, folder)]:
            self.remove(source)

    def remove(self, source: Hashable) -> None:
        entry = self._values.pop(source, None)
        if entry is not None:
            self._used_bytes -= entry[1]


def _byte_count(value: Any) -> int:
    if isinstance(value, QImage):
        return int(value.sizeInBytes())
    return int(getattr(value, "nbytes", _SMALL_OBJECT_BYTES))


def is_below(source: Hashable, folder: Path | None) -> bool:
    """Returns whether a source reads a file in a folder; any source is below None."""
    if folder is None:
        return True
    paths = [v for v in vars(source).values() if isinstance(v, Path)]
    return any(path == folder or folder in path.parents for path in paths)
