"""The form of what the engine says."""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """One message with its hint (empty where nothing can be done)."""

    message: str
    hint: str = ""
