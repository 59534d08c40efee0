"""Keeps the computer from going to sleep while jobs run; the screen may still turn off.

wakepy does it on each system: SetThreadExecutionState on Windows, caffeinate on macOS, D-Bus calls
to GNOME, KDE or a desktop with freedesktop.org's power management on Linux. All of them end with
this process, even when it is killed.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakepy import ActivationResult

logger = logging.getLogger(__name__)


def can_keep_awake() -> bool:
    """Whether there is a way to try; Linux and BSD need a desktop's message bus."""
    return sys.platform in ("win32", "darwin") or "DBUS_SESSION_BUS_ADDRESS" in os.environ


class KeepAwake:
    """``set_awake(True)`` while jobs run."""

    def __init__(self) -> None:
        self._inhibitor: _SleepInhibitor | None = None

    @property
    def is_awake(self) -> bool:
        """Whether the computer is being kept from sleeping right now."""
        return self._inhibitor is not None and self._inhibitor.is_active

    def set_awake(self, is_wanted: bool) -> None:
        """Returns at once. A failure is logged and changes nothing else."""
        if is_wanted and self._inhibitor is None:
            self._inhibitor = _SleepInhibitor()
            self._inhibitor.start()
        elif not is_wanted and self._inhibitor is not None:
            self._inhibitor.release()
            self._inhibitor = None


class _SleepInhibitor(threading.Thread):
    """A thread of its own: a desktop may take seconds to answer, and wakepy's modes belong to one
    thread."""

    def __init__(self) -> None:
        super().__init__(name="keep-awake", daemon=True)
        self.is_active = False
        self._released = threading.Event()

    def run(self) -> None:
        try:
            from wakepy import keep

            with keep.running(on_fail=_log_failure) as mode:
                self.is_active = mode.active
                if mode.active:
                    self._released.wait()
        except Exception as error:  # a desktop's fault must not disturb the job
            logger.warning("The computer may go to sleep while a job runs: %s", error)
        finally:
            self.is_active = False

    def release(self) -> None:
        self._released.set()


def _log_failure(result: ActivationResult) -> None:
    logger.warning(
        "The computer may go to sleep while a job runs: %s", result.get_failure_text("inline")
    )
