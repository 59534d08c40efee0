"""Finds what can be imported among files and folders: videos, preprocessed videos, models, exports.

Decides by names alone; the engine opens the files. Everything here may block: call it in a thread.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QUrl

from synctalk_engine.workspace.layout import AUDIO_SUFFIXES, VIDEO_SUFFIXES, Workspace
from synctalk_engine.workspace.project_names import name_from_file, unique_name

CHECKPOINT_SUFFIXES = (".pth", ".pt", ".tar")
PACKAGE_SUFFIX = ".zip"
IMPORT_SUFFIXES = (*VIDEO_SUFFIXES, *CHECKPOINT_SUFFIXES, PACKAGE_SUFFIX, *AUDIO_SUFFIXES)
_DATASET_PARTS = ("full_body_img", "landmarks")
_MAX_FOLDERS = 20_000
"""The scan of a dropped folder ends after this many folders."""
_SYNCNET_PREFIX = "syncnet_"

SourceKind = Literal["dataset", "checkpoint", "package"]


@dataclass(frozen=True)
class ImportSource:
    """A file or folder for the engine's ``import``, and the name of its project."""

    path: Path
    kind: SourceKind
    name: str
    size_bytes: int = 0
    """Size of a dataset's copy."""


@dataclass
class ImportCandidates:
    """What the files and folders hold; each item once, in order."""

    videos: list[Path] = field(default_factory=list)
    speeches: list[Path] = field(default_factory=list)
    """Audio files that were given themselves; those in folders are left out."""
    sources: list[ImportSource] = field(default_factory=list)
    already_imported: list[str] = field(default_factory=list)
    """Projects of this workspace that were among the files."""
    workspaces: list[Path] = field(default_factory=list)
    """Folders that can be opened as a workspace: they have ``dataset/`` with projects."""

    @property
    def datasets(self) -> list[ImportSource]:
        return [source for source in self.sources if source.kind == "dataset"]

    def is_empty(self) -> bool:
        found = (self.videos, self.speeches, self.sources, self.already_imported)
        return not any(found)


def find_candidates(workspace: Workspace, paths: Iterable[Path]) -> ImportCandidates:
    """Returns what can become a project among files, and folders at any depth."""
    candidates = ImportCandidates()
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            count = len(candidates.datasets)
            _scan_folder(workspace, path, candidates, seen)
            new = candidates.datasets[count:]
            if any(source.path.parent == path / "dataset" for source in new):
                candidates.workspaces.append(path)
        elif path.suffix.lower() in AUDIO_SUFFIXES and path.is_file():
            if path.resolve() not in candidates.speeches:
                candidates.speeches.append(path.resolve())
        elif path.is_file():
            _add_file(path, candidates, seen)
    return candidates


def projects_for(
    sources: Iterable[ImportSource], taken: Iterable[str]
) -> list[tuple[ImportSource, str]]:
    """Returns each source with the name of its project, in import order.

    A preprocessed video and an export become projects of their own. A model joins the
    preprocessed video of its name beside it, else the existing project of its name.
    """
    names, known = set(taken), {name.casefold(): name for name in taken}
    projects: list[tuple[ImportSource, str]] = []
    by_source: dict[str, list[tuple[ImportSource, str]]] = {}
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


def _top(source: ImportSource) -> Path:
    """``top`` of ``top/dataset/<name>`` and of ``top/checkpoint/<name>/<epoch>.pth``."""
    folder = source.path.parent if source.path.suffix else source.path
    return folder.parent.parent


def is_dataset(folder: Path) -> bool:
    """Returns whether a folder looks like ``dataset/<name>`` of ours or of the research code."""
    return any((folder / part).is_dir() for part in _DATASET_PARTS)


def paths_in_text(text: str) -> list[Path]:
    """Returns the files and folders named in a text: one a line, quoted or as ``file://``."""
    paths = []
    for line in text.splitlines():
        line = line.strip().strip("\"'")
        if line.lower().startswith("file:"):
            line = QUrl(line).toLocalFile()
        try:
            path = Path(line).expanduser()
            if line and path.is_absolute() and path.exists():
                paths.append(path)
        except (OSError, ValueError, RuntimeError):  # ordinary text was pasted
            continue
    return paths


def _scan_folder(
    workspace: Workspace, top: Path, candidates: ImportCandidates, seen: set[Path]
) -> None:
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
            _append_unique(candidates.already_imported, resolved.name.removeprefix(_SYNCNET_PREFIX))
        elif is_dataset(folder):
            folders.clear()
            size_bytes = _bytes_in(folder)
            candidates.sources.append(ImportSource(folder, "dataset", _name(resolved), size_bytes))
        elif _epochs(files):
            folders.clear()
            # a research SyncNet is imported only if its folder was given explicitly
            if folder == top or not resolved.name.startswith(_SYNCNET_PREFIX):
                candidates.sources.append(ImportSource(folder, "checkpoint", _name(resolved)))
        else:
            for file in sorted(files):
                if not file.startswith(".") and file.lower().endswith(VIDEO_SUFFIXES):
                    _add_file(folder / file, candidates, seen)


def _add_file(path: Path, candidates: ImportCandidates, seen: set[Path]) -> None:
    resolved = path.resolve()
    if resolved in seen:
        return
    seen.add(resolved)
    suffix = path.suffix.lower()
    if suffix in VIDEO_SUFFIXES:
        candidates.videos.append(resolved)
    elif suffix in CHECKPOINT_SUFFIXES:
        is_numbered = path.stem.isdigit()  # checkpoint/<name>/<epoch>.pth
        name = _name(resolved.parent) if is_numbered else name_from_file(path.stem)
        candidates.sources.append(ImportSource(resolved, "checkpoint", name))
    elif suffix == PACKAGE_SUFFIX:
        candidates.sources.append(ImportSource(resolved, "package", name_from_file(path.stem)))


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


def _append_unique(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
