"""Makes the sample clip: the photograph, its mouth moved by recorded speech, the head a little."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.demo.mouth_warp import speak
from synctalk_engine.demo.speech_motion import mouth_motion
from synctalk_engine.media.audio import FULL_SCALE, SAMPLE_RATE_HZ, load_samples
from synctalk_engine.media.encode import VideoWriter

FPS = 25
SIDE_PX = 512
LABEL = "synthetic sample"
PHOTO_CREDIT = "Photograph: NASA (public domain); speech: sample of moonshine-voice (MIT)"

_VIEW_CENTRE = (223.5, 118.0)
"""Point of the photograph in the middle of the frame."""
_VIEW_SIDE_PX = 232.0
"""How much of the photograph is shown: head and shoulders."""
# Slow sways as (amplitude, period in seconds, phase): sideways and up-down in pixels of the
# photograph, turn in degrees, nearness as a share. The periods share no common multiple.
_SWAY_X = ((3.0, 7.3, 0.0), (1.2, 2.9, 1.0))
_SWAY_Y = ((1.6, 5.9, 0.7), (0.8, 2.3, 2.0))
_SWAY_TURN_DEG = ((1.6, 8.7, 0.3), (0.7, 3.7, 1.5))
_SWAY_NEAR = ((0.02, 11.0, 0.0),)


def make_sample_clip(
    speech_path: Path,
    video_path: Path,
    duration_s: float,
    on_frame: Callable[[int, int], None] | None = None,
) -> int:
    """Write the sample clip and return its number of frames.

    Args:
        speech_path: recorded speech; its beginning becomes the clip's audio.
        video_path: the .mp4 to write.
        duration_s: length, at most that of the speech.
        on_frame: called with (frames done, frames in all); may raise to stop.
    """
    samples = load_samples(speech_path) / FULL_SCALE
    frame_count = int(min(duration_s, len(samples) / SAMPLE_RATE_HZ) * FPS)
    writer = VideoWriter(
        video_path,
        FPS,
        SIDE_PX,
        SIDE_PX,
        audio=speech_path,
        metadata={"title": f"SyncTalk Studio {LABEL}", "comment": f"{LABEL}. {PHOTO_CREDIT}"},
    )
    with writer:
        for index, frame in enumerate(sample_frames(samples, frame_count)):
            writer.write(frame)
            if on_frame is not None:
                on_frame(index + 1, frame_count)
    return frame_count


def sample_frames(samples: np.ndarray, frame_count: int) -> Iterator[np.ndarray]:
    """Frames of the sample clip, each (512, 512, 3) uint8 BGR.

    samples: (N,) float at 16 kHz, -1..1.
    """
    photo = _photograph()
    openings, widths = mouth_motion(samples, SAMPLE_RATE_HZ, FPS, frame_count)
    for index in range(frame_count):
        x, y = _view(index / FPS)
        yield _labelled(speak(photo, x, y, openings[index], widths[index]))


def _photograph() -> np.ndarray:
    """(512, 512, 3) uint8 BGR."""
    from skimage import data  # brings scipy along: only where the demo is wanted

    return cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)


def _view(time_s: float) -> tuple[np.ndarray, np.ndarray]:
    """Where each pixel of the frame lies on the photograph, as (512, 512) float32 x and y."""
    zoom = _VIEW_SIDE_PX / SIDE_PX * (1 - _sway(_SWAY_NEAR, time_s))
    turn = np.deg2rad(_sway(_SWAY_TURN_DEG, time_s))
    steps = ((np.arange(SIDE_PX) - (SIDE_PX - 1) / 2) * zoom).astype(np.float32)
    across, down = np.meshgrid(steps, steps)
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    x = cos * across - sin * down + np.float32(_VIEW_CENTRE[0] + _sway(_SWAY_X, time_s))
    y = sin * across + cos * down + np.float32(_VIEW_CENTRE[1] + _sway(_SWAY_Y, time_s))
    return x, y


def _sway(waves: tuple[tuple[float, float, float], ...], time_s: float) -> float:
    return sum(
        amplitude * np.sin(2 * np.pi * time_s / period_s + phase)
        for amplitude, period_s, phase in waves
    )


def _labelled(frame: np.ndarray) -> np.ndarray:
    """The word that this is not a recording, in the lower left corner."""
    place = (10, SIDE_PX - 12)
    for colour, thickness in (((0, 0, 0), 3), ((255, 255, 255), 1)):
        cv2.putText(
            frame, LABEL, place, cv2.FONT_HERSHEY_SIMPLEX, 0.5, colour, thickness, cv2.LINE_AA
        )
    return frame
