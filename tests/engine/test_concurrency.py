"""Bounded hand-over between threads: order, errors of either side, early stops, no leaks."""

from __future__ import annotations

import _thread
import contextlib
import itertools
import queue
import threading
import time
from collections.abc import Iterator

import pytest

from synctalk_engine.concurrency import ChannelEndedError, Prefetcher, WorkerPool, map_ahead

LIMIT_S = 10.0
"""Only to fail in place of hanging; nothing below waits that long when it works."""


class BadItemError(Exception):
    pass


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) == before


def failing_at(end: int) -> Iterator[int]:
    yield from range(end)
    raise BadItemError


# -- Prefetcher ------------------------------------------------------------------------------------


def test_a_prefetcher_keeps_the_order() -> None:
    with Prefetcher(range(500), 3) as items:
        assert list(items) == list(range(500))
        assert list(items) == [], "it stays at its end"


def test_an_error_of_the_producer_comes_after_the_items_before_it() -> None:
    seen = []
    with Prefetcher(failing_at(3), 8) as items:
        with pytest.raises(BadItemError):
            for item in items:
                seen.append(item)
        assert seen == [0, 1, 2]
        assert next(items, None) is None, "an error is raised once"


def test_an_error_of_the_consumer_stops_an_endless_producer() -> None:
    with pytest.raises(BadItemError), Prefetcher(itertools.count(), 2) as items:
        for item in items:
            if item == 5:
                raise BadItemError


def test_a_generator_is_closed_in_its_own_thread() -> None:
    closed_in = []

    def source() -> Iterator[int]:
        try:
            yield from itertools.count()
        finally:
            closed_in.append(threading.current_thread().name)

    with Prefetcher(source(), 2, name="reader") as items:
        next(items)
    assert closed_in == ["reader"]


def test_a_producer_waits_for_a_slow_consumer() -> None:
    """No more are made than may wait, the one that the consumer has, and the one being made."""
    capacity, made = 3, 0
    is_full = threading.Event()

    def source() -> Iterator[int]:
        nonlocal made
        for number in itertools.count():
            made = number + 1
            if made > capacity:  # the queue holds ``capacity``, this one cannot be put
                is_full.set()
            yield number

    with Prefetcher(source(), capacity) as items:
        assert is_full.wait(LIMIT_S)
        for used in range(1, 200):
            next(items)
            assert made <= used + capacity + 1


def test_an_early_stop_drops_what_waits() -> None:
    items = Prefetcher(itertools.count(), 4)
    assert [next(items) for _ in range(3)] == [0, 1, 2]
    items.close()
    items.close()
    with pytest.raises(StopIteration):
        next(items)


def test_an_error_after_the_stop_is_nobodys() -> None:
    has_begun, may_fail = threading.Event(), threading.Event()

    def source() -> Iterator[int]:
        has_begun.set()
        may_fail.wait(LIMIT_S)
        raise BadItemError
        yield

    items = Prefetcher(source(), 1)
    has_begun.wait(LIMIT_S)
    items.close(wait=False)
    may_fail.set()
    items.close()
    assert next(items, None) is None


def test_waiting_for_an_item_can_be_cut_short() -> None:
    may_go_on = threading.Event()

    def source() -> Iterator[int]:
        may_go_on.wait(LIMIT_S)
        yield 7

    with Prefetcher(source(), 1) as items:
        with pytest.raises(queue.Empty):
            items.get(timeout_s=0.0)
        may_go_on.set()
        assert items.get(timeout_s=LIMIT_S) == 7
        with pytest.raises(ChannelEndedError):
            items.get(timeout_s=LIMIT_S)


def test_ctrl_c_reaches_a_consumer_that_waits() -> None:
    is_entered, is_released = threading.Event(), threading.Event()

    def source() -> Iterator[int]:
        is_entered.wait(LIMIT_S)
        _thread.interrupt_main()
        is_released.wait(LIMIT_S)
        yield 1

    with pytest.raises(KeyboardInterrupt), Prefetcher(source(), 1) as items:
        try:
            is_entered.set()
            next(items)
        finally:
            is_released.set()


