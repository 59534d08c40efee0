"""The question before rendering with a model that is not ready."""

from __future__ import annotations

from typing import Any

import typer

from synctalk_engine.cli.tables import say
from synctalk_engine.cli.weights_offer import is_interactive
from synctalk_engine.jobs import EXIT_STOPPED
from synctalk_engine.protocol.messages import render_hint, render_message
from synctalk_engine.protocol.verdict import verdict_of
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import read_state, recorded_best


def ask_about_model(options: dict[str, Any], yes: bool, as_json: bool) -> None:
    """Say that the project's best checkpoint is not ready, and ask whether to use it.

    Where nobody can be asked, the command goes on; a checkpoint that was named is used unasked.
    """
    if as_json or options.get("checkpoint"):
        return
    verdict = verdict_of(_metrics(Workspace.current(), options))
    if not verdict.asks_before_rendering:
        return
    message, hint = (show(verdict.code, verdict.params) for show in (render_message, render_hint))
    say(f"{message} {hint}".strip(), to_stderr=True)
    if not yes and is_interactive() and not typer.confirm("Render anyway?", err=True):
        raise typer.Exit(EXIT_STOPPED)


def _metrics(workspace: Workspace, options: dict[str, Any]) -> dict[str, float]:
    """Metrics of the project's best checkpoint; empty where they are unknown."""
    name = options["name"]
    model_dir = workspace.model_dir(name)
    state = read_state(workspace.clip_dir(name), model_dir)
    return recorded_best(state["main_training"], workspace.relative(model_dir)).get("figures") or {}
