"""Renaming and duplicating a project: its folders, and every record that names them."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import filelock

from synctalk_engine.errors import StorageError
from synctalk_engine.workspace.atomic import atomic_file, replace, storage_errors
from synctalk_engine.workspace.layout import VIDEO_SUFFIXES, Workspace
from synctalk_engine.workspace.project_lock import LOCK_NAME, require_idle
from synctalk_engine.workspace.project_names import check_name
from synctalk_engine.workspace.runs import BEST_NAME, LATEST_NAME, list_runs
from synctalk_engine.workspace.staging import abandoned_staging_folders, staging_path
from synctalk_engine.workspace.state import FILE_NAME as STATE_NAME

_NOT_COPIED = frozenset({"cache"})
_RECORD_NAMES = (STATE_NAME, "prepare.json", ".studio.json")
_BLOCK_BYTES = 8 << 20


def project_folders(workspace: Workspace, name: str) -> dict[str, Path]:
    """The folders of a project, there or not, by what they are."""
    return {
        "dataset": workspace.clip_dir(name),
        "checkpoint": workspace.model_dir(name),
        "syncnet": workspace.syncnet_dir(name),
        "runs": workspace.project_runs_dir(name),
    }


def require_free_name(workspace: Workspace, name: str, besides: str = "") -> str:
    """``name`` in its normal form, if no other project has it; compared without case.

    Args:
        besides: a project that may have it: the one that is renamed.
    Raises:
        StorageError: ``name_invalid`` or ``name_taken``.
    """
    normal = check_name(name)
    taken = {other.casefold() for other in workspace.project_names() if other != besides}
    if normal.casefold() in taken:
        raise StorageError("name_taken", name=normal)
    return normal


def rename_project(workspace: Workspace, name: str, new_name: str) -> str:
    """Give a project another name; what was rendered of it keeps its file's name.

    Returns:
        The new name in its normal form.
    Raises:
        StorageError: the name is invalid or taken, or a folder cannot be moved (then nothing is).
        BusyError: a job is at work on it.
    """
    new_name = require_free_name(workspace, new_name, besides=name)
    if new_name == name:
        return name
    require_idle(workspace, name)
    old_parts, new_parts = project_folders(workspace, name), project_folders(workspace, new_name)
    move_all([(old_parts[key], new_parts[key]) for key in old_parts])
    update_project_name(workspace, name, new_name)
    return new_name


def duplicate_project(workspace: Workspace, name: str, new_name: str) -> str:
    """A second project with the same preprocessed video and the same models, without the runs.

    Of those only weights that are no checkpoints are copied.

    Files are linked where the disk allows it, so that no room is taken: no file of a project is
    ever changed in its place.

    Raises:
        StorageError: the name is invalid or taken, the disk is full.
        BusyError: a job is at work on it.
    """
    new_name = require_free_name(workspace, new_name)
    require_idle(workspace, name)
    old_parts, new_parts = project_folders(workspace, name), project_folders(workspace, new_name)
    made: list[tuple[Path, Path]] = []
    try:
        for key in ("dataset", "checkpoint", "syncnet"):
            if old_parts[key].is_dir():
                staging = staging_path(new_parts[key].parent)
                made.append((staging, new_parts[key]))
                with storage_errors(new_parts[key]):
                    _copy_folder(old_parts[key], staging)
        move_all(made)
    finally:
        for staging, _target in made:
            remove_folder(staging)
    _copy_run_weights(workspace, name, new_name)
    update_project_name(workspace, name, new_name)
    return new_name


def _copy_run_weights(workspace: Workspace, name: str, new_name: str) -> None:
    """The best weights may are in a run's folder; they belong to the model, not to the run."""
    for path in sorted(workspace.project_runs_dir(name).glob("*/*.pth")):
        if path.name not in (BEST_NAME, LATEST_NAME):
            continue
        target = workspace.project_runs_dir(new_name) / path.parent.name / path.name
        with storage_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            _link_or_copy(str(path), str(target))


