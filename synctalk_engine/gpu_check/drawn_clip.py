"""Draws a small preprocessed clip: a painted face whose mouth follows the audio.

For machines without the weights that preprocessing needs, and for tests.
"""

from __future__ import annotations

import wave
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.workspace.atomic import write_json
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.landmark_files import write_landmarks

SIDE_PX = 128
RATE_HZ = 16_000
FPS = 25


def make_preprocessed_clip(folder: Path, frames: int = 100, seed: int = 0) -> Clip:
    """Frames, landmarks, audio and features; the mouth is as open as the audio is loud."""
    clip = Clip(folder)
    clip.frames_dir.mkdir(parents=True)
    clip.landmarks_dir.mkdir()
    random = np.random.default_rng(seed)
    opening = _opening(random, frames)
    for index in range(frames):
        shift = 2 * np.sin(index / 17)
        points = face_points(float(opening[index]), float(shift))
        write_landmarks(clip.landmarks_dir / f"{index:06d}.pkl", points)
        _, data = cv2.imencode(".png", draw_face(points))
        (clip.frames_dir / f"{index:06d}.png").write_bytes(data.tobytes())
    tones = random.normal(0, 1, (1, 1, 80))
    mel = opening[:, None, None] * tones + random.normal(0, 0.1, (frames, 4, 80))
    np.save(clip.feature_path("mel"), mel.astype(np.float32))
    mixing = random.normal(0, 1, (1, 288))
    moonshine = opening[:, None] * mixing + random.normal(0, 0.1, (frames, 288))
    np.save(clip.feature_path("moonshine"), moonshine.astype(np.float32))
    write_noise_wav(clip.audio_path, np.repeat(opening, RATE_HZ // FPS), random)
    write_json(clip.record_path, {"fps": FPS, "options": {"asr_model": "moonshine"}})
    return clip


def face_points(opening: float, shift_px: float) -> np.ndarray:
    """(110, 2) float32 pixels of a face of 90 px whose lips are ``opening`` (0..1) apart."""
    points = np.zeros((110, 2), np.float32)
    angle = np.linspace(-0.1, np.pi + 0.1, 33)
    points[:33] = np.stack([64 - 46 * np.cos(angle), 50 + 62 * np.sin(angle)], axis=1)
    points[33:51] = np.stack([np.linspace(30, 98, 18), np.full(18, 34)], axis=1)
    points[51:55] = [[64, 70], [64, 48], [64, 44], [64, 40]]
    points[55:66] = np.stack([np.linspace(54, 74, 11), np.linspace(66, 72, 11)], axis=1)
    for first, x in ((66, 46), (78, 82)):
        turn = np.linspace(0, 2 * np.pi, 12, endpoint=False)
        points[first : first + 12] = np.stack([x - 7 * np.cos(turn), 44 + 3 * np.sin(turn)], axis=1)
        points[first + 8 : first + 10] = x, 44
    gap = 1 + 7 * opening
    outer = np.linspace(np.pi, -np.pi, 12, endpoint=False)
    points[90:102] = np.stack([64 + 14 * np.cos(outer), 88 - (4 + gap / 2) * np.sin(outer)], axis=1)
    inner = np.linspace(np.pi, -np.pi, 8, endpoint=False)
    points[102:110] = np.stack([64 + 9 * np.cos(inner), 88 - gap / 2 * np.sin(inner)], axis=1)
    points[:, 0] += shift_px
    return points


def draw_face(points: np.ndarray) -> np.ndarray:
    """(128, 128, 3) uint8 BGR."""
    image = np.full((SIDE_PX, SIDE_PX, 3), (90, 70, 60), np.uint8)
    parts = [
        (points[:33], (150, 180, 220)),
        (points[90:102], (80, 80, 190)),
        (points[102:110], (20, 20, 40)),
    ]
    for outline, colour in parts:
        corners = np.round(outline * 8).astype(np.int32)
        cv2.fillPoly(image, [corners], colour, cv2.LINE_AA, shift=3)
    for eye in (74, 86):
        centre = tuple(np.round(points[eye]).astype(int).tolist())
        cv2.circle(image, centre, 3, (40, 30, 30), -1, cv2.LINE_AA)
    cv2.line(image, *(tuple(np.round(points[i]).astype(int).tolist()) for i in (52, 51)), (90,) * 3)
    return image


def _opening(random: np.random.Generator, frames: int) -> np.ndarray:
    """(frames,) float32 in 0..1, changing at the pace of syllables."""
    noise = random.normal(0, 1, frames + 8)
    smooth = np.convolve(noise, np.hanning(6) / np.hanning(6).sum(), "same")[4:-4]
    low, high = smooth.min(), smooth.max()
    return ((smooth - low) / (high - low)).astype(np.float32)


def write_noise_wav(path: Path, loudness: np.ndarray, random: np.random.Generator) -> None:
    """Noise at 16 kHz as loud as each of ``loudness`` (N,), one for each sample."""
    samples = random.normal(0, 0.2, len(loudness)) * loudness
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
