"""What the index of a file says of its frames: how many, how far apart, whether it is cut off."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RATE_SAMPLE_PACKETS = 3000
"""Frames whose intervals tell the frame rate."""


@dataclass(frozen=True)
class FrameIndex:
    """What a file's index says of its frames; empty if there is none of every frame."""

    count: int = 0
    """Frames that lie within the file."""
    intervals_s: np.ndarray = field(default_factory=lambda: np.empty(0))
    """Between the first frames, seconds."""
    span_s: Fraction = Fraction(0)
    """From the first frame to the end of the last."""
    is_cut_off: bool = False
    """It names frames beyond the end of the file."""


def read_index(stream: av.VideoStream, path: Path) -> FrameIndex:
    """The index of an MP4 or the like."""
    entries, time_base = stream.index_entries, stream.time_base
    if not len(entries) or time_base is None:
        return FrameIndex()
    file_bytes = path.stat().st_size
    count = bisect.bisect_left(
        range(len(entries)), True, key=lambda k: entries[k].pos + entries[k].size > file_bytes
    )
    is_cut_off = count < len(entries)
    if not count or not 0 < stream.frames <= len(entries):  # perhaps of keyframes alone
        return FrameIndex(is_cut_off=is_cut_off)
    ticks = np.array(
        [entries[k].timestamp for k in range(min(count, RATE_SAMPLE_PACKETS))], dtype=np.int64
    )
    intervals = np.diff(ticks)
    intervals = intervals[intervals > 0]
    span_ticks = entries[count - 1].timestamp - entries[0].timestamp
    if len(intervals):
        span_ticks += int(np.median(intervals))
    return FrameIndex(count, intervals * float(time_base), span_ticks * time_base, is_cut_off)
