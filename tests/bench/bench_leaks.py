"""What is left after every page and dialog was opened and closed a hundred times.

``python -m tests.bench.bench_leaks [--times 100]`` prints a line for each: widgets, windows,
threads, child processes and memory before and after. Each is opened some times beforehand, so that
what is loaded once and kept is not counted.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from synctalk_gui.dialogs.about import AboutDialog
from synctalk_gui.dialogs.closing import ClosingDialog
from synctalk_gui.dialogs.confirm import ConfirmDialog
from synctalk_gui.dialogs.importing import ImportDialog, RefusalsDialog
from synctalk_gui.dialogs.name import NameDialog
from synctalk_gui.dialogs.problem import ProblemDialog
from synctalk_gui.dialogs.queue import QueueDialog
from synctalk_gui.dialogs.settings import SettingsDialog
from synctalk_gui.dialogs.trash import TrashDialog
from synctalk_gui.dialogs.weights import WeightsDialog
from synctalk_gui.import_sources import find_candidates
from synctalk_gui.item_models.project_info import Step
from tests.bench.bench_window import Driver, fake_engine
from tests.helpers.event_loop_latency import settle, wait_until

WARM_UP = 5
SHOWN_S = 0.05


def counts() -> dict[str, float]:
    """What there is now, after everything that waits to be deleted was."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        settle(0.05)
        gc.collect()
    process = psutil.Process()
    return {
        "widgets": len(QApplication.allWidgets()),
        "windows": len(QApplication.topLevelWidgets()),
        "threads": process.num_threads(),
        "python threads": threading.active_count(),
        "processes": len(process.children(recursive=True)),
        "memory MB": round(process.memory_info().rss / 2**20, 1),
    }


def measure(name: str, open_and_close: Callable[[], None], times: int) -> None:
    for _ in range(WARM_UP):
        open_and_close()
    before = counts()
    for _ in range(times):
        open_and_close()
    after = counts()
    parts = [f"{key} {before[key]} -> {after[key]}" for key in before]
    print(f"{name} x {times}: {', '.join(parts)}", flush=True)


def page_opener(driver: Driver, step: str) -> Callable[[], None]:
    """Makes a page, shows it with its project and its run, and takes it down again."""
    window = driver.window

    def open_and_close() -> None:
        window.show_step(step)
        settle(SHOWN_S)
        window.view.stack.setCurrentWidget(window.view.welcome)
        page = window.view._pages.pop(step)
        window.view.stack.removeWidget(page)
        page.set_info(None)
        page.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        settle(0.01)

    return open_and_close


def dialog_opener(make: Callable[[], object]) -> Callable[[], None]:
    def open_and_close() -> None:
        dialog = make()
        dialog.open()
        settle(SHOWN_S)
        dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return open_and_close


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=100)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as scratch:
        video = Path(scratch) / "new.mp4"
        video.write_bytes(b"not looked into")
        driver = Driver(scratch, fake_engine(1, 400), 3, "May")
        driver.open()
        window = driver.window
        driver.train("May")
        wait_until(lambda: driver.active() is None, 120)
        for step in Step:
            measure(f"page {step}", page_opener(driver, step), times)
        command = window.session.command
        found = find_candidates(driver.workspace, [video])
        dialogs = {
            "about": lambda: AboutDialog(window),
            "settings": lambda: SettingsDialog(window.settings, window.session, window),
            "weights": lambda: WeightsDialog("", command, window),
            "closing": lambda: ClosingDialog(window.session.jobs.active(), 0, window),
            "problem": lambda: ProblemDialog(window, "It failed.", "Try again."),
            "queue": lambda: QueueDialog(window.session, window),
            "bin": lambda: TrashDialog(window.session.workspace, window.session.background, window),
            "name": lambda: NameDialog("Rename", "Name", "Rename", "May", ["May"], window),
            "confirm": lambda: ConfirmDialog("Delete", "For good?", "Delete", window),
            "import": lambda: ImportDialog(found, ["May"], window),
            "not imported": lambda: RefusalsDialog(window),
        }
        for name, make in dialogs.items():
            measure(f"dialog {name}", dialog_opener(make), times)
        roots = [Path(scratch) / "one", Path(scratch) / "workspace"]

        def other_workspace() -> None:
            roots.reverse()
            window.open_workspace(roots[0])
            loaded: list[int] = []
            window.session.loaded.connect(lambda: loaded.append(1))
            wait_until(lambda: loaded, 30)
            settle(0.4)  # as long as it takes to ask for the devices

        measure("another workspace", other_workspace, times)
        window.close_without_asking()


if __name__ == "__main__":
    main()
