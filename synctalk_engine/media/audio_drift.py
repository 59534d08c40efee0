"""Stretches audio whose timestamps slowly drift away from its samples (another clock)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from statistics import median

import av
import numpy as np

from synctalk_engine.media.audio_format import FormatConverter

DRIFT_TOLERANCE_S = 0.004
"""Smaller deviations are not drift: clocks of 1 ms, jitter of recorders."""
DRIFT_BLOCK_S = 0.25
"""How often the drift is measured."""


def duration_s(frame: av.AudioFrame) -> Fraction:
    """Return the duration of a frame by its samples."""
    return Fraction(frame.samples, frame.sample_rate)


class AudioSegment:
    """Audio of one format without a jump, converted and stretched to follow its timestamps.

    Args:
        start_s: time of the first sample.
    """

    def __init__(self, start_s: Fraction, converter: FormatConverter) -> None:
        self.converter = converter
        self.stretched_s = 0.0
        """How much longer the samples became so far."""
        self._start_s = start_s
        self._clock_s = Fraction(0)
        """Duration of the frames so far, by their samples."""
        self._block_end_s = Fraction(0)
        self._deviations_s: list[float] = []
        """Of the timestamps from the samples' clock, in the current block."""
        self._planned_samples = 0
        """Converted samples that belong to a complete block."""
        self._pending: deque[tuple[int, int]] = deque()
        """(samples, samples after stretching) of each complete block that was not output yet."""
        self._converted: list[np.ndarray] = []

    @property
    def end_s(self) -> Fraction:
        """Time at which the next frame is expected."""
        return self._start_s + self._clock_s + Fraction(self.stretched_s).limit_denominator(10**6)

    def add(self, frame: av.AudioFrame, time_s: Fraction | None) -> None:
        """Append a frame; ``time_s`` is its timestamp, None if it has no usable one."""
        if time_s is not None:
            self._deviations_s.append(float(time_s - self._start_s - self._clock_s))
        self._clock_s += duration_s(frame)
        self._converted += self.converter.convert(frame)
        if self._clock_s - self._block_end_s >= DRIFT_BLOCK_S:
            self._end_block()

    def ready_blocks(self) -> Iterator[np.ndarray]:
        """Yield float32 (channels, samples) blocks whose samples have all been converted."""
        while self._pending and sum(p.shape[1] for p in self._converted) >= self._pending[0][0]:
            yield self._next_block()

    def remaining_blocks(self) -> Iterator[np.ndarray]:
        """Yield all blocks that are left; the segment ends here."""
        self._converted += self.converter.flush()
        self._end_block()
        while self._pending:
            yield self._next_block()

    def _end_block(self) -> None:
        rate_hz = self.converter.rate_hz
        end = round(self._clock_s * rate_hz)
        count, self._planned_samples = end - self._planned_samples, end
        self._block_end_s = self._clock_s
        before_s, self.stretched_s = self.stretched_s, self._drift_s()
        stretched = count + round(self.stretched_s * rate_hz) - round(before_s * rate_hz)
        self._pending.append((count, max(stretched, 0)))
        self._deviations_s = []

    def _drift_s(self) -> float:
        """Return by how much the samples should be longer at the end of the current block."""
        if not self._deviations_s:
            return self.stretched_s
        drift_s = median(self._deviations_s[len(self._deviations_s) // 2 :])
        return drift_s if abs(drift_s - self.stretched_s) > DRIFT_TOLERANCE_S else self.stretched_s

    def _next_block(self) -> np.ndarray:
        count, stretched = self._pending.popleft()
        samples = np.concatenate([self.converter.no_samples, *self._converted], axis=1)
        block, rest = samples[:, :count], samples[:, count:]
        self._converted = [rest] if rest.shape[1] else []
        return block if stretched == count else _stretched(block, stretched)


def _stretched(samples: np.ndarray, count: int) -> np.ndarray:
    """Resample float32 (channels, N) to (channels, count) by linear interpolation."""
    if not samples.shape[1] or not count:
        return samples[:, :0]
    positions = np.arange(count) * (samples.shape[1] / count)
    sample_positions = np.arange(samples.shape[1])
    rows = [np.interp(positions, sample_positions, row) for row in samples]
    return np.stack(rows).astype(np.float32)
