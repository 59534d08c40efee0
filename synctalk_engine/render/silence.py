"""Closes the mouth in long pauses.

People breathe through an open mouth in pauses, and a network learns that; and of digital silence it
has learnt nothing. So deep within a pause it is given an audio at which this person's mouth was
closed, led over to and from the speech's own. Measured in two seconds of digital silence with a
little trained model: the lips' gap went from 0.035 of the eyes' distance to 0.003 (speech: 0.030).
"""

from __future__ import annotations

import logging
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from synctalk_engine.dataset.batches import input_images
from synctalk_engine.dataset.clip_dataset import read_features
from synctalk_engine.errors import DatasetError
from synctalk_engine.face.crop import mouth_box
from synctalk_engine.face.scheme110 import mouth_opening
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, Samples
from synctalk_engine.media.audio_levels import power_to_db
from synctalk_engine.models.audio_windows import window_tensor
from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.render.source_clip import SourceClip
from synctalk_engine.render.source_share import distances_to

if TYPE_CHECKING:
    from synctalk_engine.render.mouth_generator import MouthGenerator

QUIET_BELOW_SPEECH_DB = RenderOptions.model_fields["pause_below_db"].default
SILENT_DBFS = -60.0
LOUD_PERCENTILE = 90
NOISE_PERCENTILE = 10
MOST_NOISE_DBFS = -40.0
"""What is louder than this in the quietest tenth of the frames is no room noise."""
ABOVE_NOISE_DB, LEAST_BELOW_SPEECH_DB = 8.0, 12.0
"""Speech is so much louder than room noise; noise never raises the limit nearer to the speech."""

LEAD_FRAMES = 6
"""So near to speech the mouth is its own: it forms an audio before that is heard."""
FADE_FRAMES = 6

STEADY_FRAMES = 5
CANDIDATES = 8
APART_FRAMES = 12

logger = logging.getLogger(__name__)


def silence_weights(
    samples: Samples, frame_count: int, fps: float, below_db: float = QUIET_BELOW_SPEECH_DB
) -> np.ndarray:
    """How much each frame belongs to a pause: (N,) float32, 0 in speech, 1 deep in a pause.

    below_db: a frame so far below the loud tenth of the speech is a pause; so is room noise.
    """
    levels_dbfs = frame_levels_dbfs(samples, frame_count, fps)
    loud = np.flatnonzero(levels_dbfs >= quiet_level_dbfs(levels_dbfs, below_db))
    distance = distances_to(loud, frame_count)
    return np.clip((distance - LEAD_FRAMES) / FADE_FRAMES, 0, 1).astype(np.float32)


def quiet_level_dbfs(levels_dbfs: np.ndarray, below_db: float) -> float:
    """A frame at least as loud as this is speech. levels_dbfs: (N,) of all frames."""
    speech_dbfs = float(np.percentile(levels_dbfs, LOUD_PERCENTILE))
    quiet_dbfs = max(speech_dbfs - below_db, SILENT_DBFS)
    noise_dbfs = float(np.percentile(levels_dbfs, NOISE_PERCENTILE))
    if noise_dbfs > MOST_NOISE_DBFS:
        return quiet_dbfs
    noise_limit_dbfs = noise_dbfs + ABOVE_NOISE_DB
    if speech_dbfs > noise_limit_dbfs:  # else there is nothing but noise
        noise_limit_dbfs = min(noise_limit_dbfs, speech_dbfs - LEAST_BELOW_SPEECH_DB)
    return max(quiet_dbfs, noise_limit_dbfs)


def frame_levels_dbfs(samples: Samples, frame_count: int, fps: float) -> np.ndarray:
    """Root mean square of the audio under each frame: (N,) float64, at least -120."""
    edges = np.round(np.arange(frame_count + 1) * SAMPLE_RATE_HZ / fps).astype(np.int64).tolist()
    powers = [np.square(samples.read(start, stop)).mean() for start, stop in pairwise(edges)]
    return power_to_db(np.array(powers))


def closed_mouth_frames(opening: np.ndarray, usable: np.ndarray) -> np.ndarray:
    """Frames of a clip about which the mouth is closed for a while, the most closed first.

    opening: (N,) of `scheme110.mouth_opening`. usable: (N,) bool. Returns at most 8 int64 indices,
    half a second apart.
    """
    half = STEADY_FRAMES // 2
    kernel = np.full(STEADY_FRAMES, 1 / STEADY_FRAMES)
    steady = np.convolve(np.pad(opening, half, mode="edge"), kernel, mode="valid")
    order = np.argsort(np.where(usable, steady, np.inf), kind="stable")[: usable.sum()]
    chosen: list[int] = []
    for frame in order.tolist():
        if all(abs(frame - other) >= APART_FRAMES for other in chosen):
            chosen.append(frame)
        if len(chosen) == CANDIDATES:
            break
    return np.array(chosen, np.int64)


def silence_window(
    source: SourceClip, kind: str, mouth_generator: MouthGenerator
) -> np.ndarray | None:
    """An audio window that closes this mouth; None if the clip lacks features.

    Of the moments at which the mouth was closed, the one that the network generates most truly.
    """
    try:
        features = read_features(source.clip, kind, len(source.points))
    except DatasetError as error:
        logger.info("pauses are drawn as they are heard: %s", error)
        return None
    frames = closed_mouth_frames(mouth_opening(source.points), source.found)
    preset = source.preset
    windows = np.stack([window_tensor(preset, kind, features, frame) for frame in frames.tolist()])
    reference = next(iter(source.references.values()))
    images = input_images(source, frames, np.full(len(frames), reference))
    errors = []
    for frame, generated in zip(
        frames.tolist(), mouth_generator.generate_windows(images, windows), strict=True
    ):
        box = mouth_box(source.points[frame], source.boxes[frame], preset.crop_px)
        x0, y0, x1, y1 = np.clip(np.array(box) - preset.border_px, 0, preset.input_px)
        rim = preset.border_px
        true = source.crops[frame, rim + y0 : rim + y1, rim + x0 : rim + x1]
        errors.append(np.abs(generated[y0:y1, x0:x1] - true).mean())
    return windows[int(np.argmin(errors))]
