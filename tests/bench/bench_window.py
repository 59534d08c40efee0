"""Stalls of the window's event loop while a (pretended) training runs: ``python -m
tests.bench.bench_window [--seconds 20] [--rate 100] [--projects 0]``.

Prints one JSON object: the longest stall and the 99th percentile, in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from synctalk_engine.workspace.layout import Workspace
from synctalk_gui.app import create_application
from synctalk_gui.demo_face import LOOKS
from synctalk_gui.demo_workspace import _prepared
from synctalk_gui.engine.process import EngineCommand
from synctalk_gui.engine.stall_meter import StallMeter
from synctalk_gui.item_models.project_info import write_notes
from synctalk_gui.main_window import MainWindow
from synctalk_gui.settings import Settings

FAKE_ENGINE = Path(__file__).parents[1] / "helpers" / "fake_engine.py"


def settle(application: QApplication, seconds: float) -> None:
    """Let the event loop run as it does in the program."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(round(seconds * 1000), application.quit)
    application.exec()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=100, help="training steps a second")
    parser.add_argument("--projects", type=int, default=0, help="how many more are listed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        application = create_application()
        workspace = Workspace(Path(scratch) / "workspace")
        _prepared(workspace, "May", LOOKS[0], 50)
        for number in range(options.projects):
            write_notes(workspace, f"project {number:03d}", source_video="/videos/x.mp4")
        environment = {
            "FAKE_ENGINE_STEPS": str(round(options.seconds * options.rate * 2)),
            "FAKE_ENGINE_STEP_S": str(1 / options.rate),
        }
        command = EngineCommand((sys.executable, str(FAKE_ENGINE)), environment)
        window = MainWindow(workspace.root, Settings(), command)
        meter = StallMeter()
        window.show()
        meter.start()
        settle(application, 3)
        opening_ms = meter.longest_ms
        window.select_project("May")
        window.show_step("train")
        settle(application, 1)
        window.page("train").start()
        settle(application, 2)
        meter.start()
        began_s = time.monotonic()
        settle(application, options.seconds)
        meter.stop()
        live = window.session.jobs.active()[0]
        figures = {
            "longest_stall_ms": round(meter.longest_ms, 1),
            "p99_stall_ms": round(meter.percentile_ms(0.99), 1),
            "opening_stall_ms": round(opening_ms, 1),
            "steps": live.record.step,
            "seconds": round(time.monotonic() - began_s, 1),
            "load": [round(part, 1) for part in os.getloadavg()],
        }
        live.stop()
        settle(application, 2)
        window.close_without_asking()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
