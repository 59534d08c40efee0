"""Reads WAV files of ours, which may be damaged."""

from __future__ import annotations

import contextlib
import struct
import wave
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def open_wav(path: Path) -> Iterator[wave.Wave_read]:
    """Opens a WAV file for reading.

    Raises:
        wave.Error: it is none, or damaged.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        try:
            with wave.open(file) as reader:
                yield reader
        except (EOFError, RuntimeError, ZeroDivisionError, struct.error) as error:
            raise wave.Error(str(error) or "it is cut short") from error
