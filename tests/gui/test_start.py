"""The window starts fast and never loads what could freeze or crash it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject

from synctalk_gui import app

ROOT = Path(__file__).parents[2]
HANGING_MS = 30_000
"""How fast it starts is measured on a quiet machine: ``--measure-start``."""
HEAVY = ("torch", "cv2", "av", "librosa", "transformers", "onnxruntime", "scipy")
_SHOW_EVERYTHING = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
from synctalk_gui.app import create_application
from synctalk_gui.screenshot_face import LOOKS
from synctalk_gui.screenshot_workspace import make_preprocessed_project
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_gui.main_window import MainWindow
from synctalk_gui.settings import Settings
from synctalk_engine.workspace.layout import Workspace
application = create_application()
root = Path(sys.argv[1]) / "workspace"
make_preprocessed_project(Workspace(root), "May", LOOKS[0], 2)
window = MainWindow(root, Settings(), EngineCommand((sys.executable, "-c", "")))
window.show()
window.session.loaded.connect(application.quit)
application.exec()
assert window.select_project("May")
for step in ("preprocess", "train", "preview", "render"):
    window.show_step(step)
window.close_without_asking()
print(" ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }


def test_no_page_loads_torch_or_opencv(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", _SHOW_EVERYTHING, str(tmp_path)],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "PySide6" in loaded and "pyqtgraph" in loaded
    assert loaded.isdisjoint(HEAVY), loaded.intersection(HEAVY)


def test_the_window_reports_when_it_is_usable(tmp_path):
    command = [sys.executable, "-m", "synctalk_gui.app", "--measure-start"]
    command += ["--workspace", str(tmp_path / "workspace")]
    done = subprocess.run(
        command, env=environment(tmp_path), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert 50 < float(done.stdout) < HANGING_MS


def test_the_window_opens_without_numpy_and_the_charts(tmp_path):
    """Both take a while to import; threads do it while the window is shown."""
    code = "import sys, synctalk_gui.main_window; print({'numpy', 'pyqtgraph'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == "set()", done.stdout + done.stderr


def test_cycles_are_collected_again_after_the_start(qtbot, monkeypatch):
    monkeypatch.setattr(app, "_START_MS", 0)
    gc.disable()
    try:
        parent = QObject()
        app.resume_collector_later(parent)
        qtbot.waitUntil(gc.isenabled)
        assert gc.get_freeze_count() > 0, "what the start made is left out"
    finally:
        gc.enable()
        gc.unfreeze()
