"""``synctalk import`` and ``synctalk export``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn

from synctalk_engine.cli.choices import ASR_HELP, JSON
from synctalk_engine.cli.console import figure_lines, guarded, print_json
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
        with _Bar("copying", as_json) as bar:
            return import_anything(Workspace.current(), request, bar.update)

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
    force: bool = _FORCE,
    as_json: bool = JSON,
) -> None:
    """Write a project's best model, SyncNet and figures into one file for another machine."""

    def work() -> dict[str, Any]:
        from synctalk_engine.exchange.export import export_project

        workspace = Workspace.current()
        with _Bar("writing", as_json) as bar:
            return export_project(
                workspace,
                name,
                workspace.resolve(dest),
                checkpoint=None if checkpoint is None else workspace.resolve(checkpoint),
                with_dataset=with_dataset,
                may_replace=force,
                on_bytes=bar.update,
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


class _Bar:
    """One bar of bytes on standard error; silent under ``--json``."""

    def __init__(self, text: str, quiet: bool) -> None:
        self._text = text
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            console=Console(stderr=True),
            disable=quiet,
            transient=True,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def update(self, done_bytes: int, total_bytes: int) -> None:
        if self._task is None:
            self._progress.start()
            self._task = self._progress.add_task(self._text, total=total_bytes)
        self._progress.update(self._task, completed=done_bytes, total=total_bytes)
