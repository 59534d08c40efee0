"""Reads, generates, pastes and encodes frames in parallel, with bounded memory.

Frames are read by a small pool ahead of time, the network works in the calling thread, and one
thread pastes and encodes in order. Each hand-over is bounded, so that half an hour of speech takes
no more memory than a minute.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable
from typing import TypeVar

from synctalk_engine.concurrency import WorkerPool, map_ahead

Frame = TypeVar("Frame")
Generated = TypeVar("Generated")

READERS = 2
BATCHES_WAITING = 2
"""Batches that may be on their way into the file, the one at work included."""

BATCHES_IN_MEMORY = BATCHES_WAITING + 2
"""Those, one that is generated and one that is read ahead."""


def run_pipeline(
    count: int,
    batch_size: int,
    read: Callable[[int], Frame],
    generate: Callable[[list[int], list[Frame]], Iterable[Generated]],
    finish: Callable[[int, Frame, Generated], None],
) -> None:
    """For each i below `count`: `finish(i, read(i), generated)`, in order.

    Args:
        read: reads one frame; called from several threads.
        generate: generates the frames of a batch, given what was read; called from this thread.
        finish: writes one frame; called from one thread, in order.
    Raises:
        whatever one of the three raises, after all threads have come to rest.
    """

    def finish_batch(batch: tuple[list[int], list[Frame], Iterable[Generated]]) -> None:
        for index, frame, image in zip(*batch, strict=True):
            finish(index, frame, image)

    ahead = max(batch_size, READERS)
    frames = map_ahead(read, range(count), READERS, ahead, name="render-read")
    with (
        contextlib.closing(frames),
        WorkerPool(
            finish_batch, threads=1, capacity=BATCHES_WAITING - 1, name="render-finish"
        ) as finisher,
    ):
        for first in range(0, count, batch_size):
            indices = list(range(first, min(first + batch_size, count)))
            batch = list(itertools.islice(frames, len(indices)))
            finisher.put((indices, batch, generate(indices, batch)))
