"""Keyboard shortcuts that several widgets mention."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

IMPORT_KEYS = "Ctrl+O"


def native_keys(keys: str) -> str:
    """A shortcut as this platform writes it: ``Ctrl+O`` or ``⌘O``."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
