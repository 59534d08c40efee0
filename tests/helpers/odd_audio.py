"""Recordings of many kinds whose contents lie at known times; each function writes one.

All hold the same noise, :func:`speech`, which is alike at any sample rate and unlike itself at any
other time, so that a piece of what was decoded can be found in it by correlation.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tests.helpers.media_files import numbered_frame

RATE_HZ = 16000
BASE_HZ = 7000
DURATION_S = 4.0


def speech(duration_s: float, rate_hz: int = RATE_HZ, start_s: float = 0.0) -> np.ndarray:
    """float32 (samples,): the noise from ``start_s`` on, below 3.5 kHz, louder and quieter."""
    base = np.random.default_rng(1).normal(0, 0.12, BASE_HZ * 60)
    base = np.convolve(base, [0.25, 0.5, 0.25], "same")
    times_s = start_s + np.arange(round(duration_s * rate_hz)) / rate_hz
    loudness = 0.6 + 0.4 * np.sin(2 * np.pi * 2.1 * times_s)
    values = np.interp(times_s, np.arange(len(base)) / BASE_HZ, base) * loudness
    return values.astype(np.float32)


def offset_ms(
    samples: np.ndarray, at_s: float, true_s: float | None = None, speed: float = 1.0
) -> float:
    """How much later than it should the noise of ``true_s`` lies in 16 kHz samples near ``at_s``.

    speed: how much faster than recorded it should be there.

    Raises:
        AssertionError: it is not there.
    """
    true_s = at_s if true_s is None else true_s
    reach, count = RATE_HZ // 2, RATE_HZ * 3 // 10
    first = round(at_s * RATE_HZ)
    around = np.zeros(count + 2 * reach)
    lo, hi = max(first - reach, 0), min(first + count + reach, len(samples))
    if lo < hi:
        around[lo - first + reach : hi - first + reach] = samples[lo:hi]
    piece = speech(0.3 * speed, round(RATE_HZ / speed), true_s)[:count].astype(float)
    count = len(piece)
    products = np.correlate(around, piece, "valid")
    powers = np.convolve(around**2, np.ones(count), "valid")
    similarity = products / np.sqrt(np.sum(piece**2) * np.maximum(powers, powers.max() / 100))
    similarity = np.nan_to_num(similarity)
    best = int(np.argmax(similarity))
    assert similarity[best] > 0.5, f"the audio of {true_s} s is not near {at_s} s"
    return 1000 * (best - reach) / RATE_HZ


# -- encoding ------------------------------------------------------------------------------------


def encode(
    codec: str,
    samples: np.ndarray,
    rate_hz: int,
    *,
    layout: str = "mono",
    bit_rate: int | None = None,
    options: dict[str, str] | None = None,
    output,
):
    """A stream of ``output``, and its packets."""
    stream = output.add_stream(codec, rate=rate_hz, layout=layout, options=options or {})
    if bit_rate:
        stream.bit_rate = bit_rate
    form = next(iter(av.Codec(codec, "w").audio_formats)).name
    stream.codec_context.format = form
    frame = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = rate_hz, 0, Fraction(1, rate_hz)
    resampler = av.AudioResampler(format=form, layout=layout, rate=rate_hz)
    packets = []
    for piece in (*resampler.resample(frame), *resampler.resample(None)):
        packets += stream.encode(piece)
    return stream, packets + stream.encode(None)


def audio_file(
    path: Path,
    codec: str,
    rate_hz: int = 44100,
    *,
    samples: np.ndarray | None = None,
    layout: str = "mono",
    bit_rate: int | None = None,
    container: str | None = None,
    container_options: dict[str, str] | None = None,
    options: dict[str, str] | None = None,
    edit: Callable[[list[av.Packet]], Iterable[av.Packet]] = list,
) -> Path:
    """One stream of audio; ``edit`` may drop packets or change their times."""
    samples = speech(DURATION_S, rate_hz) if samples is None else samples
    with av.open(str(path), "w", format=container, options=container_options or {}) as output:
        _, packets = encode(
            codec, samples, rate_hz,
            layout=layout, bit_rate=bit_rate, options=options, output=output,
        )  # fmt: skip
        for packet in edit(packets):
            output.mux(packet)
    return path


def video_file(
    path: Path,
    codec: str = "aac",
    rate_hz: int = 48000,
    *,
    video_codec: str = "mpeg4",
    video_start_s: float = 0.0,
    audio_start_s: float = 0.0,
    tracks: int = 1,
    layout: str = "mono",
    bit_rate: int | None = None,
    container: str | None = None,
    container_options: dict[str, str] | None = None,
    video_options: dict[str, str] | None = None,
    duration_s: float = DURATION_S,
    content_start_s: float = 0.0,
    edit: Callable[[list[av.Packet]], Iterable[av.Packet]] = list,
) -> Path:
    """25 frames a second and audio, whose sample 0 stands at ``sound_start_s``."""
    with av.open(str(path), "w", format=container, options=container_options or {}) as output:
        video_stream = output.add_stream(video_codec, rate=25, options=video_options or {})
        video_stream.width, video_stream.height, video_stream.pix_fmt = 64, 48, "yuv420p"
        packets = []
        for number in range(tracks):
            samples = speech(duration_s, rate_hz, content_start_s + 20 * number)
            _, track = encode(
                codec, samples, rate_hz, layout=layout, bit_rate=bit_rate, output=output
            )
            for packet in edit(track):
                shift = round(Fraction(audio_start_s) / packet.time_base)
                packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                packets.append(packet)
        for number in range(round(duration_s * 25)):
            frame = av.VideoFrame.from_ndarray(numbered_frame(number % 256), format="bgr24")
            frame.pts, frame.time_base = round((video_start_s + number / 25) * 1000), MILLISECOND
            packets += video_stream.encode(frame)
        packets += video_stream.encode(None)
        for packet in sorted(packets, key=lambda each: each.dts * each.time_base):
            output.mux(packet)
    return path


MILLISECOND = Fraction(1, 1000)


# -- changes to packets --------------------------------------------------------------------------


def without(first_s: float, last_s: float) -> Callable[[list[av.Packet]], list[av.Packet]]:
    """Packets between two times are lost."""
    return lambda packets: [
        packet for packet in packets if not first_s <= packet.pts * packet.time_base < last_s
    ]


def retimed(change: Callable[[float], float]) -> Callable[[list[av.Packet]], list[av.Packet]]:
    """Packets get other times, in seconds."""

    def edit(packets: list[av.Packet]) -> list[av.Packet]:
        for packet in packets:
            ticks = round(change(float(packet.pts * packet.time_base)) / packet.time_base)
            packet.pts = packet.dts = ticks
        return packets

    return edit


def joined(path: Path, make: Callable[[Path, float, float], Path], seconds: list[float]) -> Path:
    """Files put one behind the other: ``make(path, start_s, duration_s)`` writes one."""
    data, start_s = [], 0.0
    for number, duration_s in enumerate(seconds):
        part = make(path.with_name(f"part {number} {path.name}"), start_s, duration_s)
        data.append(part.read_bytes())
        part.unlink()
        start_s += duration_s
    path.write_bytes(b"".join(data))
    return path


# -- files written by hand -----------------------------------------------------------------------


def wav_bytes(
    samples: np.ndarray,
    rate_hz: int,
    *,
    tag: int = 1,
    before_data: bytes = b"",
    data_size: int | None = None,
    riff: bytes = b"RIFF",
    mask: int | None = None,
) -> bytes:
    """A WAV of samples (count,) or (count, channels) as they are."""
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    width = samples.dtype.itemsize
    layout = (tag, channels, rate_hz, rate_hz * channels * width, channels * width, 8 * width)
    form = struct.pack("<HHIIHH", *layout)
    if mask is not None:
        guid = struct.pack("<H", tag) + b"\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71"
        form = struct.pack("<H", 0xFFFE) + form[2:]
        form += struct.pack("<HHI", 22, 8 * width, mask) + guid
    data = samples.tobytes()
    size = len(data) if data_size is None else data_size
    body = b"WAVE" + before_data + b"fmt " + struct.pack("<I", len(form)) + form
    body += b"data" + struct.pack("<I", size) + data
    total = 0xFFFFFFFF if riff == b"RF64" else len(body) & 0xFFFFFFFF
    return riff + struct.pack("<I", total) + body


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of RIFF, padded to even length."""
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def rf64_bytes(samples: np.ndarray, rate_hz: int) -> bytes:
    """RF64, as recorders write that may pass 4 GB."""
    size = samples.nbytes
    sizes = struct.pack("<QQQI", size + 80, size, len(samples), 0)
    return wav_bytes(
        samples, rate_hz, before_data=chunk(b"ds64", sizes), data_size=0xFFFFFFFF, riff=b"RF64"
    )


def id3_bytes(size: int = 3000) -> bytes:
    """An ID3v2 tag of zeros."""
    sizes = bytes((size >> shift) & 127 for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + sizes + bytes(size)


def pcm16(samples: np.ndarray) -> np.ndarray:
    return np.clip(np.round(samples * 32768), -32768, 32767).astype("<i2")
