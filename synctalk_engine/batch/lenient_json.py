r"""JSON that people write by hand: Windows paths whose backslashes are not escaped are repaired.

``"C:\Users\new clip.mp4"`` is no JSON (``\U``), and ``"C:\temp\new.mp4"`` is JSON, but of a tab and
a line break. No path holds control characters, so both can only mean backslashes.
"""

from __future__ import annotations

import json
import re
from typing import Any

from synctalk_engine.workspace.atomic import parse_json

_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_WITH_BACKSLASH = re.compile(r'"[^"]*\\[^"]*"?')
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_CONTROL_ESCAPES = frozenset("bfnrt")
_PLAIN_ESCAPES = frozenset('"/')
_DRIVE = re.compile(r'^"[A-Za-z]:\\(?!\\)')


class AmbiguousError(ValueError):
    """A string may mean one thing or another; ``line`` and ``text`` say where."""

    def __init__(self, line: int, text: str) -> None:
        self.line, self.text = line, text
        super().__init__(
            f"line {line}: what the backslashes in {text} mean is not clear; write paths with "
            "slashes (C:/videos/may.mp4) or with doubled backslashes (C:\\\\videos\\\\may.mp4)"
        )


def loads(text: str) -> Any:
    """The value that ``text`` means.

    Raises:
        AmbiguousError: backslashes that cannot be told from escapes.
        ValueError: it is no JSON for another reason; mostly a JSONDecodeError, with its place.
    """
    repaired = _STRING.sub(lambda match: _repaired(match, text), text)
    try:
        return parse_json(repaired)
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1]
        if found := _WITH_BACKSLASH.search(line):
            # A path that ends with a backslash takes its quotation mark along.
            raise AmbiguousError(error.lineno, _shortened(found[0])) from error
        raise


def _repaired(match: re.Match[str], text: str) -> str:
    literal = match[0]
    if "\\" not in literal:
        return literal
    escapes = [found[1] for found in _ESCAPE.finditer(literal)]
    lone = [escape for escape in escapes if escape != "\\"]
    if any(_is_no_escape(escape) for escape in lone):
        # A path as Explorer shows it. Doubled ones stay doubled: the system reads them as one,
        # and at the beginning they name a server.
        body = literal[1:-1]
        return '"' + re.sub(r'\\(?!")', lambda _: r"\\", body) + '"'
    if lone and _DRIVE.match(literal):
        line = text.count("\n", 0, match.start()) + 1
        raise AmbiguousError(line, _shortened(literal))
    return literal


def _is_no_escape(escape: str) -> bool:
    """Whether a backslash before it cannot be meant as JSON's."""
    if escape in _CONTROL_ESCAPES:
        return True
    return escape not in _PLAIN_ESCAPES and len(escape) == 1


def _shortened(text: str, length: int = 60) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
