"""Which encoder writes a video format, and with which settings.

The constant-quality scales of the encoders differ; the values here were chosen to look alike.
A hardware encoder that is compiled into FFmpeg may still not work (no such card, no driver, a
frame that is too large for it), so each candidate encodes one frame of the real size first.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass, field
from fractions import Fraction

import av
import av.error
import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.media.container import PYAV_ERRORS, plain
from synctalk_engine.protocol.options.choices import (
    VIDEO_FORMAT_NAMES,
    EncoderName,
    QualityName,
    VideoFormatName,
)

logger = logging.getLogger(__name__)

SOFTWARE_ENCODERS: dict[VideoFormatName, tuple[str, ...]] = {
    "h264": ("libx264", "libopenh264", "h264_videotoolbox", "h264_mf", "mpeg4"),
    "hevc": ("libx265",),
    "lossless": ("ffv1",),
    "prores4444": ("prores_ks",),
    "vp9": ("libvpx-vp9",),
}
"""In order of preference; FFmpeg is not built with all of them everywhere."""
HARDWARE_KINDS: tuple[EncoderName, ...] = (
    ("videotoolbox",) if sys.platform == "darwin" else ("nvenc", "qsv", "amf")
)
"""That ``auto`` tries."""
HARDWARE_SUFFIXES = ("_nvenc", "_qsv", "_amf", "_videotoolbox")
HARDWARE_FORMATS: tuple[VideoFormatName, ...] = ("h264", "hevc")
ALPHA_FORMATS: tuple[VideoFormatName, ...] = ("lossless", "prores4444", "vp9", "png")

QUALITY_NUMBERS: dict[str, dict[QualityName, int]] = {
    "libx264": {"small": 23, "standard": 16, "high": 12},
    "libx265": {"small": 26, "standard": 19, "high": 14},
    "libvpx-vp9": {"small": 34, "standard": 22, "high": 14},
    "hardware": {"small": 27, "standard": 19, "high": 14},
}
"""CRF, CQ or QP; smaller is better and bigger."""
SPEEDS: dict[QualityName, str] = {"small": "medium", "standard": "fast", "high": "medium"}
"""Presets of x265, and of x264 but for ``X264_STANDARD_SPEED``."""
X264_STANDARD_SPEED = "veryfast"
"""At 1080x1920 half the time of "fast" at CRF 17 and as large a file, for 0.5 to 1 dB at 44 to
48 dB and the same texture (0.3 % less at most): nobody sees it, everybody waits."""
GROUP_FRAMES = "50"
"""From key frame to key frame at most: so much is encoded anew where a second is replaced."""
BITS_PER_PIXEL: dict[QualityName, float] = {"small": 0.12, "standard": 0.25, "high": 0.5}
"""For encoders that know no constant quality."""


@dataclass(frozen=True)
class Encoding:
    """How a video is to be written."""

    format: VideoFormatName = "h264"
    quality: QualityName = "standard"
    encoder: EncoderName = "software"
    has_alpha: bool = False


@dataclass(frozen=True)
class Container:
    """The file that a format lies in."""

    suffix: str
    muxer: str
    audio_codec: str
    options: dict[str, str] = field(default_factory=dict)

    @property
    def has_xmp_box(self) -> bool:
        """Whether XMP has a place in it."""
        return self.muxer in ("mp4", "mov")


_FAST_START = {"movflags": "+faststart"}
CONTAINERS: dict[VideoFormatName, Container] = {
    "h264": Container(".mp4", "mp4", "aac", _FAST_START),
    "hevc": Container(".mp4", "mp4", "aac", _FAST_START),
    "lossless": Container(".mkv", "matroska", "flac"),
    "prores4444": Container(".mov", "mov", "pcm_s16le", _FAST_START),
    "vp9": Container(".webm", "webm", "libopus"),
}
"""A PNG sequence is a folder: see ``image_sequence.py``."""


@dataclass(frozen=True)
class VideoCodec:
    """An encoder with its settings."""

    name: str
    """FFmpeg's."""
    pixel_format: str
    options: dict[str, str] = field(default_factory=dict)
    bits_per_pixel: float | None = None
    """None where the encoder knows a constant quality."""
    tag: str = ""
    """The codec's name within the file, where it is not FFmpeg's choice."""

    @property
    def is_hardware(self) -> bool:
        """Whether a GPU or a media unit encodes."""
        return self.name.endswith(HARDWARE_SUFFIXES)

    @property
    def is_rgb(self) -> bool:
        return av.VideoFormat(self.pixel_format).is_rgb

    @property
    def needs_even_size(self) -> bool:
        """Whether chroma is stored for pairs of pixels."""
        return not self.is_rgb and "444" not in self.pixel_format