def test_an_interrupt_in_the_producer_reaches_the_consumer() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise KeyboardInterrupt

    with Prefetcher(source(), 1) as items:
        assert next(items) == 1
        with pytest.raises(KeyboardInterrupt):
            next(items)


# -- WorkerPool ------------------------------------------------------------------------------------


def test_one_worker_keeps_the_order() -> None:
    done: list[int] = []
    with WorkerPool(done.append, threads=1, capacity=2) as pool:
        for item in range(300):
            pool.put(item)
    assert done == list(range(300))


def test_several_workers_do_every_item_once() -> None:
    done: list[int] = []
    with WorkerPool(done.append, threads=4, capacity=3) as pool:
        for item in range(300):
            pool.put(item)
    assert sorted(done) == list(range(300))


@pytest.mark.parametrize("threads", [1, 3])
def test_an_error_of_a_worker_is_raised_by_put(threads: int) -> None:
    def work(item: int) -> None:
        if item == 7:
            raise BadItemError

    with pytest.raises(BadItemError), WorkerPool(work, threads, capacity=2) as pool:
        for item in itertools.count():
            pool.put(item)


def test_an_error_of_the_last_item_is_raised_at_the_end() -> None:
    def work(item: int) -> None:
        raise BadItemError

    with pytest.raises(BadItemError), WorkerPool(work, threads=1, capacity=1) as pool:
        pool.put(0)


def test_a_work_that_raises_stop_iteration_has_failed() -> None:
    with pytest.raises(StopIteration), WorkerPool(next, threads=1, capacity=1) as pool:
        pool.put(iter(()))


@pytest.mark.parametrize("error", [BadItemError, KeyboardInterrupt])
def test_an_error_in_the_block_drops_what_waits(error: type[BaseException]) -> None:
    done: list[int] = []
    has_begun = threading.Event()

    def work(item: int) -> None:
        has_begun.set()
        while not pool._channel._is_closed:
            time.sleep(0.001)
        done.append(item)

    with pytest.raises(error), WorkerPool(work, threads=1, capacity=3) as pool:
        for item in range(4):
            pool.put(item)
        assert has_begun.wait(LIMIT_S)
        raise error
    assert done == [0], "the item at work is finished, those that wait are dropped"


def test_the_producer_waits_for_slow_workers() -> None:
    capacity, threads, put = 2, 2, 0
    at_work = threading.Semaphore(0)
    may_go_on = threading.Semaphore(0)

    def work(item: int) -> None:
        at_work.release()
        may_go_on.acquire()

    with WorkerPool(work, threads, capacity) as pool:

        def fill() -> None:
            nonlocal put
            for item in range(20):
                pool.put(item)
                put = item + 1

        filler = threading.Thread(target=fill)
        filler.start()
        for _ in range(threads):
            assert at_work.acquire(timeout=LIMIT_S)
        for finished in range(20):
            assert put <= finished + threads + capacity
            may_go_on.release()
            if finished + threads < 20:
                assert at_work.acquire(timeout=LIMIT_S)
        filler.join()


# -- map_ahead -------------------------------------------------------------------------------------


@pytest.mark.parametrize("ahead", [1, 2, 50])
def test_results_come_in_the_order_of_the_items(ahead: int) -> None:
    results = map_ahead(lambda number: number**2, range(40), threads=3, ahead=ahead)
    assert list(results) == [number**2 for number in range(40)]


def test_an_error_stands_in_the_place_of_its_result() -> None:
    def invert(number: int) -> float:
        return 1 / (3 - number)

    results = map_ahead(invert, range(10), threads=2, ahead=4)
    assert [next(results) for _ in range(3)] == [1 / 3, 1 / 2, 1.0]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_an_early_stop_starts_no_more_calls() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in itertools.count():
            taken.append(number)
            yield number

    with contextlib.closing(map_ahead(str, items(), threads=2, ahead=3)) as results:
        assert [next(results) for _ in range(5)] == ["0", "1", "2", "3", "4"]
    assert len(taken) == 5 + 3 - 1, "no more than ``ahead`` are begun and not used"
