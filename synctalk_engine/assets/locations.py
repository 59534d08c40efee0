"""Folders in which weights may lie on this machine."""

from __future__ import annotations

import importlib.metadata
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from synctalk_engine.assets.registry import Asset
from synctalk_engine.assets.sources import AssetSource, DependencyFile, TorchHubFile
from synctalk_engine.user_folder import user_folder


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


def candidate_paths(root: Path, asset: Asset) -> Iterator[Path]:
    """Where an asset may lie, best first: the store at ``root``, the bundle, other programs."""
    yield root / asset.id / asset.filename
    bundle = bundled_root()
    if bundle is not None:
        yield bundle / asset.id / asset.filename
    for source in asset.sources:
        local = _local_file(source)
        if local is not None:
            yield local


def _local_file(source: AssetSource) -> Path | None:
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
