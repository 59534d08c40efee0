"""How a clip is cut into parts that are tracked at the same time."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest

from synctalk_engine.preprocess.tracking import (
    MAX_TRACKERS,
    PART_BYTES,
    PART_FRAMES,
    part_frames_for,
)


def picture(height_px: int, width_px: int):
    """Stands for a picture of that size: an 8K one would take a moment to make."""
    return SimpleNamespace(nbytes=3 * height_px * width_px)


@pytest.mark.parametrize("size", [(256, 256), (512, 512), (1920, 1080), (4320, 7680)])
@pytest.mark.parametrize("expected_frames", [1, 30, 100, 200, 1500, 45_000])
def test_parts_are_bounded_and_no_shreds(size, expected_frames):
    part_frames = part_frames_for(picture(*size), expected_frames)
    shortest, longest = PART_FRAMES
    assert shortest // 2 <= part_frames <= longest
    held_bytes = part_frames * picture(*size).nbytes
    assert held_bytes <= PART_BYTES or part_frames <= shortest


@pytest.mark.parametrize("expected_frames", [120, 200, 500, 1500])
def test_every_thread_gets_as_much_to_do(expected_frames):
    part_frames = part_frames_for(np.zeros((512, 512, 3), np.uint8), expected_frames)
    parts = math.ceil(expected_frames / part_frames)
    assert parts % MAX_TRACKERS == 0
    last_frames = expected_frames - (parts - 1) * part_frames
    assert last_frames > 0.7 * part_frames
