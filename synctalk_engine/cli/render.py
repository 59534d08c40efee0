"""``synctalk render``."""

from __future__ import annotations

import typer

from synctalk_engine.cli.choices import ASR_HELP, DEVICE, JSON, PRECISION
from synctalk_engine.cli.console import run_job
from synctalk_engine.cli.train import project_name
from synctalk_engine.cli.weights_offer import YES, needed_by_job, offer_missing


def render(
    name: str | None = typer.Option(None, "--name", help="Name of the trained project."),
    audio_path: str = typer.Option(..., "--audio_path", help="New speech: any sound or video."),
    output_path: str | None = typer.Option(
        None, "--output_path", help="The video to write; in result/ where not given."
    ),
    dataset_dir: str | None = typer.Option(None, "--dataset_dir"),
    checkpoint_dir: str = typer.Option("checkpoint", "--checkpoint_dir"),
    checkpoint: str | None = typer.Option(
        None, "--checkpoint", help="A checkpoint; the best one where not given."
    ),
    asr: str | None = typer.Option(None, "--asr", help=ASR_HELP),
    start_frame: int = typer.Option(0, "--start_frame", help="Where in the video to begin."),
    precision: str = PRECISION,
    device: str = DEVICE,
    yes: bool = YES,
    as_json: bool = JSON,
) -> None:
    """Make a video of the person saying new speech."""
    options = {key: value for key, value in locals().items() if key not in ("as_json", "yes")}
    options["name"] = project_name(name, dataset_dir, as_json)
    offer_missing(lambda: needed_by_job("render", options), yes, as_json)
    run_job("render", options, as_json)
