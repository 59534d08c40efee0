"""One open workspace: its projects, jobs, devices and threads."""

from __future__ import annotations

import contextlib
import importlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from synctalk_engine.protocol.run_spec import JobKind
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_files import sweep
from synctalk_gui.engine.background import Background
from synctalk_gui.engine.devices import DeviceList
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.memory_watch import MemoryWatch
from synctalk_gui.engine.posters import Posters
from synctalk_gui.engine.queue import JobQueue
from synctalk_gui.engine.run_worker import STOP_TIMEOUT_S
from synctalk_gui.engine.video_checks import VideoChecks
from synctalk_gui.engine.waveforms import Waveforms
from synctalk_gui.importer import Importer
from synctalk_gui.item_models.project_info import (
    FACES_DIR_NAME,
    POSTER_NAME,
    ProjectInfo,
    read_project,
    write_notes,
)
from synctalk_gui.item_models.project_status import ProjectStatus, running_status
from synctalk_gui.item_models.projects_model import ProjectsModel
from synctalk_gui.item_models.video_check import CheckOutcome, check_outcome

logger = logging.getLogger(__name__)

RECORDINGS_NAME = "recordings"
_LIVE_INTERVAL_MS = 250
_STALE_AFTER_S = 5.0


class Session(QObject):
    """Owns everything of one workspace. Engine processes keep running after ``close()``."""

    project_changed = Signal(str)
    """A project was read from disk again."""
    loaded = Signal()
    """All projects were read."""
    ready = Signal()
    """Emitted once: the charts are loaded, so pages open without a delay."""
    imported = Signal(list)
    """Names of imported projects."""
    live_changed = Signal()
    """Progress of running jobs changed; at most four times a second."""

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
        self.posters = Posters(command, self)
        self.waveforms = Waveforms(command, self)
        self.projects = ProjectsModel(self.background, self)
        self.importer = Importer(workspace, command, self.background, self.projects, self)
        self._is_warm = False
        self._early_paths: list[Path] = []
        self._refreshed_s = time.monotonic()
        self._read_numbers: dict[str, int] = {}
        self._stages: dict[str, str] = {}
        """Project -> stage of its running job."""
        self._options: dict[str, dict[str, dict[str, Any]]] = {}
        """Options that were changed in this session, by project; newer than those on disk."""
        self._live_timer = QTimer(self)
        self._live_timer.setInterval(_LIVE_INTERVAL_MS)
        self._live_timer.timeout.connect(self._on_live_tick)
        self.jobs.run_opened.connect(self._on_run_opened)
        self.jobs.run_ended.connect(self._on_run_ended)
        self.jobs.changed.connect(self._on_jobs_changed)
        self.checks.checked.connect(self._on_checked)
        self.posters.written.connect(self._on_poster_written)
        self.importer.changed.connect(self._on_import_changed)
        self.importer.project_read.connect(self.put)
        self.importer.video_imported.connect(self._on_video_imported)
        self.importer.imported.connect(self.imported)
        self.importer.cancelled.connect(self.refresh_all)

    # -- public -------------------------------------------------------------------------------

    def open(self) -> None:
        """Read the projects and look for living runs, in the background."""
        self.background.run(partial(sweep, self.workspace))
        self.refresh_all()
        self.jobs.find_running()

    def refresh_if_stale(self) -> None:
        """Read the projects again if the last read is some seconds old."""
        now_s = time.monotonic()
        if self._is_warm and now_s - self._refreshed_s > _STALE_AFTER_S:
            self._refreshed_s = now_s
            self.refresh_all()
            self.jobs.find_running()

    def refresh(self, name: str) -> None:
        """Read one project again, in the background."""
        self._read(name, partial(read_project, self.workspace, name))

    def refresh_all(self) -> None:
        numbers = dict(self._read_numbers)
        self.background.run(partial(_read_all, self.workspace), partial(self._on_read_all, numbers))

    def remember(self, name: str, **notes: object) -> None:
        """Save the window's settings of a project, then read it again."""
        self._read(name, partial(_write_and_read, self.workspace, name, notes))

    def recordings_dir(self, name: str) -> Path:
        """Returns the folder of a project's recordings and spoken texts."""
        return self.workspace.clip_dir(name) / RECORDINGS_NAME

    def set_speeches(self, info: ProjectInfo, paths: Sequence[Path]) -> None:
        """Save the audio files that a project is to say; its pages show them at once."""
        self.put(replace(info, speeches=tuple(paths)))
        self.remember(info.name, speeches=[str(path) for path in paths])

    def set_options(self, info: ProjectInfo, kind: JobKind, values: dict[str, Any]) -> ProjectInfo:
        """Save a project's options for a kind of job; returns the project with them."""
        options = {**self._options.get(info.name, info.options), kind: values}
        self._options[info.name] = options
        info = replace(info, options=options)
        self.projects.put(info)
        self.background.run(partial(self._write_options, info.name))
        return info

    def import_paths(self, paths: list[Path]) -> None:
        """Import videos, preprocessed videos, models, exports, and folders of them.

        Paths that arrive before the projects were read are imported afterwards.
        """
        if self._is_warm:
            self.importer.import_paths(paths)
        else:
            self._early_paths += paths

    def put(self, info: ProjectInfo) -> None:
        """Update a project; reads that started earlier are discarded."""
        self._read_numbers[info.name] = self._read_numbers.get(info.name, 0) + 1
        self.projects.put(self._with_options(info))
        self.project_changed.emit(info.name)

    def drop(self, name: str) -> None:
        """Forget a project that was moved or deleted."""
        self._read_numbers[name] = self._read_numbers.get(name, 0) + 1
        self._options.pop(name, None)
        self.jobs.forget_project(name)
        self.projects.remove(name)
        self.project_changed.emit(name)

    def check(self, info: ProjectInfo) -> None:
        """Check a project's video before it is preprocessed."""
        if info.source_video is not None:
            self.check_video(info.name, info.source_video, info.face)

    def check_again(self, *_: object) -> None:
        """Check the videos that could not be checked for want of weights."""
        for name in self.projects.names():
            info = self.projects.info(name)
            if info is not None and check_outcome(info.check) == CheckOutcome.WEIGHTS_MISSING:
                self.check(info)

    def check_video(self, name: str, video_path: Path, face: str | None = None) -> None:
        """Check a video that is to be preprocessed for a project.

        Args:
            face: the person to look at; None: the one whom the video is about.
        """
        self.checks.ask(name, video_path, self.faces_dir(name), face)

    def make_poster(self, info: ProjectInfo) -> None:
        """Make an image of a project's video, in about a second."""
        if info.source_video is not None and self.workspace.clip_dir(info.name).is_dir():
            poster = self.faces_dir(info.name) / POSTER_NAME
            self.posters.ask(info.name, info.source_video, poster)

    def faces_dir(self, name: str) -> Path:
        """Returns the folder of the thumbnails of people in a project's video."""
        return self.workspace.clip_dir(name) / FACES_DIR_NAME

    def check_when_known(self, name: str) -> None:
        """Check a project's video, once the project was read."""
        self.background.run(partial(read_project, self.workspace, name), self.check)

    def close(self) -> None:
        self._live_timer.stop()
        self.memory.set_watching(False)
        self.importer.close()
        self.checks.close()
        self.posters.close()
        self.waveforms.close()
        self.devices.close()
        self.jobs.close()
        self.background.close()
        for name in list(self._options):  # a write in the background may not have run yet
            with contextlib.suppress(Exception):
                self._write_options(name)

    # -- slots --------------------------------------------------------------------------------

    def _on_read_all(self, numbers: dict[str, int], infos: list[ProjectInfo]) -> None:
        found = {info.name: self._with_options(info) for info in infos}
        for name, number in self._read_numbers.items():
            known = self.projects.info(name)
            if number != numbers.get(name, 0):  # changed after this read began
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
            self.background.run(_load_first_pages, self._on_charts_loaded)
            if not infos:  # only the welcome page is shown
                self.ready.emit()
            early, self._early_paths = self._early_paths, []
            if early:
                self.importer.import_paths(early)

    def _on_charts_loaded(self, _nothing: None) -> None:
        self.background.run(_load_other_pages)
        if self.projects.rowCount() > 0:
            self.ready.emit()

    def _read(self, name: str, work: Callable[[], ProjectInfo]) -> None:
        number = self._read_numbers.get(name, 0) + 1
        self._read_numbers[name] = number
        self.background.run(work, partial(self._on_read, number))

    def _on_read(self, number: int, info: ProjectInfo) -> None:
        if number < self._read_numbers[info.name]:
            return  # a later read is under way
        self.projects.put(self._with_options(info))
        self.project_changed.emit(info.name)

    def _write_options(self, name: str) -> None:
        """Write the newest options, in whatever order the threads get here."""
        options = self._options.get(name)
        if options is not None and self.workspace.clip_dir(name).is_dir():
            write_notes(self.workspace, name, options=options)

    def _with_options(self, info: ProjectInfo) -> ProjectInfo:
        """A project that was just read may have older options than those in memory."""
        options = self._options.get(info.name)
        return info if options is None else replace(info, options=options)

    def _on_checked(self, name: str, report: dict) -> None:
        if self.projects.info(name) is not None:  # it may have been renamed or deleted meanwhile
            self.remember(name, check=report)

    def _on_poster_written(self, name: str, poster: dict) -> None:
        info = self.projects.info(name)
        if info is not None:  # it may have been renamed or deleted meanwhile
            self.projects.forget_thumbnail(name)
            self.remember(name, poster=poster)

    def _on_run_opened(self, live: LiveRun) -> None:
        live.status_changed.connect(self._on_jobs_changed)
        self.projects.set_live(live.name, running_status(live))
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
                self.projects.set_live(name, ProjectStatus(self.tr("In queue")))
            elif name not in active_names and not self.importer.is_importing(name):
                self.projects.set_live(name, None)
        self._on_live_tick()

    def _on_video_imported(self, info: ProjectInfo) -> None:
        self.put(info)
        self.make_poster(info)
        self.check(info)

    def _on_import_changed(self) -> None:
        task = self.importer.running()
        if task is not None and self.jobs.active_run(task.name) is None:
            text = self.tr("Importing…")
            fraction = self.importer.fraction_done or 0.0
            self.projects.set_live(task.name, ProjectStatus(text, fraction=fraction))
        else:
            self._on_jobs_changed()

    def _on_live_tick(self) -> None:
        active = self.jobs.active()
        for live in active:
            self.projects.set_live(live.name, running_status(live))
            self._read_after_stage(live)
        if not active:
            self._live_timer.stop()
        self.live_changed.emit()

    def _read_after_stage(self, live: LiveRun) -> None:
        """Read a project again when its job goes on to another stage: there may be frames now."""
        stage = live.record.stage
        if self._stages.get(live.name, stage) != stage:
            self.refresh(live.name)
        self._stages[live.name] = stage


def _load_first_pages() -> None:
    """Import pyqtgraph, which takes a third of a second, and the pages that a project is first
    shown with, outside the window's thread."""
    for name in ("pyqtgraph", "synctalk_gui.pages.train", "synctalk_gui.pages.preprocess"):
        importlib.import_module(name)


def _load_other_pages() -> None:
    for name in ("preview", "render"):
        importlib.import_module(f"synctalk_gui.pages.{name}")


def _read_all(workspace: Workspace) -> list[ProjectInfo]:
    return [read_project(workspace, name) for name in workspace.project_names()]


def _write_and_read(workspace: Workspace, name: str, notes: dict) -> ProjectInfo:
    write_notes(workspace, name, **notes)
    return read_project(workspace, name)
