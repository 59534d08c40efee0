"""Options that several commands share."""

from __future__ import annotations

import typer

ASR_HELP = "Audio features: ave, hubert, wenet, moonshine or mel."
DEVICE = typer.Option("auto", "--device", help="auto, cpu, cuda:0, mps, ...")
JSON = typer.Option(False, "--json", help="Events as JSON lines on standard output.")
PRECISION = typer.Option("auto", "--precision", help="auto, fp32, bf16 or fp16.")
SEED = typer.Option(0, "--seed", help="Seed of all randomness.")
