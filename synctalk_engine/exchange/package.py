"""A project in one file: a zip with a manifest that names every file, its size and its checksum.

::

    synctalk.json                     the manifest, written last
    checkpoint/<epoch>.pth            raw state dict of the generator
    syncnet/checkpoint_latest.pth     raw state dict of the SyncNet
    metrics.json                      validation metrics
    dataset/prepare.json              the record of preprocessing, without absolute paths
    dataset/...                       frames, landmarks and audio, if requested

Packages are not trusted: only files named as above are extracted, their checksums must be those in
the manifest, and the readers of weights and landmarks run no code.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field

from synctalk_engine.errors import DatasetError, StorageError
from synctalk_engine.exchange.package_source import MANIFEST_NAME, open_package
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.workspace.atomic import atomic_file, parse_json, storage_errors
from synctalk_engine.workspace.zip_files import CopyCallback

METRICS_NAME = "metrics.json"
SYNCNET_NAME = "syncnet/checkpoint_latest.pth"
FORMAT_VERSION = 1

_MEMBER = re.compile(
    r"checkpoint/\d{1,9}\.pth|syncnet/checkpoint_latest\.pth|metrics\.json"
    r"|dataset/(full_body_img/\d{1,9}\.(png|jpe?g)|landmarks/\d{1,9}\.(pkl|lms)"
    r"|aud\.wav|aud_(ave|hubert|hu|wenet|moonshine|whisper|mel)\.npy|frames\.csv|prepare\.json)",
    re.ASCII | re.IGNORECASE,
)
_PACKED_SUFFIXES = (".png", ".jpg", ".jpeg", ".pth", ".npy", ".wav")
_CHUNK_BYTES = 1 << 20
_MAX_MANIFEST_BYTES = 256 << 20


class PackageFile(BaseModel):
    """One file of a package."""

    bytes: int = Field(ge=0)
    sha256: str


class Manifest(BaseModel):
    """``synctalk.json``."""

    format: Literal["synctalk-package"] = "synctalk-package"
    v: int = FORMAT_VERSION
    name: str
    """Project."""
    program_version: str = ""
    created: float
    """Unix time in seconds."""
    asr: FeatureKind | None = None
    preset: str | None = None
    fps: float | None = None
    figures: dict[str, Any] = Field(default_factory=dict)
    """Validation metrics of the checkpoint."""
    prepared_from: str | None = None
    """File name of the video."""
    has_dataset: bool = False
    files: dict[str, PackageFile] = Field(default_factory=dict)

    @property
    def total_bytes(self) -> int:
        return sum(facts.bytes for facts in self.files.values())


def write_package(
    target: Path,
    manifest: Manifest,
    files: Mapping[str, Path | bytes],
    on_bytes: CopyCallback | None = None,
) -> Manifest:
    """Write a package, atomically.

    Args:
        files: name in the package -> file, or its content.
    Returns:
        The manifest with what was written.
    Raises:
        StorageError: disk full, no permission.
        DatasetError: ``file_not_found`` where a file has vanished meanwhile.
    """
    total_bytes = sum(_size_of(source) for source in files.values())
    done_bytes, facts = 0, {}
    with (
        atomic_file(target) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive,
    ):
        for name, source in files.items():
            digest, size = hashlib.sha256(), 0
            info = zipfile.ZipInfo(name)
            is_packed = name.endswith(_PACKED_SUFFIXES)
            info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as member:
                for chunk in _chunks_of(source):
                    member.write(chunk)
                    digest.update(chunk)
                    size += len(chunk)
                    done_bytes += len(chunk)
                    if on_bytes is not None:
                        on_bytes(done_bytes, total_bytes)
            facts[name] = PackageFile(bytes=size, sha256=digest.hexdigest())
        manifest = manifest.model_copy(update={"files": facts})
        archive.writestr(MANIFEST_NAME, manifest.model_dump_json(indent=1))
    return manifest


def read_manifest(path: Path) -> Manifest:
    """Returns the manifest of a package, checked against the list of its files.

    Args:
        path: the zip, also one that was packed again, or the folder that it was unpacked into.
    Raises:
        DatasetError: ``package_bad``.
    """
    try:
        with storage_errors(path), open_package(path) as package:
            sizes = dict(package.sizes)
            if MANIFEST_NAME not in sizes:
                raise _bad(path, f"there is no {MANIFEST_NAME} in it")
            if sizes[MANIFEST_NAME] > _MAX_MANIFEST_BYTES:
                raise _bad(path, f"{MANIFEST_NAME} is too large")
            with package.open(MANIFEST_NAME) as file:
                text = file.read(_MAX_MANIFEST_BYTES)
            names = [name for name, _ in package.sizes if name != MANIFEST_NAME]
            is_unique = len(package.sizes) == len(sizes)
        manifest = Manifest.model_validate(parse_json(text))
    except (zipfile.BadZipFile, ValueError) as error:
        raise _bad(path, "it is damaged") from error
    if manifest.v > FORMAT_VERSION:
        raise _bad(path, "it was made by a later version")
    for name in (*names, *manifest.files):
        if not _MEMBER.fullmatch(name):
            raise _bad(path, f"it holds “{name}”, which does not belong there")
    if missing := sorted(set(manifest.files) - set(names)):
        raise _bad(path, f"{missing[0]} is missing")
    if extra := sorted(set(names) - set(manifest.files)):
        raise _bad(path, f"it holds “{extra[0]}”, which does not belong there")
    if not is_unique:
        raise _bad(path, "it holds a file twice")
    wrong = [name for name, facts in manifest.files.items() if facts.bytes != sizes[name]]
    if wrong:
        raise _bad(path, f"{wrong[0]} has another size than it should")
    return manifest


def extract_package(
    path: Path, manifest: Manifest, folder: Path, on_bytes: CopyCallback | None = None
) -> None:
    """Take every file of a package out into an empty folder, checking each.

    Raises:
        DatasetError: ``package_bad``.
        StorageError: the disk is full, or would be.
    """
    require_space(folder, manifest.total_bytes)
    done_bytes = 0
    try:
        with open_package(path) as package:
            for name, facts in manifest.files.items():
                target = folder.joinpath(*name.split("/"))
                digest, left = hashlib.sha256(), facts.bytes
                with storage_errors(target):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with package.open(name) as source, target.open("wb") as sink:
                        while chunk := source.read(min(_CHUNK_BYTES, left + 1)):
                            left -= len(chunk)
                            if left < 0:
                                raise _bad(path, f"{name} is longer than it should be")
                            sink.write(chunk)
                            digest.update(chunk)
                            done_bytes += len(chunk)
                            if on_bytes is not None:
                                on_bytes(done_bytes, manifest.total_bytes)
                if left or digest.hexdigest() != facts.sha256:
                    raise _bad(path, f"{name} is damaged")
    except zipfile.BadZipFile as error:
        raise _bad(path, "it is damaged") from error


def require_space(folder: Path, needed_bytes: int) -> None:
    """Say that the disk is too full before it is.

    Raises:
        StorageError: ``disk_full``.
    """
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < needed_bytes:
            raise StorageError("disk_full", path=folder)


def _size_of(source: Path | bytes) -> int:
    try:
        return len(source) if isinstance(source, bytes) else source.stat().st_size
    except FileNotFoundError as error:
        raise DatasetError("file_not_found", path=source) from error


def _chunks_of(source: Path | bytes):
    if isinstance(source, bytes):
        yield source
        return
    try:
        with source.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                yield chunk
    except FileNotFoundError as error:
        raise DatasetError("file_not_found", path=source) from error


def _bad(path: Path, reason: str) -> DatasetError:
    return DatasetError("package_bad", path=path, reason=reason)
