"""``synctalk train`` and ``synctalk run``."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import typer

from synctalk_engine import devices
from synctalk_engine.cli.choices import ASR_HELP, FACE_HELP, JSON_HELP, PRECISION_HELP, SEED_HELP
from synctalk_engine.cli.console import fail, guarded, run_job
from synctalk_engine.cli.weights_offer import YES, is_interactive, needed_by_job, offer_missing
from synctalk_engine.errors import DeviceError, OptionError
from synctalk_engine.jobs import check_options
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
    None,
    "--preset",
    help="Network: 328 (the research script's), 160, lite-160 or lite-320. Where none is given: "
    "that of the training that is continued; else 328 on an NVIDIA GPU and lite-160 without one, "
    "where 328 is much slower.",
    rich_help_panel=TRAINING,
)
SAVE_EVERY = typer.Option(
    25,
    "--save_every",
    help="Epochs from one checkpoint to the next; the last epoch is saved too.",
    rich_help_panel=TRAINING,
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
    help="Minutes the training may take, with those of the runs that it continues.",
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
        help="Continue from the last saved state, as the same command again does anyway.",
        rich_help_panel=TRAINING,
    ),
    from_checkpoint: str | None = typer.Option(
        None,
        "--from_checkpoint",
        help="Start a new training from these weights.",
        rich_help_panel=TRAINING,
    ),
    save_every: int = SAVE_EVERY,
    time_budget_min: float | None = BUDGET,
    seed: int = TRAIN_SEED,
    force: bool = typer.Option(
        False,
        "--force",
        help="Start a new training beside what is there; no checkpoint is written over.",
        rich_help_panel=TRAINING,
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

    The same command again skips what is finished and continues what is not; more --epochs continue
    a finished training; --force starts a new one.

    On several machines start it by torchrun or accelerate launch on each: see
    docs/several-devices.md.
    """
    options = {key: value for key, value in locals().items() if key not in ("as_json", "trial")}
    options["also"] = also or []
    options["name"] = project_name(name, dataset_dir, as_json)
    note_epochs(options)
    run_job("trial" if trial else "train", options, as_json)


def run(
    ctx: typer.Context,
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
    device: str | None = typer.Option(
        None,
        "--device",
        help="auto, cpu, cuda:0, mps, ...: instead of a GPU's number.",
        rich_help_panel=MACHINE,
    ),
    wait: bool = WAIT,
    yes: bool = YES,
    as_json: bool = TRAIN_JSON,
) -> None:
    """Everything: prepare, SyncNet, model. What is done is skipped."""
    options = {
        key: value for key, value in locals().items() if key not in ("ctx", "as_json", "yes")
    }
    note_epochs(options)
    options["device"] = _usable_device(ctx, options, as_json)
    offer_missing(lambda: needed_by_job("run", options), yes, as_json)
    run_job("run", options, as_json)


def _usable_device(ctx: typer.Context, options: dict[str, Any], as_json: bool) -> str | None:
    """The device that was asked for; where that is a GPU and there is none, the CPU is offered.

    Raises:
        typer.Exit: there is none, and nobody agreed to use the CPU; that has been told.
    """
    asked = guarded(lambda: check_options("run", options), as_json).device
    has_gpu = any(found["id"].startswith("cuda") for found in devices.list_devices())
    if has_gpu or not asked.startswith("cuda"):
        return options["device"]
    if is_interactive() and not as_json:
        question = "This machine has no GPU that this program can use. Use the processor instead?"
        if typer.confirm(f"{question} It takes much longer.", err=True):
            return "auto"
    fail(DeviceError("gpu_missing", device=asked, command=_same_command(ctx, "auto")), as_json)


def _same_command(ctx: typer.Context, device: str) -> str:
    """The command as it was given, with another device."""
    words = ["synctalk", "run", ctx.params["name"], "--device", device]
    for param in ctx.command.params:
        key = str(param.name)
        source = ctx.get_parameter_source(key)
        is_given = source is not None and source.name == "COMMANDLINE"
        if key in ("name", "gpu", "device") or not is_given:
            continue
        value = ctx.params[key]
        words += [param.opts[0]] if value is True else [param.opts[0], str(value)]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
