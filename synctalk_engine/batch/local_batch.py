"""A batch on this machine: some workers, each with an engine process and perhaps a GPU."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from synctalk_engine import devices
from synctalk_engine.batch.jobs_file import BatchStep, PersonJob
from synctalk_engine.batch.step_runs import (
    StepReport,
    active_run,
    done_run,
    is_needed_by_others,
    model_made_s,
    run_to_do,
)
from synctalk_engine.errors import SynctalkError
from synctalk_engine.protocol.events import Event
from synctalk_engine.protocol.results import StepOutcome
from synctalk_engine.run_process import POLL_S, RunEnd, RunOutcome, RunProcess, error_fields
from synctalk_engine.workspace.engine_process import EngineCommand, prepare_resume
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder

RETRIES = 2
"""How often a step whose process died without a word is resumed."""
_OUTCOMES = {
    RunOutcome.DONE: StepOutcome.DONE,
    RunOutcome.FAILED: StepOutcome.FAILED,
    RunOutcome.LOST: StepOutcome.FAILED,
    RunOutcome.STOPPED: StepOutcome.STOPPED,
}

logger = logging.getLogger(__name__)


class StepObserver(Protocol):
    """Who is told what happens in a batch."""

    def on_event(self, step: BatchStep, event: Event) -> None:
        """A step's run wrote an event."""
        ...

    def on_retry(self, step: BatchStep, error: dict[str, Any]) -> None:
        """A step's process died; the step is resumed."""
        ...

    def on_step(self, result: StepReport) -> None:
        """A step is over."""
        ...


@dataclass(frozen=True)
class BatchWorker:
    """A place for one engine process."""

    number: int
    gpu_uuid: str | None = None
    """The only GPU that its processes see."""

    @property
    def title(self) -> str:
        return f"worker {self.number}" + (f" ({self.gpu_uuid})" if self.gpu_uuid else "")


def gpu_uuids() -> list[str]:
    """UUIDs of the NVIDIA GPUs that this machine's torch can use."""
    return [found["uuid"] for found in devices.list_devices() if "uuid" in found]


def make_workers(count: int | None) -> list[BatchWorker]:
    """Workers that share the GPUs evenly.

    Args:
        count: None: one for each GPU, or a single one.
    """
    uuids = gpu_uuids()
    return [
        BatchWorker(number, uuids[(number - 1) % len(uuids)] if uuids else None)
        for number in range(1, (count or max(1, len(uuids))) + 1)
    ]


@dataclass
class _Person:
    """How far one person is."""

    waiting: deque[BatchStep]
    model_made_s: float = 0.0
    """When the last step that others build on was done."""
    work: _StepWork | None = None


