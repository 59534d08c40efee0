"""Stalls of the window's event loop while a training runs, pretended or real.

``python -m tests.bench.bench_window [--seconds 20] [--rate 100] [--projects 0] [--video FILE]
[--prepared FOLDER]`` prints one JSON object: the longest stall and the 99th percentile in
milliseconds, by the clock and by the processor time of the window's own thread, and the memory.
With ``--prepared`` a copy of a preprocessed clip is trained on by the real engine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QSettings

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_gui.app import create_application
from synctalk_gui.item_models.project_info import write_notes
from synctalk_gui.main_window import MainWindow
from synctalk_gui.screenshot_face import LOOKS
from synctalk_gui.screenshot_workspace import make_preprocessed_project
from synctalk_gui.settings import Settings
from tests.helpers.event_loop_latency import LatencyMeter, settle, wait_until

FAKE_ENGINE = Path(__file__).parents[1] / "helpers" / "fake_engine.py"


class Driver:
    """A window on a workspace of its own, its event loop run as in the program."""

    def __init__(
        self, scratch: str, command: EngineCommand, projects: int, preprocessed: str = ""
    ) -> None:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        self.application = create_application()
        self.workspace = Workspace(Path(scratch) / "workspace")
        if preprocessed:
            make_preprocessed_project(self.workspace, preprocessed, LOOKS[0], 50)
        for number in range(projects):
            write_notes(self.workspace, f"project {number:03d}", source_video="/videos/x.mp4")
        self.window = MainWindow(self.workspace.root, Settings(), command)
        self.meter = LatencyMeter()

    def open(self) -> dict[str, float]:
        """Show the window; gives the stalls of the first three seconds."""
        self.window.show()
        self.meter.start()
        settle(3)
        return self.meter.stop()

    def list_stalls(self) -> dict[str, dict[str, float]]:
        """Stalls while the list is scroll_area, searched, walked through and read anew."""
        sidebar, result = self.window.view.sidebar, {}
        bar = sidebar.list.verticalScrollBar()
        names = self.window.session.projects.names()
        texts = ("p", "pr", "1", "15", "")
        ways = {
            "scroll": [partial(bar.setValue, bar.maximum() * n // 60) for n in range(61)],
            "search": [partial(sidebar.search.setText, text) for text in texts],
            "select": [partial(self.window.select_project, name) for name in names[:30]] * 2,
            "read": [self.window.session.refresh_all],
        }
        for way, deeds in ways.items():
            if way == "select":
                for deed in deeds[:2]:  # pages are made when they are first shown
                    deed()
                    settle(0.5)
            self.meter.start()
            for deed in deeds:
                deed()
                settle(0.03)
            settle(1)
            result[way] = self.meter.stop()
        return result

    def active(self):
        runs = self.window.session.jobs.active()
        return runs[0] if runs else None

    def preprocess(self, video: Path) -> None:
        """Import and preprocess a video with the real engine."""
        self.window.session.import_paths([video])
        wait_until(lambda: self.window.view.sidebar.selected() == video.stem, 60)
        self.window.page("preprocess").start()
        wait_until(lambda: self.active() is None, 600)

    def train(self, name: str) -> None:
        self.window.select_project(name)
        self.window.show_step("train")
        settle(1)
        page = self.window.page("train")
        page.form.show_values({"preset": "lite-160"})
        page.form.show_values({"train_syncnet": False})
        page.start()
        wait_until(lambda: self.active() and self.active().record.step > 2, 600)


def fake_engine(seconds: float, rate: float) -> EngineCommand:
    environment = {
        "FAKE_ENGINE_STEPS": str(round(seconds * rate * 2)),
        "FAKE_ENGINE_STEP_S": str(1 / rate),
    }
    return EngineCommand((sys.executable, str(FAKE_ENGINE)), environment)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=100, help="pretended steps a second")
    parser.add_argument("--projects", type=int, default=0, help="how many more are listed")
    parser.add_argument("--nice", type=int, default=0, help="added to the engine's niceness")
    parser.add_argument("--prepared", help="a preprocessed clip's folder, for the real engine")
    parser.add_argument("--video", help="preprocess and train this with the real engine")
    options = parser.parse_args()
    is_real = bool(options.video or options.prepared)
    command = EngineCommand.default() if is_real else fake_engine(options.seconds, options.rate)
    if options.nice:
        command = EngineCommand(
            ("nice", "-n", str(options.nice), *command.prefix), command.environment
        )
    with tempfile.TemporaryDirectory() as scratch:
        name = Path(options.video or options.prepared or "May").stem
        if options.prepared:
            shutil.copytree(options.prepared, Path(scratch) / "workspace" / "dataset" / name)
        driver = Driver(scratch, command, options.projects, "" if is_real else name)
        opening = driver.open()
        list_result = driver.list_stalls() if options.projects else {}
        if options.video:
            driver.preprocess(Path(options.video))
        driver.train(name)
        driver.meter.start()
        settle(options.seconds)
        stalls = driver.meter.stop()
        live = driver.active()
        result = {
            "training": stalls,
            "opening": opening,
            **list_result,
            "steps": live.record.step,
            "memory_mb": round(psutil.Process().memory_info().rss / 2**20),
            "load": [round(part, 1) for part in os.getloadavg()],
        }
        live.stop()
        wait_until(lambda: driver.active() is None, 60)
        driver.window.close_without_asking()
    print(json.dumps(result))


if __name__ == "__main__":
    main()
