"""Finds the frames at which another scene begins."""

from __future__ import annotations

import numpy as np

SAMPLE_PX = 48
"""Pixels along the longer side of the coarse image that is compared."""
MIN_DIFFERENCE = 18.0
"""Mean grey levels; less is no cut."""
MAX_CORRELATION = 0.6
"""With the frame before; more is the same scene in another light."""


class CutDetector:
    """Give it the frames of a stream in order."""

    def __init__(self) -> None:
        self._previous: np.ndarray | None = None

    def is_cut(self, frame: np.ndarray) -> bool:
        """Whether (H, W, 3) uint8 starts a new scene; judged on a coarse sample of its pixels."""
        step = max(1, max(frame.shape[:2]) // SAMPLE_PX)
        sample = frame[step // 2 :: step, step // 2 :: step].astype(np.float32).mean(axis=2)
        previous, self._previous = self._previous, sample
        if previous is None:
            return False
        if previous.shape != sample.shape:
            return True
        if np.abs(sample - previous).mean() < MIN_DIFFERENCE:
            return False
        a, b = sample - sample.mean(), previous - previous.mean()
        correlation = (a * b).sum() / max(float(np.sqrt((a * a).sum() * (b * b).sum())), 1e-6)
        return bool(correlation < MAX_CORRELATION)
