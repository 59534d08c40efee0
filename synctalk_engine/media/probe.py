"""What a video file is, before anything is decoded at length."""

from __future__ import annotations

import itertools
import logging
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.container
import av.error
import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.media import container as media_container

logger = logging.getLogger(__name__)

FALLBACK_FPS = Fraction(25)
RATE_JITTER_S = 0.002
"""Frame intervals that differ by more than this make a variable rate (1 ms clocks do not)."""
FIRST_FRAME_PACKET_LIMIT = 500
RATE_SAMPLE_PACKETS = 3000


@dataclass(frozen=True)
class AudioStreamInfo:
    """One track of sound."""

    index: int
    """Index of the stream in its file."""
    codec: str
    sample_rate_hz: int
    channels: int
    start_s: float
    """Time of its first sample on the container's clock."""
    language: str
    """As the file says it, empty where it does not."""


@dataclass(frozen=True)
class VideoInfo:
    """One video file. Sizes are those of the upright picture with square pixels."""

    path: Path
    duration_s: float
    fps: float
    """Average frames a second of the source."""
    width: int
    height: int
    rotation: int
    """Degrees counter-clockwise by which the stored picture is turned for display."""
    codec: str
    pixel_format: str
    frame_count: int | None
    """Frames of the source; None where the file does not say."""
    variable_rate: bool
    start_s: float
    """Time of the first picture on the container's clock."""
    truncated: bool
    """The index names frames beyond the end of the file."""
    audio: tuple[AudioStreamInfo, ...]

    def output_frame_count(self, fps: float) -> int:
        """Frames that decoding at ``fps`` gives (an estimate for damaged files)."""
        return frame_count_for(Fraction(self.duration_s).limit_denominator(10**6), as_rate(fps))


def as_rate(fps: float) -> Fraction:
    """``fps`` as an exact rational; 29.97 becomes 30000/1001."""
    nearest_ntsc = Fraction(round(fps * 1.001) * 1000, 1001)
    if nearest_ntsc and abs(float(nearest_ntsc) - fps) < 0.005 and fps != round(fps):
        return nearest_ntsc
    return Fraction(fps).limit_denominator(1001)


def frame_count_for(duration_s: Fraction, fps: Fraction) -> int:
    """Frames at ``fps`` in ``duration_s``, rounded half up, at least one."""
    return max(1, int(duration_s * fps + Fraction(1, 2)))


def probe(path: Path, *, need_audio: bool = True) -> VideoInfo:
    """Read what ``path`` is, decoding one picture to be sure that it can be decoded.

    Args:
        path: a video file.
        need_audio: whether a file without sound is an error.

    Raises:
        MediaError: file_not_found, file_is_folder, file_empty, video_unreadable, video_truncated,
            video_no_video, video_no_audio.
        StorageError: no_permission, path_unusable.
    """
    path = Path(path)
    with media_container.open_input(path) as source:
        stream = media_container.video_stream(source, path)
        audio = tuple(_audio_info(track) for track in source.streams.audio if track.codec_context)
        if need_audio and not audio:
            raise MediaError("video_no_audio", path=path)
        intervals_s, is_truncated = _read_index(stream, path)
        frame = first_frame(source, stream, path)
        width, height = display_size(frame, stream)
        return VideoInfo(
            path=path,
            duration_s=float(_duration_s(source, stream)),
            fps=float(stream.average_rate or stream.guessed_rate or FALLBACK_FPS),
            width=width,
            height=height,
            rotation=frame.rotation,
            codec=stream.codec_context.name,
            pixel_format=frame.format.name,
            frame_count=stream.frames or (len(intervals_s) + 1 if len(intervals_s) else None),
            variable_rate=_is_variable(intervals_s, stream),
            start_s=float(media_container.stream_start_s(stream)),
            truncated=is_truncated,
            audio=audio,
        )


def display_size(frame: av.VideoFrame, stream: av.VideoStream) -> tuple[int, int]:
    """(width, height) in pixels of the upright picture with square pixels."""
    width, height = unrotated_size(frame, stream)
    return (height, width) if frame.rotation % 180 else (width, height)


def unrotated_size(frame: av.VideoFrame, stream: av.VideoStream) -> tuple[int, int]:
    """(width, height) in pixels with square pixels, before the rotation of the display matrix."""
    aspect = stream.sample_aspect_ratio or Fraction(1)
    if aspect <= 0 or not Fraction(1, 4) <= aspect <= 4:
        return frame.width, frame.height
    if aspect >= 1:
        return max(1, round(frame.width * aspect)), frame.height
    return frame.width, max(1, round(frame.height / aspect))


def first_frame(
    source: av.container.InputContainer, stream: av.VideoStream, path: Path
) -> av.VideoFrame:
    """Decode the first picture that can be decoded.

    Raises:
        MediaError: video_unreadable.
    """
    reason: Exception | None = None
    packets = source.demux(stream)
    try:
        for packet in itertools.islice(packets, FIRST_FRAME_PACKET_LIMIT):
            try:
                for frame in packet.decode():
                    return frame
            except av.error.FFmpegError as error:
                reason = error
    except av.error.FFmpegError as error:
        reason = error
    detail = media_container.plain_reason(reason) if reason else "no picture in it can be decoded"
    raise MediaError("video_unreadable", path=path, reason=detail) from reason


def _audio_info(stream: av.AudioStream) -> AudioStreamInfo:
    return AudioStreamInfo(
        index=stream.index,
        codec=stream.codec_context.name,
        sample_rate_hz=stream.codec_context.sample_rate or 0,
        channels=stream.codec_context.channels or 0,
        start_s=float(media_container.stream_start_s(stream)),
        language=stream.language or "",
    )


def _duration_s(source: av.container.InputContainer, stream: av.VideoStream) -> Fraction:
    if stream.duration and stream.time_base:
        return stream.duration * stream.time_base
    if source.duration:
        whole_s = Fraction(source.duration, av.time_base)
        lead_s = media_container.stream_start_s(stream) - Fraction(
            source.start_time or 0, av.time_base
        )
        return max(whole_s - max(lead_s, Fraction(0)), Fraction(0))
    if stream.frames:
        return stream.frames / (stream.average_rate or FALLBACK_FPS)
    return Fraction(0)


def _read_index(stream: av.VideoStream, path: Path) -> tuple[np.ndarray, bool]:
    """Intervals in seconds between the frames the file's index names, and whether it is cut off."""
    entries = stream.index_entries
    if not len(entries) or stream.time_base is None:
        return np.empty(0), False
    last = entries[len(entries) - 1]
    is_truncated = last.pos + last.size > path.stat().st_size
    count = min(len(entries), RATE_SAMPLE_PACKETS)
    ticks = np.array([entries[k].timestamp for k in range(count)], dtype=np.int64)
    intervals_s = np.diff(ticks) * float(stream.time_base)
    if stream.frames and len(entries) < stream.frames:  # a sparse index (keyframes alone)
        return np.empty(0), is_truncated
    return intervals_s[intervals_s > 0], is_truncated


def _is_variable(intervals_s: np.ndarray, stream: av.VideoStream) -> bool:
    if len(intervals_s) > 2:
        return bool(np.ptp(intervals_s[:-1]) > RATE_JITTER_S)
    average, base = stream.average_rate, stream.base_rate
    return bool(average and base and abs(average - base) / base > Fraction(1, 50))
