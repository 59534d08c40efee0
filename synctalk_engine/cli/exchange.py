"""``synctalk import`` and ``synctalk export``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from synctalk_engine.cli.byte_progress import ByteProgress, FrameProgress
from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import guarded, print_json
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.numbers import metric_lines
from synctalk_engine.jobs import validated
from synctalk_engine.protocol.messages import render_message
from synctalk_engine.protocol.options.exchange import ExportOptions, ImportOptions
from synctalk_engine.workspace.layout import Workspace


@takes(ImportOptions)
def import_(options: dict[str, Any], as_json: bool = JSON) -> None:
    """Take a dataset, a model or an exported project into the workspace."""

    def work() -> dict[str, Any]:
        from synctalk_engine.exchange.import_request import ImportRequest
        from synctalk_engine.exchange.importer import import_into_workspace

        asked = validated(ImportOptions, options)
        source = Path(asked.source).expanduser()
        request = ImportRequest(source, asked.name, asked.asr, asked.link, asked.force)
        with ByteProgress(as_json) as shown:
            return import_into_workspace(
                Workspace.current(), request, lambda *bytes_: shown.update("import", *bytes_)
            )

    result = guarded(work, as_json)
    _show(result, as_json)
    if not as_json and result.get("with_dataset") is False and result.get("checkpoint"):
        params = {
            "video": result["prepared_from"] or "the same video",
            "name": result["name"],
            "asr": result["asr"],
            "fps": result["fps"] or 25,
        }
        print(render_message("import_needs_video", params))


@takes(ExportOptions)
def export(options: dict[str, Any], as_json: bool = JSON) -> None:
    """Write a project's best model, SyncNet and metrics into one file for another machine.

    With --layout research: dataset/NAME and checkpoint/NAME, as SyncTalk_2D
    (preset 328) and Ultralight-Digital-Human (preset 160) read them. The
    SyncNet cannot be exported in their form, since it is another network
    than theirs. Models of the lite presets cannot run there.

    With --layout livetalking: an avatar for LiveTalking (preset 160, hubert).
    With --layout onnx: the networks for onnxruntime in fp32, fp16 and int8,
    each with its difference from torch, and a script that runs them without
    this program (needs the optional packages “onnx”).
    """

    def work() -> dict[str, Any]:
        workspace, asked = Workspace.current(), validated(ExportOptions, options)
        paths = {
            "checkpoint": None if asked.checkpoint is None else workspace.resolve(asked.checkpoint),
            "clip_dir": workspace.find_clip_dir(asked.name, asked.dataset_dir),
            "may_replace": asked.force,
        }
        dest = workspace.resolve(asked.dest)
        if asked.layout != "package":
            return _export_for(asked.layout, workspace, asked.name, dest, as_json, paths)
        from synctalk_engine.exchange.export import export_project

        with ByteProgress(as_json) as shown:
            return export_project(
                workspace,
                asked.name,
                dest,
                **paths,
                with_dataset=asked.with_dataset,
                on_bytes=lambda *bytes_: shown.update("export", *bytes_),
            )

    _show(guarded(work, as_json), as_json)


def _export_for(
    layout: str,
    workspace: Workspace,
    name: str,
    target: Path,
    as_json: bool,
    paths: dict[str, Any],
) -> dict[str, Any]:
    """Write for another program."""
    if layout == "onnx":
        from synctalk_engine.exchange.export_onnx import export_onnx as write
    elif layout == "livetalking":
        from synctalk_engine.exchange.export_livetalking import export_livetalking as write
    else:
        from synctalk_engine.exchange.export_research import export_research as write
    with FrameProgress(as_json) as shown:
        return write(
            workspace,
            name,
            target,
            **paths,
            on_frames=lambda *count: shown.update("export", *count),
        )


def _show(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json({"type": "result", **result})
        return
    for warning in result.pop("warnings", []):
        print(f"Note: {render_message(warning['code'], warning['params'])}")
    if "bytes" in result:
        result["bytes"] = f"{result['bytes']} ({result['bytes'] / 1e6:.1f} MB)"
    for line in metric_lines(result):
        print(line)
