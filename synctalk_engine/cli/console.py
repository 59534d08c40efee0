"""What the command line shows while a job runs, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from synctalk_engine import devices
from synctalk_engine.errors import OptionError, SynctalkError
from synctalk_engine.job import Job
from synctalk_engine.jobs import EXIT_BUG, EXIT_STOPPED, create_run, execute
from synctalk_engine.protocol.messages import KEPT
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
    view = None if as_json else ConsoleView()
    on_event = None if view is None else view.on_event
    jobs: list[Job] = []

    def on_job(job: Job) -> None:
        jobs.append(job)
        _stop_on_signals(job)

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


class ConsoleView:
    """Draws a job's events: one progress bar, log lines above it, figures at the end."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=None, note="")
        self._progress.start()

    def say(self, text: str) -> None:
        self._console.print(text, markup=False, soft_wrap=True)

    def on_event(self, type_: str, fields: dict[str, Any]) -> None:
        handler = getattr(self, f"_on_{type_}", None)
        if handler is not None:
            handler(fields)

    def close(self) -> None:
        self._progress.stop()

    def _on_progress(self, fields: dict[str, Any]) -> None:
        rate = fields.get("rate_per_s")
        unit = fields.get("unit", "")
        self._progress.update(
            self._task,
            completed=fields["done"],
            total=fields.get("total"),
            note=f"{rate:.1f} {unit}/s" if rate else unit,
        )

    def _on_log(self, fields: dict[str, Any]) -> None:
        if fields["code"] in KEPT:
            return  # part of the last sentence
        self.say(fields["message"])
        if fields["code"] == "stage_started":
            self._progress.reset(self._task, description=fields["params"]["stage"], note="")

    def _on_metric(self, fields: dict[str, Any]) -> None:
        if fields.get("held_out"):
            figures = ", ".join(f"{key} {value:.3f}" for key, value in fields["held_out"].items())
            self.say(f"step {fields['step']}, held out: {figures}")

    def _on_warning(self, fields: dict[str, Any]) -> None:
        self.say(f"Note: {fields['message']} {fields['hint']}".rstrip())

    def _on_error(self, fields: dict[str, Any]) -> None:
        self.say(f"{fields['message']} {fields['hint']}".rstrip())

    def _on_result(self, fields: dict[str, Any]) -> None:
        self._progress.stop()
        for line in figure_lines(fields):
            print(line)


def figure_lines(figures: dict[str, Any], indent: str = "") -> list[str]:
    """Figures as aligned lines, nested ones indented."""
    lines = []
    for key, value in figures.items():
        if isinstance(value, dict):
            lines.append(f"{indent}{key}:")
            lines += figure_lines(value, indent + "  ")
        else:
            shown = f"{value:.4g}" if isinstance(value, float) else str(value)
            lines.append(f"{indent}{key}: {shown}")
    return lines
