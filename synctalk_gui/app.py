"""Entry point of the window: ``python -m synctalk_gui.launch [FILE ...]``.

Only what is needed to show the window is imported here; a page loads its charts when it is first
shown. torch and OpenCV are never loaded in this process.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import synctalk_engine
from synctalk_engine.errors import SynctalkError

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    from synctalk_gui.file_opener import FileOpener
    from synctalk_gui.main_window import MainWindow

_BEGAN_S = time.perf_counter()
_INTERPRETER_S = time.process_time()
"""CPU time of the interpreter's own start."""
_START_MS = 5000
"""After this time the start is over, also on a slow computer."""

PROGRAM_NAME = "SyncTalk Studio"
ORGANISATION = "SyncTalk"


def main(argv: list[str] | None = None) -> int:
    """Open the window.

    Args:
        argv: arguments without the program's name; None: those of this process.
    Returns:
        The exit code.
    """
    arguments = sys.argv[1:] if argv is None else argv
    options = _parse(arguments)
    gc.disable()  # until resume_collector_later()
    from synctalk_gui.screen_check import require_screen

    try:
        require_screen()
    except SynctalkError as error:
        sys.stderr.write(f"{error.message} {error.hint}\n")
        return error.exit_code
    return _open_window(options)


def _open_window(options: argparse.Namespace) -> int:
    """Open the window, or hand the files to the open one; returns the exit code."""
    from synctalk_engine.workspace.engine_process import EngineCommand
    from synctalk_gui import crash_note
    from synctalk_gui.file_opener import FileOpener, given_files
    from synctalk_gui.main_window import MainWindow
    from synctalk_gui.settings import Settings
    from synctalk_gui.single_instance import hand_over

    application = create_application()
    files = given_files(options.files)
    if not options.measure_start and hand_over(_wanted_workspace(options), files=files):
        return 0  # the open window came to the front
    opener = FileOpener(application, files)
    _log_to_file()
    settings = Settings()
    window = MainWindow(_workspace(options, settings), settings, EngineCommand.default())
    crash_note.install(window.report_crash)
    resume_collector_later(application)
    if options.measure_start:
        return _measure_start(application, window)
    return _run(application, window, opener)


def _run(application: QApplication, window: MainWindow, opener: FileOpener) -> int:
    """Show the window until it is closed; returns the exit code."""
    from synctalk_gui.last_session import LastSession
    from synctalk_gui.single_instance import SingleInstance
    from synctalk_gui.stop_signals import StopSignals

    signals = StopSignals()
    signals.stop_requested.connect(window.close_without_asking)
    signals.stop_requested.connect(application.quit)
    last_session = LastSession()
    crash = last_session.begin()
    instance = SingleInstance(application)
    instance.raised.connect(window.desktop.raise_window)
    instance.files_given.connect(opener.open)
    window.show()
    opener.listen(window.import_files)
    if crash is not None:
        window.desktop.offer_crash_report(crash)
    code = application.exec()
    instance.close()
    last_session.end()
    signals.close()
    window.deleteLater()
    return code


def _measure_start(application: QApplication, window: MainWindow) -> int:
    """Print the milliseconds until the first page is usable, then end."""
    from PySide6.QtCore import Qt

    measured = _MeasuredStart(window)
    window.session.ready.connect(measured.finish, Qt.ConnectionType.QueuedConnection)
    window.show()
    code = application.exec()
    window.deleteLater()
    return code


def create_application() -> QApplication:
    """The application object with names, icon, style and the user's theme."""
    from PySide6.QtWidgets import QApplication

    from synctalk_gui import icons, languages
    from synctalk_gui.settings import Settings
    from synctalk_gui.theme import Theme

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName(PROGRAM_NAME)
    application.setApplicationDisplayName(PROGRAM_NAME)
    application.setOrganizationName(ORGANISATION)
    application.setOrganizationDomain("synctalk.studio")
    application.setDesktopFileName("synctalk-studio")
    languages.use(application, Settings().language)
    application.setStyle("Fusion")
    application.setWindowIcon(icons.application_icon())
    Theme(application, Settings().theme)
    return application


def resume_collector_later(parent: QObject) -> None:
    """Let Python collect cycles again when the start is over, without what was made until then.

    The start makes some hundred thousand objects that live as long as the program. The collector
    would find nothing in them, for a tenth of a second in all, and again in each full collection.
    """
    from PySide6.QtCore import QTimer

    timer = QTimer(parent, singleShot=True, interval=_START_MS)
    timer.timeout.connect(_resume_collector)
    timer.start()


def _resume_collector() -> None:
    gc.freeze()
    gc.enable()


def _log_to_file() -> None:
    """Log the window's own warnings to a file; each job has a log of its own."""
    import contextlib
    import logging
    from logging.handlers import RotatingFileHandler

    from synctalk_gui.crash_note import crash_folder

    path = crash_folder().with_name("window.log")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger("synctalk_gui").addHandler(handler)


class _MeasuredStart:
    """Prints how long the start took until the first page was usable, then quits."""

    def __init__(self, window) -> None:
        self._window = window

    def finish(self) -> None:
        from PySide6.QtWidgets import QApplication

        self._window.repaint()
        passed_ms = (time.perf_counter() - _BEGAN_S + _INTERPRETER_S) * 1000
        sys.stdout.write(f"{passed_ms:.0f}\n")
        sys.stdout.flush()
        self._window.close_without_asking()
        QApplication.quit()


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="synctalk-studio", description=PROGRAM_NAME)
    parser.add_argument("files", nargs="*", metavar="FILE", help="videos and other files to import")
    parser.add_argument("--workspace", metavar="DIR", help="folder to open")
    version = f"{PROGRAM_NAME} {synctalk_engine.__version__}"
    parser.add_argument("--version", action="version", version=version)
    parser.add_argument(
        "--measure-start",
        action="store_true",
        help="print the milliseconds until the window is usable, then end",
    )
    return parser.parse_args(arguments)


def _workspace(options: argparse.Namespace, settings) -> Path:
    from synctalk_gui.settings import default_workspace

    if wanted := _wanted_workspace(options):
        return Path(wanted)
    recent = next((path for path in settings.recent_workspaces if path.is_dir()), None)
    return recent or default_workspace()


def _wanted_workspace(options: argparse.Namespace) -> str:
    """The folder given on the command line, or an empty string."""
    return str(Path(options.workspace).expanduser().resolve()) if options.workspace else ""


if __name__ == "__main__":
    sys.exit(main())
