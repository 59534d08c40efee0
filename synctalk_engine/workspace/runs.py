"""A run's folder: the job it describes, its events, and commands for its process."""

from __future__ import annotations

import json
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import filelock
import psutil

from synctalk_engine.protocol.commands import Command, CommandName, parse_command
from synctalk_engine.protocol.events import (
    FINAL_STATES,
    PROTOCOL_VERSION,
    Event,
    RunState,
    StateEvent,
    parse_event,
)
from synctalk_engine.protocol.run_spec import JobKind, ProcessId, RunSpec
from synctalk_engine.workspace.atomic import read_json, write_bytes, write_json
from synctalk_engine.workspace.layout import Workspace

logger = logging.getLogger(__name__)

_START_TIME_TOLERANCE_S = 2.0
_TAIL_BYTES = 64 * 1024
LATEST_NAME, BEST_NAME = "latest.pth", "best.pth"


def current_process() -> ProcessId:
    """This process: its id and start time."""
    return ProcessId(pid=os.getpid(), create_time=psutil.Process().create_time())


def is_process(identity: ProcessId) -> bool:
    """Whether that process is alive, and not another one that has its id now."""
    try:
        process = psutil.Process(identity.pid)
        began_s = process.create_time()
        return (
            abs(began_s - identity.create_time) < _START_TIME_TOLERANCE_S
            and process.status() != psutil.STATUS_ZOMBIE
        )
    except psutil.Error:
        return False


@dataclass(frozen=True)
class RunFolder:
    """``runs/<name>/<run id>/``."""

    path: Path

    @classmethod
    def create(cls, workspace: Workspace, kind: JobKind, name: str, options: dict) -> RunFolder:
        """Make a new run's folder and write its ``run.json``."""
        now_s = time.time()
        # With milliseconds: ids are sorted, and of two runs in a second the later is the newer.
        second = time.strftime("%Y%m%d-%H%M%S", time.localtime(now_s))
        stamp = f"{second}-{int(now_s * 1000) % 1000:03d}"
        run_id = f"{stamp}-{kind}-{secrets.token_hex(2)}"
        run = cls(workspace.project_runs_dir(name) / run_id)
        spec = RunSpec(run_id=run_id, kind=kind, name=name, options=options, created=now_s)
        run.write_spec(spec)
        run.control_dir.mkdir(exist_ok=True)
        return run

    @property
    def run_id(self) -> str:
        return self.path.name

    @property
    def workspace(self) -> Workspace:
        """The workspace of ``runs/<name>/<run id>``."""
        return Workspace(self.path.parents[2])

    @property
    def events_path(self) -> Path:
        return self.path / "events.jsonl"

    @property
    def control_dir(self) -> Path:
        return self.path / "control"

    @property
    def samples_dir(self) -> Path:
        return self.path / "samples"

    @property
    def resume_path(self) -> Path:
        return self.path / "resume.pt"

    @property
    def previous_resume_path(self) -> Path:
        """The previous state, in case the latest cannot be read."""
        return self.path / "resume_previous.pt"

    @property
    def syncnet_state_path(self) -> Path:
        """The state of its SyncNet training."""
        return self.path / "syncnet_resume.pt"

    @property
    def has_resume(self) -> bool:
        """Whether a training can be resumed from here."""
        return self.resume_path.is_file() or self.previous_resume_path.is_file()

    @property
    def latest_path(self) -> Path:
        """The latest weights between two checkpoints; overwritten at each save."""
        return self.path / LATEST_NAME

    @property
    def best_path(self) -> Path:
        """The best weights, if they were reached between two checkpoints."""
        return self.path / BEST_NAME

    @property
    def is_new_training(self) -> bool:
        """Whether the training started here, and was not resumed from another run."""
        return self._new_training_path.is_file()

    def mark_new_training(self) -> None:
        """Record that a training starts here, before there is a state to resume from."""
        write_bytes(self._new_training_path, b"")

    @property
    def _new_training_path(self) -> Path:
        return self.path / "new_training"

    @property
    def log_path(self) -> Path:
        return self.path / "log.txt"

    @property
    def lock_path(self) -> Path:
        return self.path / "lock"

    def read_spec(self) -> RunSpec | None:
        """``run.json``, or None where it is missing or broken."""
        data = read_json(self.path / "run.json")
        try:
            return None if data is None else RunSpec.model_validate(data)
        except ValueError:
            return None

    def write_spec(self, spec: RunSpec) -> None:
        write_json(self.path / "run.json", spec.model_dump())

    def model_dir(self) -> Path | None:
        """The folder of its checkpoints; None where ``run.json`` is missing or damaged."""
        spec = self.read_spec()
        if spec is None:
            return None
        workspace, options = self.workspace, spec.options
        if options.get("save_dir"):
            return workspace.resolve(options["save_dir"])
        return workspace.model_dir(spec.name, options.get("checkpoint_dir") or "checkpoint")

    def lock(self) -> filelock.FileLock:
        """The lock that its process holds while it is alive; not yet acquired."""
        return filelock.FileLock(self.lock_path)

    def is_alive(self) -> bool:
        """Whether its process is alive: the lock is held, and process id and start time match."""
        spec = self.read_spec()
        if spec is None or spec.process is None or not is_process(spec.process):
            return False
        if spec.process.pid == os.getpid():
            return True
        probe = self.lock()
        try:
            probe.acquire(timeout=0)
        except (filelock.Timeout, OSError):
            return True
        probe.release()
        return False

    def last_state(self) -> RunState | None:
        """The last ``state`` event; None where there is none yet."""
        for line in lines_backwards(self.events_path):
            if b'"state"' in line:
                event = parse_event(line)
                if isinstance(event, StateEvent):
                    return event.state
        return None

    def status(self) -> RunState:
        """The last state; ``LOST`` where the process ended without a final one.

        A lost run (killed, power cut) can be resumed.
        """
        state = self.last_state()
        if state in FINAL_STATES:
            return state
        if self.is_alive():
            return state or RunState.STARTING
        state = self.last_state()  # it may have ended, in order, since the first look
        if state in FINAL_STATES:
            return state
        spec = self.read_spec()
        just_created = spec is not None and spec.process is None and time.time() - spec.created < 30
        return RunState.STARTING if just_created else RunState.LOST

    def send(self, command: CommandName) -> str:
        """Leave a command for the process; returns the id that its acknowledgement will have."""
        command_id = secrets.token_hex(4)
        name = f"{time.time_ns():020d}-{command}.json"
        body = Command(command=command, id=command_id).model_dump_json()
        write_bytes(self.control_dir / name, body.encode())
        return command_id

    def take_commands(self) -> list[Command]:
        """Commands in the control folder, oldest first; each is returned once."""
        commands = []
        try:
            waiting = sorted(self.control_dir.glob("*.json"))
        except OSError:
            return []
        for path in waiting:
            try:
                command = parse_command(path.read_text(encoding="utf-8", errors="replace"))
                path.unlink()
            except OSError:
                continue
            if command is not None:
                commands.append(command)
        return commands


