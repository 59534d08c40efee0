"""Frames and audio to one video file, encoded once, tagged for what it is.

``image_sequence.py`` writes the same as images; :func:`open_video_writer` gives the right one.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import av.container
import av.error
import cv2
import numpy as np
from av.video.frame import PictureType
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
from synctalk_engine.media.ai_mark import append_xmp_box
from synctalk_engine.media.content_credentials import ContentCredentials
from synctalk_engine.media.decode_audio import AudioDecoder
from synctalk_engine.media.encode_audio import AudioSource, AudioTrack
from synctalk_engine.media.probe import as_rate
from synctalk_engine.media.video_codecs import (
    CONTAINERS,
    Container,
    Encoding,
    choose_codec,
    coded_size,
    configure,
)
from synctalk_engine.workspace.atomic import PARTIAL_SUFFIX, replace, storage_errors

logger = logging.getLogger(__name__)

AUDIO_TAIL_FRAMES = Fraction(1, 10)
"""Audio may end so much of a frame after the last one: speech gets no frame of its own for it."""
CONVERSION_FLAGS = Interpolation.BICUBIC | Interpolation.FULL_CHR_H_INP | Interpolation.ACCURATE_RND
MATRIX_RGB, MATRIX_BT709 = 0, 1


class VideoWriter:
    """Write BGR frames and an audio track to ``path``.

    As a context manager the file takes its name when the block ends, and nothing is left behind
    where it ends by an exception. Where the codec needs an even size, frames of odd size are
    widened by repeating the last row or column.

    Args:
        path: the file to write.
        fps: frames per second.
        width, height: of the frames, px.
        audio: a file with audio, from its beginning, or audio that was decoded before; None for a
            silent video.
        audio_start_s: time in the file ``audio`` that belongs to the first frame.
        encoding: format, quality and encoder; H.264 of standard quality if None.
        metadata: tags of the file, such as ``title`` and ``comment``.
        xmp: a packet for MP4 and QuickTime; Matroska has no place for it.
        credentials: what a finished MP4 or QuickTime file is signed with.

    Raises:
        MediaError: the codes of opening ``audio``; video_no_audio where it has no audio; those of
            :func:`~synctalk_engine.media.video_codecs.choose_codec`; video_not_written where an
            encoder fails.
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
        encoding: Encoding | None = None,
        metadata: dict[str, str] | None = None,
        xmp: bytes | None = None,
        credentials: ContentCredentials | None = None,
    ) -> None:
        self._credentials = credentials
        self._xmp = xmp if CONTAINERS[(encoding or Encoding()).format].has_xmp_box else None
        self.path = Path(path)
        self.fps = as_rate(fps)
        self.size = (width, height)
        self.frame_count = 0
        self._partial = self.path.with_name(
            f"{self.path.stem}.{secrets.token_hex(4)}{PARTIAL_SUFFIX}"
        )
        self._reformatter = VideoReformatter()
        encoding = encoding or Encoding()
        self._has_alpha = encoding.has_alpha
        self._audio: AudioTrack | None = None
        self._output: av.container.OutputContainer | None = None
        self.choice = choose_codec(encoding, self.size, self.fps)
        container = CONTAINERS[encoding.format]
        if isinstance(audio, Path):
            audio = AudioDecoder(audio, shift_s=audio_start_s)
        if audio is not None:
            self._audio = AudioTrack(audio, container.audio_codec)
        try:
            self._open(container, metadata or {})
        except BaseException:
            self.abort()
            raise

    def _open(self, container: Container, metadata: dict[str, str]) -> None:
        with _writing(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            output = self._output = av.open(
                "file:" + str(self._partial.absolute()),
                "w",
                format=container.muxer,
                options=container.options,
            )
            output.metadata.update(metadata)
            self._stream = self._add_video_stream(output)
            if self._audio is not None:
                self._audio.add_to(output)

    def __enter__(self) -> VideoWriter:
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()

    def write(self, image: np.ndarray, alpha: np.ndarray | None = None) -> None:
        """Append one uint8 (height, width, 3) BGR frame.

        alpha: uint8 (height, width), 255 where the image is opaque; None: opaque everywhere.

        Raises:
            StorageError: the disk is full.
        """
        if self._output is None:
            raise ValueError("the video is closed")
        check_frame(image, alpha, self.size)
        self.write_decoded(self._converted(with_alpha(image, alpha) if self._has_alpha else image))

    def write_decoded(self, frame: av.VideoFrame) -> None:
        """Append a frame of the codec's own pixel format, such as one of a like video.

        Raises:
            StorageError: the disk is full.
        """
        assert self._output is not None
        frame.pict_type = PictureType.NONE  # else x264 repeats what it was
        frame.pts = self.frame_count
        frame.time_base = 1 / self.fps
        self.frame_count += 1
        with _writing(self.path):
            self._output.mux(self._stream.encode(frame))
            if self._audio is not None:
                self._audio.mux_until(self.frame_count / self.fps)

    def close(self) -> None:
        """Finish the file and give it its name; audio ends with the frames or just after.

        Raises:
            StorageError: the disk is full.
        """
        if self._output is None:
            return
        try:
            with _writing(self.path):
                self._output.mux(self._stream.encode(None))
                if self._audio is not None:
                    self._audio.finish((self.frame_count + AUDIO_TAIL_FRAMES) / self.fps)
                self._output.close()
                self._output = None
                if self._xmp is not None:
                    append_xmp_box(self._partial, self._xmp)
            self._sign_and_rename()
        finally:
            self.abort()

    def _sign_and_rename(self) -> None:
        """Give the finished file its name, signed if asked; unsigned it is kept all the same.

        Raises:
            MediaError: ``c2pa_not_signed``.
        """
        try:
            if self._credentials is not None:
                self._credentials.sign(self._partial, self.path.suffix.lower(), self.path.name)
        finally:
            with _writing(self.path):
                replace(self._partial, self.path)

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

    def _add_video_stream(self, output: av.container.OutputContainer) -> av.VideoStream:
        codec = self.choice.codec
        stream = output.add_stream(codec.name, rate=self.fps, options=codec.options)
        assert isinstance(stream, av.VideoStream)
        context = stream.codec_context
        configure(context, codec, self.size, self.fps)
        context.colorspace = MATRIX_RGB if codec.is_rgb else MATRIX_BT709
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.color_range = ColorRange.JPEG if codec.is_rgb else ColorRange.MPEG
        if codec.tag:
            context.codec_tag = codec.tag
        if self._has_alpha and codec.name == "libvpx-vp9":
            stream.metadata["alpha_mode"] = "1"
        return stream

    def _converted(self, image: np.ndarray) -> av.VideoFrame:
        """uint8 (height, width, 3 or 4) -> the codec's pixel format, tagged."""
        codec = self.choice.codec
        height, width = image.shape[:2]
        coded_width, coded_height = coded_size(codec, (width, height))
        if (coded_width, coded_height) != (width, height):
            below, right = coded_height - height, coded_width - width
            image = cv2.copyMakeBorder(image, 0, below, 0, right, cv2.BORDER_REPLICATE)
        layout = "bgra" if image.shape[2] == 4 else "bgr24"
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format=layout)
        if codec.is_rgb:
            return self._reformatter.reformat(frame, format=codec.pixel_format, threads=1)
        frame = self._reformatter.reformat(
            frame,
            format=codec.pixel_format,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=int(CONVERSION_FLAGS),
            threads=1,
        )
        frame.color_primaries, frame.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
        return frame


def check_frame(image: np.ndarray, alpha: np.ndarray | None, size: tuple[int, int]) -> None:
    """Raise ValueError for a frame of another size or type than the video's."""
    width, height = size
    if image.shape != (height, width, 3) or image.dtype != np.uint8:
        raise ValueError(f"expected uint8 {(height, width, 3)}, got {image.dtype} {image.shape}")
    if alpha is not None and (alpha.shape != (height, width) or alpha.dtype != np.uint8):
        raise ValueError(f"expected uint8 {(height, width)}, got {alpha.dtype} {alpha.shape}")


def with_alpha(image: np.ndarray, alpha: np.ndarray | None) -> np.ndarray:
    """uint8 (height, width, 4) BGRA; opaque where ``alpha`` is None."""
    bgra = cv2.cvtColor(image, cv2.COLOR_BGR2BGRA)
    if alpha is not None:
        bgra[:, :, 3] = alpha
    return bgra


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
