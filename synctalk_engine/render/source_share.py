"""Where the source's own mouth is shown: behind a hand, and in a head turned aside."""

from __future__ import annotations

import numpy as np

from synctalk_engine.workspace.frame_quality import (
    MOST_USABLE_TURN_DEG,
    frame_faults,
    turn_deg,
)
from synctalk_engine.workspace.frames_table import FramesTable

FADE_FRAMES = 6
"""Over so many frames the generated mouth goes over into the source's."""


def generated_shares(table: FramesTable | None, frame_count: int) -> np.ndarray:
    """How much of the mouth is generated in each frame: (N,) float32, 1 mostly.

    0 where something is before the mouth or the head is turned too far, with a smooth way there,
    so that the mouth never jumps.
    """
    if table is None or len(table) != frame_count:
        return np.ones(frame_count, np.float32)
    is_source = frame_faults(table)["covered"] | (turn_deg(table) > MOST_USABLE_TURN_DEG)
    if not is_source.any():
        return np.ones(frame_count, np.float32)
    distance = np.abs(np.arange(frame_count)[:, None] - np.flatnonzero(is_source)).min(axis=1)
    return np.clip(distance / FADE_FRAMES, 0, 1).astype(np.float32)
