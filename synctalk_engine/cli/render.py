"""``synctalk render``."""

from __future__ import annotations

from typing import Any

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import run_job
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.model_question import ask_about_model
from synctalk_engine.cli.project import with_project_name
from synctalk_engine.cli.weights_offer import YES, needed_by_job, offer_missing
from synctalk_engine.protocol.options.render import RenderOptions


@takes(RenderOptions)
def render(options: dict[str, Any], yes: bool = YES, as_json: bool = JSON) -> None:
    """Make a video of the person saying new speech."""
    options = with_project_name(options, as_json)
    offer_missing(lambda: needed_by_job("render", options), yes, as_json)
    ask_about_model(options, yes, as_json)
    run_job("render", options, as_json)
