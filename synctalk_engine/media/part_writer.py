"""Replaces some frames of a finished video; its audio and all other frames stay as they are.

Only the groups of frames that a replaced frame belongs to are encoded again, from key frame to key
frame; the packets of all others are copied. Where the encoder writes other headers now than those
of the file, or a frame behind the part would change, the whole video is encoded again.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av
import av.container
import av.error
import cv2
import numpy as np

from synctalk_engine.media.ai_mark import append_xmp_box, xmp_packet
from synctalk_engine.media.color import ColorConverter
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.frame_groups import (
    decoded_frames,
    open_video,
    read_groups,
)
from synctalk_engine.media.image_files import read_image
from synctalk_engine.media.image_sequence import png_bytes
from synctalk_engine.media.video_codecs import CONTAINERS, Encoding
from synctalk_engine.media.video_output import Marks
from synctalk_engine.workspace.atomic import PARTIAL_SUFFIX, replace, storage_errors

logger = logging.getLogger(__name__)
CHECKED_FRAMES = 12
"""So many frames behind the part are compared with what they were."""
MOST_ROUNDING = 1
"""Of 255: FFmpeg decodes ProRes to 10 or 12 bits, as it guesses from the file."""

Blend = Callable[[np.ndarray, np.ndarray, float], np.ndarray]
"""What lies between the old frame and the new one, at a weight of 0..1."""


class PartWriter:
    """Takes the new frames of a part, in order. A context manager like ``VideoWriter``.

    Args:
        path: the video.
        part: its frames that are replaced.
        fade: so many frames at each end of the part are led over, and how; not at the video's ends.
        size: width and height of the new frames, px.

    Raises:
        MediaError, StorageError: as ``VideoWriter``.
    """

    def __init__(
        self,
        path: Path,
        part: range,
        size: tuple[int, int],
        encoding: Encoding,
        marks: Marks,
        fade: tuple[int, Blend],
    ) -> None:
        self.path, self._part, self._size = path, part, size
        self._encoding, self._marks = encoding, marks
        self._groups = read_groups(path)
        self._weights = FadeWeights(part, self._groups.count, fade[0])
        self._blend = fade[1]
        self._span = self._groups.around(part.start, part.stop)
        with open_video(path) as source:
            self._fps = source.streams.video[0].average_rate or Fraction(25)
        suffix = path.suffix
        self._segment_path = path.with_name(f"{path.stem}.{secrets.token_hex(4)}.part{suffix}")
        self._partial = self._segment_path.with_suffix(PARTIAL_SUFFIX)
        self._segment = VideoWriter(self._segment_path, float(self._fps), *size, encoding=encoding)
        self._old = decoded_frames(path, self._span, self._groups)
        self._convert = ColorConverter()
        self._place = self._span.start

    def __enter__(self) -> PartWriter:
        self._copy_until(self._part.start)
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self.abort()

    def write(self, image: np.ndarray, alpha: np.ndarray | None = None) -> None:
        """Put a frame, uint8 (height, width, 3) BGR, in the place of the next one of the part."""
        weight = self._weights.at(self._place)
        old = next(self._old)
        if weight < 1:
            width, height = self._size
            before = self._image(old)[:height, :width]
            image = self._blend(before, image, weight)
        self._segment.write(image, alpha)
        self._place += 1

    def abort(self) -> None:
        """Leave nothing behind but the video."""
        self._old.close()  # type: ignore[attr-defined]
        self._segment.abort()
        for path in (self._segment_path, self._partial):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def _copy_until(self, stop: int) -> None:
        while self._place < stop:
            self._segment.write_decoded(next(self._old))
            self._place += 1

    def _finish(self) -> None:
        self._copy_until(self._span.stop)
        self._segment.close()
        with storage_errors(self.path):
            if not self._is_spliced():
                logger.info("%s is encoded again as a whole", self.path.name)
                self._encode_all()
            xmp_has_place = CONTAINERS[self._encoding.format].has_xmp_box
            if self._marks.is_marked and xmp_has_place:
                append_xmp_box(self._partial, xmp_packet())
            if self._marks.credentials is not None:
                suffix = self.path.suffix.lower()
                self._marks.credentials.sign(self._partial, suffix, self.path.name)
            replace(self._partial, self.path)

    def _is_spliced(self) -> bool:
        """Put the segment into a copy of the file; False where that gives another video."""
        with open_video(self.path) as old, open_video(self._segment_path) as new:
            if _headers(old) != _headers(new):
                return False
        try:
            _splice(self.path, self._segment_path, self._span, self._partial, self._encoding)
            return self._is_same_behind()
        except (av.error.FFmpegError, ValueError) as error:
            logger.info("%s cannot be spliced: %s", self.path.name, error)
            return False

    def _is_same_behind(self) -> bool:
        """Whether the frames behind the part, and their number, are what they were."""
        if read_groups(self._partial).count != self._groups.count:
            return False
        behind = range(self._span.stop, min(self._span.stop + CHECKED_FRAMES, self._groups.count))
        if not behind:
            return True
        pairs = zip(
            decoded_frames(self.path, behind, self._groups),
            decoded_frames(self._partial, behind, self._groups),
            strict=True,
        )
        return all(
            cv2.absdiff(self._image(one), self._image(other)).max() <= MOST_ROUNDING
            for one, other in pairs
        )

    def _image(self, frame: av.VideoFrame) -> np.ndarray:
        return self._convert(frame, frame.width, frame.height)

    def _encode_all(self) -> None:
        """Every frame of the old video but those of the segment, encoded again; audio is copied."""
        count, span = self._groups.count, self._span
        segment_groups = read_groups(self._segment_path)
        frames = chain(
            decoded_frames(self.path, range(span.start), self._groups) if span.start else (),
            decoded_frames(self._segment_path, range(len(span)), segment_groups),
            decoded_frames(self.path, range(span.stop, count), self._groups)
            if span.stop < count
            else (),
        )
        whole_path = self._segment_path.with_stem(f"{self._segment_path.stem}.whole")
        try:
            with VideoWriter(
                whole_path, float(self._fps), *self._size, encoding=self._encoding
            ) as whole:
                for frame in frames:
                    whole.write_decoded(frame)
            _splice(self.path, whole_path, range(count), self._partial, self._encoding)
        finally:
            whole_path.unlink(missing_ok=True)


class ImagePartWriter:
    """Replaces images of a folder of numbered ones; used like :class:`PartWriter`."""

    def __init__(
        self, path: Path, part: range, has_alpha: bool, marks: Marks, fade: tuple[int, Blend]
    ) -> None:
        self.path, self._part, self._has_alpha = path, part, has_alpha
        self._xmp = xmp_packet() if marks.is_marked else None
        self._weights = FadeWeights(part, len(list(path.glob("*.png"))), fade[0])
        self._blend = fade[1]
        self._place = part.start

    def __enter__(self) -> ImagePartWriter:
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        with storage_errors(self.path):
            for frame in range(self._part.start, self._place):
                fresh = self._fresh_path(frame)
                replace(fresh, self._image_path(frame)) if kind is None else fresh.unlink()

    def write(self, image: np.ndarray, alpha: np.ndarray | None = None) -> None:
        """Put a frame, uint8 (height, width, 3) BGR, in the place of the next one of the part."""
        weight = self._weights.at(self._place)
        if weight < 1:
            image = self._blend(read_image(self._image_path(self._place)), image, weight)
        data = png_bytes(image, alpha, self._has_alpha, self._xmp)
        with storage_errors(self.path):
            self._fresh_path(self._place).write_bytes(data)
        self._place += 1

    def _image_path(self, frame: int) -> Path:
        return self.path / f"{frame:06d}.png"

    def _fresh_path(self, frame: int) -> Path:
        return self.path / f"{frame:06d}{PARTIAL_SUFFIX}"


@dataclass(frozen=True)
class FadeWeights:
    """How much of the new frames is shown."""

    part: range
    count: int
    """Frames of the video; at its ends nothing is led over."""
    fade_frames: int

    def at(self, frame: int) -> float:
        """The weight of the new frame, 0..1."""
        far = self.fade_frames + 1
        from_start = frame - self.part.start + 1 if self.part.start > 0 else far
        to_end = self.part.stop - frame if self.part.stop < self.count else far
        return min(1.0, from_start / far, to_end / far)


def _headers(source: av.container.InputContainer) -> tuple[object, ...]:
    """What the packets of a stream need to be decoded."""
    stream = source.streams.video[0]
    context = stream.codec_context
    return (
        context.name,
        context.width,
        context.height,
        context.pix_fmt,
        bytes(context.extradata or b""),
    )


def _splice(old_path: Path, new_path: Path, span: range, target: Path, encoding: Encoding) -> None:
    """Copy the packets of a video, those of the frames in ``span`` from another one."""
    container = CONTAINERS[encoding.format]
    with (
        open_video(old_path) as old,
        open_video(new_path) as new,
        av.open(
            "file:" + str(target.absolute()), "w", format=container.muxer, options=container.options
        ) as output,
    ):
        output.metadata.update(old.metadata)
        old_video, new_video = old.streams.video[0], new.streams.video[0]
        outputs = {
            stream.index: output.add_stream_from_template(
                new_video if stream is old_video else stream, opaque=True
            )
            for stream in (*old.streams.video[:1], *old.streams.audio)
        }
        outputs[old_video.index].metadata.update(old_video.metadata)
        fresh = (packet for packet in new.demux(video=0) if packet.size)
        shift_s = span.start / old_video.average_rate
        number = 0
        for packet in old.demux(*old.streams.video[:1], *old.streams.audio):
            if not packet.size:
                continue
            if packet.stream is old_video:
                if number in span:
                    packet = _shifted(next(fresh), shift_s, old_video)
                number += 1
            packet.stream = outputs[
                old_video.index if packet.stream is new_video else packet.stream.index
            ]
            output.mux(packet)


def _shifted(packet: av.Packet, shift_s: Fraction, like: av.VideoStream) -> av.Packet:
    """A packet of the segment at its time in the video."""
    own = packet.time_base
    start = (like.start_time or 0) * like.time_base
    for name in ("pts", "dts"):
        time_s = getattr(packet, name) * own + shift_s + start
        setattr(packet, name, round(time_s / own))
    return packet
