"""``synctalk train`` and ``synctalk run``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from synctalk_engine.cli.choices import ASR_HELP, FACE_HELP, JSON_HELP, PRECISION_HELP, SEED_HELP
from synctalk_engine.cli.console import fail, run_job
from synctalk_engine.cli.weights_offer import YES, needed_by_job, offer_missing
from synctalk_engine.errors import OptionError
from synctalk_engine.protocol.run_spec import DEFAULT_FEATURE_KIND

DATA, TRAINING, SYNCNET = "Data and checkpoints", "Training", "SyncNet"
MACHINE, OUTPUT = "Device, speed and memory", "Output"
"""Groups of options in ``--help``."""

EPOCHS = typer.Option(
    None,
    "--epochs",
    help="Passes through the video, 100 if not given. Where given, the SyncNet's too, unless "
    "--syncnet_epochs says otherwise.",
    rich_help_panel=TRAINING,
)
SYNCNET_EPOCHS = typer.Option(
    None,
    "--syncnet_epochs",
    help="Passes of the SyncNet over all windows of the video. Without it and --epochs: 250 steps, "
    "which is enough for most videos.",
    rich_help_panel=SYNCNET,
)
TRAIN_SEED = typer.Option(0, "--seed", help=SEED_HELP, rich_help_panel=TRAINING)
TRAIN_JSON = typer.Option(False, "--json", help=JSON_HELP, rich_help_panel=OUTPUT)
PRESET = typer.Option(
    None, "--preset", help="328, 160, lite-160 or lite-320.", rich_help_panel=TRAINING
)
BATCH_SIZE = typer.Option(
    None, "--batchsize", help="Images in a batch, 8 if not given.", rich_help_panel=TRAINING
)
WAIT = typer.Option(
    False, "--wait", help="Wait while another training has the GPU.", rich_help_panel=MACHINE
)
TRAIN_DEVICE = typer.Option(
    "auto",
    "--device",
    help="auto, cpu, cuda:0, mps, ... or several GPUs: cuda:0,cuda:1",
    rich_help_panel=MACHINE,
)
BUDGET = typer.Option(
    None,
    "--time_budget_min",
    help="Minutes the training may take.",
    rich_help_panel=TRAINING,
)


def project_name(name: str | None, dataset_dir: str | None, as_json: bool) -> str:
    """The project: ``--name``, or the last part of ``--dataset_dir``."""
    if name is None and dataset_dir is not None:
        return Path(dataset_dir).expanduser().resolve().name
    if name is None:
        problems = "give --name or --dataset_dir"
        fail(OptionError("bad_options", problems=problems), as_json)
    return name


def note_epochs(options: dict[str, Any]) -> None:
    """``--epochs`` governs the SyncNet too, but only where it was given."""
    options["epochs_given"] = options["epochs"] is not None
    if options["epochs"] is None:
        del options["epochs"]


def train(
    name: str | None = typer.Option(
        None, "--name", help="Name of the prepared video.", rich_help_panel=DATA
    ),
    dataset_dir: str | None = typer.Option(
        None,
        "--dataset_dir",
        help="A prepared video's folder; with --name also the folder that holds it.",
        rich_help_panel=DATA,
    ),
    also: list[str] | None = typer.Option(
        None,
        "--also",
        help="Another prepared video of the same person; may be given repeatedly.",
        rich_help_panel=DATA,
    ),
    checkpoint_dir: str = typer.Option(
        "checkpoint",
        "--checkpoint_dir",
        help="Folder of all projects' checkpoints.",
        rich_help_panel=DATA,
    ),
    save_dir: str | None = typer.Option(
        None,
        "--save_dir",
        help="Where this model's checkpoints go.",
        rich_help_panel=DATA,
    ),
    epochs: int | None = EPOCHS,
    batchsize: int | None = BATCH_SIZE,
    lr: float | None = typer.Option(
        None,
        "--lr",
        help="Learning rate at its highest, 0.001 if not given: it warms up, then falls.",
        rich_help_panel=TRAINING,
    ),
    asr: str | None = typer.Option(None, "--asr", help=ASR_HELP, rich_help_panel=TRAINING),
    preset: str | None = PRESET,
    continue_training: bool = typer.Option(
        False,
        "--continue_training",
        help="Go on from the last saved state.",
        rich_help_panel=TRAINING,
    ),
    from_checkpoint: str | None = typer.Option(
        None,
        "--from_checkpoint",
        help="Start a new training from these weights.",
        rich_help_panel=TRAINING,
    ),
    time_budget_min: float | None = BUDGET,
    seed: int = TRAIN_SEED,
    force: bool = typer.Option(
        False, "--force", help="Train again what is done.", rich_help_panel=TRAINING
    ),
    train_syncnet: bool = typer.Option(
        False, "--train_syncnet", help="Train SyncNet first.", rich_help_panel=SYNCNET
    ),
    syncnet_checkpoint_path: str | None = typer.Option(
        None,
        "--syncnet_checkpoint_path",
        help="A trained SyncNet to use; with --train_syncnet too, its training is skipped.",
        rich_help_panel=SYNCNET,
    ),
    use_syncnet: bool = typer.Option(
        False,
        "--use_syncnet",
        help="Use the sync loss with --syncnet_checkpoint, or with the project's own SyncNet.",
        rich_help_panel=SYNCNET,
    ),
    syncnet_checkpoint: str | None = typer.Option(
        None,
        "--syncnet_checkpoint",
        help="The SyncNet that --use_syncnet needs.",
        rich_help_panel=SYNCNET,
    ),
    syncnet_epochs: int | None = SYNCNET_EPOCHS,
    device: str = TRAIN_DEVICE,
    precision: str = typer.Option(
        "auto", "--precision", help=PRECISION_HELP, rich_help_panel=MACHINE
    ),
    accumulate: int | None = typer.Option(
        None,
        "--accumulate",
        help="Learn from each batch in so many parts: less memory.",
        rich_help_panel=MACHINE,
    ),
    wait: bool = WAIT,
    trial: bool = typer.Option(
        False,
        "--trial",
        help="Only try: how fast, how much memory and disk, how long.",
        rich_help_panel=MACHINE,
    ),
    see_res: bool = typer.Option(
        False,
        "--see_res",
        help="Save pictures of all validation frames, in the run's folder, at each checkpoint.",
        rich_help_panel=OUTPUT,
    ),
    as_json: bool = TRAIN_JSON,
) -> None:
    """Train SyncNet and the lip-sync model on a prepared video.

    On several machines start it by torchrun or accelerate launch on each: see
    docs/several-devices.md.
    """
    options = {key: value for key, value in locals().items() if key not in ("as_json", "trial")}
    options["also"] = also or []
    options["name"] = project_name(name, dataset_dir, as_json)
    note_epochs(options)
    run_job("trial" if trial else "train", options, as_json)


def run(
    name: str = typer.Argument(
        ..., metavar="NAME", help="The video is dataset/NAME/NAME.mp4", show_default=False
    ),
    gpu: str = typer.Argument(
        "auto",
        metavar="GPU",
        help="Number of the GPU (several: 0,1), or a device's name.",
    ),
    epochs: int | None = EPOCHS,
    syncnet_epochs: int | None = SYNCNET_EPOCHS,
    batchsize: int | None = BATCH_SIZE,
    asr: str = typer.Option(DEFAULT_FEATURE_KIND, "--asr", help=ASR_HELP, rich_help_panel=TRAINING),
    face: str | None = typer.Option(None, "--face", help=FACE_HELP, rich_help_panel=TRAINING),
    preset: str | None = PRESET,
    time_budget_min: float | None = BUDGET,
    seed: int = TRAIN_SEED,
    force: bool = typer.Option(
        False, "--force", help="Do again what is done.", rich_help_panel=TRAINING
    ),
    wait: bool = WAIT,
    yes: bool = YES,
    as_json: bool = TRAIN_JSON,
) -> None:
    """Everything: prepare, SyncNet, model. What is done is skipped."""
    options = {key: value for key, value in locals().items() if key not in ("as_json", "yes")}
    note_epochs(options)
    offer_missing(lambda: needed_by_job("run", options), yes, as_json)
    run_job("run", options, as_json)
