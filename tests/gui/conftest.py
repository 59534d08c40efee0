"""The window's tests: without a screen, with settings of their own, with a fake engine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.runs import list_runs
from synctalk_gui.main_window import MainWindow
from synctalk_gui.settings import Settings
from synctalk_gui.widgets.image_loader import ImageLoader
from tests.helpers.window_actions import WAIT_MS

FAKE_ENGINE = Path(__file__).parents[1] / "helpers" / "fake_engine.py"


class PatientQtBot(QtBot):
    """Waits as long as a busy machine needs: what is waited for mostly is another thread's work."""

    def waitUntil(self, callback, *, timeout=0):
        super().waitUntil(callback, timeout=max(timeout, WAIT_MS))

    def waitSignal(self, signal, *, timeout=0, **options):
        if options.get("raising") is not False:  # else it waits for nothing to come
            timeout = max(timeout, WAIT_MS)
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitExposed(self, widget, *, timeout=0):
        return super().waitExposed(widget, timeout=max(timeout, WAIT_MS))


@pytest.fixture
def qtbot(qapp, request) -> QtBot:
    return PatientQtBot(request)


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or changes the user's settings."""
    folder = tmp_path_factory.mktemp("settings")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))


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


@pytest.fixture(autouse=True)
def no_shared_loader() -> Iterator[None]:
    """The program's threads that read images end with it; here, with each test."""
    yield
    ImageLoader.close_shared()


@pytest.fixture
def open_window(qtbot, workspace, fake_engine):
    """Opens windows on the test's workspace and closes them afterwards; jobs are ended."""
    windows: list[MainWindow] = []

    def open_one(**engine) -> MainWindow:
        patience_s = WAIT_MS / 1000
        window = MainWindow(workspace.root, Settings(), fake_engine(**engine), patience_s)
        qtbot.addWidget(window)
        windows.append(window)
        with qtbot.waitSignal(window.session.ready, timeout=WAIT_MS):
            window.show()
        return window

    yield open_one
    for window in windows:
        window.close_without_asking()
    for name in workspace.project_names():
        for run in list_runs(workspace, name):
            if run.is_alive():
                psutil.Process(run.read_spec().process.pid).kill()


@pytest.fixture
def write_image() -> Callable[..., Path]:
    """``write_image(path, grey, width, height)``: an image of one grey, its number in red."""

    def write(path: Path, grey: int, width: int = 40, height: int = 30) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(grey, grey, grey))
        assert image.save(str(path), quality=100)
        return path

    return write
