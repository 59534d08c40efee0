"""A preprocessed video, of ours or of the research code, is copied or linked into the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from synctalk_engine.errors import DatasetError
from synctalk_engine.exchange.import_request import ImportRequest
from synctalk_engine.exchange.package import require_space
from synctalk_engine.exchange.staged_import import (
    copy_files,
    dataset_files,
    link_folder,
    move_into_place,
    require_free,
    staging_folder,
)
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.workspace.atomic import write_json
from synctalk_engine.workspace.clip import FEATURE_KINDS, Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import update_state
from synctalk_engine.workspace.zip_files import CopyCallback


def import_dataset(
    workspace: Workspace, name: str, request: ImportRequest, on_bytes: CopyCallback | None = None
) -> dict[str, Any]:
    """Copy, or link, a dataset folder to ``dataset/<name>``.

    Raises:
        DatasetError: it is incomplete, or lacks the features.
        StorageError: something is there already, disk full, no permission.
    """
    source, target = request.source.resolve(), workspace.clip_dir(name)
    _require_apart(source, target)
    require_free(target, name, "a dataset", request.may_replace)
    warnings: list[dict[str, Any]] = []
    clip, kind = checked_clip(Clip(source), request.asr, warnings)
    figures = {
        "imported": "dataset",
        "path": workspace.relative(target),
        "frames": clip.frame_limit,
        "fps": clip.fps(),
        "asr": kind,
        "warnings": warnings,
    }
    if request.link:
        link_folder(source, target)
        return {**figures, "linked_to": str(source)}
    files = dataset_files(clip)
    video_path = clip.audio_source_path()
    if video_path is not None and video_path != clip.audio_path:
        files[f"{name}{video_path.suffix}"] = video_path  # the only audio there is
    require_space(target.parent, sum(path.stat().st_size for path in files.values()))
    with staging_folder(target.parent) as staging:
        copied_bytes = copy_files(files, staging, on_bytes)
        add_dataset(staging, clip, kind, target)
    return {**figures, "files": len(files), "bytes": copied_bytes}


def checked_clip(
    clip: Clip, asr: FeatureKind | None, warnings: list[dict[str, Any]]
) -> tuple[Clip, FeatureKind]:
    """The clip cut to what is whole, and its feature kind; every landmark file is read.

    Args:
        warnings: what was cut is added.
    Raises:
        DatasetError: it is incomplete, or lacks the features.
    """
    clip.check_complete()
    kind = asr or clip.feature_kind()
    if kind is None:
        path = clip.feature_path(FEATURE_KINDS[0])
        raise DatasetError("no_audio_features", path=path, kind=FEATURE_KINDS[0])

    def warn(code: str, **params: Any) -> None:
        warnings.append({"code": code, "params": params})

    clip = clip.trimmed(kind, warn)
    clip.landmarks()
    return clip, kind


def add_dataset(folder: Path, source: Clip, kind: FeatureKind, target: Path) -> None:
    """Give a copied dataset its place, its record and its state.

    The rate and the feature kind are written down, since a research dataset does not say them.
    """
    record = source.record() or {"imported_from": source.name}
    write_json(Clip(folder).record_path, {**record, "fps": source.fps(), "asr_model": kind})
    move_into_place(folder, target)
    update_state(
        target,
        "preprocessing",
        completed=True,
        frame_count=source.frame_limit,
        landmark_count=source.frame_limit,
        feature_kind=kind,
    )


def _require_apart(source: Path, target: Path) -> None:
    """A dataset cannot be copied into itself, nor over the folder that it lies in."""
    target = target.parent.resolve() / target.name
    if source == target or source in target.parents or target in source.parents:
        reason = "it lies in that very place already"
        raise DatasetError("import_unknown", path=source, reason=reason)
