"""Missing weights are offered for download before a job begins.

Nothing is downloaded without consent: an answer on a terminal, or ``--yes``. Where nobody can be
asked, one error lists all that is missing and what to run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from synctalk_engine.assets import DEMO_ASSETS, Asset, AssetStore
from synctalk_engine.assets.registry import total_download_bytes
from synctalk_engine.cli.byte_progress import ByteProgress
from synctalk_engine.cli.console import guarded
from synctalk_engine.errors import SynctalkError
from synctalk_engine.jobs import check_options
from synctalk_engine.protocol.run_spec import JobKind
from synctalk_engine.workspace.layout import Workspace

YES = typer.Option(False, "--yes", "-y", help="Download missing weights without asking.")


def offer_missing(needed: Callable[[], Sequence[str]], yes: bool, as_json: bool) -> None:
    """Download the weights that a job lacks, with the user's consent.

    Args:
        needed: gives the ids of the weights that the job will load. What is wrong with the job in
            other ways is left for the job to say.
        yes: whether the user agreed on the command line.

    Raises:
        typer.Exit: something is still missing; the error has been printed.
    """
    try:
        ids = list(needed())
    except SynctalkError:
        return
    store = AssetStore()
    missing = store.missing(ids)
    may_ask = is_interactive() and not as_json
    can_download = all(asset.sources for asset in missing)
    if missing and can_download and (yes or may_ask) and AskOnce(yes)(missing):
        with ByteProgress(as_json) as shown:
            guarded(lambda: store.install(ids, shown.update, consent=True), as_json)
    guarded(lambda: store.require(ids), as_json)


def needed_by_job(kind: JobKind, options: dict[str, Any]) -> list[str]:
    """Ids of the weights that a job will load, as far as can be known before it begins.

    Raises:
        SynctalkError: the job cannot be done as it is asked for.
    """
    workspace = Workspace.current()
    checked = check_options(kind, options)
    if kind == "demo":
        return list(DEMO_ASSETS)
    if kind in ("render", "live"):
        from synctalk_engine.render.render import needed_assets as needed_by_render

        return needed_by_render(checked, workspace)
    from synctalk_engine.preprocess.required_assets import needed_assets

    if kind == "run":
        from synctalk_engine.run_all import preprocess_options

        checked = preprocess_options(checked, workspace)
    return needed_assets([checked], workspace)


def is_interactive() -> bool:
    """Whether somebody sits at a terminal and can answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def describe(asset: Asset) -> str:
    """What a person should know of weights before they agree: size, licence, source."""
    return (
        f"{asset.id}: {asset.title}, {download_size(asset)}\n"
        f"  licence: {asset.licence}\n"
        f"  source: {asset.origin}"
    )


def download_size(asset: Asset) -> str:
    """Size of the download; "about" where it is not known to the byte."""
    size_bytes = asset.download_bytes
    if size_bytes is None or asset.bytes is None:
        return asset.size_text
    return megabytes(size_bytes)


def megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB"


class AskOnce:
    """Says what would be downloaded, and asks; ``yes`` answers beforehand.

    Args:
        may_ask: False where nobody can answer.
    """

    def __init__(self, yes: bool, may_ask: bool = True) -> None:
        self._yes = yes
        self._may_ask = may_ask

    def __call__(self, assets: Sequence[Asset]) -> bool:
        print("Weights to download:", file=sys.stderr)
        for asset in assets:
            print(describe(asset), file=sys.stderr)
        if self._yes:
            return True
        total = megabytes(total_download_bytes(list(assets)))
        if any(asset.bytes is None for asset in assets):
            total = f"about {total}"
        try:
            return self._may_ask and typer.confirm(f"Download these, {total}?", err=True)
        except typer.Abort:  # nobody is there to answer
            return False
