"""Where the program keeps what belongs to a user and to no workspace."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def user_folder() -> Path:
    """Weights, add-ons, locks, the window's log and notes of crashes lie below it."""
    return platformdirs.user_data_path("SyncTalkStudio", appauthor=False)