class LocalBatch:
    """The steps of some people, as many people at a time as there are workers.

    Args:
        command: the start of the engine's command line; None: this program's own engine.
    """

    def __init__(
        self,
        workspace: Workspace,
        jobs: Sequence[PersonJob],
        workers: Sequence[BatchWorker],
        observer: StepObserver,
        command: EngineCommand | None = None,
    ) -> None:
        self._workspace = workspace
        self._people = [_Person(deque(job.steps)) for job in jobs]
        self._free = list(reversed(workers))
        self._observer = observer
        own = command or EngineCommand.default()
        has_gpu = any(worker.gpu_uuid for worker in workers)
        self._command = own if has_gpu else own.sharing_cores(len(workers))
        self._stop_requested = False
        self._results: list[StepReport] = []

    def request_stop(self) -> None:
        """Let the processes save and end, and begin no more; for signal handlers."""
        self._stop_requested = True

    def run(self) -> list[StepReport]:
        """Do all that is missing; results come in the order in which steps ended."""
        try:
            while any(person.work or person.waiting for person in self._people):
                for person in self._people:
                    self._advance(person)
                time.sleep(POLL_S)
        finally:
            for person in self._people:
                if person.work is not None:
                    person.work.process.kill()
        return self._results

    def _advance(self, person: _Person) -> None:
        if person.work is not None:
            self._poll_process(person, person.work)
        elif self._stop_requested:
            self._drop_rest(person, StepOutcome.STOPPED)
        else:
            self._begin_next(person)

    def _begin_next(self, person: _Person) -> None:
        """Skip what is done, and begin the first step that is not, where a worker is free."""
        while person.waiting and self._free:
            step = person.waiting[0]
            if active_run(step, self._workspace) is not None:
                return  # a process of an earlier batch is still at work on it
            done = done_run(step, self._workspace, person.model_made_s)
            if done is None:
                self._begin(person, step, self._free.pop())
                return
            person.model_made_s = model_made_s(step, done, person.model_made_s)
            self._end(person, StepOutcome.ALREADY, run_id=done.run_id)

    def _begin(self, person: _Person, step: BatchStep, worker: BatchWorker) -> None:
        try:
            run = run_to_do(step, self._workspace)
            person.work = _StepWork(step, run, worker, self._start(step, run, worker))
        except (SynctalkError, OSError) as error:
            self._free.append(worker)
            self._end(person, StepOutcome.FAILED, error=_fields_of(step, error))
            if is_needed_by_others(step):
                self._drop_rest(person, StepOutcome.BLOCKED)

    def _start(self, step: BatchStep, run: RunFolder, worker: BatchWorker) -> RunProcess:
        gpu_uuid = worker.gpu_uuid if step.options.get("device") == "auto" else None
        return RunProcess(
            run, self._command, lambda event: self._observer.on_event(step, event), gpu_uuid
        )

    def _poll_process(self, person: _Person, work: _StepWork) -> None:
        if self._stop_requested:
            work.process.stop()
        end = work.process.poll()
        if end is None:
            return
        if end.outcome == RunOutcome.LOST and work.attempts <= RETRIES and not self._stop_requested:
            self._observer.on_retry(work.step, end.error or {})
            prepare_resume(work.run)
            work.process = self._start(work.step, work.run, work.worker)
            work.attempts += 1
            return
        person.work = None
        self._free.append(work.worker)
        self._conclude(person, work, end)

    def _conclude(self, person: _Person, work: _StepWork, end: RunEnd) -> None:
        outcome = _OUTCOMES[end.outcome]
        seconds = round(time.monotonic() - work.began_s, 2)
        self._end(
            *(person, outcome),
            **{"run_id": work.run.run_id, "seconds": seconds, "attempts": work.attempts},
            **{"error": end.error, "worker": work.worker.title},
        )
        if outcome == StepOutcome.DONE:
            person.model_made_s = model_made_s(work.step, work.run, person.model_made_s)
        elif outcome == StepOutcome.STOPPED:
            self._drop_rest(person, StepOutcome.STOPPED)
        elif is_needed_by_others(work.step):
            self._drop_rest(person, StepOutcome.BLOCKED)

    def _drop_rest(self, person: _Person, outcome: StepOutcome) -> None:
        """The person's other steps are not begun."""
        while person.waiting:
            self._end(person, outcome)

    def _end(self, person: _Person, outcome: StepOutcome, **fields: Any) -> None:
        step = person.waiting.popleft()
        result = StepReport(step.name, step.kind, step.title, outcome, **fields)
        self._results.append(result)
        self._observer.on_step(result)


@dataclass
class _StepWork:
    """A step that a process is at work on."""

    step: BatchStep
    run: RunFolder
    worker: BatchWorker
    process: RunProcess
    attempts: int = 1
    began_s: float = field(default_factory=time.monotonic)


def _fields_of(step: BatchStep, error: Exception) -> dict[str, Any]:
    if isinstance(error, SynctalkError):
        return error_fields(error.code, error.params)
    params = {"name": step.name, "reason": str(error), "path": step.options.get("device", "")}
    return error_fields("engine_ended", params)
