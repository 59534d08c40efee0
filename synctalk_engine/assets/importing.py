"""Recognising weights among files that a person brings.

By checksum, also inside archives; by name, where none is published; and a single file by the layers
it holds, since people have copies that were saved again.
"""

from __future__ import annotations

import itertools
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from synctalk_engine.assets import checks, usable
from synctalk_engine.assets.registry import ASSETS, Asset, get_asset
from synctalk_engine.errors import AssetError
from synctalk_engine.workspace.atomic import read_json
from synctalk_engine.workspace.zip_files import damage_is_bad_zip, is_zip

# Weights whose size is not published are only looked for under these endings.
_SUFFIXES_OF_UNKNOWN_SIZE = (".pth", ".tar", ".bin", ".pt")
_MAX_ARCHIVE_BYTES = 1 << 30
"""Of an archive in another: a few bytes can state, and unpack to, any size."""
_MAX_ARCHIVE_DEPTH = 2
_MAX_FOLDER_FILES = 20_000
_HUBERT_HIDDEN_SIZE = 1024
_WEIGHT_NAMES = ("model.safetensors", "pytorch_model.bin")
"""In the order in which transformers looks for them."""


def recognise(path: Path, work_dir: Path, asset_id: str | None = None) -> dict[str, Path]:
    """Find known weights in ``path``.

    Args:
        path: a file, an archive or a folder.
        work_dir: scratch folder for what is taken out of archives.
        asset_id: what the file is said to be.

    Returns:
        Asset id -> file (or folder, for ``hubert_large``), not yet moved, and not yet tried.

    Raises:
        AssetError: ``asset_not_recognised``; for a named asset ``asset_wrong``, ``asset_not_in`` or
            ``asset_other_network``; ``asset_is_checkpoint``.
    """
    asset = None if asset_id is None else get_asset(asset_id)
    if asset is not None and not asset.checksum_known:
        return {asset.id: _taken_at_word(path, asset)}
    found = _Search(work_dir).run(path)
    if asset is None:
        return found or {_asset_by_content(path): path}
    if asset.id in found:
        return {asset.id: found[asset.id]}
    if not usable.has_check(asset.id) and path.is_file():
        raise AssetError("asset_wrong", path=path, asset=asset.id)
    return {asset.id: _taken_at_word(path, asset)}


def hubert_files(folder: Path) -> list[Path]:
    """The files of a HuBERT-large folder as transformers reads it; empty if it is not one."""
    if hubert_problem(folder) is not None:
        return []
    weights = next(folder / name for name in _WEIGHT_NAMES if (folder / name).is_file())
    extra = folder / "preprocessor_config.json"
    return [folder / "config.json", weights, *([extra] if extra.is_file() else [])]


def hubert_problem(folder: Path) -> str | None:
    """What a folder lacks to be HuBERT large; None where nothing."""
    if not (folder / "config.json").is_file():
        return "it has no config.json"
    config = read_json(folder / "config.json")
    if not isinstance(config, dict):
        return "its config.json cannot be read"
    if config.get("model_type") != "hubert":
        return f"its config.json is of a “{config.get('model_type')}”, not of a “hubert”"
    hidden_size = config.get("hidden_size")
    if hidden_size != _HUBERT_HIDDEN_SIZE:
        return f"its hidden_size is {hidden_size}, that of HuBERT large {_HUBERT_HIDDEN_SIZE}"
    if not any((folder / name).is_file() for name in _WEIGHT_NAMES):
        return f"it has no {' or '.join(_WEIGHT_NAMES)}"
    return None


def _taken_at_word(path: Path, asset: Asset) -> Path:
    """The file or folder that a person says is this asset; whether it works is tried later."""
    if asset.is_folder:
        folder = path if path.is_dir() else path.parent
        problem = hubert_problem(folder)
        if problem is not None:
            raise AssetError("asset_other_network", path=folder, asset=asset.id, reason=problem)
        return folder
    if path.is_file():
        return path
    inside = path / asset.filename
    if not inside.is_file():
        raise AssetError("asset_not_in", path=path, asset=asset.id, filename=asset.filename)
    return inside


