"""Videos whose timestamps are wrong, generated from numbered frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tests.helpers.media_files import numbered_frame

FPS = 25
AUDIO_RATE_HZ = 44100
LONG_BEFORE_MS = 10**7
B_FRAMES = {"bf": "3", "b-adapt": "0", "g": "25", "preset": "ultrafast", "crf": "10"}


@dataclass
class Coded:
    """One coded frame, in the order of storage."""

    data: bytes
    is_keyframe: bool
    pts: int
    """In frames, order of show."""
    dts: int
    """In frames, order of storage; a frame is stored no later than it is shown."""


def coded_frames(
    count: int,
    path: Path,
    *,
    first_number: int = 0,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
) -> tuple[list[Coded], av.VideoStream, av.container.InputContainer]:
    """Numbered frames, coded with B-frames; and the stream to take as a template (keep it open).

    Args:
        path: where to put the file that the frames come from.
    """
    write_numbered(path, range(first_number, first_number + count), codec=codec, options=options)
    source = av.open(str(path))
    stream = source.streams.video[0]
    packets = [packet for packet in source.demux(stream) if packet.size]
    ticks = round(1 / FPS / stream.time_base)
    first = min(packet.pts for packet in packets)
    coded = [
        Coded(
            bytes(packet),
            packet.is_keyframe,
            (packet.pts - first) // ticks,
            (packet.dts - first) // ticks,
        )
        for packet in packets
    ]
    return coded, stream, source


def write_numbered(
    path: Path,
    numbers: Sequence[int],
    *,
    start_s: float = 0,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    file_format: str | None = None,
    file_options: dict[str, str] | None = None,
    audio: np.ndarray | None = None,
) -> Path:
    """Numbered frames at 25 a second, coded with B-frames, in any container.

    ``audio`` is mono at 44.1 kHz, written as MP3.
    """
    with av.open(str(path), "w", format=file_format, options=file_options or {}) as output:
        stream = output.add_stream(codec, rate=FPS, options=options or B_FRAMES)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        track = None
        if audio is not None:
            track = output.add_stream("libmp3lame", rate=AUDIO_RATE_HZ, layout="mono")
        for index, number in enumerate(numbers):
            frame = av.VideoFrame.from_ndarray(numbered_frame(number), format="bgr24")
            frame.pts, frame.time_base = index + round(start_s * FPS), Fraction(1, FPS)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
        if track is not None:
            samples = av.AudioFrame.from_ndarray(
                audio[None].astype(np.float32), format="fltp", layout="mono"
            )
            samples.sample_rate, samples.pts = AUDIO_RATE_HZ, 0
            samples.time_base = Fraction(1, AUDIO_RATE_HZ)
            output.mux(track.encode(samples))
            output.mux(track.encode(None))
    return path


def restamped(
    path: Path,
    count: int,
    stamp: Callable[[int, Coded], int | None],
    *,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
) -> Path:
    """A file whose frames have the timestamps, in milliseconds, that ``stamp`` gives.

    ``stamp`` gets each frame with its index in the order of storage.
    """
    made = path.with_name("made " + path.stem + ".mp4")
    coded, template, source = coded_frames(count, made, codec=codec, options=options)
    no_shift = {"avoid_negative_ts": "disabled"}
    with source, av.open(str(path), "w", options=no_shift) as output:
        stream = output.add_stream_from_template(template)
        for index, coded_frame in enumerate(coded):
            packet = av.Packet(coded_frame.data)
            packet.is_keyframe = coded_frame.is_keyframe
            # FFmpeg's writers want times of storage that increase; Matroska does not keep them.
            packet.pts, packet.dts = stamp(index, coded_frame), index - LONG_BEFORE_MS
            packet.time_base = Fraction(1, 1000)
            packet.stream = stream
            output.mux(packet)
    return path


def joined(path: Path, parts: Sequence[Path]) -> Path:
    """Files one after the other, byte for byte, as `cat` and many recorders do."""
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    return path


def frame_times_ms(count: int) -> np.ndarray:
    """When the frames of a video at 25 a second are shown."""
    return np.arange(count) * 1000 // FPS
