"""Opening media files, and saying in a sentence why one cannot be opened.

Every reader of this package opens files here, so that the same bad file gives the same error
everywhere. Only local files are opened: a playlist that names a network address is refused.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import av.container
import av.error
from av.stream import Disposition

from synctalk_engine.errors import MediaError, StorageError

MP4_MAGIC_OFFSET = 4
MP4_SCAN_LIMIT_BOXES = 64


def check_file(path: Path) -> None:
    """Raise a sentence where ``path`` is missing, a folder, empty or unreadable.

    Raises:
        MediaError: file_not_found, file_is_folder, file_empty.
        StorageError: no_permission, path_unusable.
    """
    try:
        if path.is_dir():
            raise MediaError("file_is_folder", path=path)
        if not path.exists():
            raise MediaError("file_not_found", path=path)
        if path.stat().st_size == 0:
            raise MediaError("file_empty", path=path)
        with path.open("rb"):
            pass
    except PermissionError as error:
        raise StorageError("no_permission", path=path) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StorageError("path_unusable", path=path, reason=reason) from error


def open_input(path: Path, error_code: str = "video_unreadable") -> av.container.InputContainer:
    """Open a media file for reading; the caller closes it.

    Raises:
        MediaError: as :func:`check_file`; video_truncated; ``error_code`` with a reason.
        StorageError: no_permission, path_unusable.
    """
    path = Path(path)
    check_file(path)
    try:
        # "file:" keeps names with colons from being taken for a network protocol.
        return av.open(
            "file:" + str(path.absolute()),
            options={"protocol_whitelist": "file"},
            metadata_errors="replace",
        )
    except av.error.FFmpegError as error:
        if is_mp4_without_index(path):
            raise MediaError("video_truncated", path=path) from error
        raise MediaError(error_code, path=path, reason=plain_reason(error)) from error


def plain_reason(error: Exception) -> str:
    """FFmpeg's reason without its numbers and file name."""
    reason = getattr(error, "strerror", None) or str(error)
    if "Invalid data" in reason:
        return "it is not a media file, or it is damaged"
    return reason[:1].lower() + reason[1:]


def is_mp4_without_index(path: Path) -> bool:
    """Whether ``path`` is an MP4/MOV file whose index (moov) is missing: a recording cut short."""
    file_bytes = path.stat().st_size
    position = 0
    kinds: list[bytes] = []
    with path.open("rb") as file:
        for _ in range(MP4_SCAN_LIMIT_BOXES):
            file.seek(position)
            header = file.read(16)
            if len(header) < 8:
                break
            box_bytes = int.from_bytes(header[:4], "big")
            kinds.append(header[MP4_MAGIC_OFFSET:8])
            if box_bytes == 1:  # 64-bit length follows
                box_bytes = int.from_bytes(header[8:16], "big")
            if kinds[0] not in (b"ftyp", b"mdat", b"moov", b"wide", b"free", b"skip"):
                return False
            if kinds[-1] == b"moov":
                return position + box_bytes > file_bytes
            if box_bytes < 8:
                break
            position += box_bytes
    return bool(kinds)


def video_stream(container: av.container.InputContainer, path: Path) -> av.VideoStream:
    """The stream with the moving picture; cover art of music files does not count.

    Raises:
        MediaError: video_no_video.
    """
    streams = [
        stream
        for stream in container.streams.video
        if not stream.disposition & Disposition.attached_pic and stream.codec_context is not None
    ]
    if not streams:
        raise MediaError("video_no_video", path=path)
    return max(
        streams,
        key=lambda stream: (
            bool(stream.disposition & Disposition.default),
            stream.codec_context.width * stream.codec_context.height,
        ),
    )


def audio_stream(container: av.container.InputContainer) -> av.AudioStream | None:
    """The stream with the sound to be used: the default one, else the first; None without sound."""
    streams = [stream for stream in container.streams.audio if stream.codec_context is not None]
    for stream in streams:
        if stream.disposition & Disposition.default:
            return stream
    return streams[0] if streams else None


def stream_start_s(stream: av.VideoStream | av.AudioStream) -> Fraction:
    """Presentation time of the stream's first frame on the container's clock, seconds."""
    if stream.start_time is None or stream.time_base is None:
        return Fraction(0)
    return stream.start_time * stream.time_base
