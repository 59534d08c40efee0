"""Encoding long audio in overlapping windows, for encoders that attend to all they are given.

Rows near the ends of a window lack context. So the margins of each window are thrown away, and
where two windows meet, one is faded into the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

EncodeWindow = Callable[[int, int], np.ndarray]
"""(first row, row count) -> float32 (row count, C); rows outside the recording are silence."""


@dataclass(frozen=True)
class OverlappingWindows:
    """Lengths in rows of the encoder's output."""

    window_rows: int
    margin_rows: int
    """Thrown away at both ends."""
    blend_rows: int
    """Where neighbours are faded into each other."""

    def __post_init__(self) -> None:
        if self.step_rows < self.blend_rows or self.blend_rows < 1:
            raise ValueError(f"{self} has no middle")

    @property
    def step_rows(self) -> int:
        """From the beginning of a window to that of the next."""
        return self.window_rows - 2 * self.margin_rows - self.blend_rows

    def blended(self, row_count: int, encode_window: EncodeWindow) -> Iterator[np.ndarray]:
        """float32 (n, C) each, ``row_count`` rows in all."""
        windows = self.windows(row_count)
        return self.joined(row_count, (encode_window(*window) for window in windows))

    def windows(self, row_count: int) -> list[tuple[int, int]]:
        """First row and length of each window; only the last may be shorter than the others."""
        end = row_count + self.margin_rows
        return [(first, min(self.window_rows, end - first)) for first in self._starts(row_count)]

    def joined(self, row_count: int, encoded: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
        """Rows of all windows in order, each float32 (length, C) -> as :meth:`blended`."""
        starts = self._starts(row_count)
        fading = np.zeros((0, 1), np.float32)
        done = 0
        for number, (first, window) in enumerate(zip(starts, encoded, strict=True)):
            rows = window[done - first :]
            ramp = (np.arange(len(fading), dtype=np.float32) + 0.5)[:, None] / self.blend_rows
            rows[: len(fading)] = (1 - ramp) * fading + ramp * rows[: len(fading)]
            is_last = number == len(starts) - 1
            final = row_count if is_last else starts[number + 1] + self.margin_rows
            yield rows[: final - done]
            fading = rows[final - done :][: self.blend_rows]
            done = final

    def _starts(self, row_count: int) -> list[int]:
        """First rows of the windows; the first begins in the silence before the recording."""
        starts = [-self.margin_rows]
        while starts[-1] + self.window_rows < row_count + self.margin_rows:
            starts.append(starts[-1] + self.step_rows)
        return starts
