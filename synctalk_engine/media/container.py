"""Opens media files, and says why one cannot be opened.

Every reader of this package opens files here, so that the same bad file gives the same error
everywhere. Only local files are opened: a playlist that names a network address is refused.
"""

from __future__ import annotations

import itertools
import logging
import stat
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import av.container
import av.error
from av.codec.hwaccel import HWAccel
from av.stream import Disposition

from synctalk_engine.errors import MediaError, StorageError
from synctalk_engine.media import mp4_boxes

logger = logging.getLogger(__name__)

FIRST_PACKETS = 500
"""A track of audio without a packet among so many is taken for an empty one."""
DAMAGED_PACKETS_LIMIT = 100
"""So many in a row that cannot be read are the end of a file."""
PYAV_ERRORS = (av.error.FFmpegError, ValueError, LookupError)
"""What PyAV raises of a file that it cannot deal with. Not all are FFmpeg's: a frame of another
form is a ValueError, a packet of a stream that was not there when the file was opened an
IndexError."""
MAX_PICTURE_PIXELS = 1 << 27
"""A frame that is stated to be larger (16K has 133 million) is damage, and takes gigabytes."""
PROTECTED = "it is protected against copying (DRM)"
IS_TEXT = "it is a text, not a video"
NOT_VIDEOS = {
    "concat": "it is a list of files, not a video",
    "hls": "it is a list of files, not a video",
    "image2": "it is an image, not a video",
    "tty": IS_TEXT,
}
"""Formats that FFmpeg reads but that hold no recording, by its name for them; and why not."""


def check_file(path: Path) -> None:
    """Raise a sentence where ``path`` is missing, a folder, empty or unreadable.

    Raises:
        MediaError: file_not_found, file_is_folder, file_empty.
        StorageError: no_permission, path_unusable.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise MediaError("file_is_folder", path=path)
        if not stat.S_ISREG(status.st_mode):
            raise StorageError("path_unusable", path=path, reason="it is not an ordinary file")
        if status.st_size == 0:
            raise MediaError("file_empty", path=path)
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise MediaError("file_not_found", path=path) from error
    except PermissionError as error:
        raise StorageError("no_permission", path=path) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StorageError("path_unusable", path=path, reason=plain(reason)) from error


def open_input(
    path: Path,
    error_code: str = "video_unreadable",
    options: dict[str, str] | None = None,
    hardware: HWAccel | None = None,
) -> av.container.InputContainer:
    """Open a media file for reading; the caller closes it.

    Args:
        error_code: what is raised where it cannot be opened.
        options: more options of the demuxer.
        hardware: what decodes the video; None: FFmpeg's own decoder.

    Raises:
        MediaError: as :func:`check_file`; video_truncated; ``error_code`` with a reason.
        StorageError: no_permission, path_unusable.
    """
    path = Path(path)
    check_file(path)
    safe = {"protocol_whitelist": "file", "max_pixels": str(MAX_PICTURE_PIXELS)}
    try:
        # "file:" keeps names with colons from being taken for a network protocol.
        source = av.open(
            "file:" + str(path.absolute()),
            options={**safe, **(options or {})},
            metadata_errors="replace",
            hwaccel=hardware,
        )
    except PYAV_ERRORS as error:
        if mp4_boxes.lacks_index(path):
            raise MediaError("video_truncated", path=path) from error
        reason = plain_reason(error)
        if isinstance(error, av.error.FileNotFoundError):
            reason = "it names other files, which are not there"
        raise MediaError(error_code, path=path, reason=reason) from error
    reason = _why_no_recording(source)
    if reason:
        source.close()
        raise MediaError(error_code, path=path, reason=reason)
    return source


def _why_no_recording(source: av.container.InputContainer) -> str:
    """Why what FFmpeg opened is neither video nor audio; empty if it may be."""
    kind = source.format.name
    if kind.endswith("_pipe"):
        return NOT_VIDEOS["image2"]
    if kind in NOT_VIDEOS:
        return NOT_VIDEOS[kind]
    if not source.streams.video and not source.streams.audio:
        return IS_TEXT if source.streams.subtitles else "there is nothing in it to play"
    return ""


def plain_reason(error: Exception) -> str:
    """FFmpeg's reason without its numbers and file name."""
    reason = getattr(error, "strerror", None) or str(error)
    # FFmpeg runs out of memory where a damaged number asks for more than it ever takes.
    if "Invalid data" in reason or isinstance(error, MemoryError):
        return "it is not a media file, or it is damaged"
    return plain(reason)


