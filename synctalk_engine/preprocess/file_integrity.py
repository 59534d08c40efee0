"""Checks whether the files of a preprocessed clip are intact.

Preprocessing records a CRC-32 of every file. A file whose checksum is the recorded one is whole.
Where none is recorded (the run was interrupted, or an older version wrote the files), or where
someone has edited the file, its content decides: the checksums inside a PNG, a strict decoding of a
JPEG, plausible points in a landmark file.
"""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import av
import av.error
from isal import isal_zlib

from synctalk_engine.concurrency import map_ahead
from synctalk_engine.errors import DatasetError
from synctalk_engine.media.container import MAX_PICTURE_PIXELS
from synctalk_engine.media.image_files import SIGNATURE, png_chunks
from synctalk_engine.workspace.arrays import ArrayFileError, open_array
from synctalk_engine.workspace.checksums import checksum, file_checksum
from synctalk_engine.workspace.landmark_files import read_landmarks

READER_THREADS = 4
_STRICT = {
    "err_detect": "explode+crccheck+bitstream+buffer+careful+compliant+aggressive",
    "max_pixels": str(MAX_PICTURE_PIXELS),
}

ImageSize = tuple[int, int]
"""(width, height) in pixels."""


def intact_frames(
    files: Mapping[int, Path],
    recorded: Sequence[int],
    size_px: ImageSize | None,
    *,
    accept_edited: bool,
    poll: Callable[[], object] | None = None,
) -> dict[int, int]:
    """Number -> CRC-32 of the frames that are whole.

    Args:
        files: number -> frame.
        recorded: their checksums as they were written; may be shorter or empty.
        size_px: what their size has to be; None: any.
        accept_edited: accept frames that differ from what was written and can be decoded without
            a fault. A PNG has checksums of its own and is always accepted.
        poll: called now and then; may raise to stop.
    """

    def check(index: int) -> int | None:
        path = files[index]
        try:
            data = path.read_bytes()
        except OSError:
            return None
        crc = checksum(data)
        if index < len(recorded) and crc == recorded[index]:
            return crc
        if path.suffix.lower() == ".png":
            return crc if is_intact_png(data, size_px) else None
        may_differ = accept_edited or index >= len(recorded)
        return crc if may_differ and is_intact_jpeg(data, size_px) else None

    return _checked(files, check, poll)


def intact_landmarks(
    files: Mapping[int, Path],
    recorded: Sequence[int],
    *,
    accept_edited: bool,
    poll: Callable[[], object] | None = None,
) -> dict[int, int]:
    """Number -> CRC-32 of the landmark files that are whole; arguments as for frames."""

    def check(index: int) -> int | None:
        crc = file_checksum(files[index])
        if crc is None or (index < len(recorded) and crc == recorded[index]):
            return crc
        may_differ = accept_edited or index >= len(recorded)
        return crc if may_differ and has_plausible_points(files[index]) else None

    return _checked(files, check, poll)


def is_intact_png(data: bytes, size_px: ImageSize | None = None) -> bool:
    """Whether each chunk has its checksum, the end is there and the size is ``size_px``."""
    if not data.startswith(SIGNATURE):
        return False
    view, kind = memoryview(data), b""
    for kind, begin, end in png_chunks(data):
        if isal_zlib.crc32(view[begin - 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return False
        if kind == b"IHDR" and end - begin < 8:
            return False
        if kind == b"IHDR" and size_px not in (None, struct.unpack_from(">II", data, begin)):
            return False
    return kind == b"IEND"


def is_intact_jpeg(data: bytes, size_px: ImageSize | None = None) -> bool:
    """Whether a strict decoder finds no fault; a few wrong bytes may still pass."""
    if not (data.startswith(b"\xff\xd8") and data.rstrip(b"\0").endswith(b"\xff\xd9")):
        return False
    decoder = av.CodecContext.create("mjpeg", "r")
    decoder.options = dict(_STRICT)
    try:
        frames = [*decoder.decode(av.Packet(data)), *decoder.decode(None)]
    except (av.error.FFmpegError, ValueError):
        return False
    if len(frames) != 1 or frames[0].is_corrupt:
        return False
    return size_px in (None, (frames[0].width, frames[0].height))


def has_plausible_points(path: Path) -> bool:
    """Whether a landmark file can be read and no point lies at exactly (0, 0)."""
    try:
        points = read_landmarks(path)
    except DatasetError:
        return False
    return not (points == 0).all(axis=1).any()


def is_intact_features(path: Path, row_count: int, recorded: object) -> bool:
    """Whether an ``aud_*.npy`` has that many rows and, where one is recorded, its checksum."""
    try:
        features = open_array(path)
    except ArrayFileError:
        return False
    if features.ndim == 0 or len(features) != row_count:
        return False
    return recorded is None or file_checksum(path) == recorded


def _checked(
    files: Mapping[int, Path],
    check: Callable[[int], int | None],
    poll: Callable[[], object] | None,
) -> dict[int, int]:
    """``check`` of every number, several at once; those for which it gave something."""
    found: dict[int, int] = {}
    numbers = list(files)
    threads = min(READER_THREADS, os.cpu_count() or 1)
    with contextlib.closing(map_ahead(check, numbers, threads, 64, name="check")) as checks:
        for number, crc in zip(numbers, checks, strict=True):
            if crc is not None:
                found[number] = crc
            if poll is not None:
                poll()
    return found
