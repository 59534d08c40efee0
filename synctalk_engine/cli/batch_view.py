"""What ``batch-preprocess`` shows: a bar for each video at work and a table, or JSON lines."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from synctalk_engine.cli.numbers import duration, readable
from synctalk_engine.cli.tables import Row, print_table
from synctalk_engine.protocol.events import (
    Event,
    LogEvent,
    ProgressEvent,
    StateEvent,
    WarningEvent,
)
from synctalk_engine.protocol.messages import render_message
from synctalk_engine.protocol.results import VideoOutcome
from synctalk_engine.protocol.stages import stage_title

if TYPE_CHECKING:
    from synctalk_engine.batch.supervise import VideoResult

_SHOWN_EVENTS = (StateEvent, ProgressEvent, LogEvent, WarningEvent)
_RESULT_WORDS = {
    VideoOutcome.DONE: "done",
    VideoOutcome.ALREADY: "already done",
    VideoOutcome.FAILED: "FAILED",
    VideoOutcome.STOPPED: "stopped",
}


class JsonLines:
    """Events of all runs with their video's name; ``video`` lines; one ``result`` at the end."""

    def __enter__(self) -> JsonLines:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def on_started(self, videos: int, jobs: int) -> None:
        params = _started_params(videos, jobs)
        message = render_message("batch_started", params)
        self._print({"type": "log", "code": "batch_started", "params": params, "message": message})

    def on_event(self, name: str, event: Event) -> None:
        if isinstance(event, _SHOWN_EVENTS):
            self._print({"name": name, **event.model_dump()})

    def on_result(self, result: VideoResult) -> None:
        self._print({"type": "video", **dataclasses.asdict(result)})

    def on_finished(self, results: Sequence[VideoResult], seconds: float) -> None:
        count = Counter(result.result for result in results)
        counts = {"videos": len(results), **{key: count[key] for key in _RESULT_WORDS}}
        rows = [dataclasses.asdict(result) for result in results]
        self._print({"type": "result", **counts, "seconds": seconds, "results": rows})

    @staticmethod
    def _print(value: dict[str, Any]) -> None:
        print(json.dumps(value, ensure_ascii=False, default=str), flush=True)


class BatchTable:
    """Bars on standard error while it runs, a table on standard output at the end."""

    def __init__(self, videos: int) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}", markup=False),
            console=self._console,
            transient=True,
        )
        self._all = self._progress.add_task("all videos", total=videos, note="")
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> BatchTable:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def on_started(self, videos: int, jobs: int) -> None:
        self._say(render_message("batch_started", _started_params(videos, jobs)))

    def on_event(self, name: str, event: Event) -> None:
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=None, note="")
        if isinstance(event, ProgressEvent):
            rate = f", {readable(round(event.rate_per_s, 1))}/s" if event.rate_per_s else ""
            self._progress.update(
                self._tasks[name],
                completed=event.done,
                total=event.total,
                note=f"{stage_title(event.stage)}{rate}",
            )
        elif isinstance(event, WarningEvent):
            self._say(f"{name}: {event.message} {event.hint}".rstrip())

    def on_result(self, result: VideoResult) -> None:
        if result.name in self._tasks:
            self._progress.remove_task(self._tasks.pop(result.name))
        self._progress.advance(self._all)
        line = f"{result.name}: {_RESULT_WORDS[result.result]}"
        if result.error is not None:
            line += f". {result.error['message']} {result.error['hint']}"
        self._say(line.rstrip())

    def on_finished(self, results: Sequence[VideoResult], seconds: float) -> None:
        rows = [
            Row(
                (
                    result.name,
                    _RESULT_WORDS[result.result],
                    "" if result.frames is None else str(result.frames),
                    "" if result.frames_per_s is None else f"{result.frames_per_s:.1f}",
                ),
                result.error["message"] if result.error else "",
            )
            for result in results
        ]
        print_table(("name", "result", "frames", "frames/s"), rows, right=frozenset({2, 3}))
        count = Counter(result.result for result in results)
        counted = [
            f"{count[key]} {word.lower()}" for key, word in _RESULT_WORDS.items() if count[key]
        ]
        print(f"{', '.join(counted)}, {duration(seconds)}")

    def _say(self, text: str) -> None:
        self._console.print(text, markup=False, soft_wrap=not self._console.is_terminal)


def _started_params(videos: int, jobs: int) -> dict[str, Any]:
    import psutil

    from synctalk_engine.batch.supervise import MEMORY_EACH_BYTES, usable_cores

    return {
        "videos": videos,
        "jobs": jobs,
        "memory_gb": MEMORY_EACH_BYTES / 2**30,
        "cores": usable_cores(),
        "free_gb": round(psutil.virtual_memory().available / 2**30, 1),
    }
