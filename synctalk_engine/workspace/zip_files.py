"""What damaged zip archives raise, as one exception."""

from __future__ import annotations

import contextlib
import errno
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

CopyCallback = Callable[[int, int], object]
"""Called with (bytes done, bytes in all) while files are copied or unpacked; may raise to stop."""

_DAMAGED = (
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)
"""Raised by zipfile besides its own: of a compression or a cipher that it does not know, a position
before the beginning, a name that is no text."""


def is_zip(path: Path) -> bool:
    """Whether a file ends as a zip archive does; of a damaged end the answer is no, too.

    Raises:
        OSError: it cannot be read.
    """
    try:
        return zipfile.is_zipfile(path)
    except zipfile.BadZipFile:
        return False


@contextlib.contextmanager
def damage_is_bad_zip() -> Iterator[None]:
    """Turns what zipfile raises of a damaged archive into ``BadZipFile``.

    The system's errors pass. Only calls of zipfile belong into the block.
    """
    try:
        yield
    except _DAMAGED as error:
        raise zipfile.BadZipFile(str(error) or type(error).__name__) from error
    except OSError as error:
        # A position that cannot be, or bz2, whose errors have no number.
        if error.errno not in (None, errno.EINVAL):
            raise
        raise zipfile.BadZipFile(str(error)) from error
