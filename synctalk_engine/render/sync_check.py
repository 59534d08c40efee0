"""Checks that the audio of a finished video is in sync with the generated lips.

The video's audio is decoded again and compared, by cross-correlation, with the samples that the
audio features were made from.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, Samples, WavSamples, extract_wav
from synctalk_engine.media.probe import probe

logger = logging.getLogger(__name__)

POSITIONS = (0.05, 0.35, 0.60, 0.95)
"""Where it is measured, as fractions of the speech."""
NEAR_FRACTION = 0.05
"""The loudest place this near to a position is taken: pauses say nothing."""
WINDOW_S = 1.0
LEAST_WINDOW_S = 0.2
"""Of short speech a quarter is taken, but no less than this."""
REACH_S = 3.0
"""Offsets up to this are found."""
MAX_OFFSET_MS = 10.0
SILENT_LEVEL = 0.003
"""Root mean square, -50 dBFS; below it nothing is measured."""
MIN_SIMILARITY = 0.3
"""Normalised correlation at the best offset; below it the audio is another one."""
NEARLY_BEST = 0.98
"""Of the best correlation: a tone fits at many offsets, and the smallest is meant."""


@dataclass(frozen=True)
class SyncPoint:
    """One measurement."""

    at_s: float
    offset_ms: float | None
    """Positive: the audio comes after the lips. None if the audio was not found."""


@dataclass(frozen=True)
class SyncMetrics:
    """All measurements of one video; none where the speech is silent."""

    points: tuple[SyncPoint, ...]

    @property
    def is_held(self) -> bool:
        """Whether the audio is in sync wherever it was measured."""
        return all(_is_near(point) for point in self.points)

    def warning(self) -> tuple[str, dict[str, Any]] | None:
        """Code and parameters of what the user should know; None if all is in sync."""
        lost = [point for point in self.points if point.offset_ms is None]
        if lost:
            return "sync_not_found", {"at_s": round(lost[0].at_s, 1)}
        if self.is_held:
            return None
        worst = max(self.points, key=lambda point: abs(point.offset_ms or 0.0))
        return "sync_off", {
            "offset_ms": round(worst.offset_ms or 0.0),
            "at_s": round(worst.at_s, 1),
        }

    def as_json(self) -> dict[str, Any]:
        """For the result of a render."""
        return {
            "in_sync": self.is_held,
            "at_s": [round(point.at_s, 2) for point in self.points],
            "offset_ms": [point.offset_ms for point in self.points],
        }


def _is_near(point: SyncPoint) -> bool:
    return point.offset_ms is not None and abs(point.offset_ms) <= MAX_OFFSET_MS


def measure_sync(video_path: Path, speech: Samples, folder: Path) -> SyncMetrics:
    """Compare the audio of ``video_path`` with ``speech`` at several times.

    Args:
        video_path: the finished video, or the WAV of an image sequence.
        speech: the samples that the lips were generated for, sample 0 at the first frame.
        folder: for a temporary file.
    """
    wav_path = folder / "rendered.wav"
    try:
        is_wav = video_path.suffix == ".wav"
        start_s = None if is_wav else probe(video_path).start_s
        extract_wav(video_path, wav_path, start_s=start_s)
    except MediaError as error:
        logger.warning("the audio of %s cannot be measured: %s", video_path, error)
        return SyncMetrics((SyncPoint(0.0, None),))
    return compare(WavSamples(wav_path), speech)


def compare(video: Samples, speech: Samples) -> SyncMetrics:
    """Offsets of ``video`` from ``speech``, both at 16 kHz with sample 0 at the first frame."""
    points = []
    for position in POSITIONS:
        start, piece = _loudest_near(speech, position)
        if np.sqrt(np.mean(piece**2)) >= SILENT_LEVEL:
            offset = _offset_samples(piece, start, video)
            offset_ms = None if offset is None else round(1000 * offset / SAMPLE_RATE_HZ, 1)
            points.append(SyncPoint(start / SAMPLE_RATE_HZ, offset_ms))
    return SyncMetrics(tuple(points))


def _loudest_near(speech: Samples, position: float) -> tuple[int, np.ndarray]:
    """First sample, and samples, of the window near a position in which most is said."""
    least, most = round(LEAST_WINDOW_S * SAMPLE_RATE_HZ), round(WINDOW_S * SAMPLE_RATE_HZ)
    count = min(max(len(speech) // 4, least), most, len(speech))
    last = len(speech) - count
    fractions = np.linspace(position - NEAR_FRACTION, position + NEAR_FRACTION, 5)
    starts = np.clip(np.round(fractions * len(speech) - count / 2), 0, last).astype(int).tolist()
    pieces = [speech.read(start, start + count) for start in starts]
    best = int(np.argmax([np.sum((piece - piece.mean()) ** 2) for piece in pieces]))
    return starts[best], pieces[best] - pieces[best].mean()


def _offset_samples(piece: np.ndarray, start: int, video: Samples) -> int | None:
    """How much later than ``start`` the piece lies in ``video``; None if it is not there."""
    from scipy.signal import correlate  # takes a second to import

    reach = round(REACH_S * SAMPLE_RATE_HZ)
    around = video.read(start - reach, start + len(piece) + reach).astype(np.float64)
    products = correlate(around, piece, mode="valid", method="fft")  # (2 reach + 1,)
    powers = np.concatenate([[0.0], np.cumsum(around**2)])
    power = powers[len(piece) :] - powers[: -len(piece)]
    floor = len(piece) * SILENT_LEVEL**2 / 4
    similarity = products / np.sqrt(np.sum(piece**2) * np.maximum(power, floor))
    if similarity.max() < MIN_SIMILARITY:
        return None
    offsets = np.flatnonzero(similarity >= NEARLY_BEST * similarity.max()) - reach
    return int(offsets[np.argmin(np.abs(offsets))])