@dataclass(frozen=True)
class CodecChoice:
    """The codec that is used, and why others are not."""

    codec: VideoCodec
    rejected: dict[str, str] = field(default_factory=dict)
    """Encoder that was tried -> why it cannot be used."""


def choose_codec(encoding: Encoding, size: tuple[int, int], fps: Fraction) -> CodecChoice:
    """The first encoder that encodes a frame of this size.

    Args:
        size: width and height in pixels.

    Raises:
        MediaError: alpha_unsuited, encoder_unsuited, encoder_unusable; encoder_missing where this
            FFmpeg has no encoder for the format.
    """
    check_encoding(encoding)
    rejected: dict[str, str] = {}
    for codec in _candidates(encoding):
        reason = why_unusable(codec, size, fps)
        if not reason:
            return CodecChoice(codec, rejected)
        logger.info("%s cannot be used: %s", codec.name, reason)
        rejected[codec.name] = reason
    if encoding.encoder not in ("auto", "software"):
        reason = next(iter(rejected.values()))
        raise MediaError("encoder_unusable", encoder=encoding.encoder, reason=reason)
    raise MediaError("encoder_missing", format=VIDEO_FORMAT_NAMES[encoding.format])


def check_encoding(encoding: Encoding) -> None:
    """Refuse choices that exclude each other.

    Raises:
        MediaError: alpha_unsuited, encoder_unsuited.
    """
    if encoding.has_alpha and encoding.format not in ALPHA_FORMATS:
        raise MediaError("alpha_unsuited", format=VIDEO_FORMAT_NAMES[encoding.format])
    is_hardware = encoding.encoder not in ("auto", "software")
    if is_hardware and encoding.format not in HARDWARE_FORMATS:
        name = VIDEO_FORMAT_NAMES[encoding.format]
        raise MediaError("encoder_unsuited", encoder=encoding.encoder, format=name)


def why_unusable(codec: VideoCodec, size: tuple[int, int], fps: Fraction) -> str:
    """Why an encoder cannot encode a frame of this size; empty if it can."""
    try:
        context = av.CodecContext.create(codec.name, "w")
        assert isinstance(context, av.VideoCodecContext)
        configure(context, codec, size, fps)
        context.options = codec.options
        frame = av.VideoFrame(context.width, context.height, codec.pixel_format)
        for plane in frame.planes:
            plane.update(np.zeros(plane.buffer_size, np.uint8))
        frame.pts, frame.time_base = 0, 1 / fps
        packets = [*context.encode(frame), *context.encode(None)]
    except PYAV_ERRORS as error:
        return _reason(error)
    return "" if packets else "it gave no frame"


def configure(
    context: av.VideoCodecContext, codec: VideoCodec, size: tuple[int, int], fps: Fraction
) -> None:
    """Set what every encoder is told: size, rate and BT.709 colours."""
    width, height = coded_size(codec, size)
    context.width, context.height = width, height
    context.pix_fmt = codec.pixel_format
    context.framerate, context.time_base = fps, 1 / fps
    context.thread_type = "AUTO"
    if codec.bits_per_pixel is not None:
        context.bit_rate = int(width * height * fps * codec.bits_per_pixel)


