"""Every code that the engine raises or logs has a sentence, and every placeholder is given."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import synctalk_engine
from synctalk_engine.protocol.messages import ERRORS, LOGS, WARNINGS, render_message

_ENGINE = Path(synctalk_engine.__file__).parent
_RAISERS = {
    "MediaError", "FaceError", "DatasetError", "CheckpointError", "AssetError", "DeviceError",
    "StorageError", "BusyError", "BatchError", "OptionError", "SynctalkError",
}  # fmt: skip


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(_ENGINE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _code(node) is not None:
                yield f"{path.relative_to(_ENGINE)}:{node.lineno}", node


def _code(call: ast.Call) -> str | None:
    function = call.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    is_job = isinstance(function, ast.Attribute) and name in ("log", "warning")
    owner = getattr(function, "value", None)
    is_job = is_job and getattr(owner, "id", getattr(owner, "attr", "")) in ("job", "_job")
    first = call.args[0]
    if (name in _RAISERS or is_job) and isinstance(first, ast.Constant):
        return str(first.value)
    return None


def _placeholders(template: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field}


def test_every_code_has_a_sentence_and_its_parameters() -> None:
    catalogue = {**LOGS, **WARNINGS, **ERRORS}
    problems = []
    for where, call in _calls():
        code = _code(call)
        if code not in catalogue:
            problems.append(f"{where}: no sentence for {code}")
            continue
        if any(keyword.arg is None for keyword in call.keywords):
            continue
        given = {keyword.arg for keyword in call.keywords}
        entry = catalogue[code]
        missing = (_placeholders(entry.message) | _placeholders(entry.hint)) - given
        if missing:
            problems.append(f"{where}: {code} lacks {sorted(missing)}")
    assert problems == []


def test_errors_say_what_to_do() -> None:
    assert [code for code, entry in ERRORS.items() if not entry.hint] == []


@pytest.mark.parametrize("code", [*ERRORS, *WARNINGS, *LOGS])
def test_sentences_survive_missing_parameters(code: str) -> None:
    assert render_message(code, {})