class EventReader:
    """Reads a run's events as they are appended; a half-written line waits for its end."""

    def __init__(self, run: RunFolder) -> None:
        self._path = run.events_path
        self._offset = 0

    def read_new(self, max_bytes: int | None = None) -> list[Event]:
        """Events since the last call; empty where there are none yet."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._offset)
                data = file.read(-1 if max_bytes is None else max_bytes)
        except OSError:
            return []
        end = data.rfind(b"\n") + 1
        self._offset += end
        parsed = (parse_event(line) for line in data[:end].splitlines() if line.strip())
        return [event for event in parsed if event is not None]


class EventWriter:
    """Appends events to a run's file; numbers go on from an earlier process.

    Args:
        clock_s: gives the Unix time of an event.
    """

    def __init__(self, run: RunFolder, clock_s: Callable[[], float] = time.time) -> None:
        self._clock_s = clock_s
        run.path.mkdir(parents=True, exist_ok=True)
        self._run_id = run.run_id
        self._seq = _next_seq(run.events_path)
        self._file = run.events_path.open("ab", buffering=0)
        self._is_torn = _lacks_line_end(run.events_path)

    def append(self, event: Event) -> bytes:
        """Write one event with a header of this run; returns the line, with its line end."""
        values = {
            "v": PROTOCOL_VERSION,
            "seq": self._seq,
            "t": round(self._clock_s(), 3),
            "run_id": self._run_id,
            "stage": event.stage,
            "type": event.type,
            **event.body(),
        }
        line = json.dumps(values, ensure_ascii=False, default=str).encode("utf-8") + b"\n"
        # A full disk must not end a training for want of a line about it: what has to be kept
        # says so itself when it is saved. A half-written line is closed before the next one.
        data = b"\n" + line if self._is_torn else line
        try:
            self._is_torn = self._file.write(data) != len(data)
        except OSError as error:
            if not self._is_torn:
                logger.warning("events are not being written: %s", error)
            self._is_torn = True
        self._seq += 1
        return line

    def close(self) -> None:
        self._file.close()


def list_runs(workspace: Workspace, name: str, kind: JobKind | None = None) -> list[RunFolder]:
    """A project's runs, oldest first."""
    folder = workspace.project_runs_dir(name)
    if not folder.is_dir():
        return []
    runs = [RunFolder(child) for child in folder.iterdir() if (child / "run.json").is_file()]
    runs.sort(key=lambda run: run.run_id)
    if kind is None:
        return runs
    return [run for run in runs if (spec := run.read_spec()) is not None and spec.kind == kind]


def lines_backwards(path: Path) -> Iterator[bytes]:
    """Lines of a file from its end, reading blocks of 64 KiB."""
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            position, rest = file.tell(), b""
            while position > 0:
                step = min(_TAIL_BYTES, position)
                position -= step
                file.seek(position)
                lines = (file.read(step) + rest).split(b"\n")
                rest = lines[0]
                yield from reversed(lines[1:])
            yield rest
    except OSError:
        return


def _next_seq(path: Path) -> int:
    for line in lines_backwards(path):
        event = parse_event(line) if line.strip() else None
        if event is not None:
            return event.seq + 1
    return 0


def _lacks_line_end(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        if file.tell() == 0:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"
