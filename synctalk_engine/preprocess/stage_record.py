"""``prepare.json``: what was preprocessed from what, and whether it may be taken as it lies.

A stage's key is a fingerprint of all that its outputs depend on. A stage is skipped when its key
is the recorded one, it was completed, and its files are all there. The record is written before a
stage changes anything (not completed) and after it has ended (completed), so that a process killed
in between leaves outputs that are never taken for whole.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from synctalk_engine import __version__
from synctalk_engine.media.audio import SAMPLE_RATE_HZ
from synctalk_engine.media.container import check_file
from synctalk_engine.workspace.atomic import PARTIAL_SUFFIX, remove, write_json
from synctalk_engine.workspace.clip import Clip

FORMAT_VERSION = 1
HASHED_BYTES = 1 << 20
REMOVED_SUFFIXES = (".png", ".jpg", ".pkl", PARTIAL_SUFFIX)


def source_fingerprint(path: Path) -> dict[str, Any]:
    """Size, time of change and a hash of both ends and the middle of the video.

    Raises:
        SynctalkError: as :func:`synctalk_engine.media.container.check_file`.
    """
    check_file(path)
    stat = path.stat()
    digest = hashlib.sha256(str(stat.st_size).encode())
    with path.open("rb") as file:
        for start in (0, stat.st_size // 2, max(stat.st_size - HASHED_BYTES, 0)):
            file.seek(start)
            digest.update(file.read(HASHED_BYTES))
    return {
        "bytes": stat.st_size,
        "mtime_ns": stat.st_mtime_ns,
        "sha256_of_parts": digest.hexdigest(),
    }


class StageRecord:
    """The record of one clip; every change goes to the disk at once."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        self.data: dict[str, Any] = clip.record()
        stages = self.data.get("stages")
        stages = stages if isinstance(stages, dict) else {}
        self.stages: dict[str, dict[str, Any]] = {
            name: entry for name, entry in stages.items() if isinstance(entry, dict)
        }
        self.completed_now: set[str] = set()
        """Stages that were completed by this process."""

    def update(self, **fields: Any) -> None:
        """Change top-level fields."""
        self.data.update(fields)
        self._write()

    def begin(self, stage: str, key: str) -> bool:
        """Say that a stage is about to change its outputs.

        Returns:
            Whether its outputs so far were begun with the same key, so that whole files among
            them may be kept.
        """
        is_same = self.stages.get(stage, {}).get("key") == key
        self.stages[stage] = {"key": key, "completed": False}
        self._write()
        return is_same

    def complete(self, stage: str, seconds: float, **facts: Any) -> None:
        """Say that a stage's outputs are whole."""
        entry = self.stages[stage]
        entry.update(completed=True, seconds=round(seconds, 3), **facts)
        self.completed_now.add(stage)
        self._write()

    def is_complete(self, stage: str, key: str) -> bool:
        """Whether a stage ended with this key, by the record alone."""
        entry = self.stages.get(stage, {})
        return entry.get("key") == key and entry.get("completed") is True

    def key_of(self, stage: str) -> str | None:
        """Fingerprint of what a stage was begun with; None if it never was."""
        return self.stages.get(stage, {}).get("key")

    def is_outdated(self, stage: str, key: str) -> bool:
        """Whether what is there of a stage is known to be unfinished or made with another key."""
        return stage in self.stages and not self.is_complete(stage, key)

    def forget(self, stage: str) -> None:
        """The outputs of a stage are there no more."""
        self.stages.pop(stage, None)
        self._write()

    def value(self, stage: str, name: str) -> Any:
        """Something noted when a stage was completed; None if it was not."""
        return self.stages.get(stage, {}).get(name)

    def _write(self) -> None:
        self.data = {
            "version": FORMAT_VERSION,
            "program_version": __version__,
            **{k: v for k, v in self.data.items() if k not in ("version", "program_version")},
            "stages": self.stages,
        }
        write_json(self.clip.record_path, self.data)


def sample_count_for(frame_count: int, fps: float) -> int:
    """Samples of audio that belong to a clip of that many frames."""
    return round(frame_count / fps * SAMPLE_RATE_HZ)


def remove_numbered(folder: Path, keep_count: int = 0, keep_suffix: str = "") -> None:
    """Remove numbered and half-written files, save 0 to ``keep_count - 1`` with that suffix."""
    kept = {frame_name(index, keep_suffix) for index in range(keep_count)}
    try:
        paths = list(folder.iterdir())
    except OSError:
        return
    for path in paths:
        is_ours = path.stem.split(".")[0].isdigit()
        if is_ours and path.name not in kept and path.suffix in REMOVED_SUFFIXES:
            remove(path)


def remove_partial_files(clip: Clip) -> None:
    """Remove what a process that was killed had half written; nobody else is at work here."""
    for folder in (clip.path, clip.frames_dir, clip.landmarks_dir):
        for path in folder.glob(f"*{PARTIAL_SUFFIX}"):
            remove(path)


def frame_name(index: int, suffix: str) -> str:
    """``000012.png``"""
    return f"{index:06d}{suffix}"
