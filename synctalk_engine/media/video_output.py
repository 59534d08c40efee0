"""Opens what frames are written to: a video file, or a folder of images."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from synctalk_engine.media.ai_mark import mark_tags, xmp_packet
from synctalk_engine.media.content_credentials import ContentCredentials
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.encode_audio import AudioSource
from synctalk_engine.media.image_sequence import AUDIO_NAME, ImageSequenceWriter
from synctalk_engine.media.video_codecs import CONTAINERS, Encoding, check_encoding


class FrameWriter(Protocol):
    """A video or an image sequence that is being written; a context manager."""

    path: Path

    def __enter__(self) -> FrameWriter: ...

    def __exit__(self, kind: type | None, *_: object) -> None: ...

    def write(self, image: np.ndarray, alpha: np.ndarray | None = None) -> None:
        """Append one uint8 (height, width, 3) BGR frame."""
        ...


@dataclass(frozen=True)
class Marks:
    """What a file says about how it was made."""

    is_marked: bool = False
    """The metadata say that the video was made with AI."""
    credentials: ContentCredentials | None = None
    """What a finished MP4 or MOV file is signed with."""


def suffix_of(encoding: Encoding) -> str:
    """The suffix of the file that is written, such as ``.mp4``; empty for a folder of images."""
    return "" if encoding.format == "png" else CONTAINERS[encoding.format].suffix


def audio_file_of(path: Path) -> Path:
    """The file with the audio of what was written: the video itself, or the WAV in the folder."""
    return path / AUDIO_NAME if path.is_dir() else path


def open_video_writer(
    path: Path,
    fps: float,
    size: tuple[int, int],
    audio: AudioSource | None,
    encoding: Encoding,
    marks: Marks | None = None,
) -> FrameWriter:
    """The writer for a format.

    Args:
        marks: what says that the video was made with AI.

    Raises:
        MediaError, StorageError: as the writers.
    """
    check_encoding(encoding)
    marks = marks or Marks()
    xmp = xmp_packet() if marks.is_marked else None
    if encoding.format == "png":
        return ImageSequenceWriter(path, fps, size, audio, encoding.has_alpha, xmp)
    tags = mark_tags() if marks.is_marked else None
    return VideoWriter(
        path,
        fps,
        *size,
        audio,
        encoding=encoding,
        metadata=tags,
        xmp=xmp,
        credentials=marks.credentials,
    )
