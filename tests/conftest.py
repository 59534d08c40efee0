"""What every test may lean on: weights, clips, an odd-named workspace, and nothing left running."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from synctalk_engine.assets import DEFAULT_ASSETS, DEMO_ASSETS, AssetStore
from synctalk_engine.workspace.layout import Workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED_CLIPS = REPOSITORY.parent / "shared" / "clips"
SAMPLE_CLIP_S = 6.0
_GRACE_S = 60.0
"""A process that was told to end may take that long on a busy machine; nobody waits otherwise."""
# Helpers of multiprocessing and torch that live until the interpreter ends.
_LASTING_PROCESSES = ("resource_tracker", "forkserver")


def pytest_configure(config: pytest.Config) -> None:
    """A warning that our own code causes fails the test; signals work as in a terminal.

    Whoever starts the tests in the background, or under ``nohup``, leaves signals ignored, and
    every process that a test starts would inherit that.
    """
    for name, handler in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)
    for package in ("synctalk_engine", "synctalk_gui"):
        config.addinivalue_line("filterwarnings", rf"error:::{package}(\.|$)")


@pytest.fixture(autouse=True)
def seeded() -> None:
    random.seed(0)
    np.random.seed(0)


@pytest.fixture(scope="session", autouse=True)
def own_device_locks(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Trainings of the tests and of whoever sits at the machine do not see each other."""
    os.environ["SYNCTALK_LOCKS"] = str(tmp_path_factory.mktemp("locks"))


@pytest.fixture(autouse=True)
def scheduling_policy_unchanged() -> Iterator[None]:
    """A library that gives this process real-time priority would starve all later tests."""
    if not hasattr(os, "sched_getscheduler"):
        yield
        return
    before = os.sched_getscheduler(0)
    yield
    assert os.sched_getscheduler(0) == before


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """A test that leaves a child process or a thread behind fails."""
    processes_before, threads_before = _child_processes(), set(threading.enumerate())
    yield
    deadline_s = time.monotonic() + _GRACE_S
    while True:
        processes = _child_processes() - processes_before
        threads = {
            thread
            for thread in set(threading.enumerate()) - threads_before
            if not thread.daemon and thread.is_alive()
        }
        if not processes and not threads:
            return
        if time.monotonic() > deadline_s:
            break
        time.sleep(0.05)
    for process in processes:
        process.kill()
    pytest.fail(f"left running: processes {processes or '-'}, threads {threads or '-'}")


def _child_processes() -> set[psutil.Process]:
    found = set()
    for child in psutil.Process().children(recursive=True):
        try:
            command = " ".join(child.cmdline())
            alive = child.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            continue
        if alive and not any(word in command for word in _LASTING_PROCESSES):
            found.add(child)
    return found


@pytest.fixture(scope="session")
def assets() -> AssetStore:
    """The user's store with the default weights, which ``dev.py test`` has fetched."""
    return _store_with(DEFAULT_ASSETS)


@pytest.fixture(scope="session")
def whisper_assets() -> AssetStore:
    """The user's store with Whisper's encoder."""
    return _store_with(("whisper_base_encoder",))


@pytest.fixture(scope="session")
def demo_assets() -> AssetStore:
    """The user's store with the default weights and the sample speech."""
    return _store_with(DEMO_ASSETS)


def _store_with(ids: tuple[str, ...]) -> AssetStore:
    store = AssetStore()
    missing = store.missing(ids)
    if missing:
        names = ", ".join(asset.id for asset in missing)
        pytest.skip(f"default weights are not installed and were not to be had: {names}")
    return store


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace, in a folder with a space and non-Latin letters in its name."""
    root = tmp_path / "My Videos 工作"
    root.mkdir()
    return Workspace(root)


@pytest.fixture(scope="session")
def shared_clip() -> Callable[[str], Path]:
    """``shared_clip(name)``: a clip of real people, kept beside the repository; skips without."""

    def find(name: str) -> Path:
        path = SHARED_CLIPS / name
        if not path.is_file():
            pytest.skip(f"the clip {name} is not there (looked in {SHARED_CLIPS})")
        return path

    return find


@pytest.fixture(scope="session")
def sample_clip(demo_assets: AssetStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds of the demo's synthetic clip: 512x512, 25 fps, one face, in sync."""
    from synctalk_engine.demo.sample_clip import make_sample_clip

    path = tmp_path_factory.mktemp("sample clip") / "sample.mp4"
    make_sample_clip(demo_assets.path("sample_speech"), path, SAMPLE_CLIP_S)
    return path
