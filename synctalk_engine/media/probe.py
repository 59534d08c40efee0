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
from av.video.reformatter import ColorTrc

from synctalk_engine.errors import MediaError
from synctalk_engine.media import container as media_container
from synctalk_engine.media import mp4_boxes
from synctalk_engine.media.color import HDR_TRANSFERS, WIDE_GAMUTS_XY
from synctalk_engine.media.frame_index import FrameIndex, read_index
from synctalk_engine.media.frame_times import packet_order
from synctalk_engine.media.orientation import (
    Orientation,
    UnsupportedOrientationError,
    orientation_of,
)

logger = logging.getLogger(__name__)

FALLBACK_FPS = Fraction(25)
RATE_JITTER_S = 0.002
"""Frame intervals that differ by more than this make a variable rate (1 ms clocks do not)."""
FIRST_FRAME_PACKET_LIMIT = 500
OVERSTATED_S = Fraction(1)
"""A stated duration that is longer than the index by this much is not believed."""


@dataclass(frozen=True)
class AudioStreamInfo:
    """One track of audio."""

    index: int
    """Index of the stream in its file."""
    codec: str
    sample_rate_hz: int
    channels: int
    start_s: float
    """Time of its first sample on the container's clock."""
    language: str
    """As the file says it, empty if it does not."""
    duration_s: float
    """0 if the file does not say."""


@dataclass(frozen=True)
class VideoInfo:
    """One video file. Sizes are those of the upright frame with square pixels."""

    path: Path
    duration_s: float
    fps: float
    """Average frames per second of the source."""
    usual_fps: float
    """Frames a second for most of the time: gaps do not count."""
    width: int
    height: int
    rotation: int
    """Degrees counter-clockwise (-90, 0, 90, 180) by which the stored frame is turned."""
    mirrored: bool
    """The stored frame is mirrored for display, too."""
    codec: str
    pixel_format: str
    frame_count: int | None
    """Frames of the source; None if the file does not say."""
    variable_rate: bool
    start_s: float
    """Time of the first frame on the container's clock."""
    truncated: bool
    """The index names frames beyond the end of the file."""
    interlaced: bool
    """The first frame is made of two fields taken one after the other."""
    hdr: str
    """"PQ" or "HLG" where brightness is coded for HDR screens, else empty."""
    wide_gamut: bool
    """Its colours are those of a wider gamut than BT.709's, in SDR or HDR."""
    alpha: bool
    """The frames have transparency."""
    sorted_stamps: bool
    """Its timestamps are in the order of storage, and are sorted."""
    audio: tuple[AudioStreamInfo, ...]
    audio_track: AudioStreamInfo | None
    """The track of ``audio`` that is used."""

    @property
    def conversions(self) -> list[str]:
        """What decoding does to such a file that older versions did wrong.

        Frames that were made before are made again.
        """
        found = {
            "hdr": self.hdr,
            "wide_gamut": self.wide_gamut,
            "mirrored": self.mirrored,
            "sorted_stamps": self.sorted_stamps,
        }
        return [name for name, applies in found.items() if applies]

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
    """Read what ``path`` is, decoding one frame to be sure that it can be decoded.

    Args:
        path: a video file.
        need_audio: whether a file without audio is an error.

    Raises:
        MediaError: file_not_found, file_is_folder, file_empty, video_unreadable, video_truncated,
            video_no_video, video_no_audio, video_orientation, video_colors.
        StorageError: no_permission, path_unusable.
    """
    path = Path(path)
    with media_container.open_input(path) as source:
        return _video_info(source, path, need_audio)


def _video_info(source: av.container.InputContainer, path: Path, need_audio: bool) -> VideoInfo:
    stream = media_container.video_stream(source, path)
    tracks, audio_track = _audio_tracks(source, path, need_audio)
    index = read_index(stream, path)
    frame = first_frame(source, stream, path)
    _check_colors(frame, path)
    turn = orientation(frame, path)
    width, height = turn.upright_size(*unrotated_size(frame, stream))
    fps = float(stream.average_rate or stream.guessed_rate or FALLBACK_FPS)
    return VideoInfo(
        path=path,
        duration_s=float(_duration_s(source, stream, index)),
        fps=fps,
        usual_fps=float(1 / np.median(index.intervals_s)) if len(index.intervals_s) else fps,
        width=width,
        height=height,
        rotation=turn.rotation_deg,
        mirrored=turn.is_mirrored,
        codec=stream.codec_context.name,
        pixel_format=frame.format.name,
        frame_count=index.count or stream.frames or None,
        variable_rate=_is_variable(index.intervals_s, stream),
        start_s=_first_picture_s(stream, frame),
        truncated=index.is_cut_off,
        interlaced=frame.interlaced_frame,
        hdr=HDR_TRANSFERS.get(frame.color_trc, ""),
        wide_gamut=frame.color_primaries in WIDE_GAMUTS_XY,
        alpha=_has_alpha(frame, stream),
        sorted_stamps=packet_order(path, stream).is_of_storage,
        audio=tracks,
        audio_track=audio_track,
    )


