"""A batch on a Ray cluster: Ray places, retries and counts; each step is an ordinary run.

All machines see the workspace at the same path. A step is one task in a worker process of its own:
if it is killed, Ray starts the task again, on any machine, and the run goes on in its folder. Ray
is the optional extra ``cluster``.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import synctalk_engine
from synctalk_engine.batch.jobs_file import BatchStep, PersonJob
from synctalk_engine.batch.local_batch import StepObserver
from synctalk_engine.batch.step_runs import (
    StepReport,
    done_run,
    is_needed_by_others,
    model_made_s,
    run_to_do,
)
from synctalk_engine.errors import BatchError, SynctalkError
from synctalk_engine.jobs import EXIT_DONE, EXIT_STOPPED, execute
from synctalk_engine.protocol.events import FINAL_STATES, ErrorEvent, Event
from synctalk_engine.protocol.results import StepOutcome
from synctalk_engine.run_process import error_fields
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import list_runs

RETRIES = 3
"""How often Ray starts a task again whose worker process or machine died."""
WAIT_S = 1.0
STOP_GRACE_S = 60.0
MEMORY_BYTES = {
    "preprocess": 1536 << 20,
    "train": 2048 << 20,
    "evaluate": 2048 << 20,
    "render": 1536 << 20,
}
"""Main memory that Ray reserves for a step."""
CPUS = 2
"""Cores that it reserves, or all of the largest machine where that has fewer."""


@dataclass(frozen=True)
class StepEnd:
    """What a task hands to the person's next one."""

    result: StepReport
    model_made_s: float = 0.0
    """When the last step that others build on was done."""
    is_blocking: bool = False
    """Whether the steps after it cannot be done."""


class RayBatch:
    """The steps of some people on a cluster that is already running.

    Args:
        address: ``auto``, or ``HOST:PORT``, or ``ray://HOST:PORT``.
    Raises:
        BatchError: ``cluster_missing``, ``cluster_unreachable``.
    """

    def __init__(
        self, workspace: Workspace, jobs: Sequence[PersonJob], address: str, observer: StepObserver
    ) -> None:
        self._workspace, self._jobs, self._observer = workspace, jobs, observer
        self._stop_requested = False
        self._output = contextlib.ExitStack()
        # Ray writes its warnings to standard output, which belongs to the command.
        self._output.enter_context(contextlib.redirect_stdout(sys.stderr))
        try:
            self._ray = connect(address)
        except BatchError:
            self._output.close()
            raise
        resources = self._ray.cluster_resources()
        self.has_gpus = resources.get("GPU", 0) >= 1
        self.machines = sum(node["Alive"] for node in self._ray.nodes())
        self._cpus = min(CPUS, self._most_cpus())

    def request_stop(self) -> None:
        """Let running steps save and end, and begin no more; for signal handlers."""
        self._stop_requested = True

    def run(self) -> list[StepReport]:
        """Do all that is missing; results come in the order in which steps ended."""
        waiting: dict[Any, BatchStep] = {}
        try:
            for job in self._jobs:
                waiting |= self._submit(job)
            return self._collect(waiting)
        finally:
            self._ray.shutdown()
            self._output.close()

    def _submit(self, job: PersonJob) -> dict[Any, BatchStep]:
        """One task for each step of a person, each waiting for the one before."""
        # A process for each task: it chooses its GPU once, and gives all memory back.
        step_task = self._ray.remote(max_calls=1)(do_step)
        refs: dict[Any, BatchStep] = {}
        previous = None
        for step in job.steps:
            task = step_task.options(**self._resources(step))
            previous = task.remote(step, str(self._workspace.root), previous)
            refs[previous] = step
        return refs

    def _resources(self, step: BatchStep) -> dict[str, Any]:
        needs_gpu = self.has_gpus and step.options.get("device") != "cpu"
        return {
            "name": f"{step.name}: {step.title}",
            "num_cpus": self._cpus,
            "num_gpus": 1 if needs_gpu else 0,
            "memory": MEMORY_BYTES[step.kind],
            "max_retries": RETRIES,
        }

    def _most_cpus(self) -> float:
        return max(
            (node["Resources"].get("CPU", 0) for node in self._ray.nodes() if node["Alive"]),
            default=1,
        )

    def _collect(self, waiting: dict[Any, BatchStep]) -> list[StepReport]:
        results: list[StepReport] = []
        stop_sent_s: float | None = None
        while waiting:
            done, _ = self._ray.wait(list(waiting), timeout=WAIT_S)
            for ref in done:
                results.append(self._result_of(ref, waiting.pop(ref)))
                self._observer.on_step(results[-1])
            if self._stop_requested and stop_sent_s is None:
                stop_sent_s = time.monotonic()
                self._send_stop(waiting)
            elif stop_sent_s is not None and time.monotonic() - stop_sent_s > STOP_GRACE_S:
                for ref in waiting:
                    self._ray.cancel(ref, force=True)
        return results

    def _result_of(self, ref: Any, step: BatchStep) -> StepReport:
        try:
            return self._ray.get(ref).result
        except self._ray.exceptions.TaskCancelledError:
            return _report(step, StepOutcome.STOPPED)
        except self._ray.exceptions.RayError as error:
            if self._stop_requested:
                return _report(step, StepOutcome.STOPPED)
            reason = str(error).strip().splitlines()[0]
            path = self._workspace.project_runs_dir(step.name)
            params = {"name": step.name, "reason": reason.rstrip("."), "path": path}
            return _report(step, StepOutcome.FAILED, error=error_fields("engine_ended", params))

    def _send_stop(self, waiting: dict[Any, BatchStep]) -> None:
        """Ask running steps to save and end; cancel those that have not begun."""
        for ref, step in waiting.items():
            runs = list_runs(self._workspace, step.name, step.kind)
            at_work = [run for run in runs[-1:] if run.last_state() not in (*FINAL_STATES, None)]
            for run in at_work:
                run.send("stop")
            if not at_work:
                self._ray.cancel(ref)


