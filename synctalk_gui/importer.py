"""Imports files into a workspace: videos become projects, the engine imports the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_files import sweep
from synctalk_engine.workspace.project_names import name_from_file, unique_name
from synctalk_gui.engine.background import Background
from synctalk_gui.engine.import_queue import ImportQueue, ImportTask
from synctalk_gui.import_sources import (
    ImportCandidates,
    find_candidates,
    paths_in_text,
    projects_for,
)
from synctalk_gui.item_models.project_info import ProjectInfo, read_project, write_notes
from synctalk_gui.item_models.projects_model import ProjectsModel

MAX_IMPORTED_AT_ONCE = 500
_KIND_UNKNOWN = "checkpoint_kind_unknown"


class Importer(QObject):
    """Scans what was dropped, pasted or chosen, and imports it into one workspace."""

    started = Signal()
    """The user gave something to import."""
    nothing_found = Signal()
    already_imported = Signal(str)
    """A project of this workspace, or the video of one, was given."""
    choice_wanted = Signal(object)
    """ImportCandidates: datasets can be copied or linked, a model can join a project or not."""
    kind_wanted = Signal(object)
    """ImportTask whose file does not say which audio features it was trained with."""
    refused = Signal(object, str, dict)
    """ImportTask, error code and parameters."""
    speeches_given = Signal(list, str)
    """Paths of audio files, and the project that is to say them; empty: the selected one."""
    project_read = Signal(object)
    """ProjectInfo of a project that was imported."""
    video_imported = Signal(object)
    """ProjectInfo of a project that was made from a video."""
    imported = Signal(list)
    """Names of imported projects that the user may want to see."""
    cancelled = Signal()
    """The import was cancelled and its partial files were removed."""
    finished = Signal(int)
    """The number of imports, when none is left in the queue."""
    changed = Signal()
    """Progress of the running import, or another one began."""

    def __init__(
        self,
        workspace: Workspace,
        command: EngineCommand,
        background: Background,
        projects: ProjectsModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._background = background
        self._projects = projects
        self._queue = ImportQueue(workspace, command, self)
        self._finished_count = 0
        self.default_device = "auto"
        """Device of new projects."""
        self._queue.changed.connect(self._on_queue_changed)
        self._queue.imported.connect(self._on_source_imported)
        self._queue.failed.connect(self._on_source_failed)

    # -- public -------------------------------------------------------------------------------

    def import_paths(self, paths: list[Path]) -> None:
        """Import files and folders, in the background."""
        self._scan(partial(find_candidates, self._workspace, paths))

    def import_text(self, text: str) -> None:
        """Import the files named in a pasted text."""
        self._scan(partial(_candidates_in_text, self._workspace, text))

    def add(self, tasks: Iterable[ImportTask]) -> None:
        """Add tasks to the import queue."""
        for task in tasks:
            self._queue.add(task)

    def answer_kind(self, task: ImportTask, feature_kind: str) -> None:
        """Retry with the kind of audio features that the user chose."""
        self._queue.add(replace(task, feature_kind=feature_kind))

    def add_as_new(self, task: ImportTask) -> None:
        """Retry as a new project."""
        self._queue.add(replace(task, name=unique_name(task.name, self._taken_names())))

    def running(self) -> ImportTask | None:
        return self._queue.running()

    @property
    def fraction_done(self) -> float | None:
        """Progress of the running import, 0..1; None while it is unknown."""
        return self._queue.fraction_done

    def waiting(self) -> int:
        """Returns how many imports wait behind the running one."""
        return max(0, len(self._queue.names()) - 1)

    def is_importing(self, name: str) -> bool:
        return name in self._queue.names()

    def cancel(self) -> None:
        """Cancel the running import and those that wait; partial files are removed."""
        self._finished_count = 0
        self._queue.cancel()
        self._background.run(partial(sweep, self._workspace), self._on_swept)

    def close(self) -> None:
        self._queue.close()

    # -- internals -------------------------------------------------------------------------------

    def _scan(self, work: Callable[[], ImportCandidates]) -> None:
        self.started.emit()
        self._background.run(work, self._on_scanned)

    def _taken_names(self) -> set[str]:
        return {*self._projects.names(), *self._queue.names()}

    def _on_scanned(self, candidates: ImportCandidates) -> None:
        if candidates.is_empty():
            self.nothing_found.emit()
            return
        if candidates.videos:
            known = {
                info.source_video: name
                for name in self._projects.names()
                if (info := self._projects.info(name)) is not None
            }
            new = [video for video in candidates.videos if video not in known]
            if new:
                notes = {
                    "device": self.default_device,
                    "speeches": [str(path) for path in candidates.speeches],
                }
                work = partial(_import_videos, self._workspace, new, self._taken_names(), notes)
                self._background.run(work, self._on_videos_imported)
            else:
                name = known[candidates.videos[0]]
                self.already_imported.emit(name)
                if candidates.speeches:
                    self.speeches_given.emit(candidates.speeches, name)
        elif candidates.speeches:
            self.speeches_given.emit(candidates.speeches, "")
        if candidates.sources:
            self._import_sources(candidates)
        elif candidates.already_imported:
            self.already_imported.emit(candidates.already_imported[0])

    def _import_sources(self, candidates: ImportCandidates) -> None:
        taken = self._projects.names()
        projects = projects_for(candidates.sources, taken)
        joins = any(source.kind == "checkpoint" and name in taken for source, name in projects)
        if candidates.datasets or joins:
            self.choice_wanted.emit(candidates)
        else:
            self.add([ImportTask(source, name) for source, name in projects])

    def _on_videos_imported(self, infos: list[ProjectInfo]) -> None:
        for info in infos:
            self.video_imported.emit(info)
        self.imported.emit([info.name for info in infos])

    def _on_source_imported(self, task: ImportTask) -> None:
        self._finished_count += 1
        is_first = self._finished_count == 1
        work = partial(read_project, self._workspace, task.name)
        self._background.run(work, partial(self._on_read, is_first))

    def _on_read(self, is_first: bool, info: ProjectInfo) -> None:
        self.project_read.emit(info)
        if is_first:
            self.imported.emit([info.name])

    def _on_source_failed(self, task: ImportTask, code: str, params: dict) -> None:
        if code == _KIND_UNKNOWN:
            self.kind_wanted.emit(task)
        else:
            self.refused.emit(task, code, params)

    def _on_swept(self, _nothing: None) -> None:
        self.cancelled.emit()

    def _on_queue_changed(self) -> None:
        self.changed.emit()
        if self._queue.running() is None and self._finished_count:
            count, self._finished_count = self._finished_count, 0
            self.finished.emit(count)


def _candidates_in_text(workspace: Workspace, text: str) -> ImportCandidates:
    return find_candidates(workspace, paths_in_text(text))


def _import_videos(
    workspace: Workspace, videos: list[Path], taken: set[str], more_notes: dict[str, object]
) -> list[ProjectInfo]:
    infos = []
    names = set(taken) | set(workspace.project_names())
    for video in videos[:MAX_IMPORTED_AT_ONCE]:
        name = unique_name(name_from_file(video.stem), names)
        names.add(name)
        notes = {"source_video": str(video), "imported": time.time()}
        write_notes(workspace, name, **notes, **more_notes)
        infos.append(read_project(workspace, name))
    return infos
