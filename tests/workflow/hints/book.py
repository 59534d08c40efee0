"""The table of hints, and a bench on which faults are made and hints are followed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from synctalk_engine.errors import SynctalkError
from synctalk_engine.protocol.messages import render_hint
from tests.helpers.command_line import Outcome, synctalk
from tests.helpers.synthetic_person import make_person

_COMMAND = re.compile(r"“(synctalk [^”]+)”")
_FLAG = re.compile(r"--[a-zA-Z][\w-]*")

Follow = Callable[["Bench", str], None]

FOLLOWED: dict[str, Follow] = {}
"""Code of the catalogue -> makes the fault, follows the hint, requires that the job succeeds."""


def hint_of(*codes: str) -> Callable[[Follow], Follow]:
    """Enter a function into the table; it is called with the bench and the code."""

    def enter(follow: Follow) -> Follow:
        for code in codes:
            assert code not in FOLLOWED, f"{code} is in the table twice"
            FOLLOWED[code] = follow
        return follow

    return enter


class Said(NamedTuple):
    """An error or a warning of a command, with its hint filled in."""

    code: str
    params: dict[str, Any]

    @property
    def hint(self) -> str:
        return render_hint(self.code, self.params)


class Bench:
    """An empty workspace, and what the commands say in it.

    Args:
        copies: ready workspaces by name, to be copied into this one.
    """

    def __init__(
        self, root: Path, patch: pytest.MonkeyPatch, copies: Callable[[str], Path]
    ) -> None:
        self.root, self.patch, self._copies = root, patch, copies

    def use(self, name: str) -> None:
        """Put the workspace ``preprocessed`` or ``trained`` here."""
        shutil.copytree(self._copies(name), self.root, dirs_exist_ok=True)

    def video(self, name: str = "video.mp4", frames: int = 25, fps: float = 25.0) -> Path:
        return make_person(self.root / name, frames, fps)

    def run(self, command: str, **options: Any) -> tuple[Outcome, list[Said]]:
        """A command, and its errors and warnings; a project's video is `preprocess`-ed quickly."""
        before = set(self.root.glob("runs/*/*"))
        words = {**_with_defaults(command, options), "json": True}
        outcome = synctalk(self.root, command, **words)
        assert "Traceback" not in outcome.stdout + outcome.stderr
        events = [json.loads(line) for line in outcome.stdout.splitlines() if line[:1] == "{"]
        if set(self.root.glob("runs/*/*")) - before or command == "execute":
            events += outcome.events
        return outcome, list(_said(events))

    def refused(self, code: str, command: str, **options: Any) -> Said:
        """The one error of a command that must end with it."""
        outcome, said = self.run(command, **options)
        assert outcome.exit_code in (2, 3), (outcome.exit_code, [each.code for each in said])
        errors = [each for each in said if each.code == code]
        assert errors, (code, [each.code for each in said], outcome.stdout[-800:], outcome.stderr)
        return errors[-1]

    def warned(self, code: str, command: str, **options: Any) -> Said:
        """A warning of a command that must succeed."""
        outcome, said = self.run(command, **options)
        assert outcome.exit_code == 0, outcome.stdout[-800:] + outcome.stderr[-800:]
        warnings = [each for each in said if each.code == code]
        assert warnings, (code, [each.code for each in said])
        return warnings[-1]

    def done(self, command: str, but: str = "", **options: Any) -> Outcome:
        """A command that must succeed, without the warning ``but``."""
        outcome, said = self.run(command, **options)
        assert outcome.exit_code == 0, outcome.stdout[-800:] + outcome.stderr[-800:]
        assert but not in {each.code for each in said} or not but
        return outcome

    def follow(self, command_line: str, **values: str) -> Outcome:
        """The command that a hint names, word for word; capitals are put in from ``values``."""
        words = command_line.split()[1:]
        words = [values.get(word, word) for word in words]
        outcome = synctalk_words(self.root, words)
        assert outcome.exit_code == 0, outcome.stdout[-800:] + outcome.stderr[-800:]
        return outcome


def synctalk_words(root: Path, words: list[str]) -> Outcome:
    """A command line given as its words."""
    options = {f"_{number}": word for number, word in enumerate(words[1:])}
    return synctalk(root, words[0], **options)


def _with_defaults(command: str, options: dict[str, Any]) -> dict[str, Any]:
    if command == "preprocess":
        return {"video_path": "video.mp4", "name": "anna", "asr_model": "mel", **options}
    if command in ("train", "render", "evaluate"):
        return {"name": "obama", "device": "cpu", **options}
    return options


def _said(events: list[dict[str, Any]]) -> Iterator[Said]:
    for event in events:
        if event.get("type") in ("error", "warning") and "code" in event:
            yield Said(event["code"], event.get("params", {}))
        for warning in event.get("warnings") or [] if event.get("type") == "result" else []:
            yield Said(warning["code"], warning["params"])
        for finding in event.get("findings") or []:
            yield Said(finding["code"], finding["params"])


def error_of(code: str, work: Callable[[], Any]) -> Said:
    """The error of a function of the engine, for what only the window calls."""
    with pytest.raises(SynctalkError) as caught:
        work()
    assert caught.value.code == code
    return Said(code, caught.value.params)


def commands_in(hint: str) -> list[str]:
    """Command lines that a hint quotes."""
    return _COMMAND.findall(hint)


def flags_in(hint: str) -> list[str]:
    """Every flag that a hint names, but pip's."""
    return _FLAG.findall(re.sub(r"pip install \S+", "", hint))


def flag_of(hint: str, name: str) -> str | bool:
    """The value that a hint gives to a flag; True where it names the flag alone.

    Raises:
        AssertionError: the hint does not name it.
    """
    found = re.search(rf"--{re.escape(name)}(?![\w-])(?: ([^\s,;”]+))?", hint)
    assert found, f"the hint names no --{name}: {hint}"
    is_value = found[1] and found[1] not in ("to", "or", "and", "with", "before")
    return found[1].rstrip(".") if is_value else True
