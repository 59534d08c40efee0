"""CRC-32 of files, to tell whether they are still what was written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from isal import isal_zlib

CHUNK_BYTES = 1 << 20
CRC_DIGITS = 8


def joined_checksums(checksums: Mapping[int, int]) -> str:
    """CRC-32 of files 0, 1, ... as one string of hex digits, eight a file."""
    return "".join(f"{checksums[index]:08x}" for index in range(len(checksums)))


def split_checksums(text: object) -> list[int]:
    """The inverse of :func:`joined_checksums`; empty if ``text`` is something else."""
    if not isinstance(text, str) or len(text) % CRC_DIGITS:
        return []
    try:
        return [int(text[at : at + CRC_DIGITS], 16) for at in range(0, len(text), CRC_DIGITS)]
    except ValueError:
        return []


def checksum(data: bytes) -> int:
    """CRC-32."""
    return isal_zlib.crc32(data)


def file_checksum(path: Path) -> int | None:
    """CRC-32 of a file; None if it cannot be read."""
    value = 0
    try:
        with path.open("rb") as file:
            while data := file.read(CHUNK_BYTES):
                value = isal_zlib.crc32(data, value)
    except OSError:
        return None
    return value
