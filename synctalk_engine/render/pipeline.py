"""Frames through reading, drawing, pasting and encoding, several at once, never many in memory.

Pictures are read by a small pool ahead of time, the network works in the calling thread, and one
thread pastes and encodes in order. Each hand-over is bounded, so that half an hour of speech takes
no more memory than a minute.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Frame = TypeVar("Frame")
Drawn = TypeVar("Drawn")

READERS = 2
BATCHES_WAITING = 2
"""Batches that may be on their way into the file, the one at work included."""

BATCHES_IN_MEMORY = BATCHES_WAITING + 2
"""Those, one that is drawn and one that is read ahead."""


def run_pipeline(
    count: int,
    batch_size: int,
    read: Callable[[int], Frame],
    draw: Callable[[list[int]], Iterable[Drawn]],
    finish: Callable[[int, Frame, Drawn], None],
) -> None:
    """For each i below `count`: `finish(i, read(i), drawn)`, in order.

    Args:
        read: reads one frame; called from several threads.
        draw: draws the frames of a batch; called from this thread.
        finish: writes one frame; called from one thread, in order.
    Raises:
        whatever one of the three raises, after all threads have come to rest.
    """
    readers = ThreadPoolExecutor(READERS, thread_name_prefix="render-read")
    finisher = ThreadPoolExecutor(1, thread_name_prefix="render-finish")
    waiting: deque[Future[None]] = deque()
    try:
        sources = _read_ahead(readers, read, count, max(batch_size, READERS))
        for first in range(0, count, batch_size):
            indices = list(range(first, min(first + batch_size, count)))
            drawn = draw(indices)
            batch = list(itertools.islice(sources, len(indices)))
            while len(waiting) >= BATCHES_WAITING:
                waiting.popleft().result()
            waiting.append(finisher.submit(_finish_all, finish, indices, batch, drawn))
        for future in waiting:
            future.result()
    finally:
        readers.shutdown(wait=True, cancel_futures=True)
        finisher.shutdown(wait=True, cancel_futures=True)


def _read_ahead(
    pool: ThreadPoolExecutor, read: Callable[[int], Frame], count: int, ahead: int
) -> Iterator[Frame]:
    waiting: deque[Future[Frame]] = deque()
    for index in range(count):
        waiting.append(pool.submit(read, index))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _finish_all(
    finish: Callable[[int, Frame, Drawn], None],
    indices: Iterable[int],
    sources: Iterable[Frame],
    drawn: Iterable[Drawn],
) -> None:
    for index, source, picture in zip(indices, sources, drawn, strict=True):
        finish(index, source, picture)
