"""QtMultimedia, loaded when it is first needed: it costs a start a tenth of a second, and on a
Linux without PulseAudio's library it cannot be loaded at all. The window then does without audio.
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
    """The module, or None where it cannot be loaded."""
    try:
        return importlib.import_module("PySide6.QtMultimedia")
    except ImportError as error:
        logger.info("no sound in the window: %s", error)
        return None


def why_no_playback() -> str:
    """Why nothing can be heard here; empty where it can."""
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
    """Why speech cannot be recorded here; empty where it can."""
    media = multimedia()
    if media is None:
        return why_no_playback()
    if not media.QMediaDevices.audioInputs():
        return QCoreApplication.translate("Audio", "No microphone found.")
    return ""
