"""Loads QtMultimedia when it is first needed.

It takes a tenth of a second, and cannot be loaded on Linux without PulseAudio's library; the window
then has no audio.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from functools import cache
from typing import Any

from PySide6.QtCore import (
    Q_ARG,
    QCoreApplication,
    QMetaObject,
    QMicrophonePermission,
    QObject,
    Qt,
    QUrl,
)

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


def release_player(player: Any) -> None:
    """Stop a QMediaPlayer, give its file and device back, and delete it.

    The player's threads may need Python's lock to end, which a direct call would keep: the window
    then stood still for ever. ``invokeMethod`` gives it up meanwhile.
    """
    direct = Qt.ConnectionType.DirectConnection
    QMetaObject.invokeMethod(player, "stop", direct)
    QMetaObject.invokeMethod(player, "setSource", direct, Q_ARG(QUrl, QUrl()))
    player.deleteLater()


def ask_for_microphone(owner: QObject, answer: Callable[[bool], None]) -> None:
    """Ask the system whether the microphone may be used; macOS shows its question the first time.

    Args:
        owner: if it is deleted meanwhile, ``answer`` is not called.
        answer: called with whether it may be used, at once where the system has decided.
    """
    application = QCoreApplication.instance()
    permission = QMicrophonePermission()
    status = application.checkPermission(permission)
    if status == Qt.PermissionStatus.Undetermined:
        granted = Qt.PermissionStatus.Granted
        application.requestPermission(
            permission, owner, lambda asked: answer(asked.status() == granted)
        )
    else:
        answer(status == Qt.PermissionStatus.Granted)


def why_no_recording() -> str:
    """Returns why audio cannot be recorded, or an empty string."""
    media = multimedia()
    if media is None:
        return why_no_playback()
    if not media.QMediaDevices.audioInputs():
        return QCoreApplication.translate("Audio", "No microphone found.")
    return ""
