"""Writes frames of one rate at another: each is repeated or left out, and time never drifts.

The times are exact fractions, so that frame k of the output always shows the source frame that is
on screen at k / rate, after ten hours as in the first second.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from synctalk_engine.media.video_output import FrameWriter


def frames_shown(count: int, source_fps: Fraction, output_fps: Fraction) -> int:
    """Frames at ``output_fps`` that cover ``count`` frames at ``source_fps``."""
    return math.ceil(count * output_fps / source_fps)


class FrameRateWriter:
    """A writer that is given frames at ``source_fps`` and hands them on at ``output_fps``.

    first: the frame that is given first, of those at ``source_fps``.
    """

    def __init__(
        self, writer: FrameWriter, source_fps: Fraction, output_fps: Fraction, first: int = 0
    ) -> None:
        self.path = writer.path
        self._writer = writer
        self._rates = source_fps, output_fps
        self._taken, self._written = first, frames_shown(first, source_fps, output_fps)

    def __enter__(self) -> FrameRateWriter:
        self._writer.__enter__()
        return self

    def __exit__(self, kind: type | None, *rest: object) -> None:
        self._writer.__exit__(kind, *rest)

    def write(self, image: np.ndarray, alpha: np.ndarray | None = None) -> None:
        """Take the next frame; write it as often as its time needs."""
        self._taken += 1
        due = frames_shown(self._taken, *self._rates)
        rest = () if alpha is None else (alpha,)
        for _ in range(due - self._written):
            self._writer.write(image, *rest)
        self._written = due
