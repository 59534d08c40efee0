"""Queues jobs for one or several projects at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from synctalk_engine.protocol.options.option import option_of
from synctalk_engine.protocol.options.train import ENDLESS_EPOCHS, TrainOptions
from synctalk_gui.item_models.project_info import ProjectInfo, Stage
from synctalk_gui.session import Session

_DEMO_NAME = "demo"


def train_options() -> dict[str, Any]:
    """Returns the options that the Train page proposes, for projects whose form was not opened."""
    return {
        "train_syncnet": True,
        "see_res": True,
        "time_budget_min": option_of(TrainOptions, "time_budget_min").declared.suggested,
        "epochs": ENDLESS_EPOCHS,  # the time budget ends the run
    }


class ProjectJobs(QObject):
    """Adds jobs of one session's projects to the queue."""

    queued = Signal(int)
    """Jobs were added; the number of jobs that wait now."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def to_preprocess(self, names: list[str]) -> list[ProjectInfo]:
        """Returns the idle projects that have a video and are not preprocessed yet."""
        return [
            info
            for info in self._idle(names)
            if info.stage == Stage.IMPORTED and info.source_video is not None
        ]

    def to_train(self, names: list[str]) -> list[ProjectInfo]:
        """Returns the idle projects that are preprocessed."""
        return [info for info in self._idle(names) if info.is_preprocessed]

    def preprocess(self, names: list[str]) -> None:
        for info in self.to_preprocess(names):
            self._add_preprocessing(info)
        self._report_queued()

    def train(self, names: list[str]) -> None:
        for info in self.to_train(names):
            self._session.jobs.add("train", info.name, train_options(), info.device)
        self._report_queued()

    def preprocess_and_train(self, names: list[str]) -> None:
        """Preprocess the projects that need it, then train all of them."""
        jobs = self._session.jobs
        imported, preprocessed = self.to_preprocess(names), self.to_train(names)
        for info in imported:
            self._add_preprocessing(info)
            jobs.add("train", info.name, train_options(), info.device, needs_preprocessing=True)
        for info in preprocessed:
            jobs.add("train", info.name, train_options(), info.device)
        self._report_queued()

    def start_demo(self) -> str:
        """Queue the sample clip: make it, preprocess, train, render.

        Returns:
            The name of its project.
        """
        jobs = self._session.jobs
        if jobs.active_run(_DEMO_NAME) is None and not jobs.is_waiting(_DEMO_NAME):
            jobs.add("demo", _DEMO_NAME, {})
        return _DEMO_NAME

    def _add_preprocessing(self, info: ProjectInfo) -> None:
        options = {"video_path": str(info.source_video)}
        self._session.jobs.add("preprocess", info.name, options, info.device)

    def _idle(self, names: list[str]) -> list[ProjectInfo]:
        jobs = self._session.jobs
        infos = [self._session.projects.info(name) for name in names]
        return [
            info
            for info in infos
            if info is not None
            and jobs.active_run(info.name) is None
            and not jobs.is_waiting(info.name)
        ]

    def _report_queued(self) -> None:
        waiting = len(self._session.jobs.waiting())
        if waiting:
            self.queued.emit(waiting)
