"""What the window shows of an exception is a sentence of the catalogue, never its own text."""

from __future__ import annotations

import ast
import errno
from pathlib import Path

import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.workspace.atomic import user_error
from synctalk_gui.engine_texts import error_text

GUI = Path(__file__).resolve().parents[2] / "synctalk_gui"


def _shown_exceptions(tree: ast.AST) -> list[int]:
    """Lines in which a caught exception becomes text outside a logger's call."""
    lines = []
    for handler in ast.walk(tree):
        if not (isinstance(handler, ast.ExceptHandler) and handler.name):
            continue
        logged = {
            id(inner)
            for node in ast.walk(handler)
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("logger.")
            for inner in ast.walk(node)
        }
        for node in ast.walk(handler):
            if id(node) in logged:
                continue
            name = handler.name
            is_str = isinstance(node, ast.Call) and ast.unparse(node) in (
                f"str({name})", f"repr({name})",
            )  # fmt: skip
            is_formatted = isinstance(node, ast.FormattedValue) and ast.unparse(node.value) == name
            is_reason = isinstance(node, ast.Attribute) and ast.unparse(node) == f"{name}.strerror"
            if is_str or is_formatted or is_reason:
                lines.append(node.lineno)
    return lines


def test_no_window_code_shows_the_text_of_an_exception():
    found = {
        path.relative_to(GUI).as_posix(): lines
        for path in GUI.rglob("*.py")
        if (lines := _shown_exceptions(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    "shown", ["toast(str(error))", "toast(f'{error}')", "toast(error.strerror)", "x = repr(error)"]
)
def test_the_check_finds_such_code(shown):
    code = f"try:\n    work()\nexcept OSError as error:\n    logger.info(str(error))\n    {shown}\n"
    assert _shown_exceptions(ast.parse(code)) == [5]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk_full"),
        (PermissionError(errno.EACCES, "Permission denied"), "no_permission"),
        (FileNotFoundError(errno.ENOENT, "No such file"), "storage_gone"),
        (MediaError("image_unreadable", path="a.png"), "image_unreadable"),
        (KeyError("secret detail"), "internal"),
        (OSError("a library's own text"), "internal"),
    ],
)
def test_any_exception_has_a_sentence(error, code):
    found = user_error(error, Path("a.png"))
    assert found.code == code
    text = error_text(found)
    assert text and "secret" not in text and "library's own" not in text
    assert "a.png" in text or code == "internal"
