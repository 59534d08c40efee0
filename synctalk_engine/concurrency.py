"""Threads that hand items to each other through bounded queues.

    Prefetcher    a thread makes the items of an iterable ahead of the code that uses them
    WorkerPool    threads consume the items that the code gives them
    map_ahead     threads compute a function of each item; the results come in order

An exception on one side is raised on the other. Either side may stop early: nothing deadlocks, and
no thread outlives the ``with`` block. The queue is bounded, so a slow consumer holds the producer
back and memory does not grow.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_WAKE_S = 0.1
"""On Windows a thread that waits for a lock does not see Ctrl+C; so nobody waits longer at once."""


class ChannelClosedError(Exception):
    """The reader takes no more items."""


class ChannelEndedError(Exception):
    """The writer gives no more items."""


class Channel(Generic[Item]):
    """A bounded queue between threads. The writer may end it, and the reader may close it.

    Args:
        capacity: how many items may wait; at least 1.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._items: deque[Item] = deque()
        self._changed = threading.Condition()
        self._is_ended = self._is_closed = False
        self._error: BaseException | None = None

    def put(self, item: Item) -> None:
        """Add an item; waits while the channel is full.

        Raises:
            ChannelClosedError: the reader has closed the channel.
        """
        with self._changed:
            while len(self._items) >= self._capacity and not self._is_closed:
                self._changed.wait(_WAKE_S)
            if self._is_closed:
                raise ChannelClosedError
            self._items.append(item)
            self._changed.notify_all()

    def get(self, timeout_s: float | None = None) -> Item:
        """The next item; waits for one.

        Raises:
            ChannelEndedError: the writer has ended the channel, or the reader has closed it.
            queue.Empty: no item came within ``timeout_s``.
            BaseException: the writer's error, once, after the items before it.
        """
        end_s = None if timeout_s is None else time.monotonic() + timeout_s
        with self._changed:
            while not (self._items or self._is_ended or self._is_closed):
                rest_s = _WAKE_S if end_s is None else min(_WAKE_S, end_s - time.monotonic())
                if rest_s <= 0:
                    raise queue.Empty
                self._changed.wait(rest_s)
            if self._items:
                item = self._items.popleft()
                self._changed.notify_all()
                return item
            error, self._error = self._error, None
        if error is not None:
            raise error
        raise ChannelEndedError

    def end(self, error: BaseException | None = None) -> None:
        """No more items come; the reader gets those that wait, then the error if there is one."""
        with self._changed:
            self._is_ended = True
            self._error = None if self._is_closed else error
            self._changed.notify_all()

    def close(self) -> None:
        """The reader stops: waiting items are dropped, and the writer's next ``put`` raises."""
        with self._changed:
            self._is_closed = True
            self._items.clear()
            self._error = None
            self._changed.notify_all()


class Prefetcher(Generic[Item]):
    """Iterates over ``source`` in a thread of its own, a few items ahead.

    Use it as a context manager. An exception of ``source`` is raised by ``next``, after the items
    before it. If ``source`` is a generator, it is closed in its thread.

    Args:
        capacity: how many finished items may wait. One more is being made.
        name: of the thread.
    """

    def __init__(self, source: Iterable[Item], capacity: int, name: str = "prefetch") -> None:
        self._source = source
        self._channel: Channel[Item] = Channel(capacity)
        self._thread = threading.Thread(target=self._produce, name=name, daemon=True)
        self._thread.start()

    def __enter__(self) -> Prefetcher[Item]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Item]:
        return self

    def __next__(self) -> Item:
        try:
            return self._channel.get()
        except ChannelEndedError:
            self._thread.join()
            raise StopIteration from None

    def get(self, timeout_s: float) -> Item:
        """The next item, as ``next`` gives it.

        Raises:
            queue.Empty: none came in time; try again, or close.
            ChannelEndedError: there are no more.
        """
        return self._channel.get(timeout_s)

    def close(self, wait: bool = True) -> None:
        """Stop. ``wait`` for the thread, which first finishes the item that it is making."""
        self._channel.close()
        if wait:
            self._thread.join()

    def _produce(self) -> None:
        try:
            try:
                for item in self._source:
                    self._channel.put(item)
            finally:
                if isinstance(self._source, Generator):
                    self._source.close()
        except BaseException as error:  # after close() nobody reads it
            self._channel.end(error)
        else:
            self._channel.end()


class WorkerPool(Generic[Item]):
    """Threads that call ``work`` with every item that is put in; in order if there is one thread.

    Use it as a context manager: at the end of the block it waits until all items are done. If the
    block raises, the items that wait are dropped. The first exception of ``work`` is raised by the
    next ``put`` or at the end of the block.

    Args:
        capacity: how many items may wait, those at work not counted.
        name: of the threads, with a number.
    """

    def __init__(
        self, work: Callable[[Item], object], threads: int, capacity: int, name: str = "work"
    ) -> None:
        self._work = work
        self._channel: Channel[Item] = Channel(capacity)
        self._error: BaseException | None = None
        self._threads = [
            threading.Thread(target=self._run, name=f"{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> WorkerPool[Item]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.finish()
        else:
            self.cancel()

    def put(self, item: Item) -> None:
        """Give the threads an item; waits while ``capacity`` items wait.

        Raises:
            BaseException: what ``work`` raised for an earlier item.
        """
        try:
            self._channel.put(item)
        except ChannelClosedError:
            if self._error is not None:
                raise self._error from None
            raise

    def finish(self) -> None:
        """Wait until all items are done.

        Raises:
            BaseException: what ``work`` raised.
        """
        self._channel.end()
        try:
            self._join()
        except BaseException:  # Ctrl+C
            self.cancel()
            raise
        if self._error is not None:
            raise self._error

    def cancel(self) -> None:
        """Drop the items that wait, and wait for those at work."""
        self._channel.close()
        self._join()

    def _join(self) -> None:
        for thread in self._threads:
            while thread.is_alive():
                thread.join(_WAKE_S)

    def _run(self) -> None:
        while True:
            try:
                item = self._channel.get()
            except ChannelEndedError:
                return
            try:
                self._work(item)
            except BaseException as error:
                self._error = self._error or error
                self._channel.close()


def map_ahead(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    threads: int,
    ahead: int,
    name: str = "map",
) -> Iterator[Result]:
    """``function`` of each item, in order, computed by threads.

    Close the iterator if it is not used up (``contextlib.closing``); calls that have begun end
    first.

    Args:
        ahead: how many results may be finished or at work, the next one included.
    Raises:
        Exception: what ``function`` raises, in the place of its result.
    """
    with contextlib.ExitStack() as stack:
        pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
