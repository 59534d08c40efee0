"""What is wrong with each frame of a clip: one judgement for the doctor, preprocessing and the
window.

The limits were set by real clips (docs/experiments.md, "What the doctor calls bad").
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from synctalk_engine.workspace.frames_table import FramesTable

LEAST_SHARPNESS = 18.0
MIN_RELATIVE_SHARPNESS = 0.35
"""Of the clip's median; below it a frame is blurred."""
MOST_TURN_DEG = 30.0
MOST_USABLE_TURN_DEG = 45.0
MOST_MOUTH_CHANGE = 12.0
SHORTEST_COVER_FRAMES = 5
"""Shorter is a mouth wide open, or a blink of the tracker."""
MOST_LIGHT_CHANGE = 35.0
"""From the clip's median, of 255."""
DARK, BRIGHT = 45.0, 235.0
"""Lightness of the upper face."""

FrameFault = Literal[
    "no_face", "other_person", "others", "blurred", "turned", "covered", "light", "cut"
]


@dataclass(frozen=True)
class FaultRange:
    """A run of frames with the same fault."""

    fault: FrameFault
    begin: int
    """First frame."""
    end: int
    """First frame after it."""


def frame_faults(
    table: FramesTable, *, are_successive: bool = True
) -> dict[FrameFault, np.ndarray]:
    """bool (N,) for each fault; of single frames (not ``are_successive``) there are no cuts.

    ``other_person``: someone else is there in place of the person whom the clip is about.
    ``others``: more than one face. ``covered``: something is before the mouth that does not look
    like the face (a hand of the same colour and light is not told). ``light``: far lighter or
    darker than most of the clip, or too dark or bright to see much. ``cut``: another scene begins.
    """
    found = table.found.astype(bool)
    other_person = ~found & table.other_person.astype(bool)
    measured = found & (table.light > 0)
    usual_light = float(np.median(table.light[measured])) if measured.any() else 0.0
    is_unlike = np.abs(table.light - usual_light) > MOST_LIGHT_CHANGE
    is_extreme = (table.light < DARK) | (table.light > BRIGHT)
    covered = found & (table.mouth_change > MOST_MOUTH_CHANGE)
    return {
        "no_face": ~found & ~other_person,
        "other_person": other_person,
        "others": table.faces > 1,
        "blurred": found & (table.blur < sharpness_limit(table)),
        "turned": found & (turn_deg(table) > MOST_TURN_DEG),
        "covered": _lasting(covered, SHORTEST_COVER_FRAMES) if are_successive else covered,
        "light": measured & (is_unlike | is_extreme),
        "cut": table.cut.astype(bool) & are_successive,
    }


def sharpness_limit(table: FramesTable) -> float:
    """Below this a frame of the clip is blurred."""
    found = table.found.astype(bool)
    usual = float(np.median(table.blur[found])) if found.any() else 0.0
    return max(LEAST_SHARPNESS, MIN_RELATIVE_SHARPNESS * usual)


def turn_deg(table: FramesTable) -> np.ndarray:
    """How far the head is turned, aside or up and down, float32 (N,)."""
    return np.maximum(np.abs(table.yaw), np.abs(table.pitch))


def fault_ranges(table: FramesTable) -> list[FaultRange]:
    """Stretches of frames with a fault, fault by fault in the order of time."""
    return [
        FaultRange(fault, begin, end)
        for fault, flags in frame_faults(table).items()
        for begin, end in true_ranges(flags)
    ]


def true_ranges(flags: np.ndarray) -> list[tuple[int, int]]:
    """(begin, end) of each run of True, the end not included."""
    padded = np.concatenate([[False], flags, [False]])
    return list(pairwise(np.flatnonzero(np.diff(padded)).tolist()))[::2]


def _lasting(flags: np.ndarray, least_frames: int) -> np.ndarray:
    """Without the shorter runs."""
    lasting = np.zeros(len(flags), bool)
    for begin, end in true_ranges(flags):
        lasting[begin:end] = end - begin >= least_frames
    return lasting
