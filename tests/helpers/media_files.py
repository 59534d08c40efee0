"""Generates small videos and audio whose content tells the frame."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

CLIPS_DIR = Path(__file__).resolve().parents[3] / "shared" / "clips"


def real_clip(name: str) -> Path:
    """A recording of a real person; skips the test where the recordings are not there."""
    path = CLIPS_DIR / name
    if not path.is_file():
        pytest.skip(f"{path} is not on this machine")
    return path


def numbered_frame(number: int, width: int = 64, height: int = 48) -> np.ndarray:
    """uint8 (height, width, 3) BGR: the number in eight grey bars, and a red top left corner."""
    image = np.zeros((height, width, 3), np.uint8)
    for bit, bar in enumerate(np.array_split(np.arange(width), 8)):
        if number >> bit & 1:
            image[height // 2 :, bar] = 255
    image[: height // 2, : width // 2] = (0, 0, 255)
    return image


def read_number(image: np.ndarray) -> int:
    """The number in a :func:`numbered_frame`, after any codec."""
    height, width = image.shape[:2]
    grey = image[3 * height // 4, :, 1]
    middles = [int(bar[len(bar) // 2]) for bar in np.array_split(np.arange(width), 8)]
    return sum(1 << bit for bit, column in enumerate(middles) if grey[column] > 127)


def tone(duration_s: float, rate_hz: int = 44100, pitch_hz: float = 440.0) -> np.ndarray:
    """float32 (samples,) of a sine at half scale."""
    times_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    return (0.5 * np.sin(2 * np.pi * pitch_hz * times_s)).astype(np.float32)


def clicks(duration_s: float, every_s: float, rate_hz: int = 44100) -> np.ndarray:
    """float32 (samples,): 5 ms bursts at 0, every_s, 2 every_s ..."""
    samples = np.zeros(round(duration_s * rate_hz), np.float32)
    burst = 0.8 * np.sin(2 * np.pi * 2000 * np.arange(rate_hz // 200) / rate_hz)
    for start in np.arange(0, len(samples) - len(burst), every_s * rate_hz):
        samples[round(start) : round(start) + len(burst)] = burst
    return samples


def make_video(
    path: Path,
    times_s: list[float] | np.ndarray,
    *,
    frames: list[np.ndarray] | None = None,
    audio: np.ndarray | None = None,
    audio_rate_hz: int = 44100,
    audio_start_s: float = 0.0,
    codec: str = "libx264",
    pixel_format: str = "yuv420p",
    options: dict[str, str] | None = None,
) -> Path:
    """Write a video whose frame k is shown at ``times_s[k]``; numbered frames by default."""
    frames = frames or [numbered_frame(number) for number in range(len(times_s))]
    ticks = Fraction(1, 60000)
    with av.open(str(path), "w") as output:
        stream = output.add_stream(codec, rate=25, options=options or {})
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = pixel_format
        stream.codec_context.time_base = ticks
        track = None
        if audio is not None:
            track = output.add_stream("aac", rate=audio_rate_hz, layout="mono")
        for image, time_s in zip(frames, times_s, strict=True):
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts, frame.time_base = round(time_s / ticks), ticks
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
        if track is not None:
            frame = av.AudioFrame.from_ndarray(audio[None], format="fltp", layout="mono")
            frame.sample_rate = audio_rate_hz
            frame.pts = round(audio_start_s * audio_rate_hz)
            frame.time_base = Fraction(1, audio_rate_hz)
            output.mux(track.encode(frame))
            output.mux(track.encode(None))
    return path


def turn_mp4(path: Path, degrees: int) -> None:
    """Write a rotation into an MP4's display matrix, as phones do."""
    data = bytearray(path.read_bytes())
    sine, cosine = {90: (1, 0), 180: (0, -1), 270: (-1, 0)}[degrees]
    matrix = [cosine, sine, 0, -sine, cosine, 0, 0, 0, 1]
    fixed = [value << 30 if index == 8 else value << 16 for index, value in enumerate(matrix)]
    at = data.index(b"tkhd") + 4
    version = data[at]
    matrix_at = at + (52 if version == 1 else 40)
    data[matrix_at : matrix_at + 36] = struct.pack(">9i", *fixed)
    path.write_bytes(bytes(data))


def peak_time_s(samples: np.ndarray, rate_hz: int, after_s: float = 0.0) -> float:
    """Time of the first sample after ``after_s`` that is louder than a quarter of full scale."""
    first = round(after_s * rate_hz)
    return (first + int(np.argmax(np.abs(samples[first:]) > 0.25))) / rate_hz


def decode_png_with_pil(data: bytes) -> np.ndarray:
    """uint8 (H, W, 3) BGR, read by Pillow."""
    import io

    from PIL import Image

    return cv2.cvtColor(np.asarray(Image.open(io.BytesIO(data)).convert("RGB")), cv2.COLOR_RGB2BGR)
