"""Weights on disk: raw state dicts that say themselves what they are.

A checkpoint is what the research code's loaders expect, keys and tensors and nothing else. What it
is (preset, feature kind, epoch, figures) travels in the state dict's ``_metadata`` attribute, which
other loaders ignore. Files are read with ``weights_only=True``.
"""

from __future__ import annotations

import io
import logging
import pickle
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from synctalk_engine import __version__
from synctalk_engine.errors import CheckpointError
from synctalk_engine.models.presets import PRESETS, Preset, get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.syncnet_model import MouthSyncNet
from synctalk_engine.workspace.atomic import atomic_file
from synctalk_engine.workspace.state import checkpoint_epochs

INFO_KEY = "synctalk_studio"
KIND_GENERATOR, KIND_SYNCNET = "generator", "mouth_syncnet"
KEPT_CHECKPOINTS = 6

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class LoadedGenerator:
    """A generator ready to draw, in eval mode."""

    network: nn.Module
    preset: Preset
    asr: str
    """The feature kind that the user chose."""
    kind: str
    """What it hears: ``asr``, or several kinds joined by ``+``."""
    info: dict[str, Any]
    """What the file says of itself; {} for checkpoints of the research code."""


def save_weights(path: Path, weights: dict[str, Tensor], info: dict[str, Any]) -> None:
    """Write a raw state dict, forced to the disk, whole or not at all.

    Args:
        info: plain values only.
    Raises:
        StorageError: the disk is full or may not be written.
    """
    state: OrderedDict[str, Tensor] = OrderedDict(
        (name, tensor.detach().cpu().contiguous().clone()) for name, tensor in weights.items()
    )
    state._metadata = OrderedDict({INFO_KEY: {"program": __version__, **info}})  # type: ignore[attr-defined]
    save_object(path, state)


def save_object(path: Path, value: Any) -> None:
    """``torch.save`` that is whole or not there, and on the disk when it returns."""
    # Through memory: torch's writer turns a full disk into an error of its own making.
    data = io.BytesIO()
    torch.save(value, data)
    with atomic_file(path, fsync=True) as file:
        file.write(data.getbuffer())


def read_weights(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """A state dict and what it says of itself ({} where it does not).

    Raises:
        CheckpointError: missing, or not a state dict.
    """
    if not path.is_file():
        raise CheckpointError("checkpoint_not_found", path=path, name=path.parent.name)
    state = read_object(path)
    if not isinstance(state, dict) or not state:
        raise CheckpointError("checkpoint_unreadable", path=path, reason="it holds no weights")
    if "model" in state and isinstance(state["model"], dict):  # FeatherTalk: {epoch, model, ...}
        state = state["model"]
    if not all(isinstance(value, Tensor) for value in state.values()):
        raise CheckpointError("checkpoint_unreadable", path=path, reason="it holds no weights")
    info = (getattr(state, "_metadata", None) or {}).get(INFO_KEY, {})
    return state, info


def read_object(path: Path) -> Any:
    """``torch.load`` with ``weights_only``.

    Raises:
        CheckpointError: ``checkpoint_unreadable``.
    """
    try:
        with path.open("rb") as file:
            return torch.load(file, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, ValueError, EOFError, KeyError, pickle.UnpicklingError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise CheckpointError("checkpoint_unreadable", path=path, reason=reason) from error


def load_generator(
    path: Path,
    device: torch.device | str = "cpu",
    preset_name: str | None = None,
    asr: str | None = None,
) -> LoadedGenerator:
    """The generator in a checkpoint.

    Args:
        preset_name, asr: what is expected; needed for files that do not say it themselves.
    Raises:
        CheckpointError: missing, unreadable, of another network, or of another feature kind.
    """
    weights, info = read_weights(path)
    if info.get("network", KIND_GENERATOR) != KIND_GENERATOR:
        raise CheckpointError(
            "checkpoint_other_kind", path=path, found="a SyncNet", wanted="a generator"
        )
    for key, wanted in (("asr", asr), ("preset", preset_name)):
        if wanted is not None and info.get(key, wanted) != wanted:
            raise CheckpointError(
                "checkpoint_other_kind", path=path, found=f"{key} {info[key]}", wanted=wanted
            )
    asr = info.get("asr", asr)
    if asr is None:
        raise CheckpointError("checkpoint_kind_unknown", path=path)
    preset = get_preset(info.get("preset", preset_name) or _preset_of(weights))
    kind = info.get("kind", asr)
    network = create_generator(preset, kind)
    try:
        network.load_state_dict(weights)
    except RuntimeError as error:
        found = "other layers" if not info else f"preset {preset.name}, {kind}, in other layers"
        raise CheckpointError(
            "checkpoint_other_kind", path=path, found=found, wanted=f"{preset.name} with {asr}"
        ) from error
    return LoadedGenerator(network.to(device).eval(), preset, asr, kind, dict(info))


def last_described(folder: Path) -> tuple[str | None, str | None]:
    """Preset and feature kind of a folder's newest checkpoint; None where it is not known.

    The preset of a file that does not say it is known by its layers; the kind is not.

    Raises:
        CheckpointError: it cannot be read.
    """
    epochs = checkpoint_epochs(folder)
    if not epochs:
        return None, None
    weights, info = read_weights(folder / f"{epochs[-1]}.pth")
    return info.get("preset") or _preset_of(weights), info.get("asr")


def load_syncnet(path: Path, device: torch.device | str = "cpu") -> tuple[MouthSyncNet, dict]:
    """A SyncNet of ours and what its file says of it, in eval mode.

    Raises:
        CheckpointError: missing, unreadable, or another network.
    """
    weights, info = read_weights(path)
    network = MouthSyncNet()
    try:
        network.load_state_dict(weights)
    except RuntimeError as error:
        raise CheckpointError(
            "checkpoint_other_kind", path=path, found="another network", wanted="a SyncNet of ours"
        ) from error
    return network.to(device).eval(), dict(info)


def prune_checkpoints(
    folder: Path, best_epoch: int, first_epoch: int, keep: int = KEPT_CHECKPOINTS
) -> None:
    """Delete all of one training's checkpoints but the newest ``keep`` and the best.

    Those before ``first_epoch`` are another training's and stay.
    """
    own = [epoch for epoch in checkpoint_epochs(folder) if epoch >= first_epoch]
    for epoch in own[:-keep]:
        if epoch != best_epoch:
            (folder / f"{epoch}.pth").unlink(missing_ok=True)


def _preset_of(weights: dict[str, Tensor]) -> str:
    """The preset whose network has this file's number of tensors; ``328`` where none has."""
    count = len(weights)
    if any(name.startswith("audio_encoder.") for name in weights):
        return "lite-160"
    return "160" if count < 520 and "160" in PRESETS else "328"
