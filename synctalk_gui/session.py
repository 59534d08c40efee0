"""What belongs to one open workspace: its projects, its jobs, its devices, its threads."""

from __future__ import annotations

import importlib
import logging
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_files import sweep
from synctalk_gui.engine.background import Background
from synctalk_gui.engine.checks import VideoChecks
from synctalk_gui.engine.devices import DeviceList
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.memory_watch import MemoryWatch
from synctalk_gui.engine.process import EngineCommand
from synctalk_gui.engine.queue import JobQueue
from synctalk_gui.engine.worker import STOP_TIMEOUT_S
from synctalk_gui.intake import Intake
from synctalk_gui.item_models.project_info import ProjectInfo, read_project, write_notes
from synctalk_gui.item_models.projects import ProjectsModel
from synctalk_gui.item_models.stage_texts import StageText, live_text

logger = logging.getLogger(__name__)

_LIVE_INTERVAL_MS = 250
_LOOK_INTERVAL_S = 5.0


class Session(QObject):
    """One workspace at work. ``close()`` lets go of everything; engine processes go on."""

    project_changed = Signal(str)
    """What is known of a project was read anew."""
    loaded = Signal()
    """All projects were read."""
    ready = Signal()
    """Pages can be shown without a pause: what they are made of was loaded; once."""
    imported = Signal(list)
    """Names of projects that came in."""
    live_changed = Signal()
    """Progress of running jobs moved on; at most four times a second."""

    def __init__(
        self,
        workspace: Workspace,
        command: EngineCommand,
        parent: QObject | None = None,
        stop_timeout_s: float = STOP_TIMEOUT_S,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.command = command
        self.background = Background(self)
        self.devices = DeviceList(command, self)
        self.memory = MemoryWatch(self.devices, self.background, self)
        self.jobs = JobQueue(
            workspace, command, self.devices, self.background, self, stop_timeout_s
        )
        self.checks = VideoChecks(command, self)
        self.projects = ProjectsModel(self.background, self)
        self.intake = Intake(self)
        self._is_warm = False
        self._early_paths: list[Path] = []
        self._looked_s = time.monotonic()
        self._read_numbers: dict[str, int] = {}
        self._live_timer = QTimer(self)
        self._live_timer.setInterval(_LIVE_INTERVAL_MS)
        self._live_timer.timeout.connect(self._on_live_tick)
        self.jobs.run_opened.connect(self._on_run_opened)
        self.jobs.run_ended.connect(self._on_run_ended)
        self.jobs.changed.connect(self._on_jobs_changed)
        self.checks.checked.connect(self._on_checked)
        self.intake.changed.connect(self._on_intake_changed)

    # -- public -------------------------------------------------------------------------------

    def open(self) -> None:
        """Read the projects and look for living runs, in the background."""
        self.background.run(partial(sweep, self.workspace))
        self.refresh_all()
        self.jobs.find_running()

    def look_again(self) -> None:
        """See what the command line or another program did in the workspace meanwhile."""
        now_s = time.monotonic()
        if self._is_warm and now_s - self._looked_s > _LOOK_INTERVAL_S:
            self._looked_s = now_s
            self.refresh_all()
            self.jobs.find_running()

    def refresh(self, name: str) -> None:
        """Read one project anew, in the background."""
        self._read(name, partial(read_project, self.workspace, name))

    def refresh_all(self) -> None:
        numbers = dict(self._read_numbers)
        self.background.run(partial(_read_all, self.workspace), partial(self._on_read_all, numbers))

    def remember(self, name: str, **notes: object) -> None:
        """Write what the window keeps of a project, then read it anew."""
        self._read(name, partial(_write_and_read, self.workspace, name, notes))

    def import_paths(self, paths: list[Path]) -> None:
        """Take in videos, prepared videos, models and exports, and what folders hold of them.

        What comes before the projects were read waits for that: what is here already is known then.
        """
        if self._is_warm:
            self.intake.take(paths)
        else:
            self._early_paths += paths

    def put(self, info: ProjectInfo) -> None:
        """Take up what was just read of a project; looks at the disk of before do not count."""
        self._read_numbers[info.name] = self._read_numbers.get(info.name, 0) + 1
        self.projects.put(info)
        self.project_changed.emit(info.name)

    def drop(self, name: str) -> None:
        """Forget a project that is not there any more."""
        self._read_numbers[name] = self._read_numbers.get(name, 0) + 1
        self.jobs.forget_project(name)
        self.projects.remove(name)
        self.project_changed.emit(name)

    def check(self, info: ProjectInfo) -> None:
        """Have the engine look at a project's video before it is prepared."""
        if info.source_video is not None:
            self.checks.ask(info.name, info.source_video)

    def check_when_known(self, name: str) -> None:
        """Have a project's video looked at, once the project was read."""
        self.background.run(partial(read_project, self.workspace, name), self.check)

    def close(self) -> None:
        self._live_timer.stop()
        self.memory.set_watching(False)
        self.intake.close()
        self.checks.close()
        self.devices.close()
        self.jobs.close()
        self.background.close()

    # -- slots --------------------------------------------------------------------------------

    def _on_read_all(self, numbers: dict[str, int], infos: list[ProjectInfo]) -> None:
        found = {info.name: info for info in infos}
        for name, number in self._read_numbers.items():
            known = self.projects.info(name)
            if number != numbers.get(name, 0):  # read, imported or put away after this look began
                if known is not None:
                    found[name] = known
                else:
                    found.pop(name, None)
        infos = list(found.values())
        self.projects.set_projects(infos)
        for info in infos:
            self.project_changed.emit(info.name)
        self.loaded.emit()
        if not self._is_warm:
            self._is_warm = True
            self.background.run(_load_charts, self._on_charts_loaded)
            if not infos:  # nothing but the welcome is shown
                self.ready.emit()
            early, self._early_paths = self._early_paths, []
            if early:
                self.intake.take(early)

    def _on_charts_loaded(self, _nothing: None) -> None:
        if self.projects.rowCount() > 0:
            self.ready.emit()

    def _read(self, name: str, work: Callable[[], ProjectInfo]) -> None:
        number = self._read_numbers.get(name, 0) + 1
        self._read_numbers[name] = number
        self.background.run(work, partial(self._on_read, number))

    def _on_read(self, number: int, info: ProjectInfo) -> None:
        if number < self._read_numbers[info.name]:
            return  # a later look at the disk is under way; this one may be of before
        self.projects.put(info)
        self.project_changed.emit(info.name)

    def _on_checked(self, name: str, report: dict) -> None:
        if self.projects.info(name) is not None:  # it may have been renamed or put away meanwhile
            self.remember(name, check=report)

    def _on_run_opened(self, live: LiveRun) -> None:
        live.status_changed.connect(self._on_jobs_changed)
        self.projects.set_live(live.name, live_text(live))
        self._live_timer.start()

    def _on_run_ended(self, live: LiveRun) -> None:
        self.projects.set_live(live.name, None)
        self.projects.forget_thumbnail(live.name)
        self.refresh(live.name)

    def _on_jobs_changed(self, *_: object) -> None:
        waiting_names = {request.name for request in self.jobs.waiting()}
        active_names = {run.name for run in self.jobs.active()}
        for name in self.projects.names():
            if name in waiting_names and name not in active_names:
                self.projects.set_live(name, StageText(self.tr("waiting in the queue")))
            elif name not in active_names and not self.intake.is_coming(name):
                self.projects.set_live(name, None)
        self._on_live_tick()

    def _on_intake_changed(self) -> None:
        task = self.intake.at_work()
        if task is not None and self.jobs.active_run(task.name) is None:
            text = self.tr("coming in …")
            self.projects.set_live(task.name, StageText(text, share=self.intake.share_done or 0.0))
        else:
            self._on_jobs_changed()

    def _on_live_tick(self) -> None:
        active = self.jobs.active()
        for live in active:
            self.projects.set_live(live.name, live_text(live))
        if not active:
            self._live_timer.stop()
        self.live_changed.emit()


def _load_charts() -> None:
    """Loading the charts takes a third of a second in which the window would not answer."""
    importlib.import_module("pyqtgraph")


def _read_all(workspace: Workspace) -> list[ProjectInfo]:
    return [read_project(workspace, name) for name in workspace.project_names()]


def _write_and_read(workspace: Workspace, name: str, notes: dict) -> ProjectInfo:
    write_notes(workspace, name, **notes)
    return read_project(workspace, name)
