"""Logging set-up for engine processes: one line a record, to standard error or the run's log."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from pathlib import Path

LINE_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"

_SILENCE = {
    "TQDM_DISABLE": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
"""What keeps libraries from drawing progress bars and advice across ours."""


def silence_libraries() -> None:
    """Call it before libraries are imported: they read these variables once."""
    for name, value in _SILENCE.items():
        os.environ.setdefault(name, value)


class _LogFile(logging.FileHandler):
    """A disk that is full must not print a traceback for each line that is not logged."""

    def handleError(self, record: logging.LogRecord) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)

    def close(self) -> None:
        """Lines that found no room are lost; that must not end the next job of this process."""
        with contextlib.suppress(OSError):
            super().close()


def configure(log_path: Path | None = None) -> None:
    """Send the engine's records to ``log_path``, or to standard error.

    The level is WARNING, or what SYNCTALK_LOG names (DEBUG, INFO, ...); a log file gets INFO.
    """
    named_level = os.environ.get("SYNCTALK_LOG", "").upper()
    default_level = logging.INFO if log_path else logging.WARNING
    level = getattr(logging, named_level, default_level) if named_level else default_level
    if log_path is not None:
        log_path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = _LogFile(log_path, encoding="utf-8")
    else:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(LINE_FORMAT))
    logger = logging.getLogger("synctalk_engine")
    for old in list(logger.handlers):
        logger.removeHandler(old)
        old.close()
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
