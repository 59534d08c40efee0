"""``synctalk render``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import typer

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import fail, guarded, print_json, run_job
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.model_question import ask_about_model
from synctalk_engine.cli.project import with_project_name
from synctalk_engine.cli.weights_offer import YES, needed_by_job, offer_missing
from synctalk_engine.errors import OptionError
from synctalk_engine.protocol.options.live import LIVE_ONLY, RenderCommandOptions
from synctalk_engine.protocol.run_spec import JobKind

LIST_VOICES = typer.Option(False, "--list_voices", help="Show the voices that speak --text.")


@takes(RenderCommandOptions)
def render(
    options: dict[str, Any],
    list_voices: bool = LIST_VOICES,
    yes: bool = YES,
    as_json: bool = JSON,
) -> None:
    """Make a video of the person saying new speech."""
    if list_voices:
        _show_voices(as_json)
        return
    options = with_project_name(options, as_json)
    kind = _kind_of(options, as_json)
    offer_missing(lambda: needed_by_job(kind, options), yes, as_json)
    ask_about_model(options, yes, as_json)
    run_job(kind, options, as_json)


def _show_voices(as_json: bool) -> None:
    """Print the voices that are installed, and their licence."""
    from synctalk_engine.tts.phonemes import LANGUAGES
    from synctalk_engine.tts.voices import voices

    found = guarded(voices, as_json)
    if as_json:
        print_json([{"type": "voice", **asdict(voice)} for voice in found])
        return
    for voice in found:
        print(f"{voice.id}: {voice.speaker}, {', '.join(LANGUAGES.values())}, {voice.licence}")


def _kind_of(options: dict[str, Any], as_json: bool) -> JobKind:
    """The kind of job; ``--live`` is taken out of the options."""
    if options.pop("live", False):
        return "live"
    if given := [f"--{name}" for name in LIVE_ONLY if name in options]:
        problems = f"{', '.join(given)} can be used with --live only"
        fail(OptionError("bad_options", problems=problems), as_json)
    return "render"