def move_all(moves: list[tuple[Path, Path]]) -> None:
    """Rename folders that are there, all or none.

    Raises:
        StorageError: one cannot be moved; those moved before are back in their places.
    """
    done: list[tuple[Path, Path]] = []
    for source, target in moves:
        if not (source.exists() or source.is_symlink()):
            continue
        try:
            with storage_errors(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                replace(source, target)
        except OSError as error:
            _move_back(done)
            reason = error.strerror or str(error)
            raise StorageError("path_unusable", path=source, reason=reason) from error
        except StorageError:
            _move_back(done)
            raise
        done.append((source, target))


def update_project_name(workspace: Workspace, old_name: str, new_name: str) -> None:
    """Let the records of a project whose folders have ``new_name`` by now speak of them."""
    clip_dir = workspace.clip_dir(new_name)
    if not clip_dir.is_symlink():  # what is only linked belongs to someone else
        for suffix in VIDEO_SUFFIXES:
            video = clip_dir / f"{old_name}{suffix}"
            if video.is_file():
                replace(video, video.with_name(f"{new_name}{suffix}"))
    for path in _records(workspace, new_name):
        _replace_in(path, old_name, new_name)
    for run in list_runs(workspace, new_name):
        spec = run.read_spec()
        if spec is not None:
            options = {**spec.options, "name": new_name}
            run.write_spec(spec.model_copy(update={"name": new_name, "options": options}))


def remove_folder(path: Path) -> None:
    """Delete a folder with all in it; of a link, the link alone."""
    if path.is_symlink():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def sweep(workspace: Workspace) -> None:
    """Delete what killed imports and copies left half-filled."""
    for path in abandoned_staging_folders(workspace):
        remove_folder(path)
    for folder in workspace.runs_dir.glob("*/"):
        if not folder.name.startswith("."):
            _remove_lone_lock(workspace, folder)


def _remove_lone_lock(workspace: Workspace, folder: Path) -> None:
    """A killed import leaves its lock: a project with nothing in it would be listed."""
    lock_path = folder / LOCK_NAME
    if [path.name for path in folder.iterdir()] != [LOCK_NAME]:
        return
    parts = (workspace.dataset_dir / folder.name, workspace.checkpoint_dir / folder.name)
    if any(part.exists() or part.is_symlink() for part in parts):
        return
    lock = filelock.FileLock(lock_path)
    with contextlib.suppress(filelock.Timeout, OSError):
        lock.acquire(timeout=0)
        lock.release()
        lock_path.unlink(missing_ok=True)
        folder.rmdir()


def _move_back(done: list[tuple[Path, Path]]) -> None:
    for source, target in reversed(done):
        replace(target, source)


def _records(workspace: Workspace, name: str) -> Iterator[Path]:
    yield from (workspace.clip_dir(name) / record for record in _RECORD_NAMES)
    for run in list_runs(workspace, name):
        yield run.path / "run.json"
        yield run.events_path


def _replace_in(path: Path, old_name: str, new_name: str) -> None:
    """Change ``dataset/<old>``, ``checkpoint/<old>`` ... in a file of JSON, read in blocks.

    A path in JSON is written with slashes, or on Windows with doubled backslashes.
    """
    old = re.escape(old_name.encode("utf-8"))
    pattern = re.compile(
        rb'(?<=["/\\])(dataset|checkpoint|runs)(/|\\\\)(syncnet_)?' + old + rb'(?=["/\\])'
        rb"((?:/|\\\\)" + old + rb'(?=\.\w+"))?'
    )
    new = new_name.encode("utf-8")

    def renamed(found: re.Match[bytes]) -> bytes:
        prefix = found[1] + found[2] + (found[3] or b"") + new
        return prefix + (found[2] + new if found[4] else b"")

    if not path.is_file() or not _has(path, pattern):
        return
    with path.open("rb") as source, atomic_file(path) as target:
        while lines := source.readlines(_BLOCK_BYTES):
            target.write(pattern.sub(renamed, b"".join(lines)))


def _has(path: Path, pattern: re.Pattern[bytes]) -> bool:
    with path.open("rb") as file:
        while lines := file.readlines(_BLOCK_BYTES):
            if pattern.search(b"".join(lines)):
                return True
    return False


def _copy_folder(source: Path, target: Path) -> None:
    if source.is_symlink():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(source.resolve(), target_is_directory=True)
        return
    shutil.copytree(source, target, copy_function=_link_or_copy, ignore=_left_out)


def _left_out(_folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name in _NOT_COPIED or name.endswith(".partial")}


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one that knows no links
        shutil.copy2(source, target)
