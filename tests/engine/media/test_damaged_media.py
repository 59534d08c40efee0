"""Numbers in media files that ask for gigabytes or for hours of work; found by ``tests.fuzz``."""

from __future__ import annotations

import itertools
import os
import struct
import time
import wave
import zlib
from pathlib import Path

import av.error
import cv2
import numpy as np
import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.media.audio import WavSamples, audio_blocks, load_samples, open_samples
from synctalk_engine.media.container import MAX_PICTURE_PIXELS, plain_reason
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.image_files import encode_png, read_image
from synctalk_engine.media.probe import probe
from synctalk_engine.preprocess.file_integrity import is_intact_jpeg, is_intact_png
from tests.fuzz.trial import memory_mb, peak_mb, reset_peak
from tests.helpers import bad_media as media
from tests.helpers.media_files import tone
from tests.helpers.odd_audio import audio_file, pcm16, retimed, wav_bytes

MOST_GROWTH_MB = 700
IMAGE = media.numbered_frames(1)[0]


@pytest.fixture(autouse=True)
def takes_no_gigabytes():
    reset_peak()
    before_mb = memory_mb()
    yield
    assert peak_mb() - before_mb < MOST_GROWTH_MB


def _with_rate(rate_hz: int) -> bytes:
    data = bytearray(wav_bytes(pcm16(tone(0.4)), 44100))
    struct.pack_into("<I", data, data.index(b"fmt ") + 12, rate_hz)
    return bytes(data)


@pytest.mark.parametrize("rate_hz", [806_551_552, 0x7FFFFFFF, 1_600_000, 999, 1])
def test_audio_at_a_rate_that_cannot_be_is_refused(tmp_path: Path, rate_hz: int) -> None:
    """FFmpeg's resampler worked for minutes; at 1 Hz every sample became 16000."""
    path = tmp_path / "a.wav"
    path.write_bytes(_with_rate(rate_hz))
    began_s = time.process_time()
    with pytest.raises(MediaError) as caught:
        load_samples(path)
    assert caught.value.code == "audio_unreadable"
    assert time.process_time() - began_s < 10


@pytest.mark.parametrize("rate_hz", [4000, 8000, 192_000, 384_000, 768_000])
def test_audio_at_any_real_rate_is_read(tmp_path: Path, rate_hz: int) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(wav_bytes(pcm16(tone(0.4, rate_hz)), rate_hz))
    assert abs(len(load_samples(path)) - 6400) < 40


@pytest.mark.parametrize("kept", [13, 20, 24, 36, 40, 44, 45])
def test_a_wav_that_is_cut_short_is_read_or_refused(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "aud.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(3200))
    path.write_bytes(path.read_bytes()[:kept])
    try:
        assert len(open_samples(path).read(0, 1600)) == 1600
    except MediaError as error:
        assert error.code == "audio_unreadable"


def test_a_wav_with_an_empty_format_is_refused(tmp_path: Path) -> None:
    """Python's reader raised a bare RuntimeError."""
    path = tmp_path / "aud.wav"
    path.write_bytes(b"RIFF\x24\x32\0\0WAVEfmt data")
    with pytest.raises(MediaError) as caught:
        WavSamples(path)
    assert caught.value.code == "audio_unreadable"


def test_a_wav_whose_riff_ends_within_a_sample_is_read(tmp_path: Path) -> None:
    path = tmp_path / "aud.wav"
    data = bytearray(wav_bytes(pcm16(tone(0.4, 16_000)), 16_000))
    whole = load_samples_of(path, data)
    struct.pack_into("<I", data, 4, 2001)
    cut = load_samples_of(path, data)
    assert len(cut) == len(whole) == 6400
    known = (2001 - 36) // 2
    assert (cut[:known] == whole[:known]).all() and not cut[known:].any()


def load_samples_of(path: Path, data: bytes):
    path.write_bytes(data)
    return WavSamples(path).read(0, 6400)


@pytest.mark.parametrize("start_s", [1e9, 700.0, -1e9, -700.0])
def test_audio_that_begins_hours_from_the_video_begins_with_it(
    tmp_path: Path, start_s: float
) -> None:
    """Silence was put in until the end of time."""
    path = audio_file(
        tmp_path / "a.mkv", "aac", samples=tone(0.4), edit=retimed(lambda time_s: time_s + start_s)
    )
    samples = np.concatenate(list(audio_blocks(path, start_s=0.0)))
    assert 0.35 < len(samples) / 16_000 < 0.55
    assert np.abs(samples[1000:5000]).max() > 1000


@pytest.mark.parametrize("gap_s", [30.0, 599.0])
def test_silence_in_gaps_keeps_to_the_measure_of_the_audio(tmp_path: Path, gap_s: float) -> None:
    """Each packet stated a gap before it: a few kilobytes became hours."""
    numbers = itertools.count()
    path = audio_file(
        tmp_path / "a.mkv",
        "libmp3lame",
        samples=tone(4.0),
        edit=retimed(lambda time_s: time_s + gap_s * next(numbers)),
    )
    decoded_s = sum(len(block) for block in audio_blocks(path)) / 16_000
    assert 600 < decoded_s < 600 + 600 + 25 * 4.0


def test_a_few_long_gaps_stay_silence(tmp_path: Path) -> None:
    path = audio_file(
        tmp_path / "a.mkv",
        "libmp3lame",
        samples=tone(4.0),
        edit=retimed(lambda time_s: time_s + 100.0 * int(time_s)),
    )
    assert len(load_samples(path)) / 16_000 == pytest.approx(304, abs=1)


def _chunk(kind: bytes, body: bytes) -> bytes:
    crc = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)


