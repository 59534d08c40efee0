"""Long series of (step, value) that can be drawn quickly at any zoom.

Each series keeps all points in growing arrays, and a pyramid of blocks of 8, 64, 512 ... points
with their minimum, maximum and mean. A view of any range reads only a few thousand numbers, however
long the series is; minimum and maximum of each column keep every spike (min/max decimation).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from synctalk_gui.widgets.exponential_average import exponential_average
from synctalk_gui.widgets.growing_array import GrowingArray

BLOCK = 8
SMOOTHED_POINTS = 2048
"""Ranges of up to twice this number are smoothed point by point."""
_EMA_TAIL = 1e-3
"""Points whose weight would be below this are ignored in a smoothed view."""


class _Level:
    """Blocks of ``span`` points: minimum, maximum, sum and count of the finite values."""

    def __init__(self, span: int) -> None:
        self.span = span
        self.low, self.high = GrowingArray(), GrowingArray()
        self.total, self.count = GrowingArray(), GrowingArray()

    def __len__(self) -> int:
        return len(self.low)

    def arrays(self) -> tuple[GrowingArray, ...]:
        return self.low, self.high, self.total, self.count


class Series:
    """Points with ascending steps; a step at or before the last one replaces what follows it.

    That happens when a run is resumed from a state before its last metrics. NaN is a gap.
    """

    def __init__(self) -> None:
        self._steps = GrowingArray()
        self._values = GrowingArray(np.float32)
        self._levels: list[_Level] = []

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def steps(self) -> np.ndarray:
        """float64 (N,), ascending."""
        return self._steps.view

    @property
    def values(self) -> np.ndarray:
        """float32 (N,)."""
        return self._values.view

    def append(self, steps: Sequence[float] | np.ndarray, values: Sequence[float] | np.ndarray):
        """Append points; both arrays have the same length."""
        steps = np.atleast_1d(np.asarray(steps, np.float64))
        values = np.atleast_1d(np.asarray(values, np.float32))
        if steps.shape != values.shape or steps.ndim != 1:
            raise ValueError(f"{steps.shape} steps for {values.shape} values")
        values = np.where(np.isfinite(values), values, np.nan)
        starts = np.flatnonzero(np.diff(steps) <= 0) + 1
        for begin, end in pairwise([0, *starts.tolist(), len(steps)]):
            if begin < end:
                self._append_rising(steps[begin:end], values[begin:end])

    def index_range(self, low: float, high: float) -> tuple[int, int]:
        """Returns the half-open range of ``low <= step <= high``, plus a point on each side."""
        first = int(np.searchsorted(self.steps, low, side="left")) - 1
        last = int(np.searchsorted(self.steps, high, side="right")) + 1
        return max(first, 0), min(last, len(self))

    def nearest_index(self, step: float) -> int | None:
        """Returns the index of the point nearest to ``step``; None without points."""
        if len(self) == 0:
            return None
        right = int(np.clip(np.searchsorted(self.steps, step), 0, len(self) - 1))
        left = max(right - 1, 0)
        is_left = abs(self.steps[left] - step) <= abs(self.steps[right] - step)
        return left if is_left else right

    def value_range(self) -> tuple[float, float] | None:
        """Returns the minimum and maximum finite value; None without any."""
        _, low, high = self.envelope(-np.inf, np.inf, 1)
        if len(low) == 0 or not np.isfinite(low).any():
            return None
        return float(np.nanmin(low)), float(np.nanmax(high))

    def envelope(
        self, low: float, high: float, columns: int
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Returns a range as one to about two blocks per column.

        Returns:
            steps, minima and maxima, each (M,). A range with few points is returned point by
            point, with equal minima and maxima.
        """
        first, last = self.index_range(low, high)
        lows, highs, span = self._pick_level(first, last, columns)
        begin, end = first // span, min(-(-last // span), len(lows))
        group = _power_of_two((end - begin) // columns)
        if span * group == 1:
            values = self.values[first:last]
            return self.steps[first:last], values, values
        begin -= begin % group  # keeps the columns stable when the range moves
        groups = np.arange(begin, end, group)
        steps = self.steps[groups * span]
        least = np.fmin.reduceat(lows[:end], groups)
        greatest = np.fmax.reduceat(highs[:end], groups)
        tail_begin = end * span
        if tail_begin < last:  # points not in a complete block yet
            tail = self.values[tail_begin:last]
            steps = np.append(steps, self.steps[tail_begin])
            least = np.append(least, np.fmin.reduce(tail))
            greatest = np.append(greatest, np.fmax.reduce(tail))
        return steps, least, greatest

    def smoothed(
        self, low: float, high: float, columns: int, weight: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """Returns a range as a smooth line of at most about two points per column.

        In a range with very many points, the means of equal blocks are smoothed instead of the
        points: fast, and equally smooth at every zoom.

        Args:
            weight: 0..1, the weight of earlier values in a bias-corrected exponential moving
                average; 0 for no smoothing.

        Returns:
            steps and values, each (M,).
        """
        first, last = self.index_range(low, high)
        span = _power_of_two((last - first) // SMOOTHED_POINTS)
        warm_up = 0 if weight <= 0 else int(np.log(_EMA_TAIL) / np.log(weight)) + 1
        begin = max(0, first // span - warm_up)
        steps, means = self._block_means(begin * span, last, span)
        smooth = exponential_average(means, weight)
        skip = int(np.searchsorted(steps, self.steps[first])) if last > first else 0
        thin = _power_of_two((len(steps) - skip) // columns)
        kept = np.arange(
            skip + (len(steps) - 1 - skip) % thin, len(steps), thin
        )  # including the last
        return steps[kept], smooth[kept]

    def _append_rising(self, steps: np.ndarray, values: np.ndarray) -> None:
        if len(self) and steps[0] <= self.steps[-1]:
            self._truncate(int(np.searchsorted(self.steps, steps[0])))
        self._steps.extend(steps)
        self._values.extend(values)
        self._extend_levels()

    def _truncate(self, count: int) -> None:
        self._steps.truncate(count)
        self._values.truncate(count)
        for level in self._levels:
            for array in level.arrays():
                array.truncate(count // level.span)

    def _extend_levels(self) -> None:
        """Add the blocks that are complete now."""
        for depth, span in enumerate(self._spans()):
            if depth == len(self._levels):
                self._levels.append(_Level(span))
            level = self._levels[depth]
            begin, end = len(level), len(self) // span
            if begin == end:
                return
            for array, blocks in zip(level.arrays(), self._blocks(depth, begin, end), strict=True):
                array.extend(blocks)

    def _spans(self) -> Iterator[int]:
        span = BLOCK
        while span <= len(self):
            yield span
            span *= BLOCK

    def _blocks(self, depth: int, begin: int, end: int) -> tuple[np.ndarray, ...]:
        """Returns minimum, maximum, sum and count of blocks ``begin..end`` of a level."""
        part = slice(begin * BLOCK, end * BLOCK)
        if depth == 0:
            values = self.values[part].astype(np.float64).reshape(-1, BLOCK)
            low = high = values
            count = np.isfinite(values)
            total = np.where(count, values, 0.0)
        else:
            below = self._levels[depth - 1]
            low, high, total, count = (a.view[part].reshape(-1, BLOCK) for a in below.arrays())
        return (
            _over_columns(np.fmin, low),
            _over_columns(np.fmax, high),
            _over_columns(np.add, total),
            _over_columns(np.add, count.astype(np.float64)),
        )

    def _pick_level(self, first: int, last: int, wanted: int) -> tuple[np.ndarray, np.ndarray, int]:
        """Returns minima and maxima of the coarsest level with ``wanted`` blocks in a range.

        Falls back to the points, as blocks of one.
        """
        for level in reversed(self._levels):
            if min(last // level.span, len(level)) - first // level.span >= wanted:
                return level.low.view, level.high.view, level.span
        return self.values, self.values, 1

    def _block_means(self, begin: int, end: int, span: int) -> tuple[np.ndarray, np.ndarray]:
        """Returns middle steps and means of blocks of ``span`` points from ``begin`` to ``end``.

        ``span`` is a power of two and ``begin`` a multiple of it.
        """
        if span == 1:
            return self.steps[begin:end].copy(), self.values[begin:end].astype(np.float64)
        level = next((lv for lv in reversed(self._levels) if lv.span <= span and len(lv)), None)
        if level is None:
            sums, counts, unit = self._point_sums(begin, end)
        else:
            part = slice(begin // level.span, end // level.span)
            sums, counts, unit = level.total.view[part], level.count.view[part], level.span
            rest = slice((part.start + len(sums)) * unit, end)
            if rest.start < rest.stop:
                finite = self.values[rest][np.isfinite(self.values[rest])]
                sums = np.append(sums, finite.sum(dtype=np.float64))
                counts = np.append(counts, len(finite))
        if len(sums) == 0:
            return np.empty(0), np.empty(0)
        group = span // unit
        starts = np.arange(0, len(sums), group)
        counted = np.add.reduceat(counts, starts)
        means = np.full(len(starts), np.nan)
        np.divide(np.add.reduceat(sums, starts), counted, out=means, where=counted > 0)
        left = begin + starts * unit
        right = np.minimum(left + group * unit, end) - 1
        return (self.steps[left] + self.steps[right]) / 2, means

    def _point_sums(self, begin: int, end: int) -> tuple[np.ndarray, np.ndarray, int]:
        values = self.values[begin:end].astype(np.float64)
        is_finite = np.isfinite(values)
        return np.where(is_finite, values, 0.0), is_finite.astype(np.float64), 1


def _over_columns(function: np.ufunc, table: np.ndarray) -> np.ndarray:
    """Applies ``function`` to the few columns of each row; much faster than ``reduce(axis=1)``."""
    result = table[:, 0].astype(np.float64)
    for column in table.T[1:]:
        function(result, column, out=result)
    return result


def _power_of_two(number: int) -> int:
    """Returns the largest power of two up to ``number``; at least 1."""
    return 1 << max(0, int(number).bit_length() - 1)
