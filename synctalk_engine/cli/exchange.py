"""``synctalk import`` and ``synctalk export``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import typer

from synctalk_engine.cli.byte_progress import ByteProgress, FrameProgress
from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import guarded, print_json
from synctalk_engine.cli.numbers import figure_lines
from synctalk_engine.errors import OptionError
from synctalk_engine.protocol.messages import render_message
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.protocol.options.option import option_of
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.layout import Workspace

ASR_HELP = option_of(PreprocessOptions, "asr_model").cli_help
LAYOUTS = ("package", "research")
LAYOUT_HELP = "package (one .zip) or research (folders for SyncTalk_2D)."
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
        from synctalk_engine.exchange.import_request import ImportRequest
        from synctalk_engine.exchange.importer import import_into_workspace
        from synctalk_engine.workspace.clip import FEATURE_KINDS

        if asr is not None and asr not in FEATURE_KINDS:
            raise OptionError("bad_options", problems=f"--asr {asr!r}: {ASR_HELP}")
        kind = cast(FeatureKind | None, asr)
        request = ImportRequest(source.expanduser(), name, kind, link, force)
        with ByteProgress(as_json) as shown:
            return import_into_workspace(
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
    dest: Path = typer.Argument(
        ..., help="A .zip to write, or a folder to write it into; for --layout research a folder."
    ),
    layout: str = typer.Option("package", "--layout", help=LAYOUT_HELP),
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
    """Write a project's best model, SyncNet and figures into one file for another machine.

    With --layout research: dataset/NAME and checkpoint/NAME, as SyncTalk_2D
    (preset 328) and Ultralight-Digital-Human (preset 160) read them. The
    SyncNet cannot be exported in their form, since it is another network
    than theirs. Models of the lite presets cannot run there.
    """

    def work() -> dict[str, Any]:
        workspace = Workspace.current()
        if layout not in LAYOUTS:
            raise OptionError("bad_options", problems=f"--layout {layout!r}: {LAYOUT_HELP}")
        places = {
            "checkpoint": None if checkpoint is None else workspace.resolve(checkpoint),
            "clip_dir": workspace.find_clip_dir(name, dataset_dir),
            "may_replace": force,
        }
        if layout == "research":
            return _export_research(workspace, name, workspace.resolve(dest), as_json, places)
        from synctalk_engine.exchange.export import export_project

        with ByteProgress(as_json) as shown:
            return export_project(
                workspace,
                name,
                workspace.resolve(dest),
                **places,
                with_dataset=with_dataset,
                on_bytes=lambda *bytes_: shown.update("export", *bytes_),
            )

    _show(guarded(work, as_json), as_json)


def _export_research(
    workspace: Workspace, name: str, target: Path, as_json: bool, places: dict[str, Any]
) -> dict[str, Any]:
    from synctalk_engine.exchange.export_research import export_research

    with FrameProgress(as_json) as shown:
        return export_research(
            workspace,
            name,
            target,
            **places,
            on_frames=lambda *count: shown.update("export", *count),
        )


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
