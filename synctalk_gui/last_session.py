"""Detects whether the last session crashed.

A marker file is written at start and removed at exit. A marker whose process is gone means a crash;
faults in native code (Qt, a driver) are recorded by faulthandler.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import psutil

from synctalk_engine.workspace.atomic import parse_json
from synctalk_gui.crash_note import crash_folder

_MARK_PREFIX, _FAULT_PREFIX = "session-", "fault-"
_TOLERANCE_S = 2.0


@dataclass(frozen=True)
class Crash:
    """A session that ended unexpectedly."""

    began: float
    """Unix time in seconds."""
    note: Path | None
    """The crash note; None if there is none (it was killed, or the power failed)."""


class LastSession:
    """Call ``begin()`` at start and ``end()`` at exit."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or crash_folder()
        self._mark = self._folder / f"{_MARK_PREFIX}{os.getpid()}.json"
        self._fault_path = self._folder / f"{_FAULT_PREFIX}{os.getpid()}.txt"
        self._fault_file: TextIO | None = None

    def begin(self, catch_faults: bool = True) -> Crash | None:
        """Write the marker; returns the latest crash that was not reported yet."""
        crash = None
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            crash = self._take_crash()
            process = psutil.Process()
            mark = {"pid": process.pid, "create_time": process.create_time(), "began": time.time()}
            self._mark.write_text(json.dumps(mark), encoding="utf-8")
            if catch_faults:
                self._fault_file = self._fault_path.open("w", encoding="utf-8")
                faulthandler.enable(self._fault_file)
        return crash

    def end(self) -> None:
        """Remove the marker."""
        if self._fault_file is not None:
            faulthandler.disable()
            self._fault_file.close()
            self._fault_file = None
        with contextlib.suppress(OSError):
            self._mark.unlink(missing_ok=True)
            if self._fault_path.is_file() and not self._fault_path.stat().st_size:
                self._fault_path.unlink()

    def _take_crash(self) -> Crash | None:
        crash = None
        for path in sorted(self._folder.glob(f"{_MARK_PREFIX}*.json")):
            mark = _read_mark(path)
            if mark is not None and _is_alive(mark):
                continue  # another window of this user
            path.unlink(missing_ok=True)
            if mark is not None:
                found = Crash(float(mark["began"]), self._note_of(mark))
                if crash is None or found.began > crash.began:
                    crash = found
        return crash

    def _note_of(self, mark: dict[str, Any]) -> Path | None:
        fault = self._folder / f"{_FAULT_PREFIX}{mark['pid']}.txt"
        if fault.is_file() and fault.stat().st_size:
            return fault
        fault.unlink(missing_ok=True)
        notes = sorted(self._folder.glob("crash-*.txt"))
        since = [note for note in notes if note.stat().st_mtime >= float(mark["began"])]
        return since[-1] if since else None


def _read_mark(path: Path) -> dict[str, Any] | None:
    try:
        mark = parse_json(path.read_text(encoding="utf-8"))
        return {key: float(mark[key]) for key in ("create_time", "began")} | {
            "pid": int(mark["pid"])
        }
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_alive(mark: dict[str, Any]) -> bool:
    try:
        began_s = psutil.Process(mark["pid"]).create_time()
    except psutil.Error:
        return False
    return abs(began_s - mark["create_time"]) < _TOLERANCE_S
