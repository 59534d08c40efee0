"""What there is to import among files and folders: videos, prepared videos, models, exports.

Only names are looked at here; the engine opens the files. All of it may block: call it in a thread.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlparse
from urllib.request import url2pathname

from synctalk_engine.workspace.layout import VIDEO_SUFFIXES, Workspace
from synctalk_engine.workspace.names import name_from_file, unique_name

CHECKPOINT_SUFFIXES = (".pth", ".pt", ".tar")
PACKAGE_SUFFIX = ".zip"
IMPORT_SUFFIXES = (*VIDEO_SUFFIXES, *CHECKPOINT_SUFFIXES, PACKAGE_SUFFIX)
_DATASET_PARTS = ("full_body_img", "landmarks")
_MAX_FOLDERS = 20_000
"""Of a dropped home folder not more are looked through."""
_SYNCNET_PREFIX = "syncnet_"

SourceKind = Literal["dataset", "checkpoint", "package"]


@dataclass(frozen=True)
class Source:
    """Something that the engine's ``import`` takes in, and the project that it becomes."""

    path: Path
    kind: SourceKind
    name: str
    size_bytes: int = 0
    """Of a dataset: what a copy would take."""


@dataclass
class Found:
    """What was found; each once, in order."""

    videos: list[Path] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    here_already: list[str] = field(default_factory=list)
    """Names of projects of this very workspace that were given."""
    workspaces: list[Path] = field(default_factory=list)
    """Given folders that could be opened as they are: they have ``dataset/`` with projects."""

    @property
    def datasets(self) -> list[Source]:
        return [source for source in self.sources if source.kind == "dataset"]

    def is_empty(self) -> bool:
        return not (self.videos or self.sources or self.here_already)


def look_through(workspace: Workspace, paths: Iterable[Path]) -> Found:
    """Sort files, and folders at any depth, into what can become a project."""
    found = Found()
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            count = len(found.datasets)
            _look_into(workspace, path, found, seen)
            new = found.datasets[count:]
            if any(source.path.parent == path / "dataset" for source in new):
                found.workspaces.append(path)
        elif path.is_file():
            _take_file(path, found, seen)
    return found


def projects_for(sources: Iterable[Source], taken: Iterable[str]) -> list[tuple[Source, str]]:
    """Which project each becomes, in the order in which they are to be taken in.

    A prepared video and an export are projects of their own; a model joins the prepared video of
    its name that lies beside it, else the project of its name if there is one.
    """
    names, known = set(taken), {name.casefold(): name for name in taken}
    projects: list[tuple[Source, str]] = []
    by_source: dict[str, list[tuple[Source, str]]] = {}
    for source in sources:
        if source.kind != "checkpoint":
            name = unique_name(source.name, names)
            names.add(name)
            projects.append((source, name))
            by_source.setdefault(source.name, []).append((source, name))
    for source in sources:
        if source.kind == "checkpoint":
            beside = by_source.get(source.name, [])
            near = [name for other, name in beside if _top(other) == _top(source)]
            joined = (
                near or [name for _other, name in beside] or [known.get(source.name.casefold())]
            )
            name = joined[0] or source.name
            known.setdefault(source.name.casefold(), name)
            projects.append((source, name))
    return projects


def _top(source: Source) -> Path:
    """``top`` of ``top/dataset/<name>`` and of ``top/checkpoint/<name>/<epoch>.pth``."""
    folder = source.path.parent if source.path.suffix else source.path
    return folder.parent.parent


def is_dataset(folder: Path) -> bool:
    """Whether a folder looks like ``dataset/<name>`` of this program or of the research code."""
    return any((folder / part).is_dir() for part in _DATASET_PARTS)


def paths_in_text(text: str) -> list[Path]:
    """Files and folders that a pasted text names: one a line, quoted or as ``file://``."""
    paths = []
    for line in text.splitlines():
        line = line.strip().strip("\"'")
        if line.lower().startswith("file:"):
            line = url2pathname(unquote(urlparse(line).path))
        try:
            path = Path(line).expanduser()
            if line and path.is_absolute() and path.exists():
                paths.append(path)
        except (OSError, ValueError, RuntimeError):  # a whole letter was pasted
            continue
    return paths


def _look_into(workspace: Workspace, top: Path, found: Found, seen: set[Path]) -> None:
    own = {path.resolve() for path in (workspace.dataset_dir, workspace.checkpoint_dir)}
    for count, (folder_name, folders, files) in enumerate(os.walk(top)):
        folder = Path(folder_name)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if count >= _MAX_FOLDERS:
            return
        resolved = folder.resolve()
        if resolved in seen:
            folders.clear()
            continue
        seen.add(resolved)
        if resolved.parent in own:
            folders.clear()
            _add_new(found.here_already, resolved.name.removeprefix(_SYNCNET_PREFIX))
        elif is_dataset(folder):
            folders.clear()
            size_bytes = _bytes_in(folder)
            found.sources.append(Source(folder, "dataset", _name(resolved), size_bytes))
        elif _epochs(files):
            folders.clear()
            # the research code's SyncNets are of another make; one that was meant is said to be
            if folder == top or not resolved.name.startswith(_SYNCNET_PREFIX):
                found.sources.append(Source(folder, "checkpoint", _name(resolved)))
        else:
            for file in sorted(files):
                if not file.startswith(".") and file.lower().endswith(VIDEO_SUFFIXES):
                    _take_file(folder / file, found, seen)


def _take_file(path: Path, found: Found, seen: set[Path]) -> None:
    resolved = path.resolve()
    if resolved in seen:
        return
    seen.add(resolved)
    suffix = path.suffix.lower()
    if suffix in VIDEO_SUFFIXES:
        found.videos.append(resolved)
    elif suffix in CHECKPOINT_SUFFIXES:
        is_numbered = path.stem.isdigit()  # checkpoint/<name>/<epoch>.pth
        name = _name(resolved.parent) if is_numbered else name_from_file(path.stem)
        found.sources.append(Source(resolved, "checkpoint", name))
    elif suffix == PACKAGE_SUFFIX:
        found.sources.append(Source(resolved, "package", name_from_file(path.stem)))


def _name(folder: Path) -> str:
    return name_from_file(folder.name.removeprefix(_SYNCNET_PREFIX))


def _epochs(files: list[str]) -> bool:
    return any(name.endswith(".pth") and name[:-4].isdigit() for name in files)


def _bytes_in(folder: Path) -> int:
    total = 0
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "cache"]
        for name in files:
            try:
                total += (Path(place) / name).stat().st_size
            except OSError:
                continue
    return total


def _add_new(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
