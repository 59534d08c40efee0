"""Text files that users give."""

from __future__ import annotations

from pathlib import Path

from synctalk_engine.errors import MediaError
from synctalk_engine.media.container import check_file
from synctalk_engine.workspace.atomic import storage_errors


def read_text_file(path: Path, code: str, max_bytes: int, reason: str) -> str:
    """A UTF-8 text, without its byte order mark.

    Args:
        code: of the error that says why it cannot be used.
        max_bytes: a larger file is refused with ``reason``.
    Raises:
        MediaError: ``code``, or what ``check_file`` raises.
        StorageError: it cannot be read.
    """
    check_file(path)
    if path.stat().st_size > max_bytes:
        raise MediaError(code, path=path, reason=reason)
    with storage_errors(path):
        data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MediaError(code, path=path, reason="it is not UTF-8") from error
    if "\0" in text:
        raise MediaError(code, path=path, reason="it is not a text")
    return text
