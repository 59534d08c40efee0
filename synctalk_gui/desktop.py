"""What the window has to do with the rest of the desktop: notifications, sleep, memory, crashes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.keep_awake import KeepAwake
from synctalk_gui.last_session import Crash
from synctalk_gui.notifications import Notifications
from synctalk_gui.open_path import open_path
from synctalk_gui.run_texts import end_sentence

if TYPE_CHECKING:
    from synctalk_gui.main_window import MainWindow

_REPORT_NAME = "synctalk-report.zip"


class Desktop(QObject):
    """Speaks for one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.keep_awake = KeepAwake(self)
        self.notifications = Notifications(self)
        self.notifications.clicked.connect(self.raise_window)

    # -- public -------------------------------------------------------------------------------

    def follow_jobs(self) -> None:
        """Jobs began, paused or ended: a machine whose jobs all wait for the user may sleep."""
        at_work = any(live.status != "paused" for live in self._window.session.jobs.active())
        self.keep_awake.set_awake(at_work and self._window.settings.keep_awake)

    def tell_end(self, live: LiveRun) -> None:
        """Tell that a run has ended, if nobody looks at the window."""
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if self._window.settings.notify:
            sentence, _icon_name, tone = end_sentence(live)
            self.notifications.show(QApplication.applicationName(), sentence, tone == "err")

    def raise_window(self, workspace: str = "") -> None:
        """Come to the front; with a workspace, open it."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if workspace and Path(workspace) != window.session.workspace.root:
            window.open_workspace(Path(workspace))

    def offer_crash(self, crash: Crash) -> None:
        """Tell of the last window's end, and offer a report."""
        from synctalk_gui.dialogs.problem import show_last_crash

        show_last_crash(self._window, crash, self.ask_report)

    def ask_report(self) -> None:
        """Ask where the report goes, and write it."""
        location = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(location) or Path.home())
        path, _filter = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save a report"),
            str(folder / _REPORT_NAME),
            self.tr("Zip files (*.zip)"),
        )
        if path:
            self.save_report(Path(path))

    def save_report(self, target: Path) -> None:
        """Write the report in the background."""
        from synctalk_gui.report import write_report

        session = self._window.session
        work = partial(write_report, target, session.workspace, list(session.devices.devices))
        session.background.run(work, partial(self._on_report_written, target))

    def close(self) -> None:
        self.keep_awake.set_awake(False)
        self.notifications.close()

    # -- slots --------------------------------------------------------------------------------

    def _on_report_written(self, target: Path, _names: list[str]) -> None:
        text = self.tr("The report is written; look at it before you give it away.")
        show = partial(open_path, target.parent)
        self._window.toast(text, "ok", "ok", self.tr("Show in folder"), show)
