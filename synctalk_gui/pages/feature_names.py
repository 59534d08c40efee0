"""What the kinds of audio features are called, and which need weights."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

FEATURE_KINDS = ("moonshine", "mel", "hubert", "ave", "wenet")
_LABELS = {
    "moonshine": "Moonshine",
    "mel": "Mel spectrum",
    "hubert": "HuBERT",
    "ave": "AVE",
    "wenet": "WeNet",
}
_NOTES = {
    "moonshine": "the default",
    "mel": "needs no download",
    "hubert": "any language",
    "ave": "research code",
    "wenet": "Chinese",
}


def feature_label(kind: str) -> str:
    """Name of a kind of features."""
    return _LABELS.get(kind, kind)


def feature_choice(kind: str) -> str:
    """Name with a note on what it is for."""
    note = QCoreApplication.translate("Features", _NOTES[kind])
    return f"{feature_label(kind)} · {note}"
