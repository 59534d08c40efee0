"""The window's tests: without a screen, with settings of their own, with a fake engine."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings

from synctalk_engine.workspace.layout import Workspace
from synctalk_gui.engine.process import EngineCommand

FAKE_ENGINE = Path(__file__).parents[1] / "helpers" / "fake_engine.py"


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or changes the user's settings."""
    folder = tmp_path_factory.mktemp("settings")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """A thread or a child process that outlives its test fails it."""
    threads_before = set(threading.enumerate())
    children_before = set(psutil.Process().children(recursive=True))
    yield
    deadline_s = time.monotonic() + 3
    while time.monotonic() < deadline_s:
        threads = {t for t in threading.enumerate() if t.name.startswith("background")}
        threads -= threads_before
        children = {
            child
            for child in set(psutil.Process().children(recursive=True)) - children_before
            if child.is_running() and child.status() != psutil.STATUS_ZOMBIE
        }
        if not threads and not children:
            return
        time.sleep(0.02)
    for child in children:
        child.kill()
    assert not threads, f"threads left: {threads}"
    assert not children, f"processes left: {children}"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = tmp_path / "Wörk space"
    root.mkdir()
    return Workspace(root)


@pytest.fixture
def fake_engine() -> Callable[..., EngineCommand]:
    """Makes engine commands: ``fake_engine(mode="deaf", steps=100, step_s=0.01)``."""

    def make(mode: str = "normal", steps: int = 60, step_s: float = 0.005) -> EngineCommand:
        environment = {
            "FAKE_ENGINE_MODE": mode,
            "FAKE_ENGINE_STEPS": str(steps),
            "FAKE_ENGINE_STEP_S": str(step_s),
        }
        return EngineCommand((sys.executable, str(FAKE_ENGINE)), environment)

    return make
