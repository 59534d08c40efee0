"""``synctalk batch``: many people, from video to rendered speech."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import typer

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import fail, guarded
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.numbers import duration
from synctalk_engine.cli.stop_signals import stop_on_signals
from synctalk_engine.cli.tables import Row, print_table, say
from synctalk_engine.errors import BatchError, OptionError
from synctalk_engine.jobs import EXIT_STOPPED, validated
from synctalk_engine.protocol.events import Event, WarningEvent
from synctalk_engine.protocol.messages import render_message
from synctalk_engine.protocol.options.batch import JobsOptions
from synctalk_engine.protocol.results import StepOutcome
from synctalk_engine.workspace.layout import Workspace

if TYPE_CHECKING:
    from synctalk_engine.batch.jobs_file import BatchStep, PersonJob
    from synctalk_engine.batch.step_runs import StepReport

_NAMES_IN_ERROR = 10
_WORDS = {
    StepOutcome.DONE: "done",
    StepOutcome.ALREADY: "already done",
    StepOutcome.FAILED: "FAILED",
    StepOutcome.STOPPED: "stopped",
    StepOutcome.BLOCKED: "not begun",
}


class _Batch(Protocol):
    """Does the steps, here or on a cluster."""

    def run(self) -> list[StepReport]: ...

    def request_stop(self) -> None: ...


@takes(JobsOptions)
def batch(options: dict[str, Any], as_json: bool = JSON) -> None:
    """Preprocess, train, evaluate and render many people. What is done is skipped.

    The same command again continues what was interrupted. See docs/cluster.md for JOBS_FILE.
    """
    from synctalk_engine.batch.jobs_file import read_jobs

    began_s = time.monotonic()
    workspace = Workspace.current()
    asked: JobsOptions = guarded(lambda: validated(JobsOptions, options), as_json)
    people = guarded(lambda: read_jobs(workspace.resolve(asked.jobs_file), workspace), as_json)
    view = StepLines(as_json)
    batch = guarded(lambda: _open_batch(asked, workspace, people, view), as_json)
    with stop_on_signals(batch.request_stop):
        try:
            results = batch.run()
        except KeyboardInterrupt:
            raise typer.Exit(EXIT_STOPPED) from None
    view.on_finished(results, time.monotonic() - began_s)
    _exit(results, as_json)


def _open_batch(
    asked: JobsOptions, workspace: Workspace, people: list[PersonJob], view: StepLines
) -> _Batch:
    steps = sum(len(person.steps) for person in people)
    if asked.ray is not None:
        if asked.workers is not None:
            problems = "--workers is for this machine alone; a cluster has as many as fit"
            raise OptionError("bad_options", problems=problems)
        from synctalk_engine.batch.ray_batch import RayBatch

        cluster = RayBatch(workspace, people, asked.ray, view)
        view.on_started(people=len(people), steps=steps, place=f"{cluster.machines} machines")
        return cluster
    from synctalk_engine.batch.local_batch import LocalBatch, make_workers

    workers = make_workers(asked.workers)[: max(1, len(people))]
    view.on_started(people=len(people), steps=steps, place=f"{len(workers)} workers")
    return LocalBatch(workspace, people, workers, view)


class StepLines:
    """A line for each step that ends, and a table at the end; or JSON lines."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._output = sys.stdout
        """Not what a library may put in its place later."""

    def on_started(self, **params: Any) -> None:
        message = render_message("batch_steps_started", params)
        self._tell({"type": "log", "code": "batch_steps_started", "params": params}, message)

    def on_event(self, step: BatchStep, event: Event) -> None:
        if self._as_json:
            self._print({"name": step.name, "kind": step.kind, **event.model_dump()})
        elif isinstance(event, WarningEvent):
            say(f"{step.name}, {step.title}: {event.message} {event.hint}".rstrip(), to_stderr=True)

    def on_retry(self, step: BatchStep, error: dict[str, Any]) -> None:
        params = {"name": step.name, "step": step.title, "reason": error.get("message", "")}
        message = render_message("batch_step_retried", params)
        self._tell({"type": "log", "code": "batch_step_retried", "params": params}, message)

    def on_step(self, result: StepReport) -> None:
        line = f"{result.name}, {result.title}: {_WORDS[result.outcome]}"
        if result.seconds:
            line += f" ({duration(result.seconds)})"
        if result.error is not None:
            line += f". {result.error['message']} {result.error['hint']}"
        self._tell({"type": "step", **dataclasses.asdict(result)}, line.rstrip())

    def on_finished(self, results: Sequence[StepReport], seconds: float) -> None:
        count = Counter(result.outcome for result in results)
        if self._as_json:
            counts = {key: count[key] for key in _WORDS}
            rows = [dataclasses.asdict(result) for result in results]
            seconds = round(seconds, 2)
            self._print({"type": "result", **counts, "seconds": seconds, "results": rows})
            return
        rows = [
            Row(
                (one.name, one.title, _WORDS[one.outcome], duration(one.seconds), one.worker),
                one.error["message"] if one.error else "",
            )
            for one in sorted(results, key=lambda one: one.name)
        ]
        print_table(("name", "step", "result", "time", "worker"), rows, right=frozenset({3}))
        counted = [f"{count[key]} {word.lower()}" for key, word in _WORDS.items() if count[key]]
        print(f"{', '.join(counted)}, {duration(seconds)}")

    def _tell(self, value: dict[str, Any], text: str) -> None:
        if self._as_json:
            self._print({**value, "message": text})
        else:
            say(text, to_stderr=True)

    def _print(self, value: dict[str, Any]) -> None:
        text = json.dumps(value, ensure_ascii=False, default=str)
        print(text, file=self._output, flush=True)


def _exit(results: Sequence[StepReport], as_json: bool) -> None:
    """The exit code of a batch.

    Raises:
        typer.Exit: a step was stopped or failed.
    """
    if any(one.outcome == StepOutcome.STOPPED for one in results):
        raise typer.Exit(EXIT_STOPPED)
    failed = [one for one in results if one.outcome == StepOutcome.FAILED]
    if failed:
        names = [f"{one.name} ({one.title})" for one in failed]
        shown = ", ".join(names[:_NAMES_IN_ERROR]) + (" …" if len(names) > _NAMES_IN_ERROR else "")
        error = BatchError("batch_steps_failed", failed=len(names), total=len(results), names=shown)
        fail(error, as_json)
