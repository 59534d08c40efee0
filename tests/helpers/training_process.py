"""Trainings in processes of their own, to be killed, and what they leave compared bit by bit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import torch

from synctalk_engine.training.checkpoints import read_weights
from tests.helpers.tiny_training import COMMAND

REPOSITORY = Path(__file__).resolve().parents[2]
TRAINING = (
    "train", "--name", "drawn", "--train_syncnet", "--preset", "lite-160", "--precision", "fp32",
    "--device", "cpu",
)  # fmt: skip


def start(folder: Path, *arguments: str, program: tuple[str, ...] = COMMAND) -> subprocess.Popen:
    """The command line in ``folder``, on one core so that sums are always made in one order."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "OMP_NUM_THREADS": "1"}
    with (folder / "output.txt").open("ab") as output:
        return subprocess.Popen(
            [sys.executable, *program, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )


def said(folder: Path) -> str:
    """All that the processes of a folder printed."""
    return (folder / "output.txt").read_text(encoding="utf-8", errors="replace")


def trained_weights(folder: Path) -> dict[str, torch.Tensor]:
    """Tensors of every checkpoint of a workspace, by file and name."""
    found = {}
    for path in sorted((folder / "checkpoint").rglob("*.pth")):
        weights, _ = read_weights(path)
        place = path.relative_to(folder).as_posix()
        found |= {f"{place} {name}": value for name, value in weights.items()}
    return found


def unlike(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> list[str]:
    """What is not there in both, or not the same to the bit."""
    return [
        name
        for name in sorted(one.keys() | other.keys())
        if name not in one or name not in other or not torch.equal(one[name], other[name])
    ]


def being_saved(folder: Path) -> bool:
    """Whether a checkpoint or a resume state is half written just now."""
    places = (folder / "checkpoint", folder / "runs")
    return any(
        next(place.rglob("*.pth.*.partial"), None) or next(place.rglob("resume.pt*.partial"), None)
        for place in places
    )
