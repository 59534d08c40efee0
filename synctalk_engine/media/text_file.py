"""Text files that users give."""

from __future__ import annotations

from pathlib import Path

from synctalk_engine.errors import MediaError
from synctalk_engine.media.container import check_file
from synctalk_engine.workspace.atomic import storage_errors


def read_text_file(path: Path, max_mb: int, code: str) -> str:
    """A UTF-8 text, without its byte order mark.

    Args:
        max_mb: size in 1 000 000 bytes from which on it is refused.
        code: of the error that says why it cannot be used.
    Raises:
        MediaError: ``code`` with the reason, or what ``check_file`` raises.
        StorageError: it cannot be read.
    """
    check_file(path)
    if path.stat().st_size > max_mb * 1_000_000:
        raise MediaError(code, path=path, reason=f"it is larger than {max_mb} MB")
    with storage_errors(path):
        data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MediaError(code, path=path, reason="it is not UTF-8") from error
    if "\0" in text:
        raise MediaError(code, path=path, reason="it is not a text")
    return text
