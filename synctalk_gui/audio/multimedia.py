"""Loads QtMultimedia when it is first needed.

It takes a tenth of a second, and cannot be loaded on Linux without PulseAudio's library; the window
then has no audio.
"""

from __future__ import annotations

import importlib
import logging
from functools import cache
from typing import Any

from PySide6.QtCore import QCoreApplication

logger = logging.getLogger(__name__)


@cache
def multimedia() -> Any | None:
    """Returns the module, or None if it cannot be loaded."""
    try:
        return importlib.import_module("PySide6.QtMultimedia")
    except ImportError as error:
        logger.info("no audio in the window: %s", error)
        return None


def why_no_playback() -> str:
    """Returns why audio cannot be played, or an empty string."""
    media = multimedia()
    if media is None:
        return QCoreApplication.translate(
            "Audio",
            "Audio needs a system library that is missing. On Debian and Ubuntu, "
            "install libpulse0.",
        )
    if not media.QMediaDevices.audioOutputs():
        return QCoreApplication.translate("Audio", "No speaker or headphones found.")
    return ""


def why_no_recording() -> str:
    """Returns why audio cannot be recorded, or an empty string."""
    media = multimedia()
    if media is None:
        return why_no_playback()
    if not media.QMediaDevices.audioInputs():
        return QCoreApplication.translate("Audio", "No microphone found.")
    return ""
