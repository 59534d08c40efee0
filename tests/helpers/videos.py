"""Generates small videos: moving colours and a tone, no face."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from synctalk_engine.media.encode import VideoWriter

RATE_HZ = 16000


def make_wav(
    path: Path, duration_s: float, frequency_hz: float = 220.0, level: float = 0.3
) -> Path:
    """A mono 16-bit tone at 16 kHz; ``level`` 0 is silence."""
    time_s = np.arange(int(duration_s * RATE_HZ)) / RATE_HZ
    samples = (level * np.sin(2 * np.pi * frequency_hz * time_s) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE_HZ)
        writer.writeframes(samples.tobytes())
    return path


def make_video(
    path: Path,
    duration_s: float = 1.0,
    width: int = 64,
    height: int = 48,
    fps: float = 25.0,
    level: float | None = 0.3,
) -> Path:
    """Write a video with moving colours; ``level`` None leaves out the audio."""
    audio = None
    if level is not None:
        audio = make_wav(path.with_name(f"{path.stem} tone.wav"), duration_s, level=level)
    across = np.linspace(0, 255, width, dtype=np.float32)[None, :, None]
    with VideoWriter(path, fps, width, height, audio=audio) as writer:
        for index in range(round(duration_s * fps)):
            colour = np.array([index * 7, index * 3, 255 - index * 5], np.float32)
            frame = np.broadcast_to((across + colour) % 256, (height, width, 3))
            writer.write(np.ascontiguousarray(frame.astype(np.uint8)))
    if audio is not None:
        audio.unlink()
    return path
