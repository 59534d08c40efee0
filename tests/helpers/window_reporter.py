"""A window in a process of its own that says what it shows: WORKSPACE SETTINGS [OPTIONS].

With OPTIONS (JSON, of a training of ``drawn``) it starts that training once it stands. Five times a
second it prints one JSON line: the run's status, the last step, how many points the chart has, what
the list and the foot say, and which dialogs are open. It goes on until it is killed.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_gui.app import create_application
from synctalk_gui.item_models.projects_model import ProjectRole
from synctalk_gui.main_window import MainWindow
from synctalk_gui.settings import Settings
from tests.helpers.tiny_training import COMMAND

NAME = "drawn"


class Watcher:
    """Shows the training and prints its state."""

    def __init__(self, window: MainWindow, options: dict | None) -> None:
        self._window, self._options = window, options
        window.session.loaded.connect(self._on_loaded)
        self._timer = QTimer()
        self._timer.setInterval(200)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_loaded(self) -> None:
        self._window.select_project(NAME)
        self._window.show_step("train")
        if self._options is not None:
            self._window.session.jobs.add("train", NAME, self._options, "cpu")
            self._options = None

    def _on_tick(self) -> None:
        print(json.dumps(seen(self._window)), flush=True)


def seen(window: MainWindow) -> dict:
    """What a user would see."""
    page = window.view._pages.get("train")
    live = None if page is None else page.live
    curve = None if page is None else page.chart.plot._find("total", "")
    model = window.session.projects
    row = model.row_of(NAME) if NAME in model.names() else None
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
    return {
        "status": "" if live is None else live.status,
        "is_told": live is not None and live.is_caught_up,
        "step": 0 if live is None else live.record.step,
        "points": 0 if curve is None else len(curve.data),
        "list": "" if row is None else model.index(row).data(ProjectRole.STAGE).text,
        "foot": window.view.status_bar.text(),
        "banner": page.banner.sentence() if page is not None and page.banner.isVisible() else "",
        "dialogs": [dialog.windowTitle() for dialog in dialogs if dialog.isVisible()],
    }


def engine() -> EngineCommand:
    """The real engine with small networks, on one core."""
    return EngineCommand((sys.executable, *COMMAND), {"OMP_NUM_THREADS": "1"})


def main() -> None:
    workspace, settings, *options = sys.argv[1:]
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
    application = create_application()
    window = MainWindow(Path(workspace), Settings(), engine())
    watcher = Watcher(window, json.loads(options[0]) if options else None)
    window.show()
    application.exec()
    del watcher


if __name__ == "__main__":
    main()
