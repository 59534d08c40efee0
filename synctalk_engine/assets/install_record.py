"""``installed.json``: what the store noted when it installed an asset, in the asset's folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synctalk_engine.assets import checks
from synctalk_engine.workspace.atomic import read_json, write_json

RECORD_NAME = "installed.json"


@dataclass(frozen=True)
class InstallRecord:
    """Of one asset."""

    files: dict[str, dict[str, Any]]
    """Name -> ``sha256``, ``bytes`` and ``mtime_ns`` of each file."""
    check_version: int | None
    """:data:`usable.CHECK_VERSION` of the check that the weights passed; None: not checked."""
    is_published: bool | None
    """Whether the bytes are known to be the publisher's; None in records of older versions."""

    @classmethod
    def of_folder(
        cls, folder: Path, names: Iterable[str], check_version: int, is_published: bool
    ) -> InstallRecord:
        """A record of files that were just put into ``folder``."""
        files = {name: _fingerprint(folder / name) for name in names}
        return cls(files, check_version, is_published)

    @classmethod
    def read(cls, folder: Path) -> InstallRecord | None:
        """The record in ``folder``; None where there is none, or it is damaged."""
        content = read_json(folder / RECORD_NAME)
        if not isinstance(content, dict) or not isinstance(content.get("files"), dict):
            return None
        return cls(content["files"], content.get("checked"), content.get("is_published"))

    def write(self, folder: Path) -> None:
        """Raises StorageError."""
        content: dict[str, Any] = {"files": self.files, "checked": self.check_version}
        if self.is_published is not None:
            content["is_published"] = self.is_published
        write_json(folder / RECORD_NAME, content)

    def is_unchanged(self, path: Path) -> bool:
        """Whether size and time of a file are the noted ones."""
        entry, stat = self.files.get(path.name, {}), path.stat()
        return (entry.get("bytes"), entry.get("mtime_ns")) == (stat.st_size, stat.st_mtime_ns)

    def has_same_bytes(self, folder: Path) -> bool:
        """Whether all noted files are in ``folder`` with their checksums."""
        return all(
            (folder / name).is_file() and checks.file_sha256(folder / name) == entry.get("sha256")
            for name, entry in self.files.items()
        )

    @property
    def total_bytes(self) -> int:
        return sum(entry.get("bytes", 0) for entry in self.files.values())


def _fingerprint(path: Path) -> dict[str, int | str]:
    stat = path.stat()
    return {
        "sha256": checks.file_sha256(path),
        "bytes": stat.st_size,
        "mtime_ns": stat.st_mtime_ns,
    }
