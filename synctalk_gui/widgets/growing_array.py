"""A numpy array that grows."""

from __future__ import annotations

import numpy as np

_FIRST_CAPACITY = 1024


class GrowingArray:
    """A numpy array with amortised constant-time append."""

    def __init__(self, dtype: type = np.float64) -> None:
        self._data = np.empty(_FIRST_CAPACITY, dtype)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def view(self) -> np.ndarray:
        """All values; invalid after the next append."""
        return self._data[: self._count]

    def extend(self, values: np.ndarray) -> None:
        needed = self._count + len(values)
        if needed > len(self._data):
            grown = np.empty(max(needed, 2 * len(self._data)), self._data.dtype)
            grown[: self._count] = self.view
            self._data = grown
        self._data[self._count : needed] = values
        self._count = needed

    def truncate(self, count: int) -> None:
        self._count = min(self._count, count)
