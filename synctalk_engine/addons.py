"""Large optional parts of a bundle, such as torch with CUDA: installed by hand, checked, then used.

A bundle carries torch for the processor. An add-on is one .zip with another build of the same
torch and what it needs; it is unpacked into ``<user data>/addons/<id>/`` and from then on found
before the bundle's own. ``addon.json`` in it says for which program, Python and system it was made
and gives the checksum of every file: they are all compared when it is installed, and their sizes
at each start. One that does not fit is left aside with a word in the log; training then uses the
processor. Nothing here imports torch.
"""

from __future__ import annotations

import hashlib
import logging
import os
import platform
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ValidationError

import synctalk_engine
from synctalk_engine.errors import AddonError
from synctalk_engine.user_folder import user_folder
from synctalk_engine.workspace.atomic import parse_json, replace, storage_errors
from synctalk_engine.workspace.zip_files import CopyCallback, damage_is_bad_zip

logger = logging.getLogger(__name__)

FORMAT = 1
MANIFEST_NAME = "addon.json"
FILES_DIR = "files"
"""In an add-on: what is put on the path."""
_CHUNK_BYTES = 1 << 20
_MAX_MANIFEST_BYTES = 64 << 20
_STAGING_PREFIX = ".new-"


class AddonFile(BaseModel):
    """One file, as it has to be."""

    sha256: str
    bytes: int


class AddonManifest(BaseModel):
    """``addon.json``."""

    format: int
    id: str
    title: str
    program_version: str
    python: str
    """``3.11``: compiled modules fit one minor version."""
    platform: str
    """As :func:`platform_tag`."""
    torch: str
    files: dict[str, AddonFile]
    """Path below ``files/``, with slashes -> checksum and size."""


def platform_tag() -> str:
    """What compiled files must have been made for, e.g. ``linux-x86_64``."""
    machine = platform.machine().lower()
    return f"{sys.platform}-{ {'amd64': 'x86_64', 'aarch64': 'arm64'}.get(machine, machine) }"


