"""A window in a process of its own that starts a training, to be killed: WORKSPACE NAME SETTINGS.

Prints ``started`` once the training's first step was seen, then goes on until it is killed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QTimer

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_gui.app import create_application
from synctalk_gui.main_window import MainWindow
from synctalk_gui.settings import Settings
from tests.helpers import tiny_training

EPOCHS = 500
"""So many that the training never ends by itself, however slow the window is."""


class Driver:
    """Presses Train and waits for the first step."""

    def __init__(self, window: MainWindow, name: str) -> None:
        self._window, self._name = window, name
        window.session.loaded.connect(self._on_loaded)
        self._timer = QTimer()
        self._timer.setInterval(100)
        self._timer.timeout.connect(self._on_tick)

    def _on_loaded(self) -> None:
        self._window.select_project(self._name)
        self._window.show_step("train")
        page = self._window.page("train")
        page.form.show_values({"preset": "lite-160"})
        page.form.length_kind.setCurrentIndex(page.form.length_kind.findData("epochs"))
        page.form.length.setValue(EPOCHS)
        page.form.show_values({"train_syncnet": False, "save_every": 1})
        page.start()
        self._timer.start()

    def _on_tick(self) -> None:
        if any(live.record.step > 3 for live in self._window.session.jobs.active()):
            self._timer.stop()
            print("started", flush=True)


def main() -> None:
    workspace, name, settings = sys.argv[1:]
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
    application = create_application()
    engine = EngineCommand((sys.executable, *tiny_training.COMMAND))
    window = MainWindow(Path(workspace), Settings(), engine)
    driver = Driver(window, name)
    window.show()
    application.exec()
    del driver


if __name__ == "__main__":
    main()
