"""Keyboard shortcuts that several widgets mention."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

IMPORT_KEYS = "Ctrl+O"


def native_keys(keys: str) -> str:
    """Returns a shortcut in this platform's notation: ``Ctrl+O`` or ``⌘O``."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