def python_tag() -> str:
    """The Python that runs, e.g. ``3.11``."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def addon_root() -> Path:
    """Where add-ons lie (SYNCTALK_ADDONS names another place)."""
    named = os.environ.get("SYNCTALK_ADDONS")
    if named:
        return Path(named)
    return user_folder() / "addons"


def installed(root: Path | None = None) -> dict[str, AddonManifest]:
    """Id -> manifest of the add-ons that were installed, whether they fit or not."""
    folder = root or addon_root()
    found = {}
    for path in sorted(folder.glob(f"[!.]*/{MANIFEST_NAME}")):
        try:
            found[path.parent.name] = _parse(path.read_bytes(), path)
        except (OSError, AddonError) as error:
            logger.warning("%s: %s", path, error)
    return found


def activate(root: Path | None = None) -> list[str]:
    """Let Python find what is in the add-ons before what the bundle carries.

    Call before torch is looked for. Returns the ids that are used.
    """
    folder = root or addon_root()
    used = []
    for addon_id, manifest in installed(folder).items():
        reason = incompatibility(manifest) or _damage(folder / addon_id, manifest)
        if reason:
            logger.warning("the add-on %s is not used: %s", addon_id, reason)
            continue
        sys.path.insert(0, str(folder / addon_id / FILES_DIR))
        used.append(addon_id)
    return used


def incompatibility(manifest: AddonManifest) -> str:
    """Why an add-on does not fit this program; empty if it does."""
    wanted = {
        "format": FORMAT,
        "program_version": synctalk_engine.__version__,
        "python": python_tag(),
        "platform": platform_tag(),
    }
    for name, value in wanted.items():
        given = getattr(manifest, name)
        if given != value:
            return f"its {name.replace('_', ' ')} is {given}, and this program needs {value}"
    return ""


def install(archive_path: Path, sha256: str, progress: CopyCallback | None = None) -> str:
    """Check an add-on's .zip and unpack it; one of the same id is replaced.

    Args:
        archive_path: the .zip.
        sha256: its published checksum, in hexadecimal digits.

    Returns:
        The add-on's id.

    Raises:
        AddonError: ``addon_bad``: another checksum, not whole, or made for something else.
        StorageError: the disk is full or read-only.
    """
    total_bytes = archive_path.stat().st_size if archive_path.is_file() else 0
    if not total_bytes:
        raise AddonError("file_not_found", path=archive_path)
    if _file_sha256(archive_path, total_bytes, progress) != sha256.strip().lower():
        raise _bad(archive_path, "its checksum is not the published one")
    root = addon_root()
    with storage_errors(root):
        root.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=_STAGING_PREFIX, dir=root))
        try:
            manifest = _unpack(archive_path, staging, progress)
            target = root / manifest.id
            if target.exists():
                shutil.rmtree(target)
            replace(staging, target)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return manifest.id


def remove(addon_id: str) -> None:
    """Delete an add-on.

    Raises:
        AddonError: ``addon_unknown``.
    """
    root = addon_root()
    if addon_id not in installed(root):
        known = ", ".join(installed(root)) or "none"
        raise AddonError("addon_unknown", addon=addon_id, installed=known)
    with storage_errors(root):
        shutil.rmtree(root / addon_id)


def _unpack(archive_path: Path, folder: Path, progress: CopyCallback | None) -> AddonManifest:
    """Write every file that the manifest names, comparing its checksum on the way."""
    try:
        with damage_is_bad_zip(), zipfile.ZipFile(archive_path) as archive:
            with archive.open(MANIFEST_NAME) as file:
                body = file.read(_MAX_MANIFEST_BYTES)
            manifest = _parse(body, archive_path)
            reason = incompatibility(manifest)
            if reason:
                raise _bad(archive_path, reason)
            total_bytes = sum(file.bytes for file in manifest.files.values())
            done_bytes = 0
            for name, file in manifest.files.items():
                _write_member(archive, name, file, folder / FILES_DIR, archive_path)
                done_bytes += file.bytes
                if progress is not None:
                    progress(done_bytes, total_bytes)
    except zipfile.BadZipFile as error:
        raise _bad(archive_path, f"it is not a whole .zip of an add-on ({error})") from error
    (folder / MANIFEST_NAME).write_bytes(body)
    return manifest


def _write_member(
    archive: zipfile.ZipFile, name: str, file: AddonFile, folder: Path, archive_path: Path
) -> None:
    target = folder.joinpath(*PurePosixPath(name).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), file.bytes
    with archive.open(f"{FILES_DIR}/{name}") as source, target.open("wb") as sink:
        while left >= 0 and (chunk := source.read(min(_CHUNK_BYTES, left + 1))):
            left -= len(chunk)
            digest.update(chunk)
            sink.write(chunk)
    if left or digest.hexdigest() != file.sha256:
        raise _bad(archive_path, f"{name} is damaged")


def _parse(body: bytes, path: Path) -> AddonManifest:
    """The manifest, with no name in it that leads out of its folder.

    Raises:
        AddonError: ``addon_bad``.
    """
    try:
        manifest = AddonManifest.model_validate(parse_json(body))
    except (ValueError, ValidationError) as error:
        raise _bad(path, f"its {MANIFEST_NAME} cannot be read") from error
    for name in (manifest.id, *manifest.files):
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or name.startswith("/") or "\\" in name or ":" in name:
            raise _bad(path, f"it names a file outside its folder: {name}")
    if "/" in manifest.id or manifest.id.startswith("."):
        raise _bad(path, f"its id is {manifest.id}")
    return manifest


def _damage(folder: Path, manifest: AddonManifest) -> str:
    """What is missing or has another size; empty if all is there."""
    for name, file in manifest.files.items():
        try:
            size_bytes = (folder / FILES_DIR / name).stat().st_size
        except OSError:
            return f"{name} is missing"
        if size_bytes != file.bytes:
            return f"{name} has {size_bytes} bytes in place of {file.bytes}"
    return ""


def _file_sha256(path: Path, total_bytes: int, progress: CopyCallback | None) -> str:
    digest = hashlib.sha256()
    done_bytes = 0
    with storage_errors(path), path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
            done_bytes += len(chunk)
            if progress is not None:
                progress(done_bytes, total_bytes)
    return digest.hexdigest()


def _bad(path: Path, reason: str) -> AddonError:
    return AddonError("addon_bad", path=path, reason=reason)
