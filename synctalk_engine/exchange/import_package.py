"""Imports a package that ``synctalk export`` wrote on another machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from synctalk_engine.exchange.import_checkpoint import add_generator, add_syncnet
from synctalk_engine.exchange.import_dataset import add_dataset, checked_clip
from synctalk_engine.exchange.import_request import ImportRequest
from synctalk_engine.exchange.package import (
    METRICS_NAME,
    SYNCNET_NAME,
    Manifest,
    extract_package,
    read_manifest,
)
from synctalk_engine.exchange.staged_import import require_free, staging_folder
from synctalk_engine.training.checkpoints import load_generator
from synctalk_engine.training.evaluation.best_checkpoint import find_best
from synctalk_engine.training.syncnet.checkpoints import load_syncnet
from synctalk_engine.training.syncnet.files import SyncNetFolder
from synctalk_engine.workspace.atomic import read_json
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import update_state
from synctalk_engine.workspace.zip_files import CopyCallback


def import_package(
    workspace: Workspace, name: str, request: ImportRequest, on_bytes: CopyCallback | None = None
) -> dict[str, Any]:
    """Take model, SyncNet, figures and, where it is in it, the dataset of a package.

    All of it is taken out and read before any of it takes its place.

    Raises:
        DatasetError: ``package_bad``, or what is in it is no dataset.
        CheckpointError: the weights in it are none.
        StorageError: something is there already, disk full, no permission.
    """
    manifest = read_manifest(request.source)
    models = [Path(member).name for member in manifest.files if member.startswith("checkpoint/")]
    _require_free(workspace, name, manifest, models, request.may_replace)
    asr = request.asr or manifest.asr
    warnings: list[dict[str, Any]] = []
    with staging_folder(workspace.root) as staging:
        extract_package(request.source, manifest, staging, on_bytes)
        for model in models:
            load_generator(staging / "checkpoint" / model, asr=asr)
        if SYNCNET_NAME in manifest.files:
            load_syncnet(staging / SYNCNET_NAME)
        if manifest.has_dataset:
            staged = Clip(staging / "dataset")
            wanted = asr if asr in staged.feature_kinds() else None
            clip, kind = checked_clip(staged, wanted, warnings)
            add_dataset(staged.path, clip, kind, workspace.clip_dir(name))
        if SYNCNET_NAME in manifest.files:
            add_syncnet(workspace, name, staging / SYNCNET_NAME, may_replace=True)
        for model in models:
            add_generator(workspace, name, staging / "checkpoint" / model, asr, may_replace=True)
        metrics = read_json(staging / METRICS_NAME)
    best = _note_best(workspace, name, models, metrics) if models else None
    return {"imported": "package", **_told_of(manifest), "checkpoint": best, "warnings": warnings}


def _told_of(manifest: Manifest) -> dict[str, Any]:
    """What the result of an import says of its package."""
    return {
        "files": len(manifest.files),
        "bytes": manifest.total_bytes,
        "with_dataset": manifest.has_dataset,
        "asr": manifest.asr,
        "preset": manifest.preset,
        "fps": manifest.fps,
        "prepared_from": manifest.prepared_from,
    }


def _require_free(
    workspace: Workspace, name: str, manifest: Manifest, models: list[str], may_replace: bool
) -> None:
    for model in models:
        target = workspace.model_dir(name) / model
        require_free(target, name, "a checkpoint of that epoch", may_replace)
    if SYNCNET_NAME in manifest.files:
        target = SyncNetFolder(workspace.syncnet_dir(name)).import_place()
        require_free(target, name, "a SyncNet", may_replace)
    if manifest.has_dataset:
        require_free(workspace.clip_dir(name), name, "a dataset", may_replace)


def _note_best(workspace: Workspace, name: str, models: list[str], metrics: Any) -> str:
    """What was exported becomes the best, with its validation metrics, unless there is one.

    The two were not measured on the same frames; the next training compares them.
    """
    best = workspace.relative(workspace.model_dir(name) / models[-1])
    held_out = metrics.get("held_out") if isinstance(metrics, dict) else None
    figures = held_out if isinstance(held_out, dict) else {}
    clip_dir, model_dir = workspace.clip_dir(name), workspace.model_dir(name)
    imported = {model_dir / model for model in models}
    known = find_best(clip_dir, model_dir, workspace, name)
    if known is None or known in imported:
        update_state(clip_dir, "main_training", best_checkpoint=best, figures=figures)
    return best
