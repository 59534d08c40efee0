"""How a clip is cut into segments that are tracked at the same time."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest

from synctalk_engine.preprocess.tracking import (
    SEGMENT_BYTES,
    SEGMENT_FRAMES,
    SEGMENTS_AT_ONCE,
    segment_frames_for,
)


def frame_of_size(height_px: int, width_px: int):
    """Stands for a frame_of_size of that size: an 8K one would take a moment to make."""
    return SimpleNamespace(nbytes=3 * height_px * width_px)


@pytest.mark.parametrize("size", [(256, 256), (512, 512), (1920, 1080), (4320, 7680)])
@pytest.mark.parametrize("expected_frames", [1, 30, 100, 200, 1500, 45_000])
def test_segments_are_bounded_and_not_too_short(size, expected_frames):
    segment_frames = segment_frames_for(frame_of_size(*size), expected_frames)
    shortest, longest = SEGMENT_FRAMES
    assert shortest // 2 <= segment_frames <= longest
    held_bytes = segment_frames * frame_of_size(*size).nbytes
    assert held_bytes <= SEGMENT_BYTES or segment_frames <= shortest


@pytest.mark.parametrize("expected_frames", [120, 200, 500, 1500])
def test_every_thread_gets_as_much_to_do(expected_frames):
    segment_frames = segment_frames_for(np.zeros((512, 512, 3), np.uint8), expected_frames)
    segments = math.ceil(expected_frames / segment_frames)
    assert segments % SEGMENTS_AT_ONCE == 0
    last_frames = expected_frames - (segments - 1) * segment_frames
    assert last_frames > 0.7 * segment_frames
