"""One word for one thing: no class or type alias is defined twice in the two packages."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("synctalk_engine", "synctalk_gui")
ALLOWED: dict[str, str] = {}
"""Name -> why two definitions of it are right."""


def _is_type_name(name: str) -> bool:
    """``CamelCase``, as classes and type aliases are written; not a constant."""
    bare = name.lstrip("_")
    return bare[:1].isupper() and any(letter.islower() for letter in bare)


def _is_type_variable(value: ast.expr | None) -> bool:
    """``TypeVar(...)``: its name is local to the signatures that use it."""
    return isinstance(value, ast.Call) and ast.unparse(value.func).endswith("TypeVar")


def _defined_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        if _is_type_variable(statement.value):
            continue
        for target in targets:
            if isinstance(target, ast.Name) and _is_type_name(target.id):
                yield target.id


def _places(folders: list[Path]) -> dict[str, list[str]]:
    """Files that define each name; a file that defines it twice is listed twice."""
    places: dict[str, list[str]] = defaultdict(list)
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            for name in _defined_names(ast.parse(path.read_text(encoding="utf-8"))):
                places[name].append(path.relative_to(folder.parent).as_posix())
    return places


def _defined_twice(folders: list[Path]) -> dict[str, list[str]]:
    return {name: paths for name, paths in _places(folders).items() if len(paths) > 1}


def test_no_class_or_alias_is_defined_twice() -> None:
    twice = _defined_twice([ROOT / package for package in PACKAGES])
    assert {name: paths for name, paths in twice.items() if name not in ALLOWED} == {}


def test_a_second_definition_is_found(tmp_path: Path) -> None:
    """The check itself: a class and an alias of one name, in two packages."""
    for package, text in (
        (
            "one",
            "class Device:\n    class _Row: ...\nLIMIT = 1\nSize = int | str\nT = TypeVar('T')\n",
        ),
        ("two", "Device = dict[str, int]\nLIMIT = 1\nsize = 3\nT = TypeVar('T')\n"),
    ):
        (tmp_path / package).mkdir()
        (tmp_path / package / "devices.py").write_text(text, encoding="utf-8")
    twice = _defined_twice([tmp_path / "one", tmp_path / "two"])
    assert twice == {"Device": ["one/devices.py", "two/devices.py"]}


# -- states are enums ------------------------------------------------------------------------------

STATE_NAMES = ("state", "status", "stage", "outcome")


def _compared_with_text(tree: ast.AST) -> list[str]:
    """Comparisons of a state attribute with a string, e.g. ``live.status == "done"``."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        has_state = any(isinstance(s, ast.Attribute) and s.attr in STATE_NAMES for s in sides)
        texts = [
            inner
            for side in sides
            for inner in (side.elts if isinstance(side, ast.Tuple | ast.Set | ast.List) else [side])
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and inner.value
        ]
        if has_state and texts:
            found.append(ast.unparse(node))
    return found


def test_states_are_compared_as_enums() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): comparisons
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if (comparisons := _compared_with_text(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


def test_a_state_as_text_is_found() -> None:
    code = (
        'a.status == "done"\nb.stage in ("x", Stage.Y)\n"lost" != c.state\n'
        'd.status == RunState.DONE\ne.stage == ""\nf.name == "done"\n'
    )
    assert _compared_with_text(ast.parse(code)) == [
        "a.status == 'done'", "b.stage in ('x', Stage.Y)", "'lost' != c.state",
    ]  # fmt: skip
