"""Reads a package as it reaches people: the zip itself, a folder that it was unpacked into, or a
zip that was packed again.

macOS unpacks downloads by itself, and programs that pack a folder put the folder's name before
each file and add files of their own.
"""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from synctalk_engine.workspace.zip_files import damage_is_bad_zip

MANIFEST_NAME = "synctalk.json"
_SYSTEM_FOLDERS = frozenset({"__MACOSX"})
_SYSTEM_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".localized"})
_MAX_DEPTH = 3
"""Folders that may lie above the manifest."""


class PackageSource(Protocol):
    """The files of a package, by their names in it (with forward slashes)."""

    sizes: list[tuple[str, int]]
    """Name and size in bytes of each file; a name may occur twice in a zip."""

    def open(self, name: str) -> contextlib.AbstractContextManager[BinaryIO]:
        """Opens a file for reading."""
        ...


class ZipSource:
    """The files of a zip, which must stay open meanwhile."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        named = [(info.filename.replace("\\", "/"), info) for info in archive.infolist()]
        named = [(name, info) for name, info in named if not name.endswith("/")]
        root = _root_of(name for name, _ in named)
        self._infos = {name.removeprefix(root): info for name, info in named}
        self.sizes = [
            (name.removeprefix(root), info.file_size)
            for name, info in named
            if not is_system_file(name)
        ]

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        with damage_is_bad_zip(), self._archive.open(self._infos[name]) as file:
            yield file  # type: ignore[misc]


class FolderSource:
    """The files of a package that was unpacked into a folder."""

    def __init__(self, folder: Path) -> None:
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        names = [path.relative_to(folder).as_posix() for path in paths]
        root = _root_of(names)
        self._paths = {
            name.removeprefix(root): path
            for name, path in zip(names, paths, strict=True)
            if not is_system_file(name)
        }
        self.sizes = [(name, path.stat().st_size) for name, path in self._paths.items()]

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        with self._paths[name].open("rb") as file:
            yield file


@contextlib.contextmanager
def open_package(path: Path) -> Iterator[PackageSource]:
    """Opens a package: a zip file or a folder.

    Raises:
        zipfile.BadZipFile: it is not a zip, or damaged; also while its files are read.
        OSError: it cannot be read.
    """
    if path.is_dir():
        yield FolderSource(path)
        return
    with damage_is_bad_zip(), zipfile.ZipFile(path) as archive:
        yield ZipSource(archive)


def is_unpacked_package(folder: Path) -> bool:
    """Returns whether a folder holds a package: its manifest, perhaps a few folders below."""
    for _ in range(_MAX_DEPTH + 1):
        if (folder / MANIFEST_NAME).is_file():
            return True
        try:
            entries = [entry for entry in folder.iterdir() if not is_system_file(entry.name)]
        except OSError:
            return False
        if len(entries) != 1 or not entries[0].is_dir():
            return False
        folder = entries[0]
    return False


def is_system_file(name: str) -> bool:
    """Returns whether a file was added by the operating system."""
    path = PurePosixPath(name)
    is_resource_fork = path.name.startswith("._")
    return (
        is_resource_fork or path.name in _SYSTEM_FILES or not _SYSTEM_FOLDERS.isdisjoint(path.parts)
    )


def _root_of(names: Iterator[str] | list[str]) -> str:
    """Returns the folder that holds the manifest, as a prefix of names: ``""`` or ``"a/b/"``."""
    for name in sorted(names, key=len):
        path = PurePosixPath(name)
        is_near = len(path.parts) <= _MAX_DEPTH + 1
        if path.name == MANIFEST_NAME and is_near and not is_system_file(name):
            return name[: -len(MANIFEST_NAME)]
    return ""
