"""Micro-batches: the gradient of a batch with the memory of a part of it.

The gradients of the micro-batches are summed, weighted by their numbers of images. Consecutive
frames stay together, so that the loss on change sees the same pairs; batch norm sees a micro-batch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synctalk_engine.dataset.batches import TrainingBatch, concat_batches


@dataclass(frozen=True)
class MicroBatch:
    """Some images of a step."""

    batch: TrainingBatch
    share: float
    """Of the step's images, 0..1."""
    sync_frames: int
    """How many of the first images belong to the sequence for the sync loss."""


def max_micro_batches(batch_size: int, sequence_length: int) -> int:
    """Into how many micro-batches a batch can be split."""
    return -(-batch_size // sequence_length)


def split_into_micro_batches(
    batch: TrainingBatch, sync_sequence: TrainingBatch | None, count: int, sequence_length: int
) -> list[MicroBatch]:
    """Split the images of a step; a micro-batch is as large as for the batch alone.

    Args:
        sync_sequence: of the sync loss, generated together with the batch; it adds micro-batches.
        count: number of micro-batches of the batch alone.
        sequence_length: number of consecutive frames that stay together.
    """
    pairs_in_part = -(-max_micro_batches(len(batch.frames), sequence_length) // count)
    first = 0 if sync_sequence is None else len(sync_sequence.frames)
    whole = batch if sync_sequence is None else concat_batches(sync_sequence, batch)
    total = len(whole.frames)
    size = pairs_in_part * sequence_length
    parts = []
    for start in range(0, total, size):
        rows = slice(start, min(start + size, total))
        share = (rows.stop - start) / total
        parts.append(MicroBatch(_rows(whole, rows), share, int(np.clip(first - start, 0, size))))
    return parts


def _rows(batch: TrainingBatch, rows: slice) -> TrainingBatch:
    return TrainingBatch(*(value[rows] for value in vars(batch).values()))
