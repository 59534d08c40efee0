"""Keeps the machine from going to sleep while jobs run; the screen may go dark.

Windows: SetThreadExecutionState. macOS: caffeinate. Linux: systemd-inhibit. Where none of them is
there, the machine sleeps as it is set to, and the settings say so.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys

from PySide6.QtCore import QObject, QProcess

logger = logging.getLogger(__name__)

_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001
_END_WAIT_MS = 1000


def inhibitor_line(platform: str = sys.platform, pid: int | None = None) -> list[str]:
    """The program that keeps this system awake as long as it runs; empty where there is none.

    On Windows none is needed; see :func:`can_keep_awake`.
    """
    pid = os.getpid() if pid is None else pid
    if platform == "darwin":
        line = ["caffeinate", "-i", "-w", str(pid)]
    elif platform.startswith("linux"):
        what = ["--what=idle:sleep", "--mode=block", "--who=SyncTalk Studio", "--why=A job runs"]
        tail = shutil.which("tail")
        # ends by itself when this process does, also when it is killed
        line = ["systemd-inhibit", *what, tail or "tail", f"--pid={pid}", "-f", os.devnull]
    else:
        return []
    return line if shutil.which(line[0]) else []


def can_keep_awake() -> bool:
    """Whether this system knows a way."""
    return sys.platform == "win32" or bool(inhibitor_line())


class KeepAwake(QObject):
    """``set_awake(True)`` while jobs run."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_awake = False
        self._process: QProcess | None = None

    @property
    def is_awake(self) -> bool:
        """Whether the machine is being kept from sleep just now."""
        if sys.platform == "win32":
            return self._is_awake
        return self._process is not None and (
            self._process.state() != QProcess.ProcessState.NotRunning
        )

    def set_awake(self, is_wanted: bool) -> None:
        if is_wanted == self._is_awake:
            return
        self._is_awake = is_wanted
        if sys.platform == "win32":
            _tell_windows(is_wanted)
        elif is_wanted:
            self._start()
        else:
            self._stop()

    def _start(self) -> None:
        line = inhibitor_line()
        if not line:
            return
        self._process = QProcess(self)
        self._process.setStandardInputFile(QProcess.nullDevice())
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.errorOccurred.connect(self._on_error)
        self._process.start(line[0], line[1:])

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.errorOccurred.disconnect(self._on_error)
            process.terminate()
            if not process.waitForFinished(_END_WAIT_MS):
                process.kill()
                process.waitForFinished(_END_WAIT_MS)
            process.deleteLater()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        logger.info("the machine cannot be kept awake: %s", error)


def _tell_windows(is_wanted: bool) -> None:
    """The wish belongs to the thread that says it: the window's, which lives as long as it."""
    import ctypes

    flags = _ES_CONTINUOUS | (_ES_SYSTEM_REQUIRED if is_wanted else 0)
    ctypes.windll.kernel32.SetThreadExecutionState(flags)  # type: ignore[attr-defined]