def _asset_by_content(path: Path) -> str:
    """Which asset a single file is, by what it holds.

    Raises:
        AssetError: ``asset_not_recognised``, ``asset_is_checkpoint``.
    """
    if path.is_dir():
        reason = hubert_problem(path) if (path / "config.json").is_file() else None
        reason = reason or "no file in it has the name or the checksum of such weights"
        raise AssetError("asset_not_recognised", path=path, reason=reason)
    if path.suffix.lower() == ".onnx":
        return "wenet"
    for asset in ASSETS.values():
        if asset.filename == path.name and not usable.has_check(asset.id):
            reason = f"it is called like “{asset.id}”, but its checksum differs"
            raise AssetError("asset_not_recognised", path=path, reason=reason)
    what = usable.what_is(path)
    if what.is_project_model:
        raise AssetError("asset_is_checkpoint", path=path, found=what.title)
    if what.asset_id is None:
        raise AssetError("asset_not_recognised", path=path, reason=what.title)
    return what.asset_id


class _Search:
    """One walk through what was given."""

    def __init__(self, work_dir: Path) -> None:
        self.work_dir = work_dir
        self.found: dict[str, Path] = {}
        self._counter = itertools.count()

    def run(self, path: Path) -> dict[str, Path]:
        if path.is_dir():
            for file_path in itertools.islice(_files_below(path), _MAX_FOLDER_FILES):
                self._look_at_file(file_path, depth=0)
                self._look_for_hubert(file_path.parent, file_path)
        else:
            self._look_at_file(path, depth=0)
            self._look_for_hubert(path.parent, path)
        return self.found

    def _look_for_hubert(self, folder: Path, file_path: Path) -> None:
        named = file_path.name in ("config.json", *_WEIGHT_NAMES)
        if named and "hubert_large" not in self.found and hubert_files(folder):
            self.found["hubert_large"] = folder

    def _look_at_file(self, path: Path, depth: int) -> None:
        self._offer(path.name, path.stat().st_size, lambda: path.open("rb"), lambda: path)
        if depth < _MAX_ARCHIVE_DEPTH and is_zip(path):
            self._look_into_archive(path, depth + 1)

    def _look_into_archive(self, path: Path, depth: int) -> None:
        try:
            with damage_is_bad_zip(), zipfile.ZipFile(path) as archive:
                for info in archive.infolist():
                    self._look_at_member(archive, info, depth)
        except zipfile.BadZipFile:
            return  # broken or encrypted: nothing can be taken out of it

    def _look_at_member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, depth: int) -> None:
        def take() -> Path:
            target = self.work_dir / f"member-{next(self._counter)}"
            with archive.open(info) as source, target.open("wb") as sink:
                shutil.copyfileobj(source, sink, checks.CHUNK_BYTES)
            return target

        self._offer(info.filename, info.file_size, lambda: archive.open(info), take)
        is_archive = info.filename.endswith((".task", ".whl", ".zip"))
        if is_archive and depth < _MAX_ARCHIVE_DEPTH and info.file_size <= _MAX_ARCHIVE_BYTES:
            inner_path = take()
            if is_zip(inner_path):
                self._look_into_archive(inner_path, depth + 1)

    def _offer(
        self,
        name: str,
        size_bytes: int,
        open_stream: Callable[[], IO[bytes]],
        take: Callable[[], Path],
    ) -> None:
        """Keep a file if its bytes are those of an asset, or its name that of an unlisted one."""
        bare_name = Path(name).name
        for asset in ASSETS.values():
            if asset.checksum_known or asset.is_folder or bare_name != asset.filename:
                continue
            self.found.setdefault(asset.id, take())
        candidates = [asset for asset in ASSETS.values() if _could_be(asset, bare_name, size_bytes)]
        if not candidates:
            return
        with open_stream() as stream:
            digests = checks.stream_digests(stream, size_bytes)
        for asset in candidates:
            if asset.id not in self.found and checks.digests_match(asset, *digests):
                self.found[asset.id] = take()


def _could_be(asset: Asset, name: str, size_bytes: int) -> bool:
    if not asset.checksum_known:
        return False
    if asset.bytes is not None:
        return asset.bytes == size_bytes
    return name.lower().endswith(_SUFFIXES_OF_UNKNOWN_SIZE)


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path
