"""Face crops of a preprocessed clip, cut once and kept as one memory-mapped array.

Decoding a frame for each sample would cost more than the network; worker processes break in
frozen programs. A cache carries the fingerprint of what it was made from, and takes its name only
when it is whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.concurrency import map_ahead
from synctalk_engine.errors import DatasetError, MediaError
from synctalk_engine.face.crop import CropBox, extract_crop
from synctalk_engine.media.image_files import read_image
from synctalk_engine.workspace.arrays import ArrayFileError, open_array
from synctalk_engine.workspace.atomic import (
    PARTIAL_SUFFIX,
    read_json,
    remove,
    replace,
    storage_errors,
    write_json,
)
from synctalk_engine.workspace.checksums import file_checksum
from synctalk_engine.workspace.clip import Clip

CACHE_VERSION = 1
READER_THREADS = min(8, os.cpu_count() or 1)
BLOCK_FRAMES = 32

logger = logging.getLogger(__name__)


def read_frame_image(path: Path) -> np.ndarray:
    """(H, W, 3) uint8 BGR.

    Raises:
        DatasetError: ``dataset_incomplete``.
    """
    try:
        return read_image(path)
    except MediaError as error:
        reason = f"the frame {path.name} is damaged"
        name = path.parents[1].name
        raise DatasetError("dataset_incomplete", name=name, reason=reason) from error


def cached_crops(
    clip: Clip,
    boxes: list[CropBox],
    crop_px: int,
    on_frames: Callable[[int, int], None] | None = None,
    prefix: str = "crops",
) -> np.ndarray:
    """The crop of each frame, (N, crop_px, crop_px, 3) uint8 BGR, memory-mapped for reading.

    Args:
        boxes: where the face is in each frame.
        on_frames: called with (done, total) while the cache is made; may raise to stop.
        prefix: of the file's name.
    Raises:
        DatasetError: a frame is damaged.
        StorageError: the disk is full or may not be written.
    """
    paths = clip.frame_paths()
    wanted = _fingerprint(paths, boxes, crop_px)
    array_path = clip.cache_dir / f"{prefix}_{crop_px}.npy"
    note_path = clip.cache_dir / f"{prefix}_{crop_px}.json"
    note = read_json(note_path)
    if isinstance(note, dict) and note.get("fingerprint") == wanted:
        crops = _open_whole(array_path, (len(paths), crop_px, crop_px, 3))
        if crops is not None and _is_as_written(array_path, note):
            return crops
        crops = None  # a mapped file could not be replaced on Windows
    with storage_errors(array_path):
        clip.cache_dir.mkdir(parents=True, exist_ok=True)
        remove(note_path)
        _write_crops(array_path, paths, boxes, crop_px, on_frames)
        time_ns = array_path.stat().st_mtime_ns
    checksum = file_checksum(array_path)
    write_json(note_path, {"fingerprint": wanted, "mtime_ns": time_ns, "checksum": checksum})
    return open_array(array_path)


def _is_as_written(path: Path, note: dict[str, Any]) -> bool:
    """Whether the array is untouched since it was written, or still has the same content."""
    try:
        is_untouched = path.stat().st_mtime_ns == note.get("mtime_ns")
    except OSError:
        return False
    recorded = note.get("checksum")
    return recorded is not None and (is_untouched or file_checksum(path) == recorded)


def _open_whole(path: Path, shape: tuple[int, ...]) -> np.ndarray | None:
    try:
        crops = open_array(path)
    except ArrayFileError:
        return None
    return crops if crops.shape == shape and crops.dtype == np.uint8 else None


def _write_crops(path, paths, boxes, crop_px, on_frames) -> None:
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}{PARTIAL_SUFFIX}")
    try:
        _fill(partial, paths, boxes, crop_px, on_frames)
        replace(partial, path)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _fill(partial, paths, boxes, crop_px, on_frames) -> None:
    """Writes all crops as a ``.npy`` file.

    They are written one after another: in a memory-mapped file, a full disk would end the process
    without an error.
    """
    shape = (len(paths), crop_px, crop_px, 3)
    header = {"descr": np.lib.format.dtype_to_descr(np.dtype(np.uint8)), "fortran_order": False}

    def crop_of(index: int) -> np.ndarray:
        return extract_crop(read_frame_image(paths[index]), boxes[index], crop_px)

    crops = map_ahead(crop_of, range(len(paths)), READER_THREADS, BLOCK_FRAMES, name="crops")
    with partial.open("wb") as file, contextlib.closing(crops):
        np.lib.format.write_array_header_1_0(file, {**header, "shape": shape})
        for done, crop in enumerate(crops, start=1):
            file.write(np.ascontiguousarray(crop, np.uint8).data)
            if on_frames is not None and (done % BLOCK_FRAMES == 0 or done == len(paths)):
                on_frames(done, len(paths))


def _fingerprint(paths: list[Path], boxes: list[CropBox], crop_px: int) -> str:
    digest = hashlib.sha256(f"{CACHE_VERSION} {crop_px} {len(paths)}".encode())
    for path, box in zip(paths, boxes, strict=True):
        status = path.stat()
        digest.update(f"{path.name} {status.st_size} {status.st_mtime_ns} {box}".encode())
    return digest.hexdigest()
