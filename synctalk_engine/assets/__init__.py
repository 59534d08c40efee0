"""Model weights: what there is, where it comes from, and keeping it whole."""

from synctalk_engine.assets.registry import (
    ASSETS,
    DEFAULT_ASSETS,
    DEMO_ASSETS,
    Asset,
    AssetStatus,
    get_asset,
)
from synctalk_engine.assets.store import AssetStore

__all__ = [
    "ASSETS",
    "DEFAULT_ASSETS",
    "DEMO_ASSETS",
    "Asset",
    "AssetStatus",
    "AssetStore",
    "get_asset",
]
