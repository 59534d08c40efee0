"""``synctalk train`` and ``synctalk run``."""

from __future__ import annotations

from pathlib import Path

import typer

from synctalk_engine.cli.choices import ASR_HELP, JSON, PRECISION, SEED
from synctalk_engine.cli.console import fail, run_job
from synctalk_engine.errors import OptionError
from synctalk_engine.protocol.run_spec import DEFAULT_FEATURE_KIND

PRESET = typer.Option(None, "--preset", help="328, 160, lite-160 or lite-320.")
BATCH_SIZE = typer.Option(None, "--batchsize", help="Images in a batch, 8 if not given.")
WAIT = typer.Option(False, "--wait", help="Wait while another training has the GPU.")
TRAIN_DEVICE = typer.Option(
    "auto", "--device", help="auto, cpu, cuda:0, mps, ... or several GPUs: cuda:0,cuda:1"
)
BUDGET = typer.Option(None, "--time_budget_min", help="Minutes the training may take.")


def project_name(name: str | None, dataset_dir: str | None, as_json: bool) -> str:
    """The project: ``--name``, or the last part of ``--dataset_dir``."""
    if name is None and dataset_dir is not None:
        return Path(dataset_dir).expanduser().resolve().name
    if name is None:
        problems = "give --name or --dataset_dir"
        fail(OptionError("bad_options", problems=problems), as_json)
    return name


def train(
    name: str | None = typer.Option(None, "--name", help="Name of the prepared video."),
    dataset_dir: str | None = typer.Option(
        None, "--dataset_dir", help="Full path of a prepared video's folder."
    ),
    checkpoint_dir: str = typer.Option("checkpoint", "--checkpoint_dir"),
    save_dir: str | None = typer.Option(None, "--save_dir", help="Where checkpoints go."),
    batchsize: int | None = BATCH_SIZE,
    accumulate: int | None = typer.Option(
        None, "--accumulate", help="Learn from each batch in so many parts: less memory."
    ),
    epochs: int = typer.Option(100, "--epochs", help="Passes through the video."),
    train_syncnet: bool = typer.Option(False, "--train_syncnet", help="Train SyncNet first."),
    syncnet_checkpoint_path: str | None = typer.Option(
        None, "--syncnet_checkpoint_path", help="A trained SyncNet to use instead of training."
    ),
    use_syncnet: bool = typer.Option(False, "--use_syncnet", help="Use the sync loss."),
    syncnet_checkpoint: str | None = typer.Option(
        None, "--syncnet_checkpoint", help="The SyncNet that --use_syncnet needs."
    ),
    continue_training: bool = typer.Option(
        False, "--continue_training", help="Go on from the last saved state."
    ),
    asr: str | None = typer.Option(None, "--asr", help=ASR_HELP),
    lr: float | None = typer.Option(
        None, "--lr", help="Learning rate, 0.001 where none is given (lite presets take twice it)."
    ),
    see_res: bool = typer.Option(False, "--see_res", help="Save pictures while training."),
    preset: str | None = PRESET,
    precision: str = PRECISION,
    seed: int = SEED,
    time_budget_min: float | None = BUDGET,
    also: list[str] | None = typer.Option(
        None, "--also", help="Another prepared video of the same person; may be given repeatedly."
    ),
    from_checkpoint: str | None = typer.Option(
        None, "--from_checkpoint", help="Start a new training from these weights."
    ),
    wait: bool = WAIT,
    force: bool = typer.Option(False, "--force", help="Train again what is done."),
    trial: bool = typer.Option(
        False, "--trial", help="Only try: how fast, how much memory and disk, how long."
    ),
    device: str = TRAIN_DEVICE,
    as_json: bool = JSON,
) -> None:
    """Train SyncNet and the lip-sync model on a prepared video.

    On several machines start it by torchrun or accelerate launch on each: see
    docs/several-devices.md.
    """
    options = {key: value for key, value in locals().items() if key not in ("as_json", "trial")}
    options["also"] = also or []
    options["name"] = project_name(name, dataset_dir, as_json)
    run_job("trial" if trial else "train", options, as_json)


def run(
    name: str = typer.Argument(..., help="The video is dataset/NAME/NAME.mp4"),
    gpu: str = typer.Argument("auto", help="Number of the GPU (several: 0,1), or a device's name."),
    asr: str = typer.Option(DEFAULT_FEATURE_KIND, "--asr", help=ASR_HELP),
    epochs: int = typer.Option(100, "--epochs", help="Passes through the video."),
    batchsize: int | None = BATCH_SIZE,
    preset: str | None = PRESET,
    time_budget_min: float | None = BUDGET,
    wait: bool = WAIT,
    seed: int = SEED,
    force: bool = typer.Option(False, "--force", help="Do again what is done."),
    as_json: bool = JSON,
) -> None:
    """Everything: prepare, SyncNet, model. What is done is skipped."""
    options = {key: value for key, value in locals().items() if key != "as_json"}
    run_job("run", options, as_json)
