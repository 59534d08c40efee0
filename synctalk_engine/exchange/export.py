"""``synctalk export``: a project's best model, and if asked its preprocessed video, in one file."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from synctalk_engine import __version__
from synctalk_engine.errors import CheckpointError, StorageError
from synctalk_engine.exchange.package import (
    METRICS_NAME,
    SYNCNET_NAME,
    Manifest,
    write_package,
)
from synctalk_engine.exchange.staged_import import dataset_files
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.training.evaluation.best_checkpoint import best_checkpoint
from synctalk_engine.training.syncnet.files import SyncNetFolder
from synctalk_engine.workspace.atomic import parse_json
from synctalk_engine.workspace.clip import FEATURE_KINDS, Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_lock import require_not_preprocessing
from synctalk_engine.workspace.runs import lines_backwards, list_runs
from synctalk_engine.workspace.state import read_state
from synctalk_engine.workspace.zip_files import CopyCallback

logger = logging.getLogger(__name__)


def export_project(
    workspace: Workspace,
    name: str,
    target: Path,
    *,
    checkpoint: Path | None = None,
    clip_dir: Path | None = None,
    with_dataset: bool = False,
    may_replace: bool = False,
    on_bytes: CopyCallback | None = None,
) -> dict[str, Any]:
    """Write a project's checkpoint, SyncNet, figures and record of preprocessing to ``target``.

    Args:
        target: a .zip to write, or a folder to write ``<name>.zip`` into.
        checkpoint: None: the best one. A project without one is exported with its dataset alone.
        clip_dir: the preprocessed video, where it is not ``dataset/<name>``.
        with_dataset: frames, landmarks and audio too; without them the other machine can go on
            only where the same video is preprocessed.
    Returns:
        ``path, bytes, files, checkpoint, asr, preset, with_dataset``.
    Raises:
        CheckpointError, DatasetError, StorageError; BusyError while the video is being
        preprocessed.
    """
    require_not_preprocessing(workspace, name, clip_dir)
    clip = Clip(clip_dir or workspace.clip_dir(name))
    target = _target(target, name)
    if target.exists() and not may_replace:
        raise StorageError("already_there", name=name, what="an export", path=target)
    model_path = _checkpoint_of(workspace, clip, name, checkpoint, with_dataset)
    info = {} if model_path is None else read_weights(model_path)[1]
    record = without_paths(clip.record())
    manifest = _manifest(clip, name, info, record, with_dataset)
    files = _metrics_and_checkpoint(workspace, name, manifest, model_path, info)
    files |= _syncnet_and_preprocessing(workspace, clip, name, record, with_dataset)
    manifest = write_package(target, manifest, files, on_bytes)
    return {
        "path": str(target),
        "bytes": target.stat().st_size,
        "files": len(manifest.files),
        "checkpoint": None if model_path is None else workspace.relative(model_path),
        "asr": manifest.asr,
        "preset": manifest.preset,
        "with_dataset": with_dataset,
    }


def _manifest(
    clip: Clip, name: str, info: dict[str, Any], record: dict[str, Any], with_dataset: bool
) -> Manifest:
    """What the package says of itself; its files are listed when they are written.

    info: of the checkpoint; {} without one. record: of preprocessing.
    """
    return Manifest(
        name=name,
        program_version=__version__,
        created=time.time(),
        asr=_kind_of(info) or clip.feature_kind(),
        preset=info.get("preset"),
        fps=clip.fps() if clip.path.is_dir() else None,
        figures=info.get("figures") or read_state(clip.path)["main_training"].get("figures") or {},
        prepared_from=(record.get("source") or {}).get("path"),
        has_dataset=with_dataset,
    )


def _metrics_and_checkpoint(
    workspace: Workspace,
    name: str,
    manifest: Manifest,
    model_path: Path | None,
    info: dict[str, Any],
) -> dict[str, Path | bytes]:
    """Files of the package by their places in it."""
    metrics = {"held_out": manifest.figures, "evaluate": last_evaluation(workspace, name)}
    files: dict[str, Path | bytes] = {METRICS_NAME: _json(metrics)}
    if model_path is not None:
        files[f"checkpoint/{_epoch_of(model_path, info)}.pth"] = model_path
    return files


def _syncnet_and_preprocessing(
    workspace: Workspace, clip: Clip, name: str, record: dict[str, Any], with_dataset: bool
) -> dict[str, Path | bytes]:
    """Files of the package by their places in it."""
    files: dict[str, Path | bytes] = {}
    if syncnet_paths := SyncNetFolder(workspace.syncnet_dir(name)).latest():
        files[SYNCNET_NAME] = syncnet_paths[0]
    if record:
        files["dataset/prepare.json"] = _json(record)
    if with_dataset:
        trimmed = clip.trimmed()
        files |= {f"dataset/{place}": path for place, path in dataset_files(trimmed).items()}
    return files


def last_evaluation(workspace: Workspace, name: str) -> dict[str, Any] | None:
    """The figures of the project's last ``evaluate`` that came to its end."""
    for run in reversed(list_runs(workspace, name, "evaluate")):
        for line in lines_backwards(run.events_path):
            if b'"result"' not in line:
                continue
            try:
                event = parse_json(line)
            except ValueError:
                continue
            if isinstance(event, dict) and event.get("type") == "result":
                envelope = ("v", "seq", "t", "run_id", "stage", "type")
                return {key: value for key, value in event.items() if key not in envelope}
    return None


def without_paths(value: Any) -> Any:
    """A record without the folders of this machine: of a path only the file's name is left."""
    if isinstance(value, dict):
        return {key: without_paths(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_paths(item) for item in value]
    if isinstance(value, str):
        for kind in (PureWindowsPath, PurePosixPath):
            path = kind(value)
            if path.is_absolute():
                return path.name
    return value


def _target(target: Path, name: str) -> Path:
    if target.is_dir():
        return target / f"{name}.zip"
    return target if target.suffix.lower() == ".zip" else target.with_name(f"{target.name}.zip")


def _checkpoint_of(
    workspace: Workspace, clip: Clip, name: str, given: Path | None, with_dataset: bool
) -> Path | None:
    if given is not None:
        return given
    try:
        return best_checkpoint(clip.path, workspace.model_dir(name), workspace, name)
    except CheckpointError:
        if with_dataset:
            return None
        raise


def _epoch_of(path: Path, info: dict[str, Any]) -> int:
    return int(path.stem) if path.stem.isdigit() else int(info.get("epoch") or 0)


def _kind_of(info: dict[str, Any]) -> FeatureKind | None:
    return next((kind for kind in FEATURE_KINDS if info.get("asr") == kind), None)


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8")
