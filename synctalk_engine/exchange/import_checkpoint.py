"""Weights of a generator or a SyncNet join the workspace, and say of themselves what they are."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import Any

from synctalk_engine.errors import CheckpointError
from synctalk_engine.exchange.import_request import ImportRequest
from synctalk_engine.exchange.staged_import import require_free
from synctalk_engine.models.state_dict_layouts import IdentifiedNetwork, weights_for
from synctalk_engine.training.checkpoints import (
    KIND_GENERATOR,
    load_generator,
    read_object,
    read_weights,
    role_of,
    save_object,
    save_weights,
)
from synctalk_engine.training.syncnet.checkpoints import load_syncnet
from synctalk_engine.training.syncnet.files import SyncNetFolder
from synctalk_engine.workspace.clip import FEATURE_KINDS
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import checkpoint_epochs, read_state, update_state
from synctalk_engine.workspace.zip_files import CopyCallback


def import_checkpoint(
    workspace: Workspace, name: str, request: ImportRequest, _on_bytes: CopyCallback | None = None
) -> dict[str, Any]:
    """Take a checkpoint, or the newest one of a folder.

    Raises:
        CheckpointError: it is neither a generator nor a SyncNet, or not one that this program can
            use; or the feature kind is neither in it nor given.
        StorageError: something is there already, disk full, no permission.
    """
    path = request.source
    if path.is_dir():
        path = path / f"{checkpoint_epochs(path)[-1]}.pth"
    found = role_of(*read_weights(path))
    if found.role == "encoder":
        raise CheckpointError("checkpoint_is_asset", path=path, found=found.title)
    if found.role == "syncnet":
        target = add_syncnet(workspace, name, path, request.may_replace)
        return {"imported": "syncnet", "path": workspace.relative(target), "network": found.title}
    target = add_generator(workspace, name, path, request.asr, request.may_replace)
    info = read_weights(target)[1]
    return {
        "imported": "checkpoint",
        "path": workspace.relative(target),
        "asr": info["asr"],
        "preset": info["preset"],
        "bytes": target.stat().st_size,
    }


def add_generator(
    workspace: Workspace, name: str, path: Path, asr: str | None, may_replace: bool
) -> Path:
    """Save a generator under its epoch; its best checkpoint if the project has none yet.

    What it is is written into the file: those of the research code do not say it, and one trained
    with other audio features would load without a word.
    """
    loaded = load_generator(path, asr=asr)
    if loaded.asr not in FEATURE_KINDS:
        reason = f"it was trained with unknown audio features, “{loaded.asr}”"
        raise CheckpointError("checkpoint_unreadable", path=path, reason=reason)
    epoch = _epoch_of(path, loaded.info)
    folder = workspace.model_dir(name)
    target = folder / f"{epoch}.pth"
    require_free(target, name, "a checkpoint of that epoch", may_replace)
    info = {
        **loaded.info,
        "network": KIND_GENERATOR,
        "preset": loaded.preset.name,
        "asr": loaded.asr,
        "kind": loaded.kind,
        "epoch": epoch,
    }
    save_weights(target, loaded.network.state_dict(), info)
    clip_dir = workspace.clip_dir(name)
    known = read_state(clip_dir)["main_training"].get("best_checkpoint")
    best = {} if known else {"best_checkpoint": workspace.relative(target)}
    epochs = checkpoint_epochs(folder)
    update_state(
        clip_dir,
        "main_training",
        epochs=epochs[-1] + 1,
        checkpoints=[workspace.relative(folder / f"{number}.pth") for number in epochs],
        preset=loaded.preset.name,
        asr=loaded.asr,
        **best,
    )
    return target


def add_syncnet(workspace: Workspace, name: str, path: Path, may_replace: bool) -> Path:
    """Save a SyncNet of ours as the project's latest, or one of SyncTalk_2D under its epoch.

    Training one later replaces neither.

    Raises:
        CheckpointError: it is a SyncNet of neither kind.
    """
    weights, info = read_weights(path)
    found = role_of(weights, info)
    if any(network.startswith("syncnet328_") for network in found.names):
        return _put_research_syncnet(workspace, name, path, found, may_replace)
    network, info = load_syncnet(path)
    target = SyncNetFolder(workspace.syncnet_dir(name)).import_place()
    require_free(target, name, "a SyncNet", may_replace)
    save_weights(target, network.state_dict(), {**info, "imported": True})
    update_state(
        workspace.clip_dir(name),
        "syncnet_training",
        completed=True,
        epochs=int(info.get("epoch") or 0) + 1,
        checkpoint=workspace.relative(target),
        figures=info.get("figures", {}),
    )
    return target


def _put_research_syncnet(
    workspace: Workspace, name: str, path: Path, found: IdentifiedNetwork, may_replace: bool
) -> Path:
    """Save it as the research code names it, for ``--syncnet_checkpoint_path``.

    What it is worth is measured when a training is told to use it. It stays a file without a word
    of ours in it: such files are never replaced.
    """
    target = workspace.syncnet_dir(name) / f"{_epoch_of(path, {})}.pth"
    require_free(target, name, "a SyncNet of that epoch", may_replace)
    save_object(target, OrderedDict(weights_for(found.names[0], found.state)))
    return target


def _epoch_of(path: Path, info: dict[str, Any]) -> int:
    """By the file's name, its own word, or that of the training script which wrapped it; else 0."""
    if path.stem.isdigit():
        return int(path.stem)
    if info.get("epoch") is not None:
        return int(info["epoch"])
    value = read_object(path)
    epoch = value.get("epoch") if isinstance(value, dict) else None
    return epoch if isinstance(epoch, int) else 0
