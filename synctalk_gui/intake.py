"""Everything that comes into a workspace: videos become projects, the engine takes in the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.names import name_from_file, unique_name
from synctalk_engine.workspace.project_files import sweep
from synctalk_gui.engine.imports import ImportQueue, ImportTask
from synctalk_gui.importing import Found, look_through, paths_in_text, projects_for
from synctalk_gui.item_models.project_info import ProjectInfo, read_project, write_notes

if TYPE_CHECKING:
    from synctalk_gui.session import Session

MAX_IMPORTED_AT_ONCE = 500
_KIND_UNKNOWN = "checkpoint_kind_unknown"


class Intake(QObject):
    """Looks at what was dropped, pasted or chosen, asks what has to be asked, and takes it in."""

    nothing_found = Signal()
    here_already = Signal(str)
    """A project of this workspace, or one of the very same video, was given."""
    choice_wanted = Signal(object)
    """Found: prepared videos can be copied or linked, a model can join a project or not."""
    kind_wanted = Signal(object)
    """ImportTask whose file does not say which sound features it was trained with."""
    refused = Signal(object, str, dict)
    """ImportTask, code and parameters of why the engine did not take it."""
    finished = Signal(int)
    """How many were taken in, when none is left that waits."""
    changed = Signal()
    """The import at work got further, or another one began."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._queue = ImportQueue(session.workspace, session.command, self)
        self._taken_in = 0
        self.default_device = "auto"
        """Where new projects are computed."""
        self._queue.changed.connect(self._on_queue_changed)
        self._queue.imported.connect(self._on_source_imported)
        self._queue.failed.connect(self._on_source_failed)

    # -- public -------------------------------------------------------------------------------

    def take(self, paths: list[Path]) -> None:
        """Take in files and folders, in the background."""
        self._look(partial(look_through, self._session.workspace, paths))

    def take_text(self, text: str) -> None:
        """Take in what a pasted text names."""
        self._look(partial(_look_in_text, self._session.workspace, text))

    def add(self, tasks: Iterable[ImportTask]) -> None:
        """Take these in, as they were answered for."""
        for task in tasks:
            self._queue.add(task)

    def answer_kind(self, task: ImportTask, feature_kind: str) -> None:
        """Try again, now that the sound features are known."""
        self._queue.add(replace(task, feature_kind=feature_kind))

    def add_as_new(self, task: ImportTask) -> None:
        """Try again as a project of its own."""
        self._queue.add(replace(task, name=unique_name(task.name, self._taken_names())))

    def at_work(self) -> ImportTask | None:
        return self._queue.at_work()

    @property
    def share_done(self) -> float | None:
        """0..1 of the import at work; None while that is not known."""
        return self._queue.share_done

    def waiting(self) -> int:
        """How many wait behind the one at work."""
        return max(0, len(self._queue.names()) - 1)

    def is_coming(self, name: str) -> bool:
        return name in self._queue.names()

    def cancel(self) -> None:
        """End the import at work and drop those that wait; nothing half is left behind."""
        self._taken_in = 0
        self._queue.cancel()
        self._session.background.run(partial(sweep, self._session.workspace), self._on_swept)

    def close(self) -> None:
        self._queue.close()

    # -- inside -------------------------------------------------------------------------------

    def _look(self, work: Callable[[], Found]) -> None:
        self._session.background.run(work, self._on_found)

    def _taken_names(self) -> set[str]:
        return {*self._session.projects.names(), *self._queue.names()}

    def _on_found(self, found: Found) -> None:
        if found.is_empty():
            self.nothing_found.emit()
            return
        if found.videos:
            known = {
                info.source_video: name
                for name in self._session.projects.names()
                if (info := self._session.projects.info(name)) is not None
            }
            new = [video for video in found.videos if video not in known]
            if new:
                work = partial(
                    _import_videos,
                    self._session.workspace,
                    new,
                    self._taken_names(),
                    self.default_device,
                )
                self._session.background.run(work, self._on_videos_imported)
            else:
                self.here_already.emit(known[found.videos[0]])
        if found.sources:
            self._take_sources(found)
        elif found.here_already:
            self.here_already.emit(found.here_already[0])

    def _take_sources(self, found: Found) -> None:
        taken = self._session.projects.names()
        projects = projects_for(found.sources, taken)
        joins = any(source.kind == "checkpoint" and name in taken for source, name in projects)
        if found.datasets or joins:
            self.choice_wanted.emit(found)
        else:
            self.add([ImportTask(source, name) for source, name in projects])

    def _on_videos_imported(self, infos: list[ProjectInfo]) -> None:
        for info in infos:
            self._session.put(info)
            self._session.check(info)
        self._session.imported.emit([info.name for info in infos])

    def _on_source_imported(self, task: ImportTask) -> None:
        self._taken_in += 1
        is_first = self._taken_in == 1
        work = partial(read_project, self._session.workspace, task.name)
        self._session.background.run(work, partial(self._on_read, is_first))

    def _on_read(self, is_first: bool, info: ProjectInfo) -> None:
        self._session.put(info)
        if is_first:
            self._session.imported.emit([info.name])

    def _on_source_failed(self, task: ImportTask, code: str, params: dict) -> None:
        if code == _KIND_UNKNOWN:
            self.kind_wanted.emit(task)
        else:
            self.refused.emit(task, code, params)

    def _on_swept(self, _nothing: None) -> None:
        self._session.refresh_all()

    def _on_queue_changed(self) -> None:
        self.changed.emit()
        if self._queue.at_work() is None and self._taken_in:
            count, self._taken_in = self._taken_in, 0
            self.finished.emit(count)


def _look_in_text(workspace: Workspace, text: str) -> Found:
    return look_through(workspace, paths_in_text(text))


def _import_videos(
    workspace: Workspace, videos: list[Path], taken: set[str], device: str
) -> list[ProjectInfo]:
    infos = []
    names = set(taken) | set(workspace.project_names())
    for video in videos[:MAX_IMPORTED_AT_ONCE]:
        name = unique_name(name_from_file(video.stem), names)
        names.add(name)
        notes = {"source_video": str(video), "imported": time.time(), "device": device}
        write_notes(workspace, name, **notes)
        infos.append(read_project(workspace, name))
    return infos