def coded_size(codec: VideoCodec, size: tuple[int, int]) -> tuple[int, int]:
    """Width and height of the encoded frames: even where chroma needs it."""
    width, height = size
    return (width + width % 2, height + height % 2) if codec.needs_even_size else (width, height)


def _candidates(encoding: Encoding) -> list[VideoCodec]:
    """Codecs to try, in order."""
    hardware: tuple[EncoderName, ...] = ()
    if encoding.encoder == "auto" and encoding.format in HARDWARE_FORMATS:
        hardware = HARDWARE_KINDS
    elif encoding.encoder not in ("auto", "software"):
        hardware = (encoding.encoder,)
    codecs = [_hardware_codec(kind, encoding) for kind in hardware]
    if encoding.encoder in ("auto", "software"):
        names = SOFTWARE_ENCODERS[encoding.format]
        codecs += [_software_codec(name, encoding) for name in names]
    return [codec for codec in codecs if codec.name in av.codecs_available] or codecs[-1:]


def _hardware_codec(kind: EncoderName, encoding: Encoding) -> VideoCodec:
    quality = str(QUALITY_NUMBERS["hardware"][encoding.quality])
    options = {
        "nvenc": {"preset": "p5", "rc": "vbr", "cq": quality, "b": "0"},
        "qsv": {"preset": "slow", "global_quality": quality},
        "amf": {"rc": "cqp", "qp_i": quality, "qp_p": quality},
        "videotoolbox": {},
    }[kind]
    is_hevc = encoding.format == "hevc"
    return VideoCodec(
        f"{encoding.format}_{kind}",
        "p010le" if is_hevc else ("nv12" if kind in ("qsv", "amf") else "yuv420p"),
        options,
        BITS_PER_PIXEL[encoding.quality] if kind == "videotoolbox" else None,
        "hvc1" if is_hevc else "",
    )


def _software_codec(name: str, encoding: Encoding) -> VideoCodec:
    speed = SPEEDS[encoding.quality]
    crf = str(QUALITY_NUMBERS.get(name, {}).get(encoding.quality, ""))
    if name == "libx264":
        speed = X264_STANDARD_SPEED if encoding.quality == "standard" else speed
        return VideoCodec(name, "yuv420p", {"crf": crf, "preset": speed, "g": GROUP_FRAMES})
    if name == "libx265":
        options = {"crf": crf, "preset": speed, "g": GROUP_FRAMES}
        options["x265-params"] = "log-level=error:open-gop=0"
        return VideoCodec(name, "yuv420p10le", options, tag="hvc1")
    if name == "libvpx-vp9":
        options = {"crf": crf, "b": "0", "row-mt": "1", "cpu-used": "4"}
        options["g"] = GROUP_FRAMES
        return VideoCodec(name, "yuva420p" if encoding.has_alpha else "yuv420p", options)
    if name == "prores_ks":
        pixel_format = "yuva444p10le" if encoding.has_alpha else "yuv444p10le"
        return VideoCodec(name, pixel_format, {"profile": "4444", "vendor": "apl0"})
    if name == "ffv1":
        options = {"level": "3", "slices": "4", "slicecrc": "1", "g": "1"}
        return VideoCodec(name, "bgra" if encoding.has_alpha else "bgr0", options)
    return VideoCodec(name, "yuv420p", {}, BITS_PER_PIXEL[encoding.quality])


def _reason(error: Exception) -> str:
    """Why an encoder did not open, as part of a sentence."""
    if not isinstance(error, av.error.FFmpegError):
        return "this FFmpeg has no such encoder"
    text = error.strerror or str(error)
    if "Unknown error" in text or "not permitted" in text or "External library" in text:
        return "its hardware or driver is not there"
    return plain(text)
