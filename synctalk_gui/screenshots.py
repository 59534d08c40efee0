"""Screenshots of every page: ``python -m synctalk_gui.screenshots DIR [--workspace W]``.

Without a workspace, an example is created: painted faces, generated events, no model.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZE = (1280, 800)
_MORE_VIEWS = (((1920, 1080), 1.0), (SIZE, 1.5), (SIZE, 2.0), (SIZE, 3.0))
"""Sizes of the window, and scales of the screen, for ``--more``."""
_SETTLE_S = 1.2
_THEMES = ("light", "dark")
_PAGES = ("preprocess", "train", "preview", "render")


def main(
    folder: Path,
    workspace: Path | None = None,
    settle_s: float = _SETTLE_S,
    is_more_wanted: bool = False,
) -> list[Path]:
    """Save every page in both themes at 1280x800, and Train at twice the scale.

    Args:
        folder: output folder; created if needed.
        workspace: the workspace to show; None creates an example.
        settle_s: seconds to wait before a page is saved.
        is_more_wanted: also save every page at 1920x1080, and at 150, 200 and 300 %.
    Returns:
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="synctalk-demo-") as scratch:
        if workspace is None:
            workspace = Path(scratch) / "Studio"
            _in_own_process(["--build", str(workspace)], scale=1)
        arguments = [str(folder), "--workspace", str(workspace), "--claim"]
        arguments += ["--settle", str(settle_s)]
        _in_own_process(["--shoot", *arguments], scale=1)
        if is_more_wanted:
            for (width, height), scale in _MORE_VIEWS:
                size = ["--size", str(width), str(height)]
                _in_own_process(["--shoot", *arguments, *size], scale)
        else:
            _in_own_process(["--shoot", *arguments, "--only", "train"], scale=2)
    return sorted(folder.glob("*.png"))


def _in_own_process(arguments: list[str], scale: float) -> None:
    """Qt reads the screen's scale once per process."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": f"{scale:g}"}
    command = [sys.executable, "-m", "synctalk_gui.screenshots", *arguments]
    subprocess.run(command, env=environment, check=True)


def _build(root: Path) -> None:
    from PySide6.QtGui import QGuiApplication

    from synctalk_gui import screenshot_workspace

    application = QGuiApplication([])
    screenshot_workspace.build(root)
    del application


def _shoot(
    folder: Path,
    workspace: Path,
    only: str,
    is_claimed: bool,
    settle_s: float,
    size: tuple[int, int],
) -> None:
    from PySide6.QtCore import QLocale, QSettings
    from PySide6.QtGui import QFont, QFontDatabase

    from synctalk_engine.workspace.engine_process import EngineCommand
    from synctalk_gui.app import create_application
    from synctalk_gui.main_window import MainWindow
    from synctalk_gui.settings import Settings
    from synctalk_gui.theme import Theme

    if is_claimed:
        _claim_running(workspace)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    with tempfile.TemporaryDirectory() as scratch:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        application = create_application()
        if "Inter" in QFontDatabase.families():  # the offscreen platform has no default font
            application.setFont(QFont("Inter", 10))
        theme = Theme(application, "dark")
        window = MainWindow(workspace, Settings(), EngineCommand.default())
        window.resize(*size)
        window.show()
        _settle(application, 2 * settle_s)
        for choice in _THEMES:
            theme.choose(choice)
            _shoot_pages(application, window, folder, choice, only, settle_s)
            if not only:
                _shoot_more(application, window, folder, choice, settle_s)
        window.close_without_asking()


def _shoot_pages(
    application, window, folder: Path, choice: str, only: str, settle_s: float
) -> None:
    window.select_project("May")
    for page in _PAGES:
        if not only or page == only:
            window.show_step(page)
            _settle(application, settle_s)
            _save(window, folder, f"{page}-{choice}")


def _shoot_more(application, window, folder: Path, choice: str, settle_s: float) -> None:
    """States that the pages above do not show."""
    window.select_project("Dr. Chen")
    _settle(application, settle_s)
    _save(window, folder, f"imported-{choice}")
    window.select_project("interview")
    _settle(application, settle_s)
    _save(window, folder, f"preprocessing-{choice}")
    window.select_project("Studio take 3")
    window.show_step("train")
    _settle(application, settle_s)
    _save(window, folder, f"ready-{choice}")
    window.select_project("May")
    _shoot_dialogs(application, window, folder, choice, settle_s)


def _shoot_dialogs(application, window, folder: Path, choice: str, settle_s: float) -> None:
    from synctalk_gui.dialogs.about import AboutDialog
    from synctalk_gui.dialogs.closing import ClosingDialog
    from synctalk_gui.dialogs.importing import ImportDialog
    from synctalk_gui.dialogs.name import NameDialog
    from synctalk_gui.dialogs.queue import QueueDialog
    from synctalk_gui.dialogs.settings import SettingsDialog
    from synctalk_gui.dialogs.trash import TrashDialog
    from synctalk_gui.dialogs.weights import WeightsDialog
    from synctalk_gui.import_sources import ImportCandidates, ImportSource
    from synctalk_gui.widgets.toast import Toast

    research = Path("SyncTalk_2D")
    dataset = ImportSource(research / "dataset" / "May", "dataset", "May", 3_200_000_000)
    model = ImportSource(research / "checkpoint" / "Studio take 3", "checkpoint", "Studio take 3")
    session, names = window.session, window.session.projects.names()
    window.view.show_toast("Moved “Chen 2” to Trash.", "ok", "ok", "Undo", window.projects.undo)
    window.view.sidebar.import_bar.show_import("interview with Erika", 0.42, 3)
    _settle(application, 0.3 * settle_s)
    _save(window, folder, f"toast-{choice}")
    window.view.sidebar.import_bar.show_import("", None, 0)
    window.findChild(Toast).hide()
    dialogs = {
        "import": ImportDialog(
            ImportCandidates(sources=[dataset, model], workspaces=[research]), names, window
        ),
        "queue": QueueDialog(session, window),
        "trash": TrashDialog(session.workspace, session.background, window),
        "name": NameDialog("Rename", "New name for “May”", "Rename", "May", [], window),
        "about": AboutDialog(window),
        "closing": ClosingDialog(window.session.jobs.active(), 0, window),
        "settings": SettingsDialog(window.settings, session, window),
        "weights": WeightsDialog("", window.session.command, window),
    }
    for name, dialog in dialogs.items():
        dialog.open()
        _settle(application, settle_s * (3 if name == "weights" else 0.3))
        _save(dialog, folder, f"dialog-{name}-{choice}")
        dialog.close()


def _claim_running(workspace: Path) -> None:
    """Mark the example's running jobs as this process, so that they count as alive."""
    from synctalk_engine.workspace.layout import Workspace
    from synctalk_engine.workspace.runs import current_process, list_runs

    place = Workspace(workspace)
    for name in place.project_names():
        for run in list_runs(place, name):
            spec = run.read_spec()
            if spec is not None and run.run_id.endswith("-demo") and spec.process is not None:
                run.write_spec(spec.model_copy(update={"process": current_process()}))


