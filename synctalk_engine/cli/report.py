"""``synctalk report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import guarded, print_json
from synctalk_engine.cli.generated import takes
from synctalk_engine.errors import StorageError
from synctalk_engine.jobs import validated
from synctalk_engine.protocol.options.exchange import ReportOptions
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_names import check_name

SUFFIXES = (".html", ".htm")


@takes(ReportOptions)
def report(options: dict[str, Any], as_json: bool = JSON) -> None:
    """Write one HTML page about a trained model: metrics, curves, images, settings."""

    def work() -> dict[str, Any]:
        from synctalk_engine.exchange.report import write_report

        workspace, asked = Workspace.current(), validated(ReportOptions, options)
        check_name(asked.name)
        return write_report(workspace, asked.name, _target(workspace, asked))

    result = guarded(work, as_json)
    if as_json:
        print_json({"type": "result", **result})
    else:
        print(result["output"])


def _target(workspace: Workspace, options: ReportOptions) -> Path:
    """The page to write.

    Raises:
        StorageError: ``path_unusable`` for a file of another kind.
    """
    default_name = f"{options.name}_report.html"
    if options.output_path is None:
        return workspace.result_dir / default_name
    path = workspace.resolve(options.output_path)
    if path.is_dir():
        return path / default_name
    if path.suffix and path.suffix.lower() not in SUFFIXES:
        raise StorageError("path_unusable", path=path, reason="a report ends in .html")
    return path if path.suffix else path.with_name(path.name + SUFFIXES[0])
