"""A run at work in this process: reports events and takes commands.

A :class:`Job` appends events to its run's file, copies them to standard output under ``--json``,
and polls for commands. Stages call :meth:`Job.poll` for each batch, frame and download chunk.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import filelock
import psutil

from synctalk_engine.errors import BusyError, JobStopped, SynctalkError
from synctalk_engine.job_progress import JobProgress
from synctalk_engine.process_io import LinePipe, StdinCommands
from synctalk_engine.protocol.commands import Command
from synctalk_engine.protocol.events import (
    AckEvent,
    CheckpointEvent,
    ErrorEvent,
    Event,
    JobProgressEvent,
    LogEvent,
    MetricEvent,
    ProgressEvent,
    ResourceEvent,
    ResultEvent,
    RunState,
    SampleEvent,
    StateEvent,
    WarningEvent,
)
from synctalk_engine.protocol.messages import render_hint, render_message
from synctalk_engine.protocol.results import JobResult
from synctalk_engine.workspace.runs import EventWriter, RunFolder, current_process

PROGRESS_INTERVAL_S = 0.1
HEARTBEAT_INTERVAL_S = 1.0
"""After this time without progress, a poll tells again how far the job is."""
COMMAND_INTERVAL_S = 0.05
RESOURCE_INTERVAL_S = 2.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class StageStart:
    """When a stage began and how far it was then, for its rate."""

    stage: str
    t_s: float
    done: float


class Job:
    """One run at work in this process. Use it as a context manager, which holds the run's lock.

    Args:
        run: its folder.
        on_event: called with each event, e.g. to draw a progress bar.
        to_stdout: also write each event's line to standard output (``--json``).
    Raises:
        BusyError: another process is working on this run.
    """

    def __init__(
        self,
        run: RunFolder,
        on_event: Callable[[Event], None] | None = None,
        to_stdout: bool = False,
    ) -> None:
        self.run = run
        self.stage = ""
        self.warnings: list[dict[str, Any]] = []
        self.paused_s = 0.0
        """Seconds spent waiting because the user asked for a pause."""
        self._on_event = on_event
        self._to_stdout = to_stdout
        self._pipe: LinePipe | None = None
        self._last_lines: list[bytes] = []
        self._stdin: StdinCommands | None = None
        self._writer: EventWriter | None = None
        self._lock = run.lock()
        self._write_lock = threading.RLock()
        self._last_progress_s = self._last_poll_s = self._last_resource_s = 0.0
        self._stop_requested = False
        self._pending: set[str] = set()
        self._process = psutil.Process()
        self._peak_rss_bytes = 0
        self._entered_s = time.monotonic()
        self._has_begun = False
        self._stage_start: StageStart | None = None
        self._overall = JobProgress("", {})
        self._last_heartbeat_s = 0.0
        self._kept: dict[str, dict[str, Any]] = {}
        self._ended_in = ""
        self.on_poll: Callable[[], None] | None = None
        """Called at each poll and while paused, e.g. to send a heartbeat to other processes."""
        self.on_pause: Callable[[], None] | None = None
        """Called when a pause begins, to save: the machine may be switched off meanwhile."""
        self.gpu_usage: Callable[[], Mapping[str, Any]] | None = None
        """Reads the GPU's fields of resource events; None: there is no GPU at work."""

    # -- start and end -------------------------------------------------------------------------

    def __enter__(self) -> Job:
        self.run.path.mkdir(parents=True, exist_ok=True)
        self.run.control_dir.mkdir(exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout as error:
            spec = self.run.read_spec()
            pid = spec.process.pid if spec and spec.process else 0
            raise BusyError("project_busy", name=self.run.path.parent.name, pid=pid) from error
        self._entered_s = time.monotonic()
        self._writer = EventWriter(self.run)
        spec = self.run.read_spec()
        if spec is not None:
            self.run.write_spec(spec.model_copy(update={"process": current_process()}))
            self._overall = JobProgress(spec.kind, spec.options)
        if self._to_stdout:
            self._pipe = LinePipe()
            self._stdin = StdinCommands()
        self._enter(RunState.RUNNING)
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> None:
        self.finish(error)

    def finish(self, error: BaseException | None = None) -> None:
        """Write how the run ended; release its lock."""
        if self._writer is None:
            return
        is_stop = isinstance(error, (JobStopped, KeyboardInterrupt))
        if is_stop:
            for code, params in self._what_is_kept():
                self.log(code, **params)
        elif error is not None:
            self.error(error)
        if error is None:
            self._enter(RunState.DONE)
        elif is_stop:
            self._enter(RunState.STOPPED)
        else:
            self._enter(RunState.FAILED)
        if self._pipe is not None:
            for line in self._last_lines:
                self._pipe.put(line)
            self._pipe.close()
            self._pipe = None
        self._writer.close()
        self._writer = None
        self._lock.release()

    def keeps(self, code: str, **params: Any) -> None:
        """Note what would remain on the disk if the job were stopped now.

        Call it after the thing has been saved, never before. When the job is stopped, the latest
        note of each code becomes a log event; without notes the event is ``kept_nothing``.

        Args:
            code: one of ``protocol.messages.KEPT``.
        """
        self._kept[code] = params

    def drop(self, code: str) -> None:
        """Remove a note of :meth:`keeps`, because another note replaces it."""
        self._kept.pop(code, None)

    def kept_sentences(self) -> list[str]:
        """What remains on the disk after a stop, as English sentences."""
        return [render_message(code, params) for code, params in self._what_is_kept()]

    def _what_is_kept(self) -> list[tuple[str, dict[str, Any]]]:
        return list(self._kept.items()) or [("kept_nothing", {"stage": self._ended_in})]

    # -- reporting ----------------------------------------------------------------------------

    def emit(self, event: Event) -> None:
        """Append one event. Thread-safe."""
        with self._write_lock:
            if self._writer is None:
                return
            event.stage = self.stage
            line = self._writer.append(event)
            if self._pipe is not None:
                # On standard output the last line says how the run ended, after its last state.
                if isinstance(event, ResultEvent | ErrorEvent):
                    self._last_lines.append(line)
                else:
                    self._pipe.put(line)
            if self._on_event is not None:
                self._on_event(event)

    def _enter(self, state: RunState) -> None:
        self.emit(StateEvent(state=state))

    def progress(
        self, done: float, total: float | None, unit: str = "", force: bool = False
    ) -> None:
        """How far the stage is; at most ten events a second, and always the last one."""
        now_s = time.monotonic()
        start = self._stage_start
        if start is None or start.stage != self.stage:
            start = self._stage_start = StageStart(self.stage, now_s, done)
        is_last = total is not None and done >= total
        if not (force or is_last) and now_s - self._last_progress_s < PROGRESS_INTERVAL_S:
            return
        self._last_progress_s = now_s
        elapsed_s, advanced = now_s - start.t_s, done - start.done
        rate = advanced / elapsed_s if elapsed_s > 0 and advanced > 0 else None
        remaining_s = (total - done) / rate if rate and total is not None else None
        fraction = done / total if total else None
        self.emit(
            ProgressEvent(
                done=done,
                total=total,
                unit=unit,
                rate_per_s=None if rate is None else round(rate, 2),
                remaining_s=None if remaining_s is None else round(remaining_s, 1),
                **self._overall_progress(fraction, remaining_s, now_s),
            )
        )
        self._sample_resources(now_s)

    def startup_s(self) -> float:
        """Seconds since the job began, if nothing but its start has happened; else 0.

        Loading the libraries takes a second, and a minute on a busy machine.
        """
        return 0.0 if self._has_begun else time.monotonic() - self._entered_s

    def set_training_end(self, budget_s: float, left_s: float) -> None:
        """Tell the time budget of a training, and the seconds that are left of it."""
        end_s = time.monotonic() - self.paused_s + left_s
        self._overall.set_training_end(end_s - budget_s, end_s)

    def _overall_progress(
        self, fraction: float | None, remaining_s: float | None, now_s: float
    ) -> dict[str, float | None]:
        """The fields of the whole job, from those of its stage."""
        left_s = self._overall.update(self.stage, fraction, remaining_s, now_s - self.paused_s)
        return {
            "job_fraction": self._overall.fraction,
            "job_remaining_s": None if left_s is None else round(left_s, 1),
        }

    def _heartbeat(self, now_s: float) -> None:
        """Tell how far the whole job is where the stage has told nothing for a while."""
        told_s = max(self._last_progress_s, self._last_heartbeat_s)
        if now_s - told_s < HEARTBEAT_INTERVAL_S:
            return
        self._last_heartbeat_s = now_s
        self.emit(JobProgressEvent(**self._overall_progress(None, None, now_s)))

    def metric(self, step: int, epoch: int, **metrics: Any) -> None:
        """Metrics of a step: ``losses``, ``held_out``, ``images_per_s``, ``lr``."""
        self.emit(MetricEvent(step=step, epoch=epoch, **metrics))

    def log(self, code: str, **params: Any) -> None:
        """A line for the log, by code of ``protocol.messages``."""
        self.emit(LogEvent(code=code, params=params, message=render_message(code, params)))

    def warning(self, code: str, **params: Any) -> None:
        """Something the user should see; kept in ``warnings``."""
        self.warnings.append({"code": code, "params": params})
        message, hint = render_message(code, params), render_hint(code, params)
        self.emit(WarningEvent(code=code, params=params, message=message, hint=hint))

    def checkpoint(self, path: Path, step: int, epoch: int, best: bool, figures: dict) -> None:
        """A checkpoint was saved, with these metrics."""
        relative = self.run.workspace.relative(path)
        self.emit(
            CheckpointEvent(path=relative, step=step, epoch=epoch, best=best, figures=figures)
        )

    def sample(self, folder: Path, step: int, epoch: int, count: int) -> None:
        """Validation images were written to a folder of the run."""
        relative = folder.relative_to(self.run.path).as_posix()
        self.emit(SampleEvent(path=relative, step=step, epoch=epoch, count=count))

    def result(self, result: JobResult) -> None:
        """What the run gives; the last event of a run that succeeded."""
        self.emit(ResultEvent(**result.given()))

    def error(self, error: BaseException) -> None:
        """Why the run failed."""
        if isinstance(error, SynctalkError):
            code, params = error.code, error.params
        else:
            code, params = "internal", {"detail": f"{type(error).__name__}: {error}"}
        message, hint = render_message(code, params), render_hint(code, params)
        self.emit(ErrorEvent(code=code, message=message, hint=hint, params=params))

    @contextlib.contextmanager
    def in_stage(self, stage: str) -> Iterator[None]:
        """Events within the block belong to ``stage``; its time is logged."""
        before, self.stage = self.stage, stage
        self._has_begun = True
        self._overall.enter(stage, time.monotonic() - self.paused_s)
        began_s = time.monotonic()
        self.log("stage_started", stage=stage)
        try:
            yield
            self.log("stage_finished", stage=stage, seconds=round(time.monotonic() - began_s, 1))
        except BaseException:
            self._ended_in = self._ended_in or stage
            raise
        finally:
            self.stage = before

    @property
    def peak_rss_mb(self) -> float:
        """Largest memory seen so far (sampled every two seconds and on this call)."""
        self._sample_resources(time.monotonic(), force=True)
        return round(self._peak_rss_bytes / 2**20, 1)

    # -- commands -----------------------------------------------------------------------------

    def poll(self) -> set[str]:
        """Carry out the commands that have arrived; waits here while paused.

        Returns:
            The commands since the last call that the stage itself must carry out, of
            ``{"save", "sample"}``.
        Raises:
            JobStopped: a stop was requested; save and end.
        """
        if self.on_poll is not None:
            self.on_poll()
        now_s = time.monotonic()
        if now_s - self._last_poll_s >= COMMAND_INTERVAL_S:
            self._last_poll_s = now_s
            paused = self._carry_out(self._take_commands())
            if paused:
                self._wait_while_paused()
        if self._stop_requested:
            raise JobStopped
        self._heartbeat(now_s)
        commands, self._pending = self._pending, set()
        return commands

    @property
    def ended_in(self) -> str:
        """The stage that an error ended; the present one where none was."""
        return self._ended_in or self.stage

    def request_stop(self) -> None:
        """Make the next poll raise; for signal handlers."""
        self._stop_requested = True

    def _take_commands(self) -> list[Command]:
        commands = self.run.take_commands()
        if self._stdin is not None:
            commands += self._stdin.take()
        return commands

    def _carry_out(self, commands: list[Command], paused: bool = False) -> bool:
        for command in commands:
            if command.command == "stop":
                self._stop_requested = True
                self.log("stop_requested")
                self._enter(RunState.STOPPING)
            elif command.command == "pause":
                paused = True
            elif command.command == "resume":
                paused = False
            else:
                self._pending.add(command.command)
            self.emit(AckEvent(command=command.command, command_id=command.id))
        return paused and not self._stop_requested

    def _wait_while_paused(self) -> None:
        if self.on_pause is not None:
            self.on_pause()
        self._enter(RunState.PAUSED)
        began_s = time.monotonic()
        while self._carry_out(self._take_commands(), paused=True):
            if self.on_poll is not None:
                self.on_poll()
            time.sleep(COMMAND_INTERVAL_S)
        self.paused_s += time.monotonic() - began_s
        if not self._stop_requested:
            self._enter(RunState.RUNNING)

    def _sample_resources(self, now_s: float, force: bool = False) -> None:
        if not force and now_s - self._last_resource_s < RESOURCE_INTERVAL_S:
            return
        self._last_resource_s = now_s
        rss_bytes = self._process.memory_info().rss
        self._peak_rss_bytes = max(self._peak_rss_bytes, rss_bytes)
        self.emit(ResourceEvent(rss_mb=round(rss_bytes / 2**20, 1), **self._read_gpu()))

    def _read_gpu(self) -> Mapping[str, Any]:
        """The GPU's memory, utilisation and temperature; a job never fails because of them."""
        if self.gpu_usage is None:
            return {}
        try:
            return self.gpu_usage()
        except Exception:
            logger.warning("the GPU's usage cannot be read; it is left out", exc_info=True)
            self.gpu_usage = None
            return {}
