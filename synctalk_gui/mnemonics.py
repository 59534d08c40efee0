"""Mnemonics, the letters after ``&``: each may be used once in a menu, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtGui import QAction

_MARK = re.compile(r"&(?=[^&\s])")


def mnemonic(text: str) -> str:
    """Returns the letter of a text in lower case, or an empty text."""
    found = _MARK.search(text.replace("&&", ""))
    return "" if found is None else text.replace("&&", "")[found.end()].lower()


def without_mnemonic(text: str) -> str:
    """Returns a text without the mark: ``Audio`` of ``&Audio``, and ``音频`` of ``音频(&A)``."""
    return _MARK.sub("", re.sub(r"\(&\w\)", "", text))


def with_unique_mnemonics(texts: Iterable[str]) -> list[str]:
    """Returns the texts; a letter that an earlier one has is replaced by another of the text."""
    taken: set[str] = set()
    result = []
    for text in texts:
        letter = mnemonic(text)
        shown = text if letter not in taken else _with_other_letter(text, taken)
        taken |= {mnemonic(shown)} - {""}
        result.append(shown)
    return result


def make_unique(actions: list[QAction]) -> None:
    """Give the actions of one menu mnemonics that differ."""
    texts = [action.text() for action in actions]
    for action, old, new in zip(actions, texts, with_unique_mnemonics(texts), strict=True):
        if new != old:
            action.setText(new)


def _with_other_letter(text: str, taken: set[str]) -> str:
    plain = _MARK.sub("", text, count=1)
    for place, letter in enumerate(plain):
        if letter.isalnum() and letter.lower() not in taken:
            return f"{plain[:place]}&{plain[place:]}"
    return plain
