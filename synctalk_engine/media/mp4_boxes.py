"""Reads the boxes of an MP4 for what FFmpeg does not report: a missing index, DRM, Dolby Vision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FIRST_KINDS = (b"ftyp", b"mdat", b"moov", b"wide", b"free", b"skip")
SCAN_LIMIT_BOXES = 64
HEADER_BYTES = 16
INDEX_LIMIT_BYTES = 64 << 20
PROTECTION_KINDS = (b"encv", b"enca", b"drmi", b"drms")
"""Sample entries of Common Encryption, and of Apple's older FairPlay."""
DOLBY_VISION_KINDS = (b"dvcC", b"dvvC", b"dvwC")


def boxes(path: Path) -> Iterator[tuple[bytes, int, int]]:
    """(kind, offset, bytes) of the outermost boxes of a file, as far as they can be followed.

    Nothing for a file that does not begin as an MP4 or MOV.
    """
    file_bytes = path.stat().st_size
    position = 0
    with path.open("rb") as file:
        for number in range(SCAN_LIMIT_BOXES):
            file.seek(position)
            header = file.read(HEADER_BYTES)
            kind = header[4:8]
            if len(kind) < 4 or (number == 0 and kind not in FIRST_KINDS):
                return
            box_bytes = int.from_bytes(header[:4], "big")
            if box_bytes == 1:  # 64-bit length follows
                box_bytes = int.from_bytes(header[8:16], "big")
            elif box_bytes == 0:  # to the end of the file
                box_bytes = file_bytes - position
            yield kind, position, box_bytes
            position += box_bytes
            if box_bytes < 8 or position >= file_bytes:  # a damaged length may be beyond all
                return


def lacks_index(path: Path) -> bool:
    """Whether ``path`` is an MP4 whose index (moov) is missing or cut: a recording cut short."""
    found = list(boxes(path))
    file_bytes = path.stat().st_size
    has_index = any(
        kind == b"moov" and offset + box_bytes <= file_bytes for kind, offset, box_bytes in found
    )
    return bool(found) and not has_index


def is_protected(path: Path) -> bool:
    """Whether the index of an MP4 names encrypted frames or audio."""
    index = _index(path)
    return any(kind in index for kind in PROTECTION_KINDS)


def needs_dolby_vision(path: Path) -> bool:
    """Whether the frames of an MP4 have colours that only a Dolby Vision decoder can tell.

    That is profile 5, of streaming services. What phones record (8.4) is ordinary HLG besides.
    """
    index = _index(path)
    for kind in DOLBY_VISION_KINDS:
        at = index.find(kind)
        if at >= 0:
            # Two bytes version; profile, level and layers; then what it is compatible with.
            return index[at + 8] >> 4 == 0
    return False


def _index(path: Path) -> bytes:
    """The box moov of an MP4, or its beginning where it is huge; empty if there is none."""
    for kind, offset, box_bytes in boxes(path):
        if kind == b"moov":
            with path.open("rb") as file:
                file.seek(offset)
                return file.read(min(box_bytes, INDEX_LIMIT_BYTES))
    return b""
