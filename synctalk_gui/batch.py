"""Jobs for several projects at once: they go through the queue one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from synctalk_gui.item_models.project_info import ProjectInfo

if TYPE_CHECKING:
    from synctalk_gui.main_window import MainWindow

TRAIN_MINUTES = 20.0
"""As the form on the page Train proposes."""
_ENDLESS_EPOCHS = 100_000


def train_options() -> dict[str, Any]:
    """What the forms propose, for projects whose forms nobody looked at."""
    return {
        "train_syncnet": True,
        "see_res": True,
        "time_budget_min": TRAIN_MINUTES,
        "epochs": _ENDLESS_EPOCHS,  # the minutes decide
    }


class Batch(QObject):
    """Puts jobs of the selected projects into the queue."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def to_prepare(self, names: list[str]) -> list[ProjectInfo]:
        """Those that have a video, are not prepared yet, and on which nobody works."""
        return [
            info
            for info in self._free(names)
            if info.stage == "imported" and info.source_video is not None
        ]

    def to_train(self, names: list[str]) -> list[ProjectInfo]:
        """Those that are prepared, and on which nobody works."""
        return [info for info in self._free(names) if info.stage in ("prepared", "trained")]

    def prepare(self, names: list[str]) -> None:
        for info in self.to_prepare(names):
            self._add_preparation(info)
        self._tell()

    def train(self, names: list[str]) -> None:
        """Train each for as long as the form on the page proposes."""
        for info in self.to_train(names):
            self._window.session.jobs.add("train", info.name, train_options(), info.device)
        self._tell()

    def prepare_and_train(self, names: list[str]) -> None:
        """Prepare those that are not, then train all; one after another."""
        jobs = self._window.session.jobs
        prepared, ready = self.to_prepare(names), self.to_train(names)
        for info in prepared:
            self._add_preparation(info)
            jobs.add("train", info.name, train_options(), info.device, needs_prepared=True)
        for info in ready:
            jobs.add("train", info.name, train_options(), info.device)
        self._tell()

    def _add_preparation(self, info: ProjectInfo) -> None:
        options = {"video_path": str(info.source_video)}
        self._window.session.jobs.add("preprocess", info.name, options, info.device)

    def _free(self, names: list[str]) -> list[ProjectInfo]:
        if not names:
            return []
        session = self._window.session
        infos = [session.projects.info(name) for name in names]
        return [
            info
            for info in infos
            if info is not None
            and session.jobs.active_run(info.name) is None
            and not session.jobs.is_waiting(info.name)
        ]

    def _tell(self) -> None:
        waiting = len(self._window.session.jobs.waiting())
        if waiting:
            text = self.tr("{n} jobs wait in the queue.").format(n=waiting)
            action = self._window.show_queue
            self._window.toast(text, "ok", "ok", self.tr("Show the queue"), action)
