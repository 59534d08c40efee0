"""Reads single frames of a video without decoding everything between them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import av.container
import numpy as np

from synctalk_engine.media import container as media_container
from synctalk_engine.media.decode_video import FrameConverter
from synctalk_engine.media.deinterlace import deinterlaced

logger = logging.getLogger(__name__)

FORWARD_PIXELS = 300_000_000
"""Decoded at most to come from keyframes to the times that :func:`frames_at` is requested: half a
second of work, whatever the size of the frames."""
LEAST_FORWARD_FRAMES = 2


def frames_at(
    path: Path, times_s: Sequence[float], forward_pixels: float | None = None
) -> Iterator[tuple[float, np.ndarray]]:
    """Frames at the given times, each with its own time, in seconds after the first frame.

    A frame may come before its time: frames that no other one refers to are left out, and in a
    large video with few keyframes `FORWARD_PIXELS` is soon used up. Each frame is given once. A
    time whose frame cannot be decoded is left out.

    Args:
        path: a video file.
        times_s: seconds after the first frame, increasing.
        forward_pixels: decoded at most between keyframes and these times; None: `FORWARD_PIXELS`.
    Raises:
        MediaError: as :func:`synctalk_engine.media.probe.probe`.
    """
    path = Path(path)
    with media_container.open_input(path) as source:
        stream = media_container.video_stream(source, path)
        stream.thread_type = "AUTO"
        stream.codec_context.skip_frame = "NONREF"
        convert = FrameConverter(path, stream)
        pixels = FORWARD_PIXELS if forward_pixels is None else forward_pixels
        walk = _ForwardSeek(source, stream, pixels / max(len(times_s), 1))
        shown_pts: int | None = None
        for time_s in times_s:
            frame = walk.frame_at(time_s)
            if frame is not None and frame.pts != shown_pts:
                shown_pts = frame.pts
                yield walk.time_s(frame), convert(frame)


class _ForwardSeek:
    """Goes from keyframes to the frames at rising times, as far as the allowance reaches."""

    def __init__(
        self,
        source: av.container.InputContainer,
        stream: av.VideoStream,
        pixels_for_each: float,
    ) -> None:
        self._source, self._stream = source, stream
        self._start_s = float(media_container.stream_start_s(stream))
        pixels = max(stream.codec_context.width * stream.codec_context.height, 1)
        self._frames_for_each = max(pixels_for_each / pixels, LEAST_FORWARD_FRAMES)
        self._allowance_frames = 0.0
        self._frames: Iterator[av.VideoFrame] = iter(())
        self._keyframe: int | None = None
        self._shown: av.VideoFrame | None = None

    def time_s(self, frame: av.VideoFrame) -> float:
        """Seconds after the first frame."""
        return float((frame.pts or 0) * (self._stream.time_base or 1)) - self._start_s

    def frame_at(self, time_s: float) -> av.VideoFrame | None:
        """The last frame at or before `time_s` that is reached; None if none is."""
        self._allowance_frames += self._frames_for_each
        try:
            return self._advance_to(time_s)
        except media_container.PYAV_ERRORS as error:
            logger.debug("no frame at %.1f s: %s", time_s, error)
            self._keyframe = None
            return None

    def _advance_to(self, time_s: float) -> av.VideoFrame | None:
        timestamp = int((self._start_s + time_s) / (self._stream.time_base or 1))
        keyframe = self._stream.index_entries.search_timestamp(timestamp)
        if self._shown is None or keyframe < 0 or keyframe != self._keyframe:
            self._source.seek(timestamp, stream=self._stream)
            self._frames = iter(deinterlaced(self._source.decode(self._stream), self._stream))
            self._shown = next(self._frames, None)
            self._keyframe = keyframe
        while self._shown is not None and self._allowance_frames >= 1:
            following = self._ahead(time_s)
            if following is None:
                break
            self._shown = following
            self._allowance_frames -= 1
        return self._shown

    def _ahead(self, time_s: float) -> av.VideoFrame | None:
        """The next frame, where it does not come after `time_s`."""
        if self._shown is None or self.time_s(self._shown) + self._frame_s(self._shown) > time_s:
            return None
        return next(self._frames, None)

    def _frame_s(self, frame: av.VideoFrame) -> float:
        return float((frame.duration or 0) * (self._stream.time_base or 1))