def plain(reason: str) -> str:
    """A reason of the system's as part of a sentence: "Is a directory" -> "is a directory"."""
    return reason[:1].lower() + reason[1:].rstrip(".")


def undecodable_reason(path: Path, nothing: str, error: Exception | None = None) -> str:
    """Why nothing of a stream could be decoded; ``nothing`` where FFmpeg does not tell."""
    if mp4_boxes.is_protected(path):
        return PROTECTED
    is_plain = error is None or isinstance(error, av.error.InvalidDataError)
    return nothing if is_plain else plain_reason(error)


def video_stream(container: av.container.InputContainer, path: Path) -> av.VideoStream:
    """The stream with the moving frame; cover art of music files does not count.

    Raises:
        MediaError: video_no_video; video_unreadable where no decoder knows it.
    """
    moving = [
        stream
        for stream in container.streams.video
        if not stream.disposition & Disposition.attached_pic
    ]
    streams = [stream for stream in moving if stream.codec_context is not None]
    if not moving:
        raise MediaError("video_no_video", path=path)
    if not streams:
        raise MediaError("video_unreadable", path=path, reason=_unknown_coding(path))
    return max(
        streams,
        key=lambda stream: (
            bool(stream.disposition & Disposition.default),
            stream.codec_context.width * stream.codec_context.height,
        ),
    )


def audio_stream(container: av.container.InputContainer, path: Path) -> av.AudioStream:
    """The stream with the audio to be used: the default one, else the first; none that is empty.

    Raises:
        MediaError: video_no_audio; audio_unreadable where no decoder knows it.
    """
    streams = [stream for stream in container.streams.audio if stream.codec_context is not None]
    if not container.streams.audio:
        raise MediaError("video_no_audio", path=path)
    if not streams:
        raise MediaError("audio_unreadable", path=path, reason=_unknown_coding(path))
    if len(streams) > 1 and not all(len(stream.index_entries) for stream in streams):
        filled = _filled_streams(path)
        streams = [stream for stream in streams if stream.index in filled] or streams
    marked = [stream for stream in streams if stream.disposition & Disposition.default]
    return (marked or streams)[0]


def _filled_streams(path: Path) -> set[int]:
    """Indices of the streams that have a packet near the beginning of the file."""
    with open_input(path) as source:
        try:
            packets = itertools.islice(source.demux(), FIRST_PACKETS)
            return {packet.stream.index for packet in packets if packet.size}
        except PYAV_ERRORS:
            return set()


def _unknown_coding(path: Path) -> str:
    return PROTECTED if mp4_boxes.is_protected(path) else "the way it is coded is not known here"


def decoded_frames(
    source: av.container.InputContainer,
    stream: av.VideoStream | av.AudioStream,
    path: Path,
    on_broken: Callable[[], object] = lambda: None,
    on_packet: Callable[[av.Packet], object] = lambda _packet: None,
) -> Iterator[av.VideoFrame | av.AudioFrame]:
    """Frames of a stream as the decoder gives them.

    Packets that cannot be read or decoded are left out, and ``on_broken`` is called for each. A
    file that ends in the middle of something simply ends there. ``on_packet`` is called for each
    packet before it is decoded.

    Raises:
        StorageError: path_unusable where the system fails to read on (a drive that is gone).
    """
    for packet in _packets(source, stream, path, on_broken):
        on_packet(packet)
        try:
            frames = packet.decode()
        except PYAV_ERRORS as error:
            logger.debug("%s: packet left out: %s", path, error)
            on_broken()
            continue
        yield from frames


def _packets(
    source: av.container.InputContainer,
    stream: av.VideoStream | av.AudioStream,
    path: Path,
    on_broken: Callable[[], object],
) -> Iterator[av.Packet]:
    """Packets of a stream, and at its end the empty one that empties the decoder."""
    packets, damaged = source.demux(stream), 0
    while damaged < DAMAGED_PACKETS_LIMIT:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except PYAV_ERRORS as error:
            if isinstance(error, OSError) and not isinstance(error, BlockingIOError):
                reason = plain_reason(error)
                raise StorageError("path_unusable", path=path, reason=reason) from error
            logger.info("%s: a packet cannot be read: %s", path, error)
            on_broken()
            damaged += 1
            packets = source.demux(stream)  # reads on behind it
        else:
            damaged = 0
            yield packet


def stream_start_s(stream: av.VideoStream | av.AudioStream) -> Fraction:
    """Presentation time of the stream's first frame on the container's clock, seconds."""
    if stream.start_time is None or stream.time_base is None:
        return Fraction(0)
    return stream.start_time * stream.time_base
