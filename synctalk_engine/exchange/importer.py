"""``synctalk import``: a dataset folder, a checkpoint or an exported project joins the workspace.

Everything is read and checked before it takes its place, and nothing is written over without
permission.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from synctalk_engine.errors import DatasetError, OptionError
from synctalk_engine.exchange.import_checkpoint import import_checkpoint
from synctalk_engine.exchange.import_dataset import import_dataset
from synctalk_engine.exchange.import_package import import_package
from synctalk_engine.exchange.import_request import ImportRequest
from synctalk_engine.exchange.package import read_manifest
from synctalk_engine.exchange.package_source import is_unpacked_package
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_lock import project_lock
from synctalk_engine.workspace.project_names import check_name
from synctalk_engine.workspace.state import checkpoint_epochs
from synctalk_engine.workspace.zip_files import CopyCallback, is_zip

_CHECKPOINT_SUFFIXES = (".pth", ".pt", ".tar")

ImportFunction = Callable[[Workspace, str, ImportRequest, CopyCallback | None], dict[str, Any]]


def import_into_workspace(
    workspace: Workspace, request: ImportRequest, on_bytes: CopyCallback | None = None
) -> dict[str, Any]:
    """Take what ``request.source`` is.

    Returns:
        ``imported`` (dataset, checkpoint, syncnet, package), ``name``, and figures of each.
    Raises:
        DatasetError, CheckpointError, StorageError, OptionError, BusyError.
    """
    source = request.source
    if not source.exists():
        raise DatasetError("file_not_found", path=source)
    take = _importer_for(source)
    if request.link and take is not import_dataset:
        raise OptionError("bad_options", problems="--link is for dataset folders")
    name = check_name(request.name or _default_name(source, take))
    with project_lock(workspace, name):
        return {"name": name, **take(workspace, name, request, on_bytes)}


def _importer_for(source: Path) -> ImportFunction:
    """What a file or folder is, by what it holds."""
    if source.is_dir():
        clip = Clip(source)
        if clip.frames_dir.is_dir() or clip.landmarks_dir.is_dir():
            return import_dataset
        if is_unpacked_package(source):
            return import_package
        if checkpoint_epochs(source):
            return import_checkpoint
        reason = (
            "it holds neither full_body_img nor checkpoints such as 99.pth, and is no unpacked "
            "export"
        )
        raise DatasetError("import_unknown", path=source, reason=reason)
    if source.suffix.lower() in _CHECKPOINT_SUFFIXES:  # those are zip files too
        return import_checkpoint
    if is_zip(source):
        return import_package
    raise DatasetError("import_unknown", path=source, reason="it is neither a zip nor a checkpoint")


def _default_name(source: Path, take: ImportFunction) -> str:
    if take is import_package:
        return read_manifest(source).name
    if source.is_dir():
        return source.resolve().name
    raise OptionError("bad_options", problems="give --name for a checkpoint")
