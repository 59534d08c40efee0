"""Splits a clip into training frames and validation frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synctalk_engine.errors import DatasetError

HELD_OUT_FRACTION = 0.2
GAP_S = 1.0
MIN_TRAINING_FRAMES = 50
"""Two seconds: below, there is nothing to learn from."""


@dataclass(frozen=True)
class Split:
    """Frame numbers in order; frames without a face and excluded ones are in neither."""

    train: np.ndarray
    """int64."""
    held_out: np.ndarray
    """int64: the last fifth of the clip."""


def split_frames(name: str, found: np.ndarray, excluded: np.ndarray, fps: float) -> Split:
    """Hold out the last 20 % of a clip, after a gap of a second that is in neither part.

    Args:
        found: (N,) bool: a face was found in the frame.
        excluded: (N,) bool: the frame was taken out by hand.
    Raises:
        DatasetError: ``clip_too_short``; ``too_much_excluded`` where it would not be without that.
    """
    usable = found & ~excluded
    count = len(usable)
    held_out_from = count - int(count * HELD_OUT_FRACTION + 0.5)
    train_until = max(held_out_from - round(GAP_S * fps), 0)
    numbers = np.arange(count)
    train = numbers[:train_until][usable[:train_until]]
    held_out = numbers[held_out_from:][usable[held_out_from:]]
    if len(train) < MIN_TRAINING_FRAMES or len(held_out) == 0:
        if excluded.any():
            split_frames(name, found, np.zeros(count, bool), fps)  # too short as it is?
            raise DatasetError(
                "too_much_excluded",
                name=name,
                train=len(train),
                needed=MIN_TRAINING_FRAMES,
                held_out=len(held_out),
            )
        needed = int(np.ceil((MIN_TRAINING_FRAMES + GAP_S * fps) / (1 - HELD_OUT_FRACTION)))
        raise DatasetError("clip_too_short", name=name, frames=int(usable.sum()), needed=needed)
    return Split(train, held_out)


def sequence_starts(frames: np.ndarray, length: int) -> np.ndarray:
    """First frames of all runs of ``length`` frames without a hole.

    frames: (M,) increasing frame numbers. Returns (K,) frame numbers.
    """
    if len(frames) < length:
        return frames[:0]
    ends = frames[length - 1 :]
    starts = frames[: len(frames) - length + 1]
    return starts[ends - starts == length - 1]
