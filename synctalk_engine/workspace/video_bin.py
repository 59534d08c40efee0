"""Rendered videos in the bin: each in a folder of its own in ``.bin``, beside the projects."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from synctalk_engine.errors import StorageError
from synctalk_engine.workspace.atomic import read_json, storage_errors, write_json
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_bin import BinEntry, BinKind, new_bin_entry, read_bin_record
from synctalk_engine.workspace.project_files import remove_folder
from synctalk_engine.workspace.runs import RunFolder
from synctalk_engine.workspace.video_files import base_name, files_beside

_MOVED_NAME = "output.json"
"""File in a run's folder: where its video is, if that is not where it was written."""
_CONTENT_NAME = "video"
logger = logging.getLogger(__name__)


def archive_video(workspace: Workspace, run: RunFolder, video: Path) -> BinEntry:
    """Move a rendered video (a file, or a folder of images) to the bin, with the files beside it.

    Args:
        run: the run that rendered it.
    Raises:
        StorageError: it is gone (``file_not_found``), or cannot be moved.
    """
    if not video.exists():
        raise StorageError("file_not_found", path=video)
    record = {
        "path": workspace.relative(video),
        "run_id": run.run_id,
    }
    entry = new_bin_entry(workspace, video.name, BinKind.VIDEO, record)
    beside = files_beside(video)
    try:
        _move(video, entry.folder / _CONTENT_NAME / video.name)
    except StorageError:
        remove_folder(entry.folder)
        raise
    for path in beside:
        _try_to_move(path, entry.folder / _CONTENT_NAME / path.name)
    return entry


def restore_video(workspace: Workspace, entry: BinEntry) -> str:
    """Move a video back, under another name if its own is taken by now.

    Returns:
        The project that it belongs to; empty if its run is gone.
    Raises:
        StorageError: it is not in the bin any more, or cannot be moved.
    """
    record = read_bin_record(entry)
    source = entry.folder / _CONTENT_NAME / entry.name
    if record is None or not source.exists():
        raise StorageError("file_not_found", path=source)
    target = _free(workspace.resolve(str(record["path"])))
    beside, base = files_beside(source), base_name(source)
    _move(source, target)
    for path in beside:
        _try_to_move(path, _free(target.with_name(base_name(target) + path.name[len(base) :])))
    remove_folder(entry.folder)
    run = _find_run(workspace, str(record.get("run_id")))
    if run is None:
        return ""
    write_json(run.path / _MOVED_NAME, {"output": workspace.relative(target)})
    return run.path.parent.name


def video_path(workspace: Workspace, run: RunFolder, output: str) -> Path:
    """Where the video of a run is.

    Args:
        output: where the run wrote it, as its result has it.
    """
    moved = read_json(run.path / _MOVED_NAME)
    known = moved.get("output") if isinstance(moved, dict) else None
    return workspace.resolve(known if isinstance(known, str) else output)


def _find_run(workspace: Workspace, run_id: str) -> RunFolder | None:
    """The run of any project: the project may have been renamed meanwhile."""
    folders = (folder / run_id for folder in workspace.runs_dir.glob("*/"))
    return next((RunFolder(path) for path in folders if (path / "run.json").is_file()), None)


def _move(source: Path, target: Path) -> None:
    """Also to another disk: a video may have been written anywhere."""
    with storage_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, target)


def _try_to_move(source: Path, target: Path) -> None:
    """A file beside a video is not worth the video: that it stays is only noted."""
    try:
        _move(source, target)
    except StorageError as error:
        logger.warning("%s was not moved: %s", source, error)


def _free(path: Path) -> Path:
    candidate, number = path, 2
    while candidate.exists():
        candidate, number = path.with_stem(f"{path.stem} {number}"), number + 1
    return candidate
