"""Weights that are not installed, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from synctalk_engine.assets.registry import Asset
from synctalk_engine.errors import AssetError

MISSING_CODES = frozenset({"asset_missing", "asset_to_import", "assets_missing"})


def missing_error(assets: Sequence[Asset]) -> AssetError:
    """One error for all weights that are missing, with the command that brings each."""
    ids = " ".join(asset.id for asset in assets)
    what = "; ".join(f"{asset.title}, {asset.size_text}" for asset in assets)
    if all(asset.sources for asset in assets):
        return AssetError("asset_missing", asset=ids, what=what)
    if len(assets) > 1:
        return AssetError("assets_missing", asset=ids, what=what, commands=how_to_get(assets))
    (asset,) = assets
    return AssetError(
        "asset_to_import",
        asset=asset.id,
        what=what,
        filename=asset.filename,
        page=asset.page or "where its publisher has it",
    )


def how_to_get(assets: Sequence[Asset]) -> str:
    """What to run for each of these weights, as sentences."""
    sentences = []
    downloads = [asset.id for asset in assets if asset.sources]
    if downloads:
        sentences.append(f"Run “synctalk models install {' '.join(downloads)}”.")
    sentences += [missing_error([asset]).hint for asset in assets if not asset.sources]
    return " ".join(sentences)
