"""The window's files form layers: no import circles, and no helper knows the main window."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import synctalk_gui

_ROOT = Path(synctalk_gui.__file__).parent
_MAY_KNOW_THE_MAIN_WINDOW = {"synctalk_gui.app", "synctalk_gui.screenshots"}


def imported_modules(path: Path) -> Iterator[str]:
    """Yields the window's modules that a file imports, also in functions and for type checking."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def import_graph() -> dict[str, set[str]]:
    files = {
        ".".join(["synctalk_gui", *path.relative_to(_ROOT).with_suffix("").parts]): path
        for path in _ROOT.rglob("*.py")
    }
    return {name: set(imported_modules(path)) & set(files) - {name} for name, path in files.items()}


def test_no_import_circle():
    graph = import_graph()
    assert len(graph) > 90, "the files were found"
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None


def test_helpers_do_not_know_the_main_window():
    users = {
        name for name, modules in import_graph().items() if "synctalk_gui.main_window" in modules
    }
    assert users == _MAY_KNOW_THE_MAIN_WINDOW
