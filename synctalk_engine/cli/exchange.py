"""``synctalk import`` and ``synctalk export``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import typer

from synctalk_engine.cli.byte_progress import ByteProgress
from synctalk_engine.cli.choices import ASR_HELP, JSON
from synctalk_engine.cli.console import guarded, print_json
from synctalk_engine.cli.numbers import figure_lines
from synctalk_engine.errors import OptionError
from synctalk_engine.protocol.messages import render_message
from synctalk_engine.protocol.run_spec import FeatureKind
from synctalk_engine.workspace.layout import Workspace

_FORCE = typer.Option(False, "--force", help="Replace what is there.")


def import_(
    source: Path = typer.Argument(
        ..., help="A dataset folder, a checkpoint, a folder of them, or an exported .zip."
    ),
    name: str | None = typer.Option(None, "--name", help="The project that it becomes."),
    asr: str | None = typer.Option(None, "--asr", help=ASR_HELP),
    link: bool = typer.Option(False, "--link", help="Link to a dataset instead of copying it."),
    force: bool = _FORCE,
    as_json: bool = JSON,
) -> None:
    """Take a dataset, a model or an exported project into the workspace."""

    def work() -> dict[str, Any]:
        from synctalk_engine.exchange.importing import import_anything
        from synctalk_engine.exchange.request import ImportRequest
        from synctalk_engine.workspace.clip import FEATURE_KINDS

        if asr is not None and asr not in FEATURE_KINDS:
            raise OptionError("bad_options", problems=f"--asr {asr!r}: {ASR_HELP}")
        kind = cast(FeatureKind | None, asr)
        request = ImportRequest(source.expanduser(), name, kind, link, force)
        with ByteProgress(as_json) as shown:
            return import_anything(
                Workspace.current(), request, lambda *bytes_: shown.update("import", *bytes_)
            )

    figures = guarded(work, as_json)
    _show(figures, as_json)
    if not as_json and figures.get("with_dataset") is False and figures.get("checkpoint"):
        params = {
            "video": figures["prepared_from"] or "the same video",
            "name": figures["name"],
            "asr": figures["asr"],
            "fps": figures["fps"] or 25,
        }
        print(render_message("import_needs_video", params))


def export(
    name: str = typer.Argument(..., help="The project."),
    dest: Path = typer.Argument(..., help="A .zip to write, or a folder to write it into."),
    with_dataset: bool = typer.Option(
        False, "--with_dataset", help="Pictures, landmarks and sound too: needed to render."
    ),
    checkpoint: Path | None = typer.Option(
        None, "--checkpoint", help="A checkpoint; the best one where not given."
    ),
    dataset_dir: Path | None = typer.Option(
        None, "--dataset_dir", help="Full path of the prepared video's folder."
    ),
    force: bool = _FORCE,
    as_json: bool = JSON,
) -> None:
    """Write a project's best model, SyncNet and figures into one file for another machine."""

    def work() -> dict[str, Any]:
        from synctalk_engine.exchange.export import export_project

        workspace = Workspace.current()
        with ByteProgress(as_json) as shown:
            return export_project(
                workspace,
                name,
                workspace.resolve(dest),
                checkpoint=None if checkpoint is None else workspace.resolve(checkpoint),
                clip_dir=None if dataset_dir is None else workspace.resolve(dataset_dir),
                with_dataset=with_dataset,
                may_replace=force,
                on_bytes=lambda *bytes_: shown.update("export", *bytes_),
            )

    _show(guarded(work, as_json), as_json)


def _show(figures: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json({"type": "result", **figures})
        return
    for warning in figures.pop("warnings", []):
        print(f"Note: {render_message(warning['code'], warning['params'])}")
    if "bytes" in figures:
        figures["bytes"] = f"{figures['bytes']} ({figures['bytes'] / 1e6:.1f} MB)"
    for line in figure_lines(figures):
        print(line)
