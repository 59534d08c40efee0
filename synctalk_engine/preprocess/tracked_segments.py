"""Parts of a clip that have been tracked, kept on disk.

Each part of a clip is tracked by itself (see ``tracking``), so a preparation that was interrupted
continues with the parts that are missing, and gives the same landmarks as an undisturbed one. When
all parts are there, damaged landmark files are made again without decoding the video.

A part is ``cache/tracking/<first frame>.part``: a CRC-32 and a pickle of its records. It is read by
``array_pickle``, which admits numpy arrays and the tracker's records, nothing else.
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
    """The parts that an earlier run has tracked with the same inputs.

    Args:
        clip: where they are kept.
        key: fingerprint of all that the landmarks depend on.
        lead_frames: pictures before a part that its tracking needs as well.
    """

    def __init__(self, clip: Clip, key: str, lead_frames: int) -> None:
        self._folder = clip.cache_dir / FOLDER_NAME
        self._key = f"{key} {__version__}"
        self._lead_frames = lead_frames
        self._lengths: dict[int, int] = {}
        self.part_frames: int | None = None
        """Length of every part but the last; None where no part is kept."""
        self.frame_count: int | None = None
        """Frames of the clip, where it was tracked to its end."""
        about = read_json(self._folder / "parts.json")
        if isinstance(about, dict) and about.get("key") == self._key:
            self._read(about)

    def _read(self, about: dict[str, Any]) -> None:
        part_frames = about.get("part_frames")
        if not isinstance(part_frames, int) or part_frames < 1:
            return
        self.part_frames = part_frames
        for path in self._folder.glob("*.part"):
            first = int(path.stem) if path.stem.isdigit() else -1
            records = self.records(first) if first >= 0 and first % part_frames == 0 else None
            if records:
                self._lengths[first] = len(records)
        frame_count = about.get("frame_count")
        if isinstance(frame_count, int) and sum(self._lengths.values()) == frame_count:
            self.frame_count = frame_count

    @property
    def kept_frames(self) -> int:
        """Frames whose part is kept."""
        return sum(self._lengths.values())

    def begin(self, part_frames: int) -> None:
        """Parts of this length follow. Raises StorageError."""
        if self.part_frames != part_frames:
            self.discard()
            self.part_frames = part_frames
            self._write_about()

    def discard(self) -> None:
        """Forget all parts."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._lengths.clear()
        self.part_frames = self.frame_count = None

    def has(self, first: int) -> bool:
        """Whether the part that begins with that frame is kept."""
        return first in self._lengths

    def is_needed(self, index: int) -> bool:
        """Whether the picture of a frame is needed to track what is missing."""
        if self.part_frames is None:
            return True
        first = index - index % self.part_frames
        is_lead = index + self._lead_frames >= first + self.part_frames
        return not self.has(first) or (is_lead and not self.has(first + self.part_frames))

    def path(self, first: int) -> Path:
        """Where the part that begins with a frame is kept."""
        return self._folder / f"{first:06d}.part"

    def records(self, first: int) -> list[FaceRecord] | None:
        """The records of a part; None where it is missing or damaged."""
        try:
            data = self.path(first).read_bytes()
            if checksum(data[CRC_BYTES:]) != int.from_bytes(data[:CRC_BYTES], "big"):
                return None
            return [_plain(record) for record in load_arrays(data[CRC_BYTES:], _RECORD_CLASSES)]
        except Exception:  # a pickle can fail in any way
            logger.debug("part %d cannot be read", first, exc_info=True)
            return None

    def keep(self, first: int, records: Sequence[FaceRecord]) -> None:
        """Write a part that has been tracked. Raises StorageError."""
        data = pickle.dumps(list(records), protocol=4)
        write_bytes(self.path(first), checksum(data).to_bytes(CRC_BYTES, "big") + data)
        self._lengths[first] = len(records)

    def complete(self, frame_count: int) -> None:
        """The clip has been tracked to its end. Raises StorageError."""
        if self.frame_count != frame_count:
            self.frame_count = frame_count
            self._write_about()

    def _write_about(self) -> None:
        about = {"key": self._key, "part_frames": self.part_frames, "frame_count": self.frame_count}
        write_json(self._folder / "parts.json", about)


def _plain(record: FaceRecord) -> FaceRecord:
    """A record as it was before it was written; of another kind it raises."""
    if not isinstance(record, FaceRecord):
        raise TypeError(f"{type(record)} is no tracking record")
    skin = record.skin
    return replace(
        record,
        points=plain_array(record.points),
        motion=plain_array(record.motion),
        skin=None if skin is None else replace(skin, lower=plain_array(skin.lower)),
    )


def clear_derived_files(clip: Clip) -> None:
    """Remove what was derived from pictures and landmarks, and keep the tracked parts."""
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
