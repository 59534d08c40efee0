"""How an engine process is started, recognised and ended.

A run's process is detached: it goes on when whoever started it is closed or killed, and a window
that is opened later finds it by the run's folder. It never shares a process with Qt.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil

import synctalk_engine
from synctalk_engine.protocol.run_spec import ProcessId
from synctalk_engine.workspace.device_lock import SHARING_VARIABLE
from synctalk_engine.workspace.runs import RunFolder, is_process

logger = logging.getLogger(__name__)

OUTPUT_NAME = "output.txt"
"""In the run's folder: what the process said outside its log, e.g. a native crash."""
WINDOW_PROGRAM = "SyncTalkStudio"
"""A bundle's executable."""
_SOURCE_ROOT = Path(synctalk_engine.__file__).resolve().parents[1]
_KILL_WAIT_S = 5.0
_NICENESS = 10


@dataclass(frozen=True)
class EngineCommand:
    """The start of the engine's command line; tests put another program there."""

    prefix: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)

    @classmethod
    def default(cls) -> EngineCommand:
        """This program's own engine; a frozen program runs itself with a hidden word."""
        if getattr(sys, "frozen", False):
            return cls((sys.executable, "--engine"))
        return cls((sys.executable, "-m", "synctalk_engine"))

    def line(self, *arguments: str) -> list[str]:
        return [*self.prefix, *arguments]

    def sharing_cores(self, processes: int) -> EngineCommand:
        """The same for one of several processes at work at a time: each with its share of cores."""
        if processes < 2:
            return self
        threads = max(1, (psutil.cpu_count(logical=True) or 1) // processes)
        shared = {"OMP_NUM_THREADS": str(threads), SHARING_VARIABLE: str(os.getpid())}
        return replace(self, environment={**shared, **self.environment})

    def full_environment(self, gpu_uuid: str | None = None) -> dict[str, str]:
        """The process's environment.

        Args:
            gpu_uuid: the only GPU it may see; it must be known before torch is loaded.
        """
        values = dict(os.environ)
        if not getattr(sys, "frozen", False):
            known = [part for part in values.get("PYTHONPATH", "").split(os.pathsep) if part]
            values["PYTHONPATH"] = os.pathsep.join([str(_SOURCE_ROOT), *known])
        values["PYTHONIOENCODING"] = "utf-8"
        values["PYTHONUNBUFFERED"] = "1"
        if gpu_uuid:
            values["CUDA_VISIBLE_DEVICES"] = gpu_uuid
        return values | self.environment


def window_command() -> list[str]:
    """How the window is started, in a process of its own: torch and Qt are never loaded together.

    In a bundle it is the executable that has no console, beside this one.
    """
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        return [str(program.with_name(f"{WINDOW_PROGRAM}{program.suffix}"))]
    return [sys.executable, "-m", "synctalk_gui.launch"]


def start_run(
    run: RunFolder, command: EngineCommand, gpu_uuid: str | None = None
) -> subprocess.Popen[bytes]:
    """Start an engine process on a run's folder, in a session of its own.

    Raises:
        OSError: the program could not be started.
    """
    if os.name == "nt":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        detached: dict[str, object] = {"creationflags": flags}
    else:
        detached = {"start_new_session": True}
    with (run.path / OUTPUT_NAME).open("ab") as output:
        return subprocess.Popen(
            command.line("execute", str(run.path)),
            cwd=run.workspace.root,
            env=command.full_environment(gpu_uuid),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            **detached,  # type: ignore[call-overload]
        )


def stand_back() -> None:
    """Take what the window, and whatever else the user does, leave of the processor.

    To be called before other threads are started: they take over the priority of the first.
    """
    with contextlib.suppress(OSError, psutil.Error):
        process = psutil.Process()
        if os.name == "nt":
            process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            process.nice(max(process.nice(), _NICENESS))
    if sys.platform == "linux":  # weighs sessions against each other before their processes
        with contextlib.suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(_NICENESS), encoding="ascii")


def prepare_resume(run: RunFolder) -> None:
    """Make a run that ended early ready to be executed again in its own folder.

    A stop that nobody read would end it at once; a training goes on from its saved state.
    """
    run.take_commands()
    spec = run.read_spec()
    if spec is None:
        return
    options = dict(spec.options)
    if spec.kind == "train" and run.has_resume:
        options["continue_training"] = True
    if "force" in options:
        options["force"] = False  # what was finished before the interruption is kept
    run.write_spec(spec.model_copy(update={"options": options, "process": None}))


def end_process_tree(identity: ProcessId) -> None:
    """End a process and all it started; nothing happens where it is another one by now."""
    if not is_process(identity):
        return
    with contextlib.suppress(psutil.Error):
        root = psutil.Process(identity.pid)
        processes = [*root.children(recursive=True), root]
        for process in processes:
            with contextlib.suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(processes, timeout=_KILL_WAIT_S)
