"""From what the user named to the options of each video: names that are valid and unique."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from synctalk_engine.batch.entries import (
    VideoEntry,
    entries_of_folder,
    entries_of_json,
    entries_of_list,
)
from synctalk_engine.errors import BatchError, OptionError, SynctalkError
from synctalk_engine.jobs import check_options
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.atomic import read_json
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_names import MAX_NAME_BYTES, check_name, name_from_file

NOTES_NAME = ".studio.json"
"""What the window remembers of a project, in its folder."""


def read_videos(
    workspace: Workspace,
    defaults: dict[str, Any],
    *,
    video_dir: str | None = None,
    video_list: str | None = None,
    json_config: str | None = None,
    recursive: bool = False,
) -> list[PreprocessOptions]:
    """The options of every video of a folder, a list or a JSON file; nothing is started.

    Args:
        defaults: options of all videos that do not say otherwise.
    Raises:
        BatchError: what was named cannot be used, with every mistake in it.
        OptionError: not one source, or defaults out of range.
    """
    given = _only_source(video_dir, video_list, json_config)
    check_options("preprocess", {**defaults, "video_path": "-", "name": "-"})
    source = workspace.resolve(given)
    problems: list[str] = []
    if video_dir is not None:
        entries, code = entries_of_folder(source, recursive), "batch_list_bad"
    elif video_list is not None:
        entries, code = entries_of_list(source, workspace.root, problems), "batch_list_bad"
    else:
        entries, code = entries_of_json(source, workspace.root, problems), "batch_config_bad"
    if not entries and not problems:
        problems.append("it names no videos")
    names = _given_names(entries, problems)
    _find_repeated(entries, problems)
    _make_names(entries, names, defaults, workspace)
    options = [
        _checked(entry, {**defaults, **entry.options, "name": names[index]}, problems)
        for index, entry in enumerate(entries)
        if index in names
    ]
    if problems:
        raise BatchError(code, path=source, problems="; ".join(problems))
    return [one for one in options if one is not None]


def _only_source(*sources: str | None) -> str:
    given = [one for one in sources if one is not None]
    if len(given) != 1:
        one_of = "give one of --video_dir, --video_list and --json_config"
        raise OptionError("bad_options", problems=one_of)
    return given[0]


def _given_names(entries: Sequence[VideoEntry], problems: list[str]) -> dict[int, str]:
    """Position of an entry -> its name, where the user gave one that is valid and new."""
    names: dict[int, str] = {}
    places: dict[str, str] = {}
    for index, entry in enumerate(entries):
        if entry.name is None:
            continue
        try:
            name = check_name(entry.name)
        except SynctalkError as error:
            problems.append(f"{entry.place}: {error.message.rstrip('.')}")
            continue
        before = places.setdefault(name.casefold(), entry.place)
        if before != entry.place:
            problems.append(f"{entry.place}: “{name}” is the name in {before} already")
            continue
        names[index] = name
    return names


def _find_repeated(entries: Sequence[VideoEntry], problems: list[str]) -> None:
    """A video that is listed again without a name of its own would be preprocessed twice."""
    places: dict[Path, str] = {}
    for entry in entries:
        path = Path(os.path.normpath(entry.video_path))
        before = places.setdefault(path, entry.place)
        if before != entry.place and entry.name is None:
            problems.append(f"{entry.place}: it is the video of {before} again; give it a name")


def _make_names(
    entries: Sequence[VideoEntry],
    names: dict[int, str],
    defaults: dict[str, Any],
    workspace: Workspace,
) -> None:
    """Name the videos that have no name after their files."""
    taken = {name.casefold() for name in names.values()}
    for index, entry in enumerate(entries):
        if entry.name is None:
            dataset_dir = entry.options.get("dataset_dir", defaults.get("dataset_dir", "dataset"))
            parent = workspace.resolve(str(dataset_dir))
            names[index] = _free_name(entry.video_path, taken, parent)
            taken.add(names[index].casefold())


def _checked(
    entry: VideoEntry, options: dict[str, Any], problems: list[str]
) -> PreprocessOptions | None:
    try:
        return check_options("preprocess", {**options, "video_path": str(entry.video_path)})
    except SynctalkError as error:
        told = error.params.get("problems", error.message)
        problems.append(": ".join(filter(None, (entry.place, told))))
        return None


def _free_name(video_path: Path, taken: set[str], dataset_dir: Path) -> str:
    """A name near to the file's that no other video of the batch has, nor another project.

    A video that was preprocessed before gets its name again, so that a second run finds what is
    there.
    """
    folders = {folder.name.casefold(): folder for folder in _folders_in(dataset_dir)}
    for name in _candidates(name_from_file(video_path.stem)):
        folder = folders.get(name.casefold())
        if name.casefold() not in taken and (folder is None or _is_of(folder, video_path)):
            return name
    raise AssertionError("the candidates never end")


def _candidates(name: str) -> Iterator[str]:
    """``name``, ``name 2``, ``name 3`` ..., none too long."""
    yield name
    for number in itertools.count(2):
        ending = f" {number}"
        while len((name + ending).encode("utf-8")) > MAX_NAME_BYTES:
            name = name[:-1]
        yield name.rstrip() + ending


def _folders_in(parent: Path) -> list[Path]:
    try:
        return [child for child in parent.iterdir() if child.is_dir()]
    except OSError:
        return []


def _is_of(folder: Path, video_path: Path) -> bool:
    """Whether a project's folder belongs to this video, or to none."""
    notes, source = read_json(folder / NOTES_NAME), Clip(folder).record().get("source")
    recorded = source if isinstance(source, dict) else {}
    noted = notes.get("source_video") if isinstance(notes, dict) else None
    known = [path for path in (noted, recorded.get("path")) if isinstance(path, str)]
    if not known:
        clip = Clip(folder)
        return video_path.parent == folder or not (
            clip.frames_dir.exists() or clip.landmarks_dir.exists()
        )
    if any(_is_same_file(Path(path), video_path) for path in known):
        return True
    # The videos may have been moved since: the same file name and size will do.
    moved = {Path(path).name for path in known} == {video_path.name}
    return moved and recorded.get("bytes") == _bytes_of(video_path)


def _is_same_file(path: Path, other: Path) -> bool:
    try:
        return path == other or path.samefile(other)
    except OSError:
        return False


def _bytes_of(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
