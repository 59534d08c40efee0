"""``synctalk evaluate``."""

from __future__ import annotations

import typer

from synctalk_engine.cli.choices import ASR_HELP, DEVICE, JSON, PRECISION, SEED
from synctalk_engine.cli.console import run_job
from synctalk_engine.cli.train import project_name


def evaluate(
    name: str | None = typer.Option(None, "--name", help="Name of the prepared video."),
    dataset_dir: str | None = typer.Option(None, "--dataset_dir"),
    checkpoint_dir: str = typer.Option("checkpoint", "--checkpoint_dir"),
    checkpoint: str | None = typer.Option(
        None, "--checkpoint", help="A checkpoint; the best one where not given."
    ),
    only_pictures: bool = typer.Option(
        False, "--only_pictures", help="Only draw the held-out frames into the run's folder."
    ),
    asr: str | None = typer.Option(None, "--asr", help=ASR_HELP),
    precision: str = PRECISION,
    seed: int = SEED,
    device: str = DEVICE,
    as_json: bool = JSON,
) -> None:
    """Measure a model on the held-out part of its video."""
    options = {key: value for key, value in locals().items() if key != "as_json"}
    options["name"] = project_name(name, dataset_dir, as_json)
    run_job("evaluate", options, as_json)
