"""Iterating over something that blocks, so that waiting for it can be cancelled."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

_POLL_S = 0.2
_QUEUED_ITEMS = 16


def iterate_in_thread(source: Iterator[T], timeout_s: float) -> Generator[T | None, None, None]:
    """Yield the items of ``source``, which runs in a thread of its own.

    While no item comes, None is yielded several times a second, so that the caller can give up:
    close this generator, and the thread ends by itself when ``source`` gives its next item.

    Raises:
        TimeoutError: no item came for ``timeout_s``; or what ``source`` raises.
    """
    items: queue.Queue[T | Exception | None] = queue.Queue(_QUEUED_ITEMS)
    is_closed = threading.Event()
    threading.Thread(
        target=_produce, args=(source, items, is_closed), name="iterate", daemon=True
    ).start()
    try:
        end_s = time.monotonic() + timeout_s
        while True:
            try:
                item = items.get(timeout=_POLL_S)
            except queue.Empty:
                if time.monotonic() > end_s:
                    raise TimeoutError from None
                yield None
                continue
            if item is None:
                return
            if isinstance(item, Exception):
                raise item
            yield item
            end_s = time.monotonic() + timeout_s
    finally:
        is_closed.set()


def _produce(source: Iterator[T], items: queue.Queue, is_closed: threading.Event) -> None:
    """Put all items of ``source`` into the queue, then None or the error that ended it."""

    def put(item: T | Exception | None) -> None:
        while not is_closed.is_set():
            with suppress(queue.Full):
                return items.put(item, timeout=_POLL_S)

    try:
        for item in source:
            put(item)
            if is_closed.is_set():
                return
        put(None)
    except Exception as error:
        put(error)
