"""Which project a command is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from synctalk_engine.cli.console import fail
from synctalk_engine.errors import OptionError


def with_project_name(options: dict[str, Any], as_json: bool) -> dict[str, Any]:
    """The options with a name: the one given, or the last part of ``--dataset_dir``."""
    if "name" in options:
        return options
    if "dataset_dir" not in options:
        fail(OptionError("bad_options", problems="give --name or --dataset_dir"), as_json)
    return {**options, "name": Path(options["dataset_dir"]).expanduser().resolve().name}
