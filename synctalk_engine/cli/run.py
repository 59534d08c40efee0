"""``synctalk run NAME GPU``: the unified script."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import Any

import typer

from synctalk_engine import devices
from synctalk_engine.cli.console import fail, guarded, run_job
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.train import TRAIN_JSON, with_epochs_given
from synctalk_engine.cli.weights_offer import YES, is_interactive, needed_by_job, offer_missing
from synctalk_engine.errors import DeviceError
from synctalk_engine.jobs import check_options
from synctalk_engine.protocol.options.option import options_of
from synctalk_engine.protocol.options.train import RunOptions


@takes(RunOptions, is_grouped=True)
def run(options: dict[str, Any], yes: bool = YES, as_json: bool = TRAIN_JSON) -> None:
    """Everything: preprocess, SyncNet, model. What is done is skipped."""
    options = with_epochs_given(options)
    options["device"] = _usable_device(options, yes, as_json)
    offer_missing(lambda: needed_by_job("run", options), yes, as_json)
    run_job("run", options, as_json)


def _usable_device(options: dict[str, Any], yes: bool, as_json: bool) -> str:
    """The device that was asked for; where that is a GPU and there is none, the CPU is offered.

    Raises:
        typer.Exit: there is none, and nobody agreed to use the CPU; the error has been printed.
    """
    asked: str = guarded(lambda: check_options("run", options), as_json).device
    has_gpu = any(found["id"].startswith("cuda") for found in devices.list_devices())
    if has_gpu or not asked.startswith("cuda"):
        return asked
    if is_interactive() and not as_json:
        question = "This machine has no GPU that this program can use. Use the processor instead?"
        if typer.confirm(f"{question} It takes much longer.", err=True):
            return "auto"
    command = _same_command(options, yes, as_json)
    fail(DeviceError("gpu_missing", device=asked, command=command), as_json)


def _same_command(options: dict[str, Any], yes: bool, as_json: bool) -> str:
    """The command as it was given, but on the processor."""
    words = ["synctalk", "run", options["name"], "--device", "auto"]
    for field in options_of(RunOptions):
        if field.name in options and field.name not in ("name", "gpu", "device"):
            value = options[field.name]
            words += [field.flags[0]] if value is True else [field.flags[0], str(value)]
    words += ["--yes"] * yes + ["--json"] * as_json
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
