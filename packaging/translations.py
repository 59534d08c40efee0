#!/usr/bin/env python3
"""Collects every sentence of the window and the engine, and compiles the translations.

``python dev.py translations`` (or this file) brings ``resources/translations/studio_*.ts`` up to
date and makes the ``.qm`` files that the window loads. What is new is marked as unfinished, to be
translated with Qt Linguist or any editor; what is gone is left out. ``--check`` changes nothing and
fails where something is unfinished or out of date.

lupdate cannot do this alone: it does not see ``_tr(...)``, tables of sentences, nor the engine's
catalogue, whose English sentences are the sources of their translations.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import sysconfig
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = {"de": "de_DE", "zh": "zh_CN"}
ENGINE_CONTEXT = "Engine"
_SENTENCE_PARAMS = frozenset({"reason", "what", "problems", "direction", "detail"})
"""Parameters of the engine's sentences that are words themselves."""

Key = tuple[str, str]
"""Context and English text."""
Constants = dict[str, list[ast.expr]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail where stale")
    options = parser.parse_args()
    keys = collect()
    problems = []
    for language in LANGUAGES:
        path = FOLDER / f"studio_{language}.ts"
        known = read_ts(path)
        text = ts_text(language, keys, known)
        if options.check:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                problems.append(f"{path.name} is out of date")
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            release(path, path.with_suffix(".qm"))
        by_text = {text: translation for (_context, text), translation in known.items()}
        unfinished = [key[1] for key in keys if not (known.get(key) or by_text.get(key[1]))]
        problems += [f"{path.name}: not translated: {source}" for source in unfinished]
    print("\n".join(problems) or f"{len(keys)} texts, all translated.")
    return 1 if problems else 0


# -- collecting -----------------------------------------------------------------------------------


def collect() -> list[Key]:
    """Every text that the window translates, once, in order."""
    keys: dict[Key, None] = {}
    for path in sorted((ROOT / "synctalk_gui").rglob("*.py")):
        for key in texts_of(ast.parse(path.read_text(encoding="utf-8"))):
            keys[key] = None
    for text in engine_texts():
        keys[ENGINE_CONTEXT, text] = None
    return sorted(key for key in keys if key[1].strip())


def texts_of(module: ast.Module) -> Iterator[Key]:
    """Context and text of each call of ``tr`` and ``translate`` in a module."""
    constants = _constants(module)
    wrappers = dict(_wrappers(module, constants))
    for scope, call in _calls(module, ""):
        name = _called(call)
        if name == "tr" and len(call.args) == 1 and isinstance(call.func, ast.Attribute):
            context, argument = scope, call.args[0]
        elif name in wrappers and len(call.args) == 1:
            context, argument = wrappers[name], call.args[0]
        elif name in ("tr", "translate") and len(call.args) >= 2:
            found = list(_strings(call.args[0], constants))
            if len(found) != 1:
                continue
            context, argument = found[0], call.args[1]
        else:
            continue
        for text in _strings(argument, constants):
            yield context, text


def engine_texts() -> Iterator[str]:
    """The engine's catalogue, the words in its sentences' parameters, and its weights' purposes."""
    sys.path.insert(0, str(ROOT))
    from synctalk_engine.protocol import messages
    from synctalk_gui import engine_texts

    for table in (messages.ERRORS, messages.WARNINGS, messages.LOGS):
        for sentence in table.values():
            yield from (text for text in sentence if text and text != "{text}")
    yield from engine_texts._WINDOW_HINTS.values()
    yield from engine_texts._WINDOW_MESSAGES.values()
    yield from option_texts()
    for path in sorted((ROOT / "synctalk_engine").rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        if path.parent.name == "assets":
            yield from _keyword_texts(module, frozenset({"purpose", "title"}))
        yield from _keyword_texts(module, _SENTENCE_PARAMS)
        if path.name == "project_names.py":
            yield from _returned(module, "_why_not")


def option_texts() -> Iterator[str]:
    """What the window's forms show of the options."""
    from synctalk_engine.protocol.options.option import options_of
    from synctalk_engine.protocol.run_spec import OPTIONS

    for model in OPTIONS.values():
        for option in options_of(model):
            shown = option.declared
            if shown.is_basic:
                yield from (shown.label, shown.help, *shown.choices.values(), shown.none_text)
                yield shown.default_note if option.choices and shown.none_text else ""


def _keyword_texts(module: ast.Module, names: frozenset[str]) -> Iterator[str]:
    constants = _constants(module)
    for node in ast.walk(module):
        if isinstance(node, ast.keyword) and node.arg in names:
            yield from _strings(node.value, constants)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name) and target.id in names:
                yield from _strings(node.value, constants)


def _returned(module: ast.Module, function: str) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            for part in ast.walk(node):
                if isinstance(part, ast.Return) and isinstance(part.value, ast.Constant):
                    yield str(part.value.value)


def _calls(node: ast.AST, scope: str) -> Iterator[tuple[str, ast.Call]]:
    """Each call with the class that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield scope, child
        yield from _calls(child, child.name if isinstance(child, ast.ClassDef) else scope)


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _constants(module: ast.Module) -> Constants:
    """What names are given, anywhere in the module, where that is a table or a text."""
    found: Constants = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, value = node.targets[0], node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            target, value = node.target, node.value
        else:
            continue
        is_table = isinstance(value, (ast.Dict, ast.Tuple, ast.List, ast.Constant, ast.Subscript))
        is_look_up = isinstance(value, ast.Call) and _called(value) == "get"
        if isinstance(target, ast.Name) and (is_table or is_look_up):
            found.setdefault(target.id, []).append(value)
    return found


def _wrappers(module: ast.Module, constants: Constants) -> Iterator[tuple[str, str]]:
    """Functions of one argument that hand it on to ``translate`` with a fixed context."""
    for node in module.body:
        if not isinstance(node, ast.FunctionDef) or len(node.args.args) != 1:
            continue
        parameter = node.args.args[0].arg
        for _scope, call in _calls(node, ""):
            is_handed_on = len(call.args) == 2 and isinstance(call.args[1], ast.Name)
            if _called(call) == "translate" and is_handed_on and call.args[1].id == parameter:
                for context in _strings(call.args[0], constants):
                    yield node.name, context


def _strings(node: ast.expr, constants: Constants, depth: int = 0) -> Iterator[str]:
    """Texts that an expression may give: of a table, its values."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.Name):
        if node.id in constants and depth < 3:
            for value in constants[node.id]:
                yield from _strings(value, constants, depth + 1)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _strings(value, constants, depth)
    elif isinstance(node, (ast.Tuple, ast.List)):
        for value in node.elts:
            yield from _strings(value, constants, depth)
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body, constants, depth)
        yield from _strings(node.orelse, constants, depth)
    elif isinstance(node, ast.Subscript):
        yield from _strings(node.value, constants, depth)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _strings(value, constants, depth)
    elif isinstance(node, ast.Call) and _called(node) == "get" and node.args:
        if isinstance(node.func, ast.Attribute):
            yield from _strings(node.func.value, constants, depth)
        for default in node.args[1:]:
            yield from _strings(default, constants, depth)


