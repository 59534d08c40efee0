from __future__ import annotations

import gc
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtGui import QImage

from synctalk_gui.widgets.image_loader import ImageLoader
from synctalk_gui.widgets.image_sources import (
    DifferenceImage,
    ImageFile,
    difference_image,
    image_array,
)
from tests.gui.widgets.conftest import grey_at

READS: list[str] = []
GATE = threading.Event()


@dataclass(frozen=True)
class Recorded:
    """A source that notes its reading and waits for the gate."""

    name: str
    size_bytes: int = 0

    def read(self) -> object:
        READS.append(self.name)
        GATE.wait(5)
        return np.zeros(self.size_bytes, np.uint8) if self.size_bytes else self.name


@pytest.fixture(autouse=True)
def open_gate():
    READS.clear()
    GATE.set()
    yield
    GATE.set()


def test_images_arrive_by_signal_in_the_windows_thread(loader, qtbot, tmp_path, write_image):
    source = ImageFile(write_image(tmp_path / "ä 图.png", 90))
    threads = []
    loader.ready.connect(lambda *_: threads.append(QThread.currentThread()))
    assert loader.cached(source) is None
    with qtbot.waitSignal(loader.ready) as signal:
        loader.request(loader, [source])
    assert signal.args[0] == source
    assert grey_at(loader.cached(source)) == 90
    assert threads == [loader.thread()]


def test_a_bound_only_downscales_large_images(tmp_path, write_image):
    path = write_image(tmp_path / "a.png", 10, width=400, height=200)
    assert ImageFile(path, 100).read().size().toTuple() == (100, 50)
    assert ImageFile(path, 1000).read().size().toTuple() == (400, 200)


def test_what_is_no_longer_wanted_is_not_read(loader, qtbot):
    GATE.clear()
    owner = QObject()
    count = 40
    loader.request(owner, [Recorded(str(index)) for index in range(count)])
    qtbot.waitUntil(lambda: len(READS) > 0)
    loader.request(owner, [Recorded("last")])
    GATE.set()
    qtbot.waitUntil(lambda: loader.cached(Recorded("last")) is not None)
    assert len(READS) <= loader.threads + 1


def test_the_most_urgent_of_each_owner_comes_first(qapp, qtbot):
    first, second = QObject(), QObject()
    loader = ImageLoader(threads=1)
    GATE.clear()
    loader.request(first, [Recorded("a0"), Recorded("a1"), Recorded("a2")])
    loader.request(second, [Recorded("b0")])
    GATE.set()
    qtbot.waitUntil(lambda: len(READS) == 4)
    assert READS == ["a0", "b0", "a1", "a2"]
    loader.close()


def test_what_is_forgotten_leaves_nothing_in_memory(loader, qtbot):
    """A window that plays all night asks for a million images."""
    sources = [Recorded(str(index)) for index in range(30)]
    left = [weakref.ref(source) for source in sources]
    loader.request(loader, sources)
    qtbot.waitUntil(lambda: all(loader.cached(source()) is not None for source in left))
    loader.request(loader, [])
    loader.invalidate()
    sources.clear()
    qtbot.waitUntil(lambda: not gc.collect() and all(source() is None for source in left))


def test_the_cache_keeps_what_was_used_last_within_its_bytes(qapp, qtbot):
    loader = ImageLoader(cache_bytes=2500)
    sources = [Recorded(name, 1000) for name in "abc"]
    for source in sources[:2]:
        with qtbot.waitSignal(loader.ready):
            loader.request(loader, [source])
    assert loader.cached(sources[0]) is not None  # used again: "b" is now the oldest
    with qtbot.waitSignal(loader.ready):
        loader.request(loader, [sources[2]])
    assert [loader.cached(source) is not None for source in sources] == [True, False, True]
    loader.close()


def test_what_is_cached_is_not_read_again(loader, qtbot):
    with qtbot.waitSignal(loader.ready):
        loader.request(loader, [Recorded("a")])
    loader.request(loader, [])
    loader.request(loader, [Recorded("a")])
    qtbot.wait(50)
    assert READS == ["a"]


def test_a_broken_file_is_reported_once(loader, qtbot, tmp_path):
    path = tmp_path / "broken.png"
    path.write_bytes(b"no image")
    failures = []
    loader.failed.connect(lambda *args: failures.append(args))
    with qtbot.waitSignal(loader.failed):
        loader.request(loader, [ImageFile(path)])
    loader.request(loader, [ImageFile(path)])
    qtbot.wait(50)
    assert len(failures) == 1 and failures[0][1]


def test_forgotten_files_are_read_anew(loader, qtbot, tmp_path, write_image):
    path = write_image(tmp_path / "clip" / "a.png", 10)
    with qtbot.waitSignal(loader.ready):
        loader.request(loader, [ImageFile(path)])
    write_image(path, 200)
    loader.invalidate(tmp_path / "other")
    assert grey_at(loader.cached(ImageFile(path))) == 10
    loader.invalidate(tmp_path / "clip")
    assert loader.cached(ImageFile(path)) is None
    with qtbot.waitSignal(loader.ready):
        loader.request(loader, [ImageFile(path)])
    assert grey_at(loader.cached(ImageFile(path))) == 200


def test_an_owner_that_is_gone_wants_nothing(loader, qtbot):
    GATE.clear()
    owner = QObject()
    loader.request(owner, [Recorded(str(index)) for index in range(20)])
    owner.deleteLater()
    qtbot.waitUntil(lambda: not loader._wanted)
    GATE.set()
    loader.close()
    assert len(READS) <= loader.threads


def test_the_difference_is_absolute_and_four_times_as_bright(tmp_path: Path, write_image):
    first = write_image(tmp_path / "a.png", 100)
    second = write_image(tmp_path / "b.png", 130)
    assert grey_at(DifferenceImage(first, second).read()) == 120
    assert grey_at(DifferenceImage(second, first).read()) == 120
    assert grey_at(DifferenceImage(first, second, gain=20).read()) == 255


def test_the_difference_of_random_images_is_that_of_numpy():
    rng = np.random.default_rng(0)
    a, b = (rng.integers(0, 256, (17, 23, 4), np.uint8) for _ in range(2))
    images = [QImage(p.data, 23, 17, 92, QImage.Format.Format_RGB32).copy() for p in (a, b)]
    expected = np.clip(np.abs(a.astype(int) - b) * 4, 0, 255)[..., :3]
    np.testing.assert_array_equal(image_array(difference_image(*images))[..., :3], expected)
