"""``synctalk self-test`` and, in a bundle, ``SyncTalkStudio --self-test``."""

from __future__ import annotations

import dataclasses

import typer

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import guarded, print_json


def self_test(
    with_window: bool = typer.Option(
        True, "--window/--no-window", help="Also start the window, without a screen."
    ),
    as_json: bool = JSON,
) -> None:
    """Check that this copy of the program works: clip, preprocess, train, render, window."""
    from synctalk_engine import self_test as tests

    def show(result: tests.StepResult) -> None:
        if as_json:
            print_json({"type": "self_test", **dataclasses.asdict(result)})
            return
        facts = ", ".join(f"{key} {value}" for key, value in result.facts.items())
        print(f"ok  {result.step:<10} {result.seconds:6.1f} s  {facts}", flush=True)

    results = guarded(lambda: tests.self_test(show, with_window), as_json)
    seconds = round(sum(result.seconds for result in results), 1)
    if as_json:
        print_json({"type": "result", "steps": len(results), "seconds": seconds})
    else:
        print(f"All {len(results)} steps passed ({seconds} s).")
