"""Small videos with faces: a public-domain photograph, and the same bent into another person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from synctalk_engine.media.encode import VideoWriter
from tests.engine.face.faces import OTHER_CENTRE, frame_with, placement, somebody_else
from tests.helpers.videos import make_wav

WIDTH_PX, HEIGHT_PX = 320, 240


def person_a(step: int = 0, centre: tuple[float, float] = (160, 120), scale: float = 1.1):
    """A frame of the one person, (240, 320, 3) uint8 BGR, who moves a little with `step`."""
    x, y = centre
    return frame_with(placement((x + step % 5, y), scale), WIDTH_PX, HEIGHT_PX)


def person_b(step: int = 0, centre: tuple[float, float] = (160, 120), scale: float = 1.1):
    """The same of the other one."""
    x, y = centre
    matrix = placement((x - step % 5, y), scale, face=OTHER_CENTRE)
    return frame_with(matrix, WIDTH_PX, HEIGHT_PX, somebody_else())


def in_turn(*counts: int) -> list[np.ndarray]:
    """Frames of the two in turn, the one person first, with hard cuts."""
    people = (person_a, person_b)
    return [people[k % 2](i) for k, count in enumerate(counts) for i in range(count)]


def write_video(path: Path, frames: Iterable[np.ndarray]) -> Path:
    """A video of these frames, 25 a second, with a tone."""
    frames = list(frames)
    audio_path = make_wav(path.with_name(f"{path.stem} tone.wav"), len(frames) / 25)
    with VideoWriter(path, 25.0, WIDTH_PX, HEIGHT_PX, audio=audio_path) as writer:
        for frame in frames:
            writer.write(frame)
    audio_path.unlink()
    return path
