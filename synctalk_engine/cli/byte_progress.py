"""How far copying and downloading are: bars on a terminal, lines under ``--json``."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TransferSpeedColumn,
)

from synctalk_engine.cli.console import print_json
from synctalk_engine.job import PROGRESS_INTERVAL_S


class ByteProgress:
    """Use as a context manager.

    Args:
        as_json: lines on standard output, ten a second at most and the last one always.
    """

    unit = "bytes"

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._told_s = 0.0
        columns = (TextColumn("{task.description}"), BarColumn(), *self._columns())
        console = Console(stderr=True)
        self._bars = Progress(*columns, console=console, transient=True)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> ByteProgress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    @staticmethod
    def _columns() -> tuple[ProgressColumn, ...]:
        return DownloadColumn(), TransferSpeedColumn()

    def update(self, what: str, done_bytes: int, total_bytes: int | None) -> None:
        """``what`` is as far as this; the end is None while it is not known."""
        if self._as_json:
            self._tell(what, done_bytes, total_bytes)
            return
        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(what, total=total_bytes)
            self._bars.start()
        self._bars.update(self._tasks[what], completed=done_bytes, total=total_bytes)

    def _tell(self, what: str, done_bytes: int, total_bytes: int | None) -> None:
        now_s = time.monotonic()
        if done_bytes != total_bytes and now_s - self._told_s < PROGRESS_INTERVAL_S:
            return
        self._told_s = now_s
        amounts = {"done": done_bytes, "total": total_bytes, "unit": self.unit}
        print_json({"type": "progress", "what": what, **amounts})


class FrameProgress(ByteProgress):
    """The same, of frames."""

    unit = "frames"

    @staticmethod
    def _columns() -> tuple[ProgressColumn, ...]:
        return (MofNCompleteColumn(),)
