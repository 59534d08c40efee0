"""Options that several commands share."""

from __future__ import annotations

import typer

ASR_HELP = "Audio features: ave, hubert, wenet, moonshine or mel."
DEVICE = typer.Option("auto", "--device", help="auto, cpu, cuda:0, mps, ...")
JSON_HELP = "Events as JSON lines on standard output."
JSON = typer.Option(False, "--json", help=JSON_HELP)
PRECISION_HELP = "auto, fp32, bf16 or fp16."
PRECISION = typer.Option("auto", "--precision", help=PRECISION_HELP)
SEED_HELP = "Seed of all randomness."
SEED = typer.Option(0, "--seed", help=SEED_HELP)
FACE_HELP = (
    "Whom the clip is about, if not who is on screen longest: a number as “doctor” lists the "
    "people (2), a time (12.5s), or a point in the picture (640,360 or 640,360@12.5s)."
)
FACE = typer.Option(None, "--face", help=FACE_HELP)
