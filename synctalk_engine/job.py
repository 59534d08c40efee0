"""What a stage of work sees of the outside: where to report, and what the user wishes.

A :class:`Job` appends events to its run's file, wakes a reader on standard output, and polls for
commands. Stages call :meth:`Job.poll` for each batch, frame and download chunk.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import filelock
import psutil

from synctalk_engine.errors import BusyError, JobStopped, SynctalkError
from synctalk_engine.protocol.commands import Command, parse_command
from synctalk_engine.protocol.messages import render_hint, render_message
from synctalk_engine.workspace.runs import EventWriter, RunFolder, current_process

PROGRESS_INTERVAL_S = 0.1
COMMAND_INTERVAL_S = 0.05
RESOURCE_INTERVAL_S = 2.0
_FLUSH_TIMEOUT_S = 5.0
LAST_LINES = ("result", "error")
"""On standard output these come after the last state, so that the last line says how it ended."""


class LinePipe:
    """Writes lines to standard output from a thread; a reader that is gone or stuck never blocks.

    Lines are dropped while more than ``capacity`` wait: the event file is the truth.
    """

    def __init__(self, capacity: int = 4096) -> None:
        self._lines: queue.Queue[bytes | None] = queue.Queue(capacity)
        self._thread = threading.Thread(target=self._write_lines, name="line-pipe", daemon=True)
        self._thread.start()

    def put(self, line: bytes) -> None:
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(line)

    def close(self) -> None:
        """Wait until everything is written, for a few seconds at most."""
        with contextlib.suppress(queue.Full):
            self._lines.put(None, timeout=_FLUSH_TIMEOUT_S)
        self._thread.join(_FLUSH_TIMEOUT_S)

    def _write_lines(self) -> None:
        try:
            descriptor = sys.stdout.fileno()
        except (OSError, ValueError, AttributeError):
            return
        while (line := self._lines.get()) is not None:
            try:
                while line:
                    line = line[os.write(descriptor, line) :]
            except OSError:
                return


class StdinCommands:
    """Reads commands from standard input in a thread; used with ``--json`` alone."""

    def __init__(self) -> None:
        self._commands: queue.Queue[Command] = queue.Queue()
        threading.Thread(target=self._read, name="stdin-commands", daemon=True).start()

    def take(self) -> list[Command]:
        commands = []
        with contextlib.suppress(queue.Empty):
            while True:
                commands.append(self._commands.get_nowait())
        return commands

    def _read(self) -> None:
        # os.read, not sys.stdin: a thread blocked in the latter holds a lock at interpreter exit
        rest = b""
        with contextlib.suppress(OSError):
            while data := os.read(0, 4096):
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    command = parse_command(line.decode("utf-8", "replace"))
                    if command is not None:
                        self._commands.put(command)


class Job:
    """One run at work in this process. Use as a context manager: it takes the run's lock.

    Args:
        run: its folder.
        on_event: called with ``(type, fields)`` of each event, e.g. to draw a progress bar.
        to_stdout: also write each event's line to standard output (``--json``).
    Raises:
        BusyError: another process works on this run.
    """

    def __init__(
        self,
        run: RunFolder,
        on_event: Callable[[str, dict[str, Any]], None] | None = None,
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
        self._requests: set[str] = set()
        self._process = psutil.Process()
        self._peak_rss_bytes = 0
        self._stage_began: tuple[str, float, float] | None = None
        self._kept: dict[str, dict[str, Any]] = {}
        self._ended_in = ""
        self.on_poll: Callable[[], None] | None = None
        """Called at each poll and while paused, for whoever waits for this process."""
        self.on_pause: Callable[[], None] | None = None
        """Called when a pause begins, to save: a paused machine may be switched off."""

    # -- life ---------------------------------------------------------------------------------

    def __enter__(self) -> Job:
        self.run.path.mkdir(parents=True, exist_ok=True)
        self.run.control_dir.mkdir(exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout as error:
            spec = self.run.read_spec()
            pid = spec.process.pid if spec and spec.process else 0
            raise BusyError("project_busy", name=self.run.path.parent.name, pid=pid) from error
        self._writer = EventWriter(self.run)
        spec = self.run.read_spec()
        if spec is not None:
            self.run.write_spec(spec.model_copy(update={"process": current_process()}))
        if self._to_stdout:
            self._pipe = LinePipe()
            self._stdin = StdinCommands()
        self.state("running")
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> None:
        self.finish(error)

    def finish(self, error: BaseException | None = None) -> None:
        """Say how it ended, let the lock go."""
        if self._writer is None:
            return
        is_stop = isinstance(error, (JobStopped, KeyboardInterrupt))
        if is_stop:
            for code, params in self._what_is_kept():
                self.log(code, **params)
        elif error is not None:
            self.error(error)
        if error is None:
            self.state("done")
        elif is_stop:
            self.state("stopped")
        else:
            self.state("failed")
        if self._pipe is not None:
            for line in self._last_lines:
                self._pipe.put(line)
            self._pipe.close()
            self._pipe = None
        self._writer.close()
        self._writer = None
        self._lock.release()

    def keeps(self, code: str, **params: Any) -> None:
        """Note what a stop from now on leaves on the disk.

        Call it when the thing has been saved, never before. When the job is stopped, the newest
        note of each code becomes a log event; without any, ``kept_nothing`` says so.

        Args:
            code: one of ``protocol.messages.KEPT``.
        """
        self._kept[code] = params

    def drop(self, code: str) -> None:
        """Take a note of :meth:`keeps` back: something else says it now."""
        self._kept.pop(code, None)

    def kept_sentences(self) -> list[str]:
        """What a stop leaves behind, in English."""
        return [render_message(code, params) for code, params in self._what_is_kept()]

    def _what_is_kept(self) -> list[tuple[str, dict[str, Any]]]:
        return list(self._kept.items()) or [("kept_nothing", {"stage": self._ended_in})]

    # -- reporting ----------------------------------------------------------------------------

    def emit(self, type_: str, **fields: Any) -> None:
        """Append one event. Thread-safe."""
        with self._write_lock:
            if self._writer is None:
                return
            line = self._writer.append(type_, self.stage, fields)
            if self._pipe is not None:
                if type_ in LAST_LINES:
                    self._last_lines.append(line)
                else:
                    self._pipe.put(line)
            if self._on_event is not None:
                self._on_event(type_, fields)

    def state(self, state: str) -> None:
        self.emit("state", state=state)

    def progress(
        self, done: float, total: float | None, unit: str = "", force: bool = False
    ) -> None:
        """How far the stage is; thinned to ten a second, the last one always sent."""
        now_s = time.monotonic()
        if self._stage_began is None or self._stage_began[0] != self.stage:
            self._stage_began = (self.stage, now_s, done)
        is_last = total is not None and done >= total
        if not (force or is_last) and now_s - self._last_progress_s < PROGRESS_INTERVAL_S:
            return
        self._last_progress_s = now_s
        elapsed_s, advanced = now_s - self._stage_began[1], done - self._stage_began[2]
        rate = advanced / elapsed_s if elapsed_s > 0 and advanced > 0 else None
        remaining_s = (total - done) / rate if rate and total is not None else None
        self.emit(
            "progress",
            done=done,
            total=total,
            unit=unit,
            rate_per_s=None if rate is None else round(rate, 2),
            remaining_s=None if remaining_s is None else round(remaining_s, 1),
        )
        self._sample_resources(now_s)

    def metric(self, step: int, epoch: int, **fields: Any) -> None:
        """Figures of a step: ``losses``, ``held_out``, ``images_per_s``, ``lr``."""
        self.emit("metric", step=step, epoch=epoch, **fields)

    def log(self, code: str, **params: Any) -> None:
        """A line for the log, by code of ``protocol.messages``."""
        self.emit("log", code=code, params=params, message=render_message(code, params))

    def warning(self, code: str, **params: Any) -> None:
        """Something the user should see; kept in ``warnings``."""
        self.warnings.append({"code": code, "params": params})
        self.emit(
            "warning",
            code=code,
            params=params,
            message=render_message(code, params),
            hint=render_hint(code, params),
        )

    def checkpoint(self, path: Path, step: int, epoch: int, best: bool, figures: dict) -> None:
        """A checkpoint was saved."""
        relative = self.run.workspace.relative(path)
        self.emit("checkpoint", path=relative, step=step, epoch=epoch, best=best, figures=figures)

    def sample(self, folder: Path, step: int, epoch: int, count: int) -> None:
        """Held-out pictures were written to a folder of the run."""
        relative = folder.relative_to(self.run.path).as_posix()
        self.emit("sample", path=relative, step=step, epoch=epoch, count=count)

    def result(self, **figures: Any) -> None:
        """The run's figures, last event of a run that succeeded."""
        self.emit("result", **figures)

    def error(self, error: BaseException) -> None:
        """Why the run failed."""
        if isinstance(error, SynctalkError):
            code, params = error.code, error.params
        else:
            code, params = "internal", {"detail": f"{type(error).__name__}: {error}"}
        self.emit(
            "error",
            code=code,
            message=render_message(code, params),
            hint=render_hint(code, params),
            params=params,
        )

    @contextlib.contextmanager
    def in_stage(self, stage: str) -> Iterator[None]:
        """Events within the block belong to ``stage``; its time is logged."""
        before, self.stage = self.stage, stage
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

    # -- wishes -------------------------------------------------------------------------------

    def poll(self) -> set[str]:
        """Take commands; waits here while paused.

        Returns:
            What was asked since the last call, of ``{"save", "sample"}``.
        Raises:
            JobStopped: a stop was asked; save and end.
        """
        if self.on_poll is not None:
            self.on_poll()
        now_s = time.monotonic()
        if now_s - self._last_poll_s >= COMMAND_INTERVAL_S:
            self._last_poll_s = now_s
            paused = self._carry_out(self._take())
            if paused:
                self._wait_while_paused()
        if self._stop_requested:
            raise JobStopped
        wishes, self._requests = self._requests, set()
        return wishes

    def request_stop(self) -> None:
        """Make the next poll raise; for signal handlers."""
        self._stop_requested = True

    def _take(self) -> list[Command]:
        commands = self.run.take_commands()
        if self._stdin is not None:
            commands += self._stdin.take()
        return commands

    def _carry_out(self, commands: list[Command], paused: bool = False) -> bool:
        for command in commands:
            if command.command == "stop":
                self._stop_requested = True
                self.log("stop_requested")
                self.state("stopping")
            elif command.command == "pause":
                paused = True
            elif command.command == "resume":
                paused = False
            else:
                self._requests.add(command.command)
            self.emit("ack", command=command.command, command_id=command.id)
        return paused and not self._stop_requested

    def _wait_while_paused(self) -> None:
        if self.on_pause is not None:
            self.on_pause()
        self.state("paused")
        began_s = time.monotonic()
        while self._carry_out(self._take(), paused=True):
            if self.on_poll is not None:
                self.on_poll()
            time.sleep(COMMAND_INTERVAL_S)
        self.paused_s += time.monotonic() - began_s
        if not self._stop_requested:
            self.state("running")

    def _sample_resources(self, now_s: float, force: bool = False) -> None:
        if not force and now_s - self._last_resource_s < RESOURCE_INTERVAL_S:
            return
        self._last_resource_s = now_s
        rss_bytes = self._process.memory_info().rss
        self._peak_rss_bytes = max(self._peak_rss_bytes, rss_bytes)
        self.emit("resource", rss_mb=round(rss_bytes / 2**20, 1))
