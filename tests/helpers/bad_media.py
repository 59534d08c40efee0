"""Generates unusual and broken media files; each function writes one and returns its path."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from tests.helpers.colour_charts import (
    BT2020,
    HDR_CHART_RGB,
    HLG,
    LIMITED,
    PQ,
    Coding,
    chart_image,
    frame_of,
    to_hdr,
)
from tests.helpers.media_files import make_video, numbered_frame, tone

TICK = Fraction(1, 60000)
HOURS_4_S = 4 * 3600
KEY = "0123456789abcdef0123456789abcdef"


@dataclass
class AudioTrack:
    """One track to be written."""

    samples: np.ndarray
    """(count,) or (channels, count), float -1..1."""
    rate_hz: int = 44100
    codec: str = "aac"
    layout: str = "mono"
    sample_format: str = "fltp"
    language: str = ""
    is_default: bool = False
    start_s: float = 0.0


def write(
    path: Path,
    frames: Sequence[np.ndarray | av.VideoFrame],
    audio_tracks: Sequence[AudioTrack] = (),
    *,
    fps: float = 25,
    times_s: Sequence[float] | None = None,
    codec: str = "libx264",
    pixel_format: str = "yuv420p",
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
    metadata: dict[str, str] | None = None,
    aspect: Fraction | None = None,
    matrix: Sequence[int] | None = None,
) -> Path:
    """A video of BGR arrays, or of frames as they are, at ``fps`` or at the given times."""
    times_s = [k / fps for k in range(len(frames))] if times_s is None else times_s
    with av.open(str(path), "w", options=container_options or {}) as output:
        stream = output.add_stream(codec, rate=round(fps) or 1, options=options or {})
        first = frames[0]
        stream.width, stream.height = (
            (first.width, first.height) if isinstance(first, av.VideoFrame) else first.shape[1::-1]
        )
        stream.pix_fmt = pixel_format
        stream.codec_context.time_base = TICK
        stream.metadata.update(metadata or {})
        if matrix is not None:
            stream.set_display_matrix(matrix)
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        if isinstance(first, av.VideoFrame) and first.color_trc:
            stream.codec_context.color_trc = first.color_trc
            stream.codec_context.color_primaries = first.color_primaries
            stream.codec_context.colorspace = first.colorspace
        tracks = [_add_track(output, audio) for audio in audio_tracks]
        for image, time_s in zip(frames, times_s, strict=True):
            frame = image
            if not isinstance(image, av.VideoFrame):
                frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts, frame.time_base = round(Fraction(time_s) / TICK), TICK
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
        for track, audio in zip(tracks, audio_tracks, strict=True):
            _write_audio(output, track, audio)
    return path


def _add_track(output, audio: AudioTrack):
    track = output.add_stream(audio.codec, rate=audio.rate_hz, layout=audio.layout)
    track.metadata.update({"language": audio.language} if audio.language else {})
    if audio.is_default:
        track.disposition = av.stream.Disposition.default
    return track


def _write_audio(output, track, audio: AudioTrack) -> None:
    samples = np.atleast_2d(audio.samples).astype(np.float32)
    if audio.sample_format == "u8":
        samples = np.clip(samples * 127 + 128, 0, 255).astype(np.uint8)
    frame = av.AudioFrame.from_ndarray(samples, format=audio.sample_format, layout=audio.layout)
    frame.sample_rate = audio.rate_hz
    frame.pts, frame.time_base = round(audio.start_s * audio.rate_hz), Fraction(1, audio.rate_hz)
    output.mux(track.encode(frame))
    output.mux(track.encode(None))


def plain(path: Path, seconds: float = 1.0) -> Path:
    """What every good video is: numbered frames at 25 a second and a tone."""
    return make_video(path, np.arange(round(25 * seconds)) / 25, audio=tone(seconds))


def numbered_frames(count: int, width: int = 64, height: int = 48) -> list[np.ndarray]:
    """BGR frames that show their number."""
    return [numbered_frame(number % 256, width, height) for number in range(count)]


# -- no video at all -----------------------------------------------------------------------------


def bytes_file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def image_file(path: Path, suffix: str) -> Path:
    """Write an image under any name."""
    return bytes_file(path, cv2.imencode(suffix, numbered_frame(3))[1].tobytes())


def zip_file(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("film.bin", np.random.default_rng(0).bytes(100_000))
    return path


def pdf_file(path: Path) -> Path:
    body = b"1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 200
    return bytes_file(path, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + body + b"%%EOF")


def song_with_cover(path: Path) -> Path:
    """Audio whose only frame is its cover."""
    with av.open(str(path), "w") as output:
        track = output.add_stream("libmp3lame", rate=44100, layout="mono")
        cover = output.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 48, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        frame = av.VideoFrame.from_ndarray(numbered_frame(1), format="bgr24")
        output.mux(cover.encode(frame.reformat(format="yuvj420p")))
        output.mux(cover.encode(None))
        _write_audio(output, track, AudioTrack(tone(2.0)))
    return path


# -- damaged -------------------------------------------------------------------------------------


def without_index(path: Path) -> Path:
    data = plain(path).read_bytes()
    return bytes_file(path, data[: data.index(b"moov")])


def cut_in_the_middle(path: Path, seconds: float = 4.0) -> Path:
    """Half of a file whose index is in front (MP4), or that has none (MKV)."""
    noise = np.random.default_rng(0).integers(0, 255, (48, 64, 3), np.uint8)
    shifted = [np.roll(noise, 3 * k, axis=1) for k in range(round(25 * seconds))]
    fast = {"movflags": "+faststart"} if path.suffix == ".mp4" else {}
    write(path, shifted, [AudioTrack(tone(seconds))], options={"g": "5"}, container_options=fast)
    data = path.read_bytes()
    return bytes_file(path, data[: len(data) * 6 // 10])


def zeros_for_frames(path: Path) -> Path:
    """A valid index, but zeros instead of the frames."""
    data = bytearray(write(path, numbered_frames(25), [AudioTrack(tone(1.0))]).read_bytes())
    start, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    data[start:end] = bytes(end - start)
    return bytes_file(path, bytes(data))


def of_unknown_coding(path: Path) -> Path:
    data = plain(path).read_bytes()
    return bytes_file(path, data.replace(b"avc1", b"xyz9"))


def protected(path: Path) -> Path:
    """Common Encryption, as streaming services use."""
    options = {
        "encryption_scheme": "cenc-aes-ctr",
        "encryption_key": KEY,
        "encryption_kid": KEY[::-1],
    }
    return write(path, numbered_frames(25), [AudioTrack(tone(1.0))], container_options=options)


def with_an_empty_track(path: Path) -> Path:
    """An empty audio track."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        output.add_stream("aac", rate=44100, layout="mono")
        for image in numbered_frames(25):
            output.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        output.mux(stream.encode(None))
    return path


