"""Frames come out in order, few are held, and trouble anywhere ends it all."""

import threading

import pytest

from synctalk_engine.render.pipeline import BATCHES_IN_MEMORY, run_pipeline

THREAD_PREFIX = "render-"


def run(count, batch_size=4, read=lambda i: i, generate=None, finish=None):
    out = []
    run_pipeline(
        count,
        batch_size,
        read,
        generate or (lambda indices, _frames: [10 * i for i in indices]),
        finish or (lambda i, source, generated: out.append((i, source, generated))),
    )
    return out


@pytest.mark.parametrize("count", [1, 3, 4, 5, 23])
def test_frames_come_out_in_order(count):
    assert run(count) == [(i, i, 10 * i) for i in range(count)]


def test_no_more_frames_are_held_than_promised():
    lock = threading.Lock()
    held, most = 0, 0

    def read(i):
        nonlocal held, most
        with lock:
            held += 1
            most = max(most, held)
        return i

    def finish(i, source, generated):
        nonlocal held
        with lock:
            held -= 1

    run(400, 4, read=read, finish=finish)
    assert held == 0
    assert most <= BATCHES_IN_MEMORY * 4


def failing(at):
    def step(first, *_):
        number = first[-1] if isinstance(first, list) else first
        if number >= at:
            raise OSError("no more")
        return [0] * len(first) if isinstance(first, list) else first

    return step


@pytest.mark.parametrize("where", ["read", "generate", "finish"])
def test_trouble_in_any_part_is_raised_and_threads_end(where):
    with pytest.raises(OSError, match="no more"):
        run(100, **{where: failing(at=30)})
    assert not [t for t in threading.enumerate() if t.name.startswith(THREAD_PREFIX)]
