"""Saves uncaught exceptions to a file."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

import synctalk_engine
from synctalk_engine.user_folder import user_folder

logger = logging.getLogger(__name__)

_MAX_NOTES = 20


def crash_folder() -> Path:
    """Returns the folder of the crash notes."""
    return user_folder() / "crashes"


def write_note(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None, folder: Path
) -> Path | None:
    """Write a crash note; returns its path, or None if it cannot be written."""
    lines = [
        f"SyncTalk Studio {synctalk_engine.__version__}, Qt {qVersion()}",
        f"Python {platform.python_version()} on {platform.platform()}",
        time.strftime("%Y-%m-%d %H:%M:%S"),
        "",
        *traceback.format_exception(kind, error, trace),
    ]
    path = folder / time.strftime("crash-%Y%m%d-%H%M%S.txt")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), encoding="utf-8")
        for old in sorted(folder.glob("crash-*.txt"))[:-_MAX_NOTES]:
            old.unlink()
    except OSError:
        return None
    return path


def install(on_crash: Callable[[Path | None], None], folder: Path | None = None) -> None:
    """Handle uncaught exceptions of this process and its threads.

    Args:
        on_crash: called with the note's path, in the thread of the exception.
    """
    target = folder or crash_folder()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logger.error("uncaught exception", exc_info=(kind, error, trace))
        on_crash(write_note(kind, error, trace, target))

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            hook(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
