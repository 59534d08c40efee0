"""Desktop integration: notifications, sleep, crash reports, raising the window."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from synctalk_engine.protocol.events import RunState
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.keep_awake import KeepAwake
from synctalk_gui.last_session import Crash
from synctalk_gui.notifications import Notifications
from synctalk_gui.run_texts import end_sentence
from synctalk_gui.session import Session
from synctalk_gui.settings import Settings

_REPORT_NAME = "synctalk-report.zip"


class Desktop(QObject):
    """Desktop integration of one window."""

    workspace_requested = Signal(Path)
    """Another start of the program asks for this workspace."""
    report_requested = Signal(Path)
    """The user chose where a crash report is saved."""
    report_saved = Signal(Path)

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.keep_awake = KeepAwake()
        self.notifications = Notifications(self)
        self.notifications.clicked.connect(self.raise_window)

    # -- public -------------------------------------------------------------------------------

    def update_keep_awake(self, active: Iterable[LiveRun]) -> None:
        """Keep the machine awake while a job runs that is not paused."""
        is_working = any(live.status != RunState.PAUSED for live in active)
        self.keep_awake.set_awake(is_working and self._settings.keep_awake)

    def notify_end(self, live: LiveRun) -> None:
        """Show a notification that a run has ended, unless the window is in the foreground."""
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if self._settings.notify:
            sentence, _icon_name, tone = end_sentence(live)
            self.notifications.show(QApplication.applicationName(), sentence, tone == "err")

    def raise_window(self, workspace: str = "") -> None:
        """Bring the window to the front; with a workspace, open it."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if workspace:
            self.workspace_requested.emit(Path(workspace))

    def offer_crash_report(self, crash: Crash) -> None:
        """Say that the last window crashed, and offer to save a report."""
        from synctalk_gui.dialogs.problem import show_last_crash

        show_last_crash(self._window, crash, self.ask_report)

    def ask_report(self) -> None:
        """Ask where the report is saved."""
        location = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(location) or Path.home())
        path, _filter = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save report"),
            str(folder / _REPORT_NAME),
            self.tr("Zip files (*.zip)"),
        )
        if path:
            self.report_requested.emit(Path(path))

    def save_report(self, session: Session, target: Path) -> None:
        """Write the report in the background."""
        from synctalk_gui.diagnostic_report import write_report

        work = partial(write_report, target, session.workspace, list(session.devices.devices))
        session.background.run(work, partial(self._on_report_written, target))

    def close(self) -> None:
        self.keep_awake.set_awake(False)
        self.notifications.close()

    # -- slots --------------------------------------------------------------------------------

    def _on_report_written(self, target: Path, _names: list[str]) -> None:
        self.report_saved.emit(target)
