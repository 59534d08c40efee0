"""``synctalk evaluate`` and ``blind``."""

from __future__ import annotations

from typing import Any

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import run_job
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.project import with_project_name
from synctalk_engine.protocol.options.render import BlindOptions, EvaluateOptions


@takes(EvaluateOptions)
def evaluate(options: dict[str, Any], as_json: bool = JSON) -> None:
    """Measure a model on the validation part of its video."""
    run_job("evaluate", with_project_name(options, as_json), as_json)


@takes(BlindOptions)
def blind(options: dict[str, Any], as_json: bool = JSON) -> None:
    """Write pairs of strips, generated and real, to ask people which is which."""
    run_job("blind", with_project_name(options, as_json), as_json)
