"""Where the source's own mouth is shown: no face found, behind a hand, in a head turned aside."""

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


def generated_shares(table: FramesTable | None, found: np.ndarray) -> np.ndarray:
    """How much of the mouth is generated in each frame: (N,) float32, 1 mostly.

    0 where there is no face, where something is before the mouth or the head is turned too far,
    with a smooth way there, so that the mouth never jumps.

    found: (N,) bool, whether each frame's face was found.
    """
    is_source = ~found
    if table is not None and len(table) == len(found):
        is_turned = found & (turn_deg(table) > MOST_USABLE_TURN_DEG)
        is_source = is_source | frame_faults(table)["covered"] | is_turned
    distances = distances_to(np.flatnonzero(is_source), len(found))
    return np.clip(distances / FADE_FRAMES, 0, 1).astype(np.float32)


def distances_to(marked: np.ndarray, count: int) -> np.ndarray:
    """How far each of ``count`` frames is from the nearest marked one, (count,) int64.

    marked: increasing indices; of none, every frame is farther than ``count``.
    """
    frames, far = np.arange(count), 2 * count
    around = np.concatenate([[-far], marked, [count + far]])
    after = np.searchsorted(around, frames)
    return np.minimum(around[after] - frames, frames - around[after - 1])