def connect(address: str) -> Any:
    """Join a running cluster; gives the module ``ray``.

    Raises:
        BatchError: ``cluster_missing``, ``cluster_unreachable``.
    """
    try:
        import ray
    except ImportError as error:
        raise BatchError("cluster_missing") from error
    source_root = Path(synctalk_engine.__file__).resolve().parents[1]
    known = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    variables = {"PYTHONPATH": os.pathsep.join([str(source_root), *known])}
    try:
        ray.init(
            address=address,
            log_to_driver=False,
            logging_level="ERROR",
            runtime_env={"env_vars": variables},
        )
    except Exception as error:  # ConnectionError, ValueError, RuntimeError, its own ones
        reason = str(error).strip().splitlines()[0].rstrip(".") if str(error) else "no answer"
        raise BatchError("cluster_unreachable", address=address, reason=reason) from error
    return ray


# -- in a worker process -------------------------------------------------------------------------


def do_step(step: BatchStep, root: str, previous: StepEnd | None) -> StepEnd:
    """Do one step in this process, unless it is done or the one before failed."""
    before_s = 0.0 if previous is None else previous.model_made_s
    if previous is not None and previous.is_blocking:
        was_stopped = previous.result.outcome == StepOutcome.STOPPED
        outcome = StepOutcome.STOPPED if was_stopped else StepOutcome.BLOCKED
        return StepEnd(_report(step, outcome), before_s, is_blocking=True)
    workspace = Workspace(Path(root))
    if not workspace.root.is_dir():
        params = {"path": root, "host": socket.gethostname()}
        error = error_fields("cluster_folder_missing", params)
        return StepEnd(_report(step, StepOutcome.FAILED, error=error), before_s, True)
    done = done_run(step, workspace, before_s)
    if done is not None:
        result = _report(step, StepOutcome.ALREADY, run_id=done.run_id)
        return StepEnd(result, model_made_s(step, done, before_s))
    return _do(step, workspace, before_s)


def _do(step: BatchStep, workspace: Workspace, before_s: float) -> StepEnd:
    began_s = time.monotonic()
    errors: list[dict[str, Any]] = []

    def note_error(event: Event) -> None:
        if isinstance(event, ErrorEvent):
            errors.append(event.model_dump(include={"code", "message", "hint", "params"}))

    try:
        run = run_to_do(step, workspace)
        was_begun = run.last_state() is not None
        with contextlib.chdir(workspace.root):
            code = execute(run, on_event=note_error)
    except SynctalkError as error:
        fields = error_fields(error.code, error.params)
        is_blocking = is_needed_by_others(step)
        return StepEnd(_report(step, StepOutcome.FAILED, error=fields), before_s, is_blocking)
    outcome = {EXIT_DONE: StepOutcome.DONE, EXIT_STOPPED: StepOutcome.STOPPED}.get(
        code, StepOutcome.FAILED
    )
    result = _report(
        *(step, outcome),
        **{"run_id": run.run_id, "seconds": round(time.monotonic() - began_s, 2)},
        **{"attempts": 2 if was_begun else 1, "error": errors[-1] if errors else None},
    )
    if outcome == StepOutcome.DONE:
        return StepEnd(result, model_made_s(step, run, before_s))
    is_blocking = outcome == StepOutcome.STOPPED or is_needed_by_others(step)
    return StepEnd(result, before_s, is_blocking)


def _report(step: BatchStep, outcome: StepOutcome, **fields: Any) -> StepReport:
    worker = f"{socket.gethostname()} (process {os.getpid()})"
    return StepReport(step.name, step.kind, step.title, outcome, worker=worker, **fields)
