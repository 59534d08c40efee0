"""``synctalk render``."""

from __future__ import annotations

from typing import Any

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import fail, run_job
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.model_question import ask_about_model
from synctalk_engine.cli.project import with_project_name
from synctalk_engine.cli.weights_offer import YES, needed_by_job, offer_missing
from synctalk_engine.errors import OptionError
from synctalk_engine.protocol.options.live import LIVE_ONLY, RenderCommandOptions
from synctalk_engine.protocol.run_spec import JobKind


@takes(RenderCommandOptions)
def render(options: dict[str, Any], yes: bool = YES, as_json: bool = JSON) -> None:
    """Make a video of the person saying new speech."""
    options = with_project_name(options, as_json)
    kind = _kind_of(options, as_json)
    offer_missing(lambda: needed_by_job(kind, options), yes, as_json)
    ask_about_model(options, yes, as_json)
    run_job(kind, options, as_json)


def _kind_of(options: dict[str, Any], as_json: bool) -> JobKind:
    """The kind of job; ``--live`` is taken out of the options."""
    if options.pop("live", False):
        return "live"
    if given := [f"--{name}" for name in LIVE_ONLY if name in options]:
        problems = f"{', '.join(given)} can be used with --live only"
        fail(OptionError("bad_options", problems=problems), as_json)
    return "render"