def _png_of_size(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    ends = _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + ends


def _with_long_chunk() -> bytes:
    data = bytearray(encode_png(IMAGE))
    struct.pack_into(">I", data, data.index(b"IDAT") - 4, 0x7FFFFFFF)
    return bytes(data)


def _jpeg_of_size(width: int, height: int) -> bytes:
    data = bytearray(cv2.imencode(".jpg", IMAGE)[1].tobytes())
    struct.pack_into(">HH", data, data.index(b"\xff\xc0") + 5, height, width)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", _with_long_chunk()),
        ("a.png", _png_of_size(30_000, 30_000)),
        ("a.png", _png_of_size(0x7FFFFFFF, 1)),
        ("a.jpg", _jpeg_of_size(30_000, 30_000)),
        ("a.jpg", _jpeg_of_size(65_500, 16_000)),
    ],
)
def test_an_image_with_a_huge_stated_size_is_refused(
    tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(MediaError) as caught:
        read_image(path)
    assert caught.value.code == "image_unreadable"
    assert not is_intact_jpeg(data)


def test_a_png_whose_header_is_too_short_is_not_whole() -> None:
    data = encode_png(IMAGE)
    header = data.index(b"IHDR") - 4
    short = data[:header] + _chunk(b"IHDR", b"\0\0") + data[header + 25 :]
    assert is_intact_png(data, (64, 48))
    assert not is_intact_png(short, (64, 48))
    assert not is_intact_png(data[:header] + _chunk(b"IHDR", b""), (64, 48))


def test_the_limits_are_one_and_admit_16k() -> None:
    assert os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] == str(MAX_PICTURE_PIXELS)
    assert MAX_PICTURE_PIXELS >= 15_360 * 8_640


def test_a_video_that_states_to_be_huge_is_refused(tmp_path: Path) -> None:
    path = media.with_alpha(tmp_path / "a.mov", "png", "rgba")
    data = bytearray(path.read_bytes())
    at = -1
    while (at := data.find(b"IHDR", at + 1)) >= 0:
        struct.pack_into(">II", data, at + 4, 60_000, 60_000)
    path.write_bytes(data)
    with pytest.raises(MediaError) as caught:
        probe(path, need_audio=False)
    assert caught.value.code == "video_unreadable"
    with pytest.raises(MediaError), VideoFrames(path) as frames:
        list(frames)


def test_a_number_that_is_too_large_for_ffmpeg_is_damage() -> None:
    """FFmpeg calls it a lack of memory, but closing programs would not help."""
    error = av.error.MemoryError(12, "Cannot allocate memory")
    assert plain_reason(error) == "it is not a media file, or it is damaged"
