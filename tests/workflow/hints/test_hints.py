"""Every hint of the catalogue: the fault is made, the hint followed, and the job succeeds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer.main

from synctalk_engine.cli.app import app
from synctalk_engine.protocol.messages import ERRORS, WARNINGS
from tests.workflow.hints import media, projects, training, weights
from tests.workflow.hints.book import FOLLOWED, Bench, commands_in, flags_in
from tests.workflow.hints.exempt import FOLLOWED_ELSEWHERE, NOT_FOLLOWED

TESTS = Path(__file__).parents[2]
WITH_HINT = {code: entry for code, entry in {**WARNINGS, **ERRORS}.items() if entry.hint}
MODULES = (media, projects, training, weights)


@pytest.fixture
def bench(root: Path, monkeypatch: pytest.MonkeyPatch, request) -> Bench:
    return Bench(root, monkeypatch, lambda name: request.getfixturevalue(f"_{name}"))


def test_every_hint_is_in_one_table() -> None:
    tables = [set(FOLLOWED), set(FOLLOWED_ELSEWHERE), set(NOT_FOLLOWED)]
    assert set().union(*tables) == set(WITH_HINT)
    assert sum(map(len, tables)) == len(WITH_HINT), "a code is in two tables"


@pytest.mark.parametrize("code", sorted(FOLLOWED))
def test_the_hint_works(bench: Bench, code: str) -> None:
    FOLLOWED[code](bench, code)


@pytest.mark.parametrize("code", sorted(FOLLOWED_ELSEWHERE))
def test_the_test_elsewhere_exists_and_names_the_code_or_flag(code: str) -> None:
    place, word = FOLLOWED_ELSEWHERE[code]
    file_name, _, function_name = place.partition("::")
    tree = ast.parse((TESTS / file_name).read_text(encoding="utf-8"))
    functions = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    assert function_name in functions, place
    assert word in ast.unparse(functions[function_name]), place


# -- what a hint names exists ----------------------------------------------------------------------


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple, object]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        yield (*path, name), command


COMMANDS = dict(_commands(typer.main.get_command(app)))
FLAGS = {
    path: {flag for param in command.params for flag in (*param.opts, *param.secondary_opts)}
    for path, command in COMMANDS.items()
}


def test_commands_and_flags_are_found() -> None:
    assert ("models", "install") in FLAGS and "--asr_model" in FLAGS["preprocess",]
    assert "--no-fix_av_offset" in FLAGS["preprocess",]


@pytest.mark.parametrize("code", sorted(WITH_HINT))
def test_a_hint_names_only_commands_and_flags_that_exist(code: str) -> None:
    hint = WITH_HINT[code].hint
    for line in commands_in(hint):
        words = [word for word in line.split()[1:] if not word.startswith("-")]
        path = next((tuple(words[:n]) for n in (2, 1) if tuple(words[:n]) in COMMANDS), None)
        assert path is not None, f"no such command: {line}"
        assert set(flags_in(line)) <= FLAGS[path], line
    every_flag = set().union(*FLAGS.values())
    loose = set(flags_in(re.sub(r"“synctalk [^”]*”", "", hint)))
    assert {flag for flag in loose if "{" not in flag} <= every_flag, loose - every_flag
