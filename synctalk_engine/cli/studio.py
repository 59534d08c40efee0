"""``synctalk demo``, ``gui``, ``control``, and the hidden ``execute`` that the window starts."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import typer

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import (
    fail,
    print_json,
    run_folder_job,
    run_job,
)
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.weights_offer import YES, needed_by_job, offer_missing
from synctalk_engine.errors import OptionError
from synctalk_engine.protocol.commands import COMMAND_NAMES
from synctalk_engine.protocol.options.train import DemoOptions
from synctalk_engine.workspace.engine_process import EngineCommand, stand_back, window_command
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder, list_runs


@takes(DemoOptions)
def demo(options: dict[str, Any], yes: bool = YES, as_json: bool = JSON) -> None:
    """Make a sample clip, preprocess it, train, evaluate and render new speech."""
    offer_missing(lambda: needed_by_job("demo", options), yes, as_json)
    run_job("demo", options, as_json)


def gui(
    workspace: str | None = typer.Option(None, "--workspace", help="Folder to open."),
) -> None:
    """Open the window."""
    arguments = ["--workspace", workspace] if workspace else []
    command = EngineCommand.default()
    raise typer.Exit(
        subprocess.call([*window_command(), *arguments], env=command.full_environment())
    )


def execute(
    run_dir: Path = typer.Argument(..., help="A run's folder with run.json"),
    as_json: bool = JSON,
) -> None:
    """Do what a run's folder asks; started by the window."""
    stand_back()
    run_folder_job(RunFolder(run_dir.resolve()), as_json)


def control(
    name: str = typer.Argument(..., help="The project."),
    command: str = typer.Argument(..., help=" | ".join(COMMAND_NAMES)),
    as_json: bool = JSON,
) -> None:
    """Pause, resume, stop, save or sample a running job from another terminal."""
    if command not in COMMAND_NAMES:
        problems = f"{command!r} is not one of {', '.join(COMMAND_NAMES)}"
        fail(OptionError("bad_options", problems=problems), as_json)
    alive = [run for run in list_runs(Workspace.current(), name) if run.is_alive()]
    if not alive:
        fail(OptionError("nothing_running", name=name), as_json)
    for run in alive:
        run.send(command)  # type: ignore[arg-type]
        if as_json:
            print_json({"type": "control", "command": command, "run_id": run.run_id})
        else:
            print(f"{command}: {run.run_id}")
