"""Screenshots of every page: ``python -m synctalk_gui.screenshots DIR [--workspace W]``.

``--language de`` or ``zh_CN`` shows them in that language.

Without a workspace, an example is created: painted faces, generated events, no model.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZE = (1280, 800)
_MORE_VIEWS = (((1920, 1080), 1.0), (SIZE, 1.5), (SIZE, 2.0), (SIZE, 3.0))
"""Sizes of the window, and scales of the screen, for ``--more``."""
_SCREEN_SIZE = (6400, 4000)
_SETTLE_S = 1.2
_THEMES = ("light", "dark")
_PAGES = ("preprocess", "train", "preview", "render")


def main(
    folder: Path,
    workspace: Path | None = None,
    settle_s: float = _SETTLE_S,
    is_more_wanted: bool = False,
    language: str = "en",
) -> list[Path]:
    """Save every page in both themes at 1280x800, and Train at twice the scale.

    Args:
        folder: output folder; created if needed.
        workspace: the workspace to show; None creates an example.
        settle_s: seconds to wait before a page is saved.
        is_more_wanted: also save every page at 1920x1080, and at 150, 200 and 300 %.
        language: ``en``, ``de`` or ``zh``.
    Returns:
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="synctalk-demo-") as scratch:
        if workspace is None:
            workspace = Path(scratch) / "Studio"
            _in_own_process(["--build", str(workspace)], scale=1)
        arguments = [str(folder), "--workspace", str(workspace), "--claim"]
        arguments += ["--settle", str(settle_s), "--language", language]
        _in_own_process(["--shoot", *arguments], scale=1)
        if is_more_wanted:
            for (width, height), scale in _MORE_VIEWS:
                size = ["--size", str(width), str(height)]
                _in_own_process(["--shoot", *arguments, *size], scale)
        else:
            _in_own_process(["--shoot", *arguments, "--only", "train"], scale=2)
    return sorted(folder.glob("*.png"))


def _in_own_process(arguments: list[str], scale: float) -> None:
    """Qt reads the screen's size and scale once per process."""
    with tempfile.TemporaryDirectory(prefix="synctalk-screen-") as folder:
        screen = write_screen(Path(folder) / "screen.json")
        environment = os.environ | {
            "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
            "QT_SCALE_FACTOR": f"{scale:g}",
        }
        command = [sys.executable, "-m", "synctalk_gui.screenshots", *arguments]
        subprocess.run(command, env=environment, check=True)


def write_screen(path: Path) -> Path:
    """Write the offscreen platform's configuration: one screen on which every size has room."""
    width, height = _SCREEN_SIZE
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return path


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
    language: str,
) -> None:
    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QFont, QFontDatabase

    from synctalk_engine.workspace.engine_process import EngineCommand
    from synctalk_gui import languages
    from synctalk_gui.app import create_application
    from synctalk_gui.main_window import MainWindow
    from synctalk_gui.settings import Settings
    from synctalk_gui.theme import Theme

    if is_claimed:
        _claim_running(workspace)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    with tempfile.TemporaryDirectory() as scratch:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        application = create_application()
        if "Inter" in QFontDatabase.families():  # the offscreen platform has no default font
            application.setFont(QFont("Inter", 10))
        languages.use(application, language)
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
    from synctalk_gui.widgets.toast import Toast

    window.view.show_toast("Moved “Chen 2” to Trash.", "ok", "ok", "Undo", window.projects.undo)
    window.view.sidebar.import_bar.show_import("interview with Erika", 0.42, 3)
    _settle(application, 0.3 * settle_s)
    _save(window, folder, f"toast-{choice}")
    window.view.sidebar.import_bar.show_import("", None, 0)
    window.findChild(Toast).hide()
    for name, dialog in make_dialogs(window).items():
        dialog.open()
        _settle(application, settle_s * (3 if name == "weights" else 0.3))
        _save(dialog, folder, f"dialog-{name}-{choice}")
        dialog.close()


def make_dialogs(window) -> dict:
    """Returns the window's dialogs by a name, not shown yet."""
    from synctalk_gui.dialogs.about import AboutDialog
    from synctalk_gui.dialogs.closing import ClosingDialog
    from synctalk_gui.dialogs.consent import ConsentDialog
    from synctalk_gui.dialogs.importing import ImportDialog
    from synctalk_gui.dialogs.name import NameDialog
    from synctalk_gui.dialogs.queue import QueueDialog
    from synctalk_gui.dialogs.settings import SettingsDialog
    from synctalk_gui.dialogs.text_to_speech import TextToSpeechDialog
    from synctalk_gui.dialogs.trash import TrashDialog
    from synctalk_gui.dialogs.weights import WeightsDialog
    from synctalk_gui.import_sources import ImportCandidates, ImportSource

    research = Path("SyncTalk_2D")
    dataset = ImportSource(research / "dataset" / "May", "dataset", "May", 3_200_000_000)
    model = ImportSource(research / "checkpoint" / "Studio take 3", "checkpoint", "Studio take 3")
    session, names = window.session, window.session.projects.names()
    return {
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
        "consent": ConsentDialog(None, session.workspace.root, window),
        "text": TextToSpeechDialog(session.workspace.root, session.command, window),
    }


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
    parser.add_argument(
        "--language",
        choices=("en", "de", "zh", "zh_CN"),
        default="en",
        help="language of the texts",
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
            options.language,
        )
    elif options.folder:
        given = Path(options.workspace) if options.workspace else None
        language = options.language.split("_")[0]
        made = main(Path(options.folder), given, is_more_wanted=options.more, language=language)
        for path in made:
            sys.stdout.write(f"{path}\n")
    else:
        sys.exit("say where the pictures go: python -m synctalk_gui.screenshots DIR")
