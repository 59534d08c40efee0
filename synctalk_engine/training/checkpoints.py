"""Checkpoints: raw state dicts with metadata that other loaders ignore.

A checkpoint is what the research code's loaders expect, keys and tensors and nothing else. What it
is (preset, feature kind, epoch, metrics) travels in the state dict's ``_metadata`` attribute, which
other loaders ignore. Files are read with ``weights_only=True``.
"""

from __future__ import annotations

import io
import logging
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
from synctalk_engine.models.state_dict_layouts import (
    IdentifiedNetwork,
    Role,
    StateDictError,
    identify_network,
    state_dicts_in,
    weights_for_network,
)
from synctalk_engine.weights_file import WeightsFileError, read_weights_file
from synctalk_engine.workspace.atomic import atomic_file

INFO_KEY = "synctalk_studio"
KIND_GENERATOR, KIND_SYNCNET = "generator", "mouth_syncnet"
OWN_SYNCNET = "a SyncNet of SyncTalk Studio"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class LoadedGenerator:
    """A generator that is ready to run, in eval mode."""

    network: nn.Module
    preset: Preset
    asr: str
    """The feature kind that the user chose."""
    kind: str
    """Input of the network: ``asr``, or several kinds joined by ``+``."""
    info: dict[str, Any]
    """Metadata of the file; {} for checkpoints of the research code."""


def save_weights(path: Path, weights: dict[str, Tensor], info: dict[str, Any]) -> None:
    """Write a raw state dict atomically, flushed to disk.

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
    """``torch.save``, atomically; the file is on disk when it returns."""
    # Through memory: torch's writer turns a full disk into an error of its own making.
    data = io.BytesIO()
    torch.save(value, data)
    with atomic_file(path, fsync=True) as file:
        file.write(data.getbuffer())


def read_weights(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """A state dict and its metadata ({} where there is none).

    Raises:
        CheckpointError: missing, or not a state dict.
    """
    if not path.is_file():
        raise CheckpointError("checkpoint_not_found", path=path, name=path.parent.name)
    value = read_object(path)
    # A training script may have wrapped it: {"model": ..., "optimizer": ..., "epoch": ...}.
    states = list(state_dicts_in(value))
    if not states:
        raise CheckpointError("checkpoint_unreadable", path=path, reason="it holds no weights")
    state = states[0] if len(states) == 1 else identify_network(value).state
    info = (getattr(state, "_metadata", None) or {}).get(INFO_KEY, {})
    return state, info


def read_object(path: Path) -> Any:
    """``torch.load`` with ``weights_only``.

    Raises:
        CheckpointError: ``checkpoint_unreadable``.
    """
    try:
        return read_weights_file(path)
    except WeightsFileError as error:
        raise CheckpointError("checkpoint_unreadable", path=path, reason=error) from error


def load_generator(
    path: Path,
    device: torch.device | str = "cpu",
    preset_name: str | None = None,
    asr: str | None = None,
) -> LoadedGenerator:
    """The generator in a checkpoint.

    Args:
        preset_name, asr: what is expected; needed for files without metadata.
    Raises:
        CheckpointError: missing, unreadable, of another network, of another feature kind, or of
            unknown ones.
    """
    weights, info = read_weights(path)
    found = of_role(path, "generator", weights, info)
    _check_expected(path, info, asr=asr, preset=preset_name)
    asr = info.get("asr", asr) or _only_kind(found)
    if asr is None:
        raise CheckpointError("checkpoint_kind_unknown", path=path)
    preset = get_preset(info.get("preset") or _preset_of(path, found, preset_name))
    kind = info.get("kind", asr)
    network = create_generator(preset, kind)
    try:
        network.load_state_dict(weights_for_network(network, weights))
    except StateDictError as error:
        wanted = f"{preset.name} with {asr}"
        if found.names and preset.network_name(kind) not in found.names:
            raise CheckpointError(
                "checkpoint_other_kind", path=path, found=_described(found), wanted=wanted
            ) from error
        reason = f"for {wanted}, {error}"
        raise CheckpointError("checkpoint_unreadable", path=path, reason=reason) from error
    return LoadedGenerator(network.to(device).eval(), preset, asr, kind, dict(info))


def _check_expected(path: Path, info: dict[str, Any], **expected: str | None) -> None:
    """Compare what a file records with what is expected of it.

    Raises:
        CheckpointError: ``checkpoint_other_kind``.
    """
    for key, wanted in expected.items():
        if wanted is not None and info.get(key, wanted) != wanted:
            found = f"a model with {key} {info[key]}"
            raise CheckpointError("checkpoint_other_kind", path=path, found=found, wanted=wanted)


def generator_in(
    path: Path, preset_name: str | None = None
) -> tuple[str, str | None, dict[str, Any]]:
    """Preset, feature kind and the file's own word of the generator in a checkpoint.

    Without metadata the preset is known by its layers. The kind mostly is not: None.

    Raises:
        CheckpointError: it cannot be read, or is no generator.
    """
    weights, info = read_weights(path)
    found = of_role(path, "generator", weights, info)
    preset = info.get("preset") or _preset_of(path, found, preset_name)
    return preset, info.get("asr") or _only_kind(found), info


def described(path: Path) -> tuple[str, str | None]:
    """Preset and feature kind of a generator; None where the kind is not recorded.

    Raises:
        CheckpointError: it cannot be read, or is no generator.
    """
    return generator_in(path)[:2]


def role_of(weights: dict[str, Tensor], info: dict[str, Any]) -> IdentifiedNetwork:
    """What network a checkpoint holds, by its own word or else by its layers."""
    if info.get("network") == KIND_GENERATOR:
        return IdentifiedNetwork("a generator", "generator", (), weights)
    if info.get("network") == KIND_SYNCNET:
        return IdentifiedNetwork(OWN_SYNCNET, "syncnet", (), weights)
    return identify_network(weights)


def of_role(
    path: Path, wanted: Role, weights: dict[str, Tensor], info: dict[str, Any]
) -> IdentifiedNetwork:
    """What a checkpoint holds.

    Raises:
        CheckpointError: it is not a network that does what is wanted.
    """
    found = role_of(weights, info)
    if found.role != wanted:
        name = {"generator": "a generator", "syncnet": "a SyncNet"}[wanted]
        raise CheckpointError("checkpoint_other_kind", path=path, found=found.title, wanted=name)
    return found


def _preset_of(path: Path, found: IdentifiedNetwork, expected: str | None) -> str:
    """The preset of a file without metadata, by its layers.

    Args:
        expected: decides where the layers fit several presets: the lite ones differ only in the
            size of their images.
    Raises:
        CheckpointError: ``checkpoint_preset_unknown``: they fit several, and none is expected.
    """
    families = [name.removeprefix("unet").split("_")[0] for name in found.names]
    fitting = [preset for preset in dict.fromkeys(families) if preset in PRESETS]
    if not fitting:
        return expected or "328"  # loading says which of its tensors do not fit
    if expected is None and len(fitting) > 1:
        raise CheckpointError(
            "checkpoint_preset_unknown", path=path, presets=", ".join(fitting), preset=fitting[0]
        )
    return expected if expected in fitting else fitting[0]


def _only_kind(found: IdentifiedNetwork) -> str | None:
    """The feature kind, where the layers leave one alone: WeNet's windows are like no others."""
    return "wenet" if found.names and all("_wenet" in name for name in found.names) else None


def _described(found: IdentifiedNetwork) -> str:
    """The network and the feature kinds that fit it."""
    kinds = [name.split("_")[1] for name in found.names if "_" in name]
    return f"{found.title} with {' or '.join(kinds)}" if kinds else found.title
