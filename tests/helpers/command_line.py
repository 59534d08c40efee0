"""``synctalk`` in this process: what it says, how it ends, and the events it leaves."""

from __future__ import annotations

import contextlib
import json
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from synctalk_engine.cli.app import app

SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")


@dataclass
class Outcome:
    """One command that has ended."""

    exit_code: int
    stdout: str
    stderr: str
    events: list[dict[str, Any]]
    """Of the newest run in the workspace."""

    def codes(self, type_: str) -> list[str]:
        """Codes of the events of a type."""
        return [event["code"] for event in self.events if event["type"] == type_]

    @property
    def sentence(self) -> str:
        """The last line on standard error."""
        lines = [line.strip() for line in self.stderr.splitlines() if line.strip()]
        return lines[-1] if lines else ""


def synctalk(folder: Path, command: str, **options: Any) -> Outcome:
    """Run a command in ``folder``; ``options`` are its flags, True for those without a value.

    A name that begins with ``_`` is a positional argument.
    """
    arguments = [command]
    for key, value in options.items():
        if key.startswith("_"):
            arguments.append(str(value))
        elif value is True:
            arguments.append(f"--{key}")
        elif value is not False and value is not None:
            arguments += [f"--{key}", str(value)]
    with _in_folder(folder), _signals_kept():
        result = CliRunner().invoke(app, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout, result.stderr, _newest_events(folder))


def _newest_events(folder: Path) -> list[dict[str, Any]]:
    files = sorted(folder.glob("runs/*/*/events.jsonl"), key=lambda path: path.stat().st_mtime_ns)
    if not files:
        return []
    lines = files[-1].read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]


@contextlib.contextmanager
def _in_folder(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextlib.contextmanager
def _signals_kept() -> Iterator[None]:
    """The command sets handlers for Ctrl+C, which must not outlive it here."""
    numbers = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
