"""Queues jobs for one or several projects at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from synctalk_engine.protocol.run_spec import JobKind
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.queue import JobQueue
from synctalk_gui.engine.queue_file import QueuedJob
from synctalk_gui.item_models.project_info import ProjectInfo, Stage
from synctalk_gui.item_models.video_check import is_hopeless
from synctalk_gui.run_texts import run_verdict
from synctalk_gui.saved_options import preprocess_options, render_options, train_options
from synctalk_gui.session import Session

_DEMO_NAME = "demo"


def can_be_preprocessed(info: ProjectInfo) -> bool:
    """Returns whether there is a video that is not known to be of no use."""
    return info.source_video is not None and not is_hopeless(info.check)


def can_make_avatar(jobs: JobQueue, info: ProjectInfo) -> bool:
    """Returns whether there is a step left for an avatar that no job does yet."""
    has_source = info.is_preprocessed or can_be_preprocessed(info)
    return has_source and not info.has_model and not jobs.is_pending(info.name, "train")


def make_avatar(jobs: JobQueue, info: ProjectInfo, options: dict[str, Any] | None = None) -> None:
    """Queue what a project still needs: preprocessing, training, and a video of each speech.

    Args:
        options: of the preprocessing; None: those of a project whose form was not opened.
    """
    name, device = info.name, info.device
    train_needs: JobKind | None = None if info.is_preprocessed else "preprocess"
    if not info.is_preprocessed and not jobs.is_pending(name, "preprocess"):
        jobs.add("preprocess", name, options or preprocess_options(info), device)
    jobs.add("train", name, train_options(info), device, after=train_needs)
    for speech in info.speeches:
        speech_options = {**render_options(info), "audio_path": str(speech)}
        jobs.add("render", name, speech_options, device, after="train")


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
            if info.stage == Stage.IMPORTED and can_be_preprocessed(info)
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
            self._session.jobs.add("train", info.name, train_options(info), info.device)
        self._report_queued()

    def make_avatars(self, names: list[str]) -> None:
        """Queue all steps that each project still needs for an avatar."""
        for info in self.to_make(names):
            make_avatar(self._session.jobs, info)
        self._report_queued()

    def to_make(self, names: list[str]) -> list[ProjectInfo]:
        """Returns the projects that can become avatars and are not being made into one."""
        infos = [self._session.projects.info(name) for name in names]
        jobs = self._session.jobs
        return [info for info in infos if info is not None and can_make_avatar(jobs, info)]

    def hold_renders(self, live: LiveRun) -> list[QueuedJob]:
        """Take the renders that wait for a training out of the queue if its model is not ready.

        Call it when the training ends, before the queue starts the next job.

        Returns:
            What :meth:`add_again` puts back.
        """
        verdict = run_verdict(live)
        if verdict is None or not verdict.asks_before_rendering:
            return []
        jobs = self._session.jobs
        held = [job for job in jobs.waiting() if (job.name, job.after) == (live.name, "train")]
        for job in held:
            jobs.remove(job)
        return held

    def add_again(self, held: list[QueuedJob]) -> None:
        """Queue held renders, although their model is not ready."""
        for job in held:
            self._session.jobs.add(job.kind, job.name, job.options, job.device)

    def start_demo(self) -> str:
        """Queue the sample clip: make it, preprocess, train, render.

        It is not evaluated: that takes minutes, and the training has measured what is shown.

        Returns:
            The name of its project.
        """
        jobs = self._session.jobs
        if jobs.active_run(_DEMO_NAME) is None and not jobs.is_waiting(_DEMO_NAME):
            jobs.add("demo", _DEMO_NAME, {"evaluate": False})
        return _DEMO_NAME

    def _add_preprocessing(self, info: ProjectInfo) -> None:
        self._session.jobs.add("preprocess", info.name, preprocess_options(info), info.device)

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
