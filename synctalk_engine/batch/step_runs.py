"""Which run a step of a batch has, and whether it is done: the run folders are the only record.

A second start finds the runs of the first by their options. What is done is left alone, what
was interrupted goes on in its own folder, a training from its saved state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from synctalk_engine.batch.jobs_file import BatchStep
from synctalk_engine.jobs import create_run
from synctalk_engine.protocol.events import ResultEvent, RunState, parse_event
from synctalk_engine.protocol.results import StepOutcome
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.engine_process import prepare_resume
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder, lines_backwards, list_runs

_CHANGED_BY_RESUMING = ("force", "continue_training")


@dataclass(frozen=True)
class StepReport:
    """What came of one step."""

    name: str
    kind: str
    title: str
    outcome: StepOutcome
    run_id: str | None = None
    seconds: float = 0.0
    attempts: int = 0
    """How often a process worked on it in this start."""
    error: dict[str, Any] | None = None
    """``code, message, hint, params``; of a step that failed."""
    worker: str = ""
    """Which worker did it last."""


def done_run(step: BatchStep, workspace: Workspace, not_before_s: float) -> RunFolder | None:
    """The run that did this step; None where it must be done, for the first time or again.

    Args:
        not_before_s: of :func:`model_made_s`: an older result is of another model.
    """
    inputs_s = max((path.stat().st_mtime for path in step.inputs), default=0.0)
    for run in reversed(_runs_of(step, workspace)):
        if run.last_state() != RunState.DONE or not _has_its_output(step, run):
            continue
        spec = run.read_spec()
        if spec is not None and spec.created >= inputs_s and ended_at_s(run) >= not_before_s:
            return run
    return None


def run_to_do(step: BatchStep, workspace: Workspace) -> RunFolder:
    """The run in which the step is done now: one that was interrupted, else a new one.

    Raises:
        OptionError, OSError: no run can be made.
    """
    newest = _runs_of(step, workspace)[-1:]
    if newest and newest[0].last_state() != RunState.DONE:
        prepare_resume(newest[0])
        return newest[0]
    return create_run(workspace, step.kind, step.options)


def active_run(step: BatchStep, workspace: Workspace) -> RunFolder | None:
    """The step's run that a process is at work on, e.g. one that survived the batch before."""
    return next((run for run in _runs_of(step, workspace) if run.is_alive()), None)


def is_needed_by_others(step: BatchStep) -> bool:
    """Whether the person's later steps cannot be done without it."""
    return step.kind in ("preprocess", "train")


def model_made_s(step: BatchStep, run: RunFolder, before_s: float) -> float:
    """Unix time at which what later steps build on was made, after a step that is done.

    Args:
        before_s: the same before that step.
    """
    return ended_at_s(run) if is_needed_by_others(step) else before_s


def ended_at_s(run: RunFolder) -> float:
    """Unix time of a run's last event."""
    for line in lines_backwards(run.events_path):
        event = parse_event(line)
        if event is not None:
            return event.t
    return 0.0


def _runs_of(step: BatchStep, workspace: Workspace) -> list[RunFolder]:
    """The step's runs, oldest first: those with its options."""
    wanted = _comparable(step.options)
    runs = []
    for run in list_runs(workspace, step.name, step.kind):
        spec = run.read_spec()
        if spec is not None and _comparable(spec.options) == wanted:
            runs.append(run)
    return runs


def _comparable(options: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in options.items() if key not in _CHANGED_BY_RESUMING}


def _has_its_output(step: BatchStep, run: RunFolder) -> bool:
    """Whether what a run made is still on the disk."""
    workspace, result = run.workspace, result_fields(run)
    if step.kind == "preprocess":
        dataset_dir = step.options.get("dataset_dir") or "dataset"
        return Clip(workspace.clip_dir(step.name, dataset_dir)).record_path.is_file()
    path = {"train": result.get("checkpoint"), "render": result.get("output")}.get(step.kind)
    return step.kind == "evaluate" or (bool(path) and workspace.resolve(str(path)).is_file())


def result_fields(run: RunFolder) -> dict[str, Any]:
    """The fields of a run's result; {} where it has none."""
    for line in lines_backwards(run.events_path):
        event = parse_event(line)
        if isinstance(event, ResultEvent):
            return event.body()
    return {}
