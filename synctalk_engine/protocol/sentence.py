"""The form of a message in the catalogue."""

from __future__ import annotations

from typing import Any, NamedTuple


class Sentence(NamedTuple):
    """One message with its hint (empty where nothing can be done)."""

    message: str
    hint: str = ""


def fill(template: str, params: dict[str, Any]) -> str:
    """The template with its parameters; a placeholder without a parameter stays as it is."""
    return template.format_map(_Params(params))


class _Params(dict):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
