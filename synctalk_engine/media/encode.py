"""Frames and audio to one MP4: H.264 and AAC, encoded once, tagged for what it is."""

from __future__ import annotations

import contextlib
import logging
import secrets
from collections.abc import Iterator
from pathlib import Path

import av
import av.container
import av.error
import cv2
import numpy as np
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)

from synctalk_engine.errors import MediaError
from synctalk_engine.media import container as media_container
from synctalk_engine.media.decode_audio import AudioDecoder
from synctalk_engine.media.encode_audio import AudioSource, AudioTrack
from synctalk_engine.media.probe import as_rate
from synctalk_engine.workspace.atomic import PARTIAL_SUFFIX, replace, storage_errors

logger = logging.getLogger(__name__)

H264_ENCODERS = ("libx264", "libopenh264", "h264_videotoolbox", "h264_mf")
"""In order of preference; FFmpeg is not built with all of them everywhere."""
MPEG4_ENCODER = "mpeg4"
CRF = 17
X264_PRESET = "fast"
FALLBACK_BITS_PER_PIXEL = 0.25
"""For encoders that know no constant quality."""
CONVERSION_FLAGS = Interpolation.BICUBIC | Interpolation.FULL_CHR_H_INP | Interpolation.ACCURATE_RND
COLORSPACE_BT709 = 1


class VideoWriter:
    """Write BGR frames and an audio track to ``path``.

    As a context manager the file takes its name when the block ends, and nothing is left behind
    where it ends by an exception. Frames of odd size are widened to even by repeating the last
    row or column.

    Args:
        path: the .mp4 to write.
        fps: frames per second.
        width, height: of the frames, px.
        audio: a file with audio, from its beginning, or audio that was decoded before; None for a
            silent video.
        audio_start_s: time in the file ``audio`` that belongs to the first frame.
        crf: constant quality of x264; smaller is better and bigger.
        preset: x264's.
        metadata: tags of the file, such as ``title`` and ``comment``.

    Raises:
        MediaError: the codes of opening ``audio``; video_no_audio where it has no audio;
            encoder_missing; video_not_written where an encoder fails.
        StorageError: disk full, no permission, or an unusable path.
    """

    def __init__(
        self,
        path: Path,
        fps: float,
        width: int,
        height: int,
        audio: Path | AudioSource | None = None,
        *,
        audio_start_s: float = 0.0,
        crf: int = CRF,
        preset: str = X264_PRESET,
        metadata: dict[str, str] | None = None,
    ) -> None:
        self.path = Path(path)
        self.fps = as_rate(fps)
        self.size = (width, height)
        self.frame_count = 0
        self._partial = self.path.with_name(
            f"{self.path.stem}.{secrets.token_hex(4)}{PARTIAL_SUFFIX}"
        )
        self._reformatter = VideoReformatter()
        if isinstance(audio, Path):
            audio = AudioDecoder(audio, shift_s=audio_start_s)
        self._audio = AudioTrack(audio) if audio is not None else None
        self._output: av.container.OutputContainer | None = None
        try:
            with _writing(self.path):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                output = self._output = av.open(
                    "file:" + str(self._partial.absolute()),
                    "w",
                    format="mp4",
                    options={"movflags": "+faststart"},
                )
                output.metadata.update(metadata or {})
                self._stream = self._add_video_stream(output, crf, preset)
                if self._audio is not None:
                    self._audio.add_to(output)
        except BaseException:
            self.abort()
            raise

    def __enter__(self) -> VideoWriter:
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()

    def write(self, image: np.ndarray) -> None:
        """Append one uint8 (height, width, 3) BGR frame.

        Raises:
            StorageError: the disk is full.
        """
        if self._output is None:
            raise ValueError("the video is closed")
        width, height = self.size
        if image.shape != (height, width, 3) or image.dtype != np.uint8:
            raise ValueError(
                f"expected uint8 {(height, width, 3)}, got {image.dtype} {image.shape}"
            )
        frame = self._converted(image)
        frame.pts = self.frame_count
        frame.time_base = 1 / self.fps
        self.frame_count += 1
        with _writing(self.path):
            self._output.mux(self._stream.encode(frame))
            if self._audio is not None:
                self._audio.mux_until(self.frame_count / self.fps)

    def close(self) -> None:
        """Finish the file and give it its name; audio ends with the frames.

        Raises:
            StorageError: the disk is full.
        """
        if self._output is None:
            return
        try:
            with _writing(self.path):
                self._output.mux(self._stream.encode(None))
                if self._audio is not None:
                    self._audio.finish(self.frame_count / self.fps)
                self._output.close()
                self._output = None
                replace(self._partial, self.path)
        finally:
            self.abort()

    def abort(self) -> None:
        """Give up and leave nothing behind."""
        if self._output is not None:
            with contextlib.suppress(av.error.FFmpegError, OSError):
                self._output.close()
            self._output = None
        if self._audio is not None:
            self._audio.close()
        with contextlib.suppress(OSError):
            self._partial.unlink(missing_ok=True)

    def _add_video_stream(
        self, output: av.container.OutputContainer, crf: int, preset: str
    ) -> av.VideoStream:
        width, height = (_even(length) for length in self.size)
        name = _first_encoder()
        options = {"crf": str(crf), "preset": preset} if name == "libx264" else {}
        stream = output.add_stream(name, rate=self.fps, options=options)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = width, height
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.time_base = 1 / self.fps
        context.thread_type = "AUTO"
        context.colorspace = COLORSPACE_BT709
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.color_range = ColorRange.MPEG
        if name != "libx264":
            context.bit_rate = int(width * height * self.fps * FALLBACK_BITS_PER_PIXEL)
        return stream

    def _converted(self, image: np.ndarray) -> av.VideoFrame:
        height, width = image.shape[:2]
        pad_rows, pad_columns = _even(height) - height, _even(width) - width
        if pad_rows or pad_columns:
            image = cv2.copyMakeBorder(image, 0, pad_rows, 0, pad_columns, cv2.BORDER_REPLICATE)
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="bgr24")
        return self._reformatter.reformat(
            frame,
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=int(CONVERSION_FLAGS),
            threads=1,
        )


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn the system's and the encoders' complaints into sentences."""
    with storage_errors(path):
        try:
            yield
        except av.error.FFmpegError as error:
            if isinstance(error, OSError):
                raise
            reason = media_container.plain(error.strerror or str(error))
            raise MediaError("video_not_written", path=path, reason=reason) from error


def _even(length_px: int) -> int:
    return length_px + length_px % 2


def _first_encoder() -> str:
    for name in (*H264_ENCODERS, MPEG4_ENCODER):
        if name in av.codecs_available:
            with contextlib.suppress(av.error.FFmpegError, ValueError):
                av.Codec(name, "w")
                return name
    raise MediaError("encoder_missing")