def orientation(frame: av.VideoFrame, path: Path) -> Orientation:
    """How a frame of ``path`` is turned and mirrored for display.

    Raises:
        MediaError: video_orientation.
    """
    try:
        return orientation_of(frame)
    except UnsupportedOrientationError as error:
        raise MediaError("video_orientation", path=path, reason=str(error)) from error


def unrotated_size(frame: av.VideoFrame, stream: av.VideoStream) -> tuple[int, int]:
    """(width, height) in pixels with square pixels, before the display matrix turns it."""
    aspect = stream.sample_aspect_ratio or Fraction(1)
    if aspect <= 0 or not Fraction(1, 4) <= aspect <= 4:
        return frame.width, frame.height
    if aspect >= 1:
        return max(1, round(frame.width * aspect)), frame.height
    return frame.width, max(1, round(frame.height / aspect))


def first_frame(
    source: av.container.InputContainer, stream: av.VideoStream, path: Path
) -> av.VideoFrame:
    """Decode the first frame that can be decoded.

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
            except media_container.PYAV_ERRORS as error:
                reason = error
    except media_container.PYAV_ERRORS as error:
        reason = error
    detail = media_container.undecodable_reason(path, "no frame in it can be decoded", reason)
    raise MediaError("video_unreadable", path=path, reason=detail) from reason


def _check_colors(frame: av.VideoFrame, path: Path) -> None:
    """Raise if nothing but a Dolby Vision decoder knows the colours."""
    is_untagged = frame.color_trc == ColorTrc.UNSPECIFIED
    if is_untagged and frame.format.components[0].bits > 8 and mp4_boxes.needs_dolby_vision(path):
        reason = "Dolby Vision without an ordinary image (profile 5)"
        raise MediaError("video_colors", path=path, reason=reason)


def _has_alpha(frame: av.VideoFrame, stream: av.VideoStream) -> bool:
    """WebM says it beside the frames, whose decoder leaves the second, grey one out."""
    in_frame = any(component.is_alpha for component in frame.format.components)
    tags = {key.lower(): value for key, value in stream.metadata.items()}
    return in_frame or tags.get("alpha_mode") == "1"


def _audio_tracks(
    source: av.container.InputContainer, path: Path, need_audio: bool
) -> tuple[tuple[AudioStreamInfo, ...], AudioStreamInfo | None]:
    """The tracks of audio, and the one that is used.

    Raises:
        MediaError: video_no_audio, if audio is needed.
    """
    tracks = {
        track.index: _audio_info(track) for track in source.streams.audio if track.codec_context
    }
    if not tracks and not need_audio:
        return (), None
    return tuple(tracks.values()), tracks[media_container.audio_stream(source, path).index]


def _audio_info(stream: av.AudioStream) -> AudioStreamInfo:
    return AudioStreamInfo(
        index=stream.index,
        codec=stream.codec_context.name,
        sample_rate_hz=stream.codec_context.sample_rate or 0,
        channels=stream.codec_context.channels or 0,
        start_s=float(media_container.stream_start_s(stream)),
        language=stream.language or "",
        duration_s=float((stream.duration or 0) * (stream.time_base or 0)),
    )


def _first_picture_s(stream: av.VideoStream, first: av.VideoFrame) -> float:
    """What the file states, unless its first frame comes before that."""
    stated_s = media_container.stream_start_s(stream)
    if first.pts is None or first.time_base is None:
        return float(stated_s)
    return float(min(stated_s, first.pts * first.time_base))


def _duration_s(
    source: av.container.InputContainer, stream: av.VideoStream, index: FrameIndex
) -> Fraction:
    stated_s = _stated_duration_s(source, stream)
    if index.span_s and stated_s - index.span_s > OVERSTATED_S:
        return index.span_s
    return stated_s


def _stated_duration_s(source: av.container.InputContainer, stream: av.VideoStream) -> Fraction:
    if stream.duration and stream.time_base:
        return stream.duration * stream.time_base
    if source.duration:
        whole_s = Fraction(source.duration, av.time_base)
        if "matroska" in source.format.name:  # counts from zero, not from its first timestamp
            whole_s -= max(Fraction(source.start_time or 0, av.time_base), Fraction(0))
        lead_s = media_container.stream_start_s(stream) - Fraction(
            source.start_time or 0, av.time_base
        )
        return max(whole_s - max(lead_s, Fraction(0)), Fraction(0))
    if stream.frames:
        return stream.frames / (stream.average_rate or FALLBACK_FPS)
    return Fraction(0)


def _is_variable(intervals_s: np.ndarray, stream: av.VideoStream) -> bool:
    if len(intervals_s) > 2:
        return bool(np.ptp(intervals_s[:-1]) > RATE_JITTER_S)
    average, base = stream.average_rate, stream.base_rate
    return bool(average and base and abs(average - base) / base > Fraction(1, 50))
