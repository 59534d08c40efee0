"""``synctalk train``."""

from __future__ import annotations

from typing import Any

import typer

from synctalk_engine.cli.choices import JSON_HELP
from synctalk_engine.cli.console import run_job
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.project import with_project_name
from synctalk_engine.protocol.options.option import MACHINE, OUTPUT
from synctalk_engine.protocol.options.train import TrainOptions

TRIAL = typer.Option(
    False,
    "--trial",
    help="Only run a few steps: how fast, how much memory and disk, how long.",
    rich_help_panel=MACHINE,
)
TRAIN_JSON = typer.Option(False, "--json", help=JSON_HELP, rich_help_panel=OUTPUT)


@takes(TrainOptions, is_grouped=True)
def train(options: dict[str, Any], trial: bool = TRIAL, as_json: bool = TRAIN_JSON) -> None:
    """Train SyncNet and the lip-sync model on a preprocessed video.

    The same command again skips what is finished and continues what is not; more --epochs continue
    a finished training; --force starts a new one.

    On several machines start it by torchrun or accelerate launch on each: see
    docs/several-devices.md.
    """
    options = with_project_name(options, as_json)
    run_job("trial" if trial else "train", with_epochs_given(options), as_json)


def with_epochs_given(options: dict[str, Any]) -> dict[str, Any]:
    """The options; ``--epochs`` governs the SyncNet too, but only where it was given."""
    return {**options, "epochs_given": "epochs" in options}