# -- the files ------------------------------------------------------------------------------------


def read_ts(path: Path) -> dict[Key, str]:
    """Finished translations in a file; nothing where it is not there."""
    if not path.is_file():
        return {}
    known = {}
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") != "unfinished":
                known[name, message.findtext("source") or ""] = translation.text or ""
    return known


def ts_text(language: str, keys: list[Key], known: dict[Key, str]) -> str:
    """A whole .ts file; a text that another context has a translation of takes that one over."""
    by_text = {text: translation for (_context, text), translation in known.items()}
    root = ET.Element("TS", version="2.1", language=LANGUAGES[language], sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for context, text in keys:
        if context not in contexts:
            contexts[context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[context], "name").text = context
        message = ET.SubElement(contexts[context], "message")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        translation.text = known.get((context, text)) or by_text.get(text, "")
        if not translation.text:
            translation.set("type", "unfinished")
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def release(source: Path, target: Path) -> None:
    """Compile a .ts file.

    Raises:
        RuntimeError: lrelease, which PySide6 brings, failed.
    """
    suffix = ".exe" if sys.platform == "win32" else ""
    program = Path(sysconfig.get_path("scripts")) / f"pyside6-lrelease{suffix}"
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / target.name
        line = [str(program), "-nounfinished", "-silent", str(source), "-qm", str(made)]
        done = subprocess.run(line, capture_output=True, text=True)
        if done.returncode != 0 or not made.is_file():
            raise RuntimeError(f"lrelease failed: {done.stdout}{done.stderr}")
        target.write_bytes(made.read_bytes())


def placeholders(text: str) -> list[str]:
    """``{name}`` and ``{n}`` in a text, in alphabetical order."""
    return sorted(re.findall(r"\{(\w+)\}", text))


if __name__ == "__main__":
    sys.exit(main())
