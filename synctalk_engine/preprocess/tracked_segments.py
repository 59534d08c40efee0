"""Segments of a clip that are tracked, kept on disk.

Each segment is tracked on its own (see ``tracking``), so preprocessing that was interrupted resumes
with the missing segments and gives the same landmarks as an uninterrupted run. If all segments are
there, damaged landmark files are written again without decoding the video.

A segment is stored as ``cache/tracking/<first frame>.part``: a CRC-32 and a pickle of its records.
``array_pickle`` reads it, which allows numpy arrays and the tracker's records only.
"""

from __future__ import annotations

import logging
import pickle
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from synctalk_engine import __version__
from synctalk_engine.face.pose import Pose
from synctalk_engine.face.quality import FaceSkin
from synctalk_engine.face.records import FaceRecord
from synctalk_engine.workspace.array_pickle import load_arrays, plain_array, read_scalar
from synctalk_engine.workspace.atomic import read_json, write_bytes, write_json
from synctalk_engine.workspace.checksums import checksum
from synctalk_engine.workspace.clip import Clip

FOLDER_NAME = "tracking"
CRC_BYTES = 4
LEAD_FRAMES = 2
"""Frames before a segment from which its tracking starts."""


_RECORD_CLASSES: dict[tuple[str, str], object] = {
    ("numpy._core.multiarray", "scalar"): read_scalar,
    ("numpy.core.multiarray", "scalar"): read_scalar,
    ("synctalk_engine.face.records", "FaceRecord"): FaceRecord,
    ("synctalk_engine.face.track", "FaceRecord"): FaceRecord,  # as earlier builds wrote it
    ("synctalk_engine.face.quality", "FaceSkin"): FaceSkin,
    ("synctalk_engine.face.look", "FaceSkin"): FaceSkin,  # as earlier builds wrote it
    ("synctalk_engine.face.pose", "Pose"): Pose,
}

logger = logging.getLogger(__name__)


class TrackedSegments:
    """The segments that are tracked, by this run or by an earlier one with the same inputs.

    Args:
        clip: the clip whose cache folder holds them.
        key: fingerprint of everything that the landmarks depend on.
        lead_frames: number of frames before a segment that its tracking needs too.
    """

    def __init__(self, clip: Clip, key: str, lead_frames: int) -> None:
        self._folder = clip.cache_dir / FOLDER_NAME
        self._key = f"{key} {__version__}"
        self._lead_frames = lead_frames
        self._lengths: dict[int, int] = {}
        self.segment_frames: int | None = None
        """Length of every segment but the last; None if there is none."""
        self.frame_count: int | None = None
        """Number of frames of the clip; None until it is tracked to its end."""
        about = read_json(self._folder / "parts.json")
        if isinstance(about, dict) and about.get("key") == self._key:
            self._read(about)

    def _read(self, about: dict[str, Any]) -> None:
        segment_frames = about.get("part_frames")
        if not isinstance(segment_frames, int) or segment_frames < 1:
            return
        self.segment_frames = segment_frames
        for path in self._folder.glob("*.part"):
            first = int(path.stem) if path.stem.isdigit() else -1
            records = self.records(first) if first >= 0 and first % segment_frames == 0 else None
            if records:
                self._lengths[first] = len(records)
        frame_count = about.get("frame_count")
        if isinstance(frame_count, int) and sum(self._lengths.values()) == frame_count:
            self.frame_count = frame_count

    @property
    def tracked_frames(self) -> int:
        """Number of frames in tracked segments."""
        return sum(self._lengths.values())

    def begin(self, segment_frames: int) -> None:
        """Set the segment length; discards segments of another length. Raises StorageError."""
        if self.segment_frames != segment_frames:
            self.discard()
            self.segment_frames = segment_frames
            self._write_about()

    def discard(self) -> None:
        """Delete all segments."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._lengths.clear()
        self.segment_frames = self.frame_count = None

    def has(self, first: int) -> bool:
        """Whether the segment that begins with this frame is tracked."""
        return first in self._lengths

    def is_needed(self, index: int) -> bool:
        """Whether a frame is needed to track the missing segments."""
        if self.segment_frames is None:
            return True
        first = index - index % self.segment_frames
        is_lead = index + self._lead_frames >= first + self.segment_frames
        return not self.has(first) or (is_lead and not self.has(first + self.segment_frames))

    def path(self, first: int) -> Path:
        """Path of the segment that begins with this frame."""
        return self._folder / f"{first:06d}.part"

    def records(self, first: int) -> list[FaceRecord] | None:
        """The records of a segment; None if it is missing or damaged."""
        try:
            data = self.path(first).read_bytes()
            if checksum(data[CRC_BYTES:]) != int.from_bytes(data[:CRC_BYTES], "big"):
                return None
            return [_plain(record) for record in load_arrays(data[CRC_BYTES:], _RECORD_CLASSES)]
        except Exception:  # a pickle can fail in any way
            logger.debug("segment %d cannot be read", first, exc_info=True)
            return None

    def keep(self, first: int, records: Sequence[FaceRecord]) -> None:
        """Write a tracked segment. Raises StorageError."""
        data = pickle.dumps(list(records), protocol=4)
        write_bytes(self.path(first), checksum(data).to_bytes(CRC_BYTES, "big") + data)
        self._lengths[first] = len(records)

    def complete(self, frame_count: int) -> None:
        """Mark the clip as tracked to its end. Raises StorageError."""
        if self.frame_count != frame_count:
            self.frame_count = frame_count
            self._write_about()

    def _write_about(self) -> None:
        about = {
            "key": self._key,
            "part_frames": self.segment_frames,
            "frame_count": self.frame_count,
        }
        write_json(self._folder / "parts.json", about)


def _plain(record: FaceRecord) -> FaceRecord:
    """Turn arrays that were read into plain numpy arrays; raise TypeError for another class."""
    if not isinstance(record, FaceRecord):
        raise TypeError(f"{type(record)} is not a tracking record")
    skin = record.skin
    return replace(
        record,
        points=plain_array(record.points),
        motion=plain_array(record.motion),
        skin=None if skin is None else replace(skin, lower=plain_array(skin.lower)),
    )


def clear_derived_files(clip: Clip) -> None:
    """Delete caches derived from frames and landmarks; keep the tracked segments."""
    children = list(clip.cache_dir.iterdir()) if clip.cache_dir.is_dir() else []
    for child in children:
        if child.name == FOLDER_NAME:
            continue
        if child.is_dir():
            shutil.rmtree(child, ignore_errors=True)
        else:
            _remove(child)


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        logger.debug("%s cannot be removed: %s", path, error)
