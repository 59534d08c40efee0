"""What ``dev.py`` asks of the asset store: ``python -m synctalk_engine.assets plan|install SET``.

``plan`` says in sentences what would be downloaded (nothing where all is there); ``install`` does
it. The person was asked before ``install`` is called.
"""

from __future__ import annotations

import sys
import time

from synctalk_engine.assets.registry import DEFAULT_ASSETS, DEMO_ASSETS, total_download_bytes
from synctalk_engine.assets.store import AssetStore
from synctalk_engine.errors import SynctalkError

_SETS = {"default": DEFAULT_ASSETS, "demo": tuple(dict.fromkeys((*DEFAULT_ASSETS, *DEMO_ASSETS)))}
_SHOW_EVERY_S = 1.0


def plan(ids: tuple[str, ...]) -> int:
    """Print what is missing, its licence and the size of the download."""
    store = AssetStore()
    missing = store.missing(ids)
    if not missing:
        return 0
    total_mb = total_download_bytes(missing) / 1e6
    print(
        f"These weights are needed and will be kept in {store.root} (download {total_mb:.0f} MB):"
    )
    for asset in missing:
        size = f"{asset.bytes / 1e6:.1f} MB" if asset.bytes else "size unknown"
        print(f"  {asset.title}: {asset.purpose} ({size}, {asset.licence})")
    return 0


def install(ids: tuple[str, ...]) -> int:
    """Fetch what is missing, one line an asset."""
    shown_at_s = dict.fromkeys(ids, 0.0)

    def show(asset_id: str, done_bytes: int, total_bytes: int | None) -> None:
        now_s = time.monotonic()
        if now_s - shown_at_s.get(asset_id, 0.0) < _SHOW_EVERY_S:
            return
        first = shown_at_s.get(asset_id) == 0.0
        shown_at_s[asset_id] = now_s
        if total_bytes:
            print(f"  {asset_id}: {done_bytes / 1e6:.1f} of {total_bytes / 1e6:.1f} MB", flush=True)
        elif first:
            print(f"  {asset_id}: fetching ...", flush=True)

    try:
        AssetStore().install(ids, progress=show, consent=True)
    except SynctalkError as error:
        print(f"{error.message} {error.hint}", file=sys.stderr)
        return error.exit_code
    return 0


def main(argv: list[str]) -> int:
    """Exit code of one call."""
    action, which = argv
    return {"plan": plan, "install": install}[action](_SETS[which])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
