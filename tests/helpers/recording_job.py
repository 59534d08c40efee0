"""Stands in for ``synctalk_engine.job.Job``: records what was reported, stops on request."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from synctalk_engine.errors import JobStopped
from synctalk_engine.protocol.events import (
    CheckpointEvent,
    Event,
    LogEvent,
    MetricEvent,
    ProgressEvent,
    ResultEvent,
    SampleEvent,
    WarningEvent,
)
from synctalk_engine.protocol.results import JobResult

AnyEvent = TypeVar("AnyEvent")


class RecordingJob:
    """A job without a run folder.

    Args:
        stop_after_polls: the poll at which the user's stop command arrives; None: never.
    """

    def __init__(self, stop_after_polls: int | None = None) -> None:
        self.stage = ""
        self.events: list[Event] = []
        self.warnings: list[dict[str, Any]] = []
        self.peak_rss_mb = self.paused_s = 0.0
        self.poll_count = 0
        self.stop_after_polls = stop_after_polls
        self.commands: set[str] = set()
        self.on_pause = None
        self.kept: dict[str, dict[str, Any]] = {}

    def emit(self, event: Event) -> None:
        self.events.append(event)

    def of_type(self, type_: type[AnyEvent]) -> list[AnyEvent]:
        """All events of one class, in order."""
        return [event for event in self.events if isinstance(event, type_)]

    def progress(
        self, done: float, total: float | None, unit: str = "", force: bool = False
    ) -> None:
        self.emit(ProgressEvent(done=done, total=total, unit=unit))

    def metric(self, step: int, epoch: int, **fields: Any) -> None:
        self.emit(MetricEvent(step=step, epoch=epoch, **fields))

    def log(self, code: str, **params: Any) -> None:
        self.emit(LogEvent(code=code, params=params))

    def keeps(self, code: str, **params: Any) -> None:
        self.kept[code] = params

    def drop(self, code: str) -> None:
        self.kept.pop(code, None)

    def warning(self, code: str, **params: Any) -> None:
        self.warnings.append({"code": code, "params": params})
        self.emit(WarningEvent(code=code, params=params))

    def checkpoint(self, path: Path, step: int, epoch: int, best: bool, figures: dict) -> None:
        self.emit(
            CheckpointEvent(
                path=path.as_posix(), step=step, epoch=epoch, best=best, figures=figures
            )
        )

    def sample(self, folder: Path, step: int, epoch: int, count: int) -> None:
        self.emit(SampleEvent(path=folder.as_posix(), step=step, epoch=epoch, count=count))

    def result(self, result: JobResult) -> None:
        self.emit(ResultEvent(**result.given()))

    @contextlib.contextmanager
    def in_stage(self, stage: str) -> Iterator[None]:
        before, self.stage = self.stage, stage
        try:
            yield
        finally:
            self.stage = before

    def poll(self) -> set[str]:
        self.poll_count += 1
        if self.stop_after_polls is not None and self.poll_count > self.stop_after_polls:
            raise JobStopped
        commands, self.commands = self.commands, set()
        return commands

    def request_stop(self) -> None:
        self.stop_after_polls = self.poll_count