def four_hours_by_its_header(path: Path) -> Path:
    """One second of video whose header says four hours."""
    data = bytearray(plain(path).read_bytes())
    for kind, scale_at in ((b"mvhd", 16), (b"mdhd", 16)):
        at = -1
        while (at := data.find(kind, at + 1)) >= 0:
            (scale,) = struct.unpack_from(">I", data, at + scale_at)
            struct.pack_into(">I", data, at + scale_at + 4, HOURS_4_S * scale)
    return bytes_file(path, bytes(data))


# -- peculiar ------------------------------------------------------------------------------------


def interlaced(path: Path) -> Path:
    """A bar that moves in each field, 50 a second."""

    def half(number: int) -> np.ndarray:
        image = np.full((96, 128, 3), 40, np.uint8)
        image[:, 20 + 2 * number : 30 + 2 * number] = 220
        return image

    woven = []
    for number in range(25):
        image = half(2 * number)
        image[1::2] = half(2 * number + 1)[1::2]
        woven.append(image)
    return write(path, woven, [AudioTrack(tone(1.0))], options={"x264-params": "tff=1", "g": "10"})


def hdr(path: Path, kind: str) -> Path:
    """A colour chart in 10 bits and BT.2020, as phones record; ``kind`` is PQ or HLG."""
    transfer, name = {"PQ": (PQ, "smpte2084"), "HLG": (HLG, "arib-std-b67")}[kind]
    params = f"colorprim=bt2020:transfer={name}:colormatrix=bt2020nc:log-level=none:qp=4"
    coding = Coding("yuv420p10le", BT2020, LIMITED, transfer, primaries=BT2020)
    frame = frame_of(to_hdr(chart_image(HDR_CHART_RGB), transfer), coding)
    return write(
        path,
        [frame] * 25,
        [AudioTrack(tone(1.0))],
        codec="libx265",
        pixel_format="yuv420p10le",
        options={"x265-params": params, "preset": "ultrafast"},
    )


def with_alpha(path: Path, codec: str, pixel_format: str) -> Path:
    """Opaque on the left, transparent on the right."""
    frames = []
    for number in range(25):
        image = np.dstack([numbered_frame(number), np.full((48, 64), 255, np.uint8)])
        image[:, 32:, 3] = 0
        frame = av.VideoFrame.from_ndarray(image, format="bgra")
        frames.append(frame.reformat(format=pixel_format))
    audio_codec = "libopus" if path.suffix == ".webm" else "aac"
    audio = AudioTrack(tone(1.0, 48000), 48000, audio_codec, "mono", "fltp")
    if audio_codec == "libopus":
        audio.sample_format = "flt"
    metadata = {"alpha_mode": "1"} if path.suffix == ".webm" else {}
    return write(path, frames, [audio], codec=codec, pixel_format=pixel_format, metadata=metadata)


def of_changing_size(path: Path) -> Path:
    """MPEG-TS whose frames change from 64x48 to 96x72 in the middle, as a television's may."""
    parts = []
    for number, (width, height) in enumerate(((64, 48), (96, 72))):
        part = path.with_name(f"part {number}.ts")
        times_s = number + np.arange(25) / 25
        audio = AudioTrack(tone(1.0), start_s=float(number))
        write(part, numbered_frames(25, width, height), [audio], times_s=times_s)
        parts.append(part.read_bytes())
    return bytes_file(path, b"".join(parts))


def link_loop(path: Path) -> Path:
    """A link to a link to itself."""
    other = path.with_name("other " + path.name)
    path.symlink_to(other)
    other.symlink_to(path)
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path
