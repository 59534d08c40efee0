"""Files that a render writes beside its video: captions, a timeline for editors, the strip."""

from __future__ import annotations

from pathlib import Path

from synctalk_engine.protocol.quality_strip import STRIP_SUFFIX

CAPTIONS_SUFFIX, TIMELINE_SUFFIX = ".srt", ".otio"


def path_beside(video: Path, suffix: str) -> Path:
    """A file of the same name beside a video, or beside a folder of images."""
    return video.with_name(base_name(video) + suffix)


def strip_path(video: Path) -> Path:
    """Where the strip of a video lies: beside it, under its whole name."""
    return video.with_name(video.name + STRIP_SUFFIX)


def files_beside(video: Path) -> list[Path]:
    """The files of a video that exists, as far as there are any."""
    paths = [path_beside(video, suffix) for suffix in (CAPTIONS_SUFFIX, TIMELINE_SUFFIX)]
    return [path for path in (*paths, strip_path(video)) if path.is_file()]


def base_name(video: Path) -> str:
    """The name that the files beside a video begin with."""
    return video.name if video.is_dir() else video.stem
