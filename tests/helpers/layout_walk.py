"""Walks every page and dialog of the window and looks for texts that are cut off.

As a program, for another scale of the screen: ``python -m tests.helpers.layout_walk WORKSPACE de``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from synctalk_gui.main_window import MainWindow
from synctalk_gui.screenshots import make_dialogs
from tests.helpers.layout_faults import faults

SIZES = ((900, 600), (1024, 700), (1280, 800))
PAGES = (
    ("May", "preprocess"),
    ("May", "train"),
    ("May", "preview"),
    ("May", "render"),
    ("Dr. Chen", "preprocess"),
    ("Dr. Chen", "train"),
    ("Dr. Chen", "preview"),
    ("Dr. Chen", "render"),
    ("interview", "preprocess"),
    ("Studio take 3", "train"),
)


def pages(window: MainWindow) -> Iterator[str]:
    """Show one page after the other; yields its name."""
    for project, step in PAGES:
        window.select_project(project)
        window.show_step(step)
        yield f"{project} {step}"


def settle() -> None:
    """Let layouts and style sheets be applied."""
    for _ in range(6):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def found_in_pages(
    window: MainWindow, sizes=SIZES, look: Callable[[QWidget], list[str]] = faults
) -> dict[str, list[str]]:
    """Returns what is wrong, by size and page."""
    found = {}
    for width, height in sizes:
        window.resize(width, height)
        for page in pages(window):
            settle()
            if wrong := look(window):
                found[f"{width}x{height} {page}"] = wrong
    return found


def found_in_dialogs(
    window: MainWindow, look: Callable[[QWidget], list[str]] = faults
) -> dict[str, list[str]]:
    """Returns what is wrong, by dialog."""
    found = {}
    for name, dialog in make_dialogs(window).items():
        dialog.open()
        settle()
        if wrong := look(dialog):
            found[name] = wrong
        dialog.close()
    return found


def main() -> int:
    from synctalk_engine.workspace.engine_process import EngineCommand
    from synctalk_gui import languages
    from synctalk_gui.app import create_application
    from synctalk_gui.settings import Settings

    workspace, *wanted = sys.argv[1:]
    application = create_application()
    count = 0
    for language in wanted:
        languages.use(application, language)
        window = MainWindow(Path(workspace), Settings(), EngineCommand.default())
        window.show()
        settle()
        for place, wrong in (found_in_pages(window) | found_in_dialogs(window)).items():
            count += len(wrong)
            sys.stdout.write("\n".join(f"{language} {place}: {line}" for line in wrong) + "\n")
        window.close_without_asking()
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
