"""Checkpoints of untrained networks."""

from __future__ import annotations

from pathlib import Path

from synctalk_engine.models import registry
from synctalk_engine.models.presets import get_preset
from synctalk_engine.training.checkpoints import KIND_GENERATOR, save_weights

METRICS = {"mouth_psnr": 25.5}


def save_generator(path: Path, epoch: int = 0) -> None:
    """A tiny generator of this program."""
    info = {
        "network": KIND_GENERATOR,
        "preset": "lite-160",
        "asr": "moonshine",
        "kind": "mel+moonshine",
        "epoch": epoch,
        "figures": METRICS,
    }
    network = registry.create_generator(get_preset("lite-160"), "mel+moonshine")
    save_weights(path, network.state_dict(), info)
