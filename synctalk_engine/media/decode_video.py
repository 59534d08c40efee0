"""Decodes a video to upright BGR frames at a constant frame rate.

Output frame ``i`` stands at ``i / fps`` seconds after the first frame and is the source frame
nearest to that time (the earlier of two equally near). For a constant source rate that is what
FFmpeg's ``fps`` filter gives; for a variable one it is never further from the truth than half the
gap. Audio is aligned to the same zero by :mod:`synctalk_engine.media.audio`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import av.container
import av.error
import av.format
import numpy as np
from av.codec.hwaccel import HWAccel

from synctalk_engine.errors import MediaError
from synctalk_engine.media import container as media_container
from synctalk_engine.media.color import ColorConverter, UnsupportedColorError
from synctalk_engine.media.deinterlace import deinterlaced
from synctalk_engine.media.frame_rate_conversion import FrameRateConversion
from synctalk_engine.media.frame_times import (
    FrameClock,
    StampedFrame,
    from_zero,
    packet_order,
    sorted_stamps,
)
from synctalk_engine.media.hardware_decoding import planar, thread_type
from synctalk_engine.media.orientation import Orientation
from synctalk_engine.media.probe import (
    FALLBACK_FPS,
    as_rate,
    frame_count_for,
    orientation,
    unrotated_size,
)

logger = logging.getLogger(__name__)

DEFAULT_FPS = 25.0
STRAY_TIME_S = Fraction(5)
"""A frame this far beyond the file's stated duration has a broken timestamp; nor is the last
frame shown longer than this."""
GAP_LIMIT_S = Fraction(600)
"""Where no frame comes for longer, the clock of the file is broken, or it is of no use."""


class VideoFrames:
    """Iterate over a video's frames at ``fps``; close it, or use it as a context manager.

    Yields uint8 (height, width, 3) contiguous BGR arrays, to be treated as read-only: a frame
    shown twice is the same array. One frame is held at a time. Afterwards ``broken_count`` says
    how many packets or frames were damaged and left out, ``source_count`` how many were decoded,
    ``corrected_count`` for how many of them the file's timestamps were wrong, ``frame_count`` how
    many were yielded, ``longest_gap_s`` for how long no frame came.

    Args:
        path: a video file.
        fps: target rate, frames per second.
        is_wanted: whether the frame of an index is needed; None is yielded in place of one that
            is not, which saves its conversion. None: all are.
        hardware: what decodes; where it fails, FFmpeg's own decoder takes over. None: that one.

    Raises:
        MediaError: as :func:`synctalk_engine.media.probe.probe`; video_unreadable while iterating
            where not one frame can be decoded, or none comes for ten minutes.
    """

    def __init__(
        self,
        path: Path,
        fps: float = DEFAULT_FPS,
        is_wanted: Callable[[int], bool] | None = None,
        hardware: HWAccel | None = None,
    ) -> None:
        self.path = Path(path)
        self._hardware, self._has_hardware_failed = hardware, False
        self._closed_last: list[av.container.InputContainer] = []
        self._is_wanted = is_wanted or (lambda _index: True)
        self.fps = as_rate(fps)
        self.broken_count = 0
        self.source_count = 0
        self.corrected_count = 0
        self.frame_count = 0
        self.longest_gap_s = 0.0
        self._open(hardware)
        self._convert = FrameConverter(self.path, self._stream)
        self._rate_change = FrameRateConversion(self.fps)

    def _open(self, hardware: HWAccel | None) -> None:
        self._container = media_container.open_input(self.path, hardware=hardware)
        try:
            self._stream = media_container.video_stream(self._container, self.path)
        except MediaError:
            self._container.close()
            raise
        self._stream.thread_type = thread_type(hardware)

    def __enter__(self) -> VideoFrames:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file and the decoder's threads back."""
        for container in (self._container, *self._closed_last):
            container.close()

    def __iter__(self) -> Iterator[np.ndarray]:
        try:
            yield from self._images()
        except av.error.FFmpegError as error:  # of a filter or a conversion
            reason = media_container.plain_reason(error)
            raise MediaError("video_unreadable", path=self.path, reason=reason) from error

    def _images(self) -> Iterator[np.ndarray]:
        shown: av.VideoFrame | None = None
        shown_s = Fraction(0)
        for time_s, frame in self._timed_frames():
            if shown is not None:
                self._note_gap(shown_s, time_s)
                yield from self._show(shown, shown_s, self._count_before((shown_s + time_s) / 2))
            shown, shown_s = frame, time_s
        if shown is None:
            nothing = "no frame in it can be decoded"
            reason = media_container.undecodable_reason(self.path, nothing)
            raise MediaError("video_unreadable", path=self.path, reason=reason)
        end_s = shown_s + min(self._frame_duration_s(shown), STRAY_TIME_S)
        yield from self._show(shown, shown_s, frame_count_for(end_s, self.fps))

    def _count_before(self, border_s: Fraction) -> int:
        """How many output frames stand at or before ``border_s``."""
        return int(border_s * self.fps // 1) + 1

    def dropped_and_doubled(self) -> tuple[int, int]:
        """Source frames left out and frames repeated so far, beyond what the target rate explains.

        The same where the file lacks frames as where they were damaged or badly stamped.
        """
        return self._rate_change.dropped_and_doubled()

    def _show(
        self, frame: av.VideoFrame, time_s: Fraction, until_frames: int
    ) -> Iterator[np.ndarray]:
        """Repeat a source frame until so many were yielded."""
        self._rate_change.add(time_s, max(until_frames - self.frame_count, 0))
        if self.frame_count >= until_frames:
            return
        self._convert.note_size(frame)
        image: np.ndarray | None = None
        while self.frame_count < until_frames:
            is_wanted = self._is_wanted(self.frame_count)
            self.frame_count += 1
            if is_wanted and image is None:
                image = self._convert(frame)
            yield image if is_wanted else None  # type: ignore[misc]

    def _note_gap(self, shown_s: Fraction, time_s: Fraction) -> None:
        self.longest_gap_s = max(self.longest_gap_s, float(time_s - shown_s))
        if time_s - shown_s > GAP_LIMIT_S:
            minutes = round((time_s - shown_s) / 60)
            reason = f"at {float(shown_s):.1f} s its frames stop for {minutes} minutes"
            raise MediaError("video_unreadable", path=self.path, reason=reason)

    def _timed_frames(self) -> Iterator[tuple[Fraction, av.VideoFrame]]:
        """Whole frames in the order in which they are shown, with seconds after the first."""
        frames = map(self._stamped, deinterlaced(self._decoded(), self._stream))
        order = packet_order(self.path, self._stream)
        if order.is_of_storage:
            logger.info("%s: timestamps are in the order of storage; sorted", self.path)
            frames = sorted_stamps(frames)
        clock = FrameClock(self._latest_plausible_s(), self._longest_gap_s())
        for time_s, frame in clock.timed(from_zero(frames, order.start_s)):
            self.source_count += 1
            yield time_s, frame
        self.broken_count += clock.discarded_count
        self.corrected_count = clock.corrected_count

    def _longest_gap_s(self) -> Fraction | None:
        """Broadcasts and parts that were joined: their clocks may start again at any time."""
        may_jump = self._container.format.flags & av.format.Flags.ts_discont.value
        return GAP_LIMIT_S if may_jump else None

    def _latest_plausible_s(self) -> Fraction | None:
        if self._stream.duration and self._stream.time_base:
            return self._stream.duration * self._stream.time_base + STRAY_TIME_S
        if self._container.duration:
            return Fraction(self._container.duration, av.time_base) + STRAY_TIME_S
        return None

    def _stamped(self, frame: av.VideoFrame) -> StampedFrame:
        stamp_s = None
        if frame.pts is not None and frame.time_base is not None:
            stamp_s = frame.pts * frame.time_base
        return StampedFrame(stamp_s, self._frame_duration_s(frame), frame)

    def _frame_duration_s(self, frame: av.VideoFrame) -> Fraction:
        if frame.duration and frame.time_base:
            return frame.duration * frame.time_base
        return 1 / (self._stream.average_rate or self._stream.guessed_rate or FALLBACK_FPS)

    def _decoded(self) -> Iterator[av.VideoFrame]:
        """Frames as the decoder gives them; damaged ones are counted and left out."""
        done = 0
        if self._hardware is not None:
            for frame in self._undamaged_by_hardware():
                done += 1
                yield frame
            if not self._has_hardware_failed:
                return
            logger.warning("%s: the processor decodes it again, %d frames", self.path, done)
            self._closed_last.append(self._container)  # others still hold its stream
            self._open(None)
        frames = media_container.decoded_frames(
            self._container, self._stream, self.path, self._on_broken
        )
        for frame in frames:
            if frame.is_corrupt:
                self._on_broken()
            elif done:  # the GPU has decoded it
                done -= 1
            else:
                yield frame

    def _undamaged_by_hardware(self) -> Iterator[av.VideoFrame]:
        """Frames until the first that is missing or damaged: that may be the GPU's fault."""
        try:
            for frame in media_container.decoded_frames(
                self._container, self._stream, self.path, self._on_hardware_failure
            ):
                if frame.is_corrupt:
                    self._on_hardware_failure()
                if self._has_hardware_failed:
                    return
                yield planar(frame)
        except (av.error.FFmpegError, RuntimeError) as error:
            logger.warning("%s: the GPU cannot decode it: %s", self.path, error)
            self._on_hardware_failure()

    def _on_hardware_failure(self) -> None:
        self._has_hardware_failed = True

    def _on_broken(self) -> None:
        self.broken_count += 1


class FrameConverter:
    """Decoded frame -> upright BGR array with square pixels, as on an ordinary (SDR) screen.

    Args:
        path: the file, for errors.
        stream: its stream with the frames.
    """

    def __init__(self, path: Path, stream: av.VideoStream) -> None:
        self._path = path
        self._stream = stream
        self._to_bgr = ColorConverter()
        self._upright_size_px: tuple[int, int] | None = None
        """Of the first frame; where later ones are of another, they are brought to it."""

    def note_size(self, frame: av.VideoFrame) -> Orientation:
        """How a frame is turned; the first one, converted or not, gives all their size."""
        turn = orientation(frame, self._path)
        if self._upright_size_px is None:
            self._upright_size_px = turn.upright_size(*unrotated_size(frame, self._stream))
        return turn

    def __call__(self, frame: av.VideoFrame) -> np.ndarray:
        """uint8 (height, width, 3) BGR, contiguous.

        Raises:
            MediaError: video_orientation, video_colors.
        """
        turn = self.note_size(frame)
        assert self._upright_size_px is not None
        width, height = turn.upright_size(*self._upright_size_px)
        try:
            image = self._to_bgr(frame, width, height)
        except UnsupportedColorError as error:
            raise MediaError("video_colors", path=self._path, reason=str(error)) from error
        return turn.apply(image)