def _settle(application, seconds: float) -> None:
    deadline_s = time.monotonic() + seconds
    while time.monotonic() < deadline_s:
        application.processEvents()
        time.sleep(0.01)


def _save(window, folder: Path, name: str) -> None:
    scale = window.devicePixelRatio()
    size = (
        window.window().parentWidget() or window
    )  # dialogs are named after the main window's size
    suffix = "" if size.width() <= SIZE[0] else f"-{size.width()}"
    suffix += "" if scale == 1 else f"-{scale:g}x"
    window.grab().save(str(folder / f"{name}{suffix}.png"))


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m synctalk_gui.screenshots")
    parser.add_argument("folder", nargs="?", help="where the pictures go")
    parser.add_argument("--workspace", help="show this one instead of a made-up one")
    parser.add_argument(
        "--more", action="store_true", help="also at 1920x1080, and at 150, 200 and 300 percent"
    )
    parser.add_argument("--size", type=int, nargs=2, default=SIZE, help=argparse.SUPPRESS)
    parser.add_argument("--settle", type=float, default=_SETTLE_S, help=argparse.SUPPRESS)
    parser.add_argument("--build", help=argparse.SUPPRESS)
    parser.add_argument("--shoot", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--only", default="", help=argparse.SUPPRESS)
    parser.add_argument("--claim", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    options = _parsed()
    if options.build:
        _build(Path(options.build))
    elif options.shoot:
        _shoot(
            Path(options.folder),
            Path(options.workspace),
            options.only,
            options.claim,
            options.settle,
            tuple(options.size),
        )
    elif options.folder:
        given = Path(options.workspace) if options.workspace else None
        for path in main(Path(options.folder), given, is_more_wanted=options.more):
            sys.stdout.write(f"{path}\n")
    else:
        sys.exit("say where the pictures go: python -m synctalk_gui.screenshots DIR")
