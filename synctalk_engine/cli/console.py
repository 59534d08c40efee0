"""What the command line shows while a job runs, and how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import typer

from synctalk_engine import devices
from synctalk_engine.cli.console_view import ConsoleView
from synctalk_engine.cli.stop_signals import stop_on_signals
from synctalk_engine.cli.tables import say
from synctalk_engine.errors import OptionError, StorageError, SynctalkError
from synctalk_engine.job import Job
from synctalk_engine.jobs import EXIT_BUG, EXIT_STOPPED, create_run, execute
from synctalk_engine.protocol.run_spec import JobKind
from synctalk_engine.workspace.atomic import storage_errors
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder


def fail(error: SynctalkError, as_json: bool) -> NoReturn:
    """Prints a user error as a sentence (or a JSON line) and ends with its exit code."""
    print_error(error, as_json)
    raise typer.Exit(error.exit_code)


def print_error(error: SynctalkError, as_json: bool) -> None:
    """Prints a user error as a sentence, or as a JSON line."""
    if as_json:
        fields = {"code": error.code, "message": error.message, "hint": error.hint}
        print(json.dumps({"type": "error", **fields, "params": error.params}, ensure_ascii=False))
    else:
        say(f"{error.message} {error.hint}".strip(), to_stderr=True)


def guarded(work: Callable[[], Any], as_json: bool) -> Any:
    """Calls ``work``; user errors become a sentence and an exit code, and so do signals to stop."""
    try:
        with stop_on_signals(_interrupt), storage_errors(Path.cwd()):
            return work()
    except SynctalkError as error:
        fail(error, as_json)
    except KeyboardInterrupt:
        raise typer.Exit(EXIT_STOPPED) from None


def _interrupt() -> None:
    raise KeyboardInterrupt


def require_working_folder(as_json: bool) -> None:
    """Ends with a sentence if the current folder was removed."""
    try:
        Path.cwd()
    except OSError:
        error = StorageError("working_folder_gone")
        print_error(error, as_json)
        sys.exit(error.exit_code)


def print_json(value: Any) -> None:
    """One JSON value on standard output."""
    print(json.dumps(value, ensure_ascii=False, default=str), flush=True)


def run_job(kind: JobKind, options: dict[str, Any], as_json: bool) -> NoReturn:
    """Make a run in the working folder, do it, and end with its exit code.

    Of several processes that a launcher started, only the first has a run; the others are workers.
    """
    if devices.is_launched():
        if kind != "train":
            problems = "a launcher for several processes can start “train” alone; preprocess first"
            fail(OptionError("bad_options", problems=problems), as_json)
        if os.environ["RANK"] != "0":
            guarded(lambda: run_worker(options.get("device", "auto")), as_json)
            raise typer.Exit
    workspace = Workspace.current()
    run = guarded(lambda: create_run(workspace, kind, options), as_json)
    run_folder_job(run, as_json)


def run_worker(device: str) -> None:
    """Take part in a training as a process that a launcher started."""
    devices.select(device)  # before the import that loads torch
    from synctalk_engine.training.distributed.launch import run_launched_worker
    from synctalk_engine.training.worker import take_part

    run_launched_worker(device, Workspace.current(), take_part)


def run_folder_job(run: RunFolder, as_json: bool) -> NoReturn:
    """Do what a run folder asks, and end with its exit code."""
    view = None if as_json else ConsoleView()
    on_event = None if view is None else view.on_event
    jobs: list[Job] = []

    def on_job(job: Job) -> None:
        jobs.append(job)
        signals.enter_context(stop_on_signals(job.request_stop))

    with contextlib.ExitStack() as signals:
        try:
            code = execute(run, on_event=on_event, to_stdout=as_json, on_job=on_job)
        except SynctalkError as error:
            fail(error, as_json)
        finally:
            if view is not None:
                view.close()
    if view is not None:
        if code == EXIT_STOPPED:
            view.say(" ".join(["Stopped.", *(jobs[0].kept_sentences() if jobs else [])]))
        elif code == EXIT_BUG:
            view.say(f"Details are in {run.log_path}")
    raise typer.Exit(code)
