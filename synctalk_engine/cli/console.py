"""What the command line shows while a job runs, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import typer

from synctalk_engine import devices
from synctalk_engine.cli.console_view import ConsoleView
from synctalk_engine.errors import OptionError, SynctalkError
from synctalk_engine.job import Job
from synctalk_engine.jobs import EXIT_BUG, EXIT_STOPPED, create_run, execute
from synctalk_engine.protocol.run_spec import JobKind
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder


def fail(error: SynctalkError, as_json: bool) -> NoReturn:
    """Say a mendable error as a sentence (or its JSON line) and end with its exit code."""
    if as_json:
        fields = {"code": error.code, "message": error.message, "hint": error.hint}
        print(json.dumps({"type": "error", **fields, "params": error.params}, ensure_ascii=False))
    else:
        print(f"{error.message} {error.hint}".strip(), file=sys.stderr)
    raise typer.Exit(error.exit_code)


def guarded(work: Callable[[], Any], as_json: bool) -> Any:
    """Call ``work``; a mendable error becomes a sentence and its exit code, and so does Ctrl+C."""
    try:
        return work()
    except SynctalkError as error:
        fail(error, as_json)
    except KeyboardInterrupt:
        raise typer.Exit(EXIT_STOPPED) from None


def print_json(value: Any) -> None:
    """One JSON value on standard output."""
    print(json.dumps(value, ensure_ascii=False, default=str), flush=True)


def run_job(kind: JobKind, options: dict[str, Any], as_json: bool) -> NoReturn:
    """Make a run in the working folder, do it, and end with its exit code.

    Of several processes that a launcher started, only the first has a run; the others help.
    """
    if devices.is_launched():
        if kind != "train":
            problems = "a launcher for several processes can start “train” alone; prepare first"
            fail(OptionError("bad_options", problems=problems), as_json)
        if os.environ["RANK"] != "0":
            raise typer.Exit(guarded(lambda: take_part(options["device"]), as_json))
    workspace = Workspace.current()
    run = guarded(lambda: create_run(workspace, kind, options), as_json)
    run_folder_job(run, as_json)


def take_part(device: str) -> int:
    """Help in a training on several devices that another process leads; gives the exit code."""
    devices.select(device)  # before the import that loads torch
    from synctalk_engine.training.crew_processes import assist

    return assist(device, Workspace.current())


def run_folder_job(run: RunFolder, as_json: bool) -> NoReturn:
    """Do what a run folder asks, and end with its exit code."""
    spec = run.read_spec()
    view = None
    if not as_json:
        view = ConsoleView(spec.kind, spec.options) if spec else ConsoleView()
    on_event = None if view is None else view.on_event
    jobs: list[Job] = []

    def on_job(job: Job) -> None:
        jobs.append(job)
        _stop_on_signals(job)
        if view is not None:
            view.attach(job)

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


def _stop_on_signals(job: Job) -> None:
    """First Ctrl+C (or a polite kill) saves and stops; a second one ends at once."""

    def stop(number: int, _frame: object) -> None:
        job.request_stop()
        signal.signal(number, signal.default_int_handler)

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)
