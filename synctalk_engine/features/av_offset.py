"""Measures the A/V offset of a clip by how well its audio predicts the mouth.

No weights: for each offset tried, a linear map from the audio to the mouth's opening and width is
fitted on four fifths of the clip and tried on the rest, fold by fold. The audio says most about the
mouth where the two are in sync; the height of that peak over all others is the confidence. Mouths
move before they are heard, so the peak of a clip in sync lies a little late: that was measured and
is taken off.

Where the mel bands leave it open (a beard, a mumbling voice), rows of a speech encoder are asked as
well: they say more about the mouth. Where the two agree, the estimate is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from synctalk_engine.features.mel import mel_features
from synctalk_engine.media.audio import Samples
from synctalk_engine.workspace.frame_quality import true_ranges

LARGEST_OFFSET_S = 0.64
MEASURED_S = 300.0
"""Longer clips are judged by their beginning."""
SHORTEST_S = 4.0
BANDS = 20
CONTEXT_FRAMES = (-1, 0, 1)
FOLDS = 5
RIDGE = 0.1
SMOOTHING_S = 0.04
TREND_S = 1.0
"""Changes slower than this are the head's, not speech."""
PEAK_HALF_WIDTH_S = 0.17
LEAD_MS = 78.0
"""How much later than it is seen a mouth's movement is heard in clips that are in sync."""
CERTAIN = 0.5
MIN_CORRECTED_FRAMES = 1.5
"""Less is within what the estimate and the speaker's habits leave open."""
CONFIDENCE_MIDPOINT = 0.22
CONFIDENCE_SLOPE = 25.0
"""Confidence is a logistic function of how far the peak stands above all others."""
AGREED_MIDPOINT = 0.1
AGREEMENT_FRAMES = 1.5
"""Two estimates so close need less of a peak."""
SPEECH_SHORTEST_S = 12.0
"""Shorter clips are not judged by speech rows: in 8 s, 11 of 28 more estimates were wrong."""
SPEECH_COMPONENTS = 32
"""Principal components of a speech encoder's rows."""

INNER_LIPS = ((103, 109), (104, 108), (105, 107))
MOUTH_CORNERS = (90, 96)
PUPILS = (74, 86)


@dataclass(frozen=True)
class AvOffset:
    """An estimate of the A/V offset."""

    offset_ms: float | None
    """Positive if the audio comes late; None if nothing could be measured."""
    confidence: float
    """0..1; from 0.5 on it can be relied on to within a frame."""

    @property
    def is_certain(self) -> bool:
        """Whether to act on it."""
        return self.offset_ms is not None and self.confidence >= CERTAIN

    def shift_ms(self, fps: float) -> float:
        """How far to move the audio earlier: nothing if it is uncertain or small."""
        if self.offset_ms is None or not self.is_certain:
            return 0.0
        is_off = abs(self.offset_ms) > MIN_CORRECTED_FRAMES * 1000 / fps
        return self.offset_ms if is_off else 0.0


NOTHING_MEASURED = AvOffset(None, 0.0)


def measure_offset(
    points: np.ndarray,
    found: np.ndarray,
    samples: Samples,
    fps: float,
    shift_ms: float = 0.0,
    speech_rows: Callable[[int], np.ndarray] | None = None,
) -> AvOffset:
    """Measure the A/V offset of a clip.

    Args:
        points: float (N, 110, 2) landmarks in pixels.
        found: bool (N,), False if they are filled in: such frames have no say.
        samples: audio whose beginning is that of the first frame.
        fps: frames per second.
        shift_ms: how far the audio was already moved earlier; added to the result.
        speech_rows: makes rows (n, ...) of a speech encoder for the first n frames; called only
            where the mel bands leave the offset open.
    """
    count = min(len(points), round(MEASURED_S * fps))
    found = np.asarray(found[:count], bool)
    if found.sum() < SHORTEST_S * fps or len(samples) == 0:
        return NOTHING_MEASURED
    mouth = mouth_signals(points[:count], fps, found)
    bands = mel_features(samples, count, fps).mean(axis=1).reshape(count, BANDS, -1).mean(axis=2)
    if np.ptp(bands) < 1e-3 or mouth[found].std() < 1e-6:
        return NOTHING_MEASURED
    peak = _find_peak(mouth, bands, found, fps)
    confidence = _confidence(peak.height, CONFIDENCE_MIDPOINT)
    is_long = found.sum() >= SPEECH_SHORTEST_S * fps
    if confidence < CERTAIN and speech_rows is not None and is_long:
        other = _find_peak(mouth, _components(speech_rows(count)), found, fps)
        if abs(other.lag_frames - peak.lag_frames) <= AGREEMENT_FRAMES:
            peak, confidence = other, _confidence(other.height, AGREED_MIDPOINT)
    offset_ms = peak.lag_frames * 1000 / fps - LEAD_MS + shift_ms
    return AvOffset(round(float(offset_ms), 1), confidence)


@dataclass(frozen=True)
class _Peak:
    """The lag at which audio and mouth fit best."""

    lag_frames: float
    height: float
    """How far its score stands above all others'."""


def _find_peak(mouth: np.ndarray, audio: np.ndarray, found: np.ndarray, fps: float) -> _Peak:
    lags = np.arange(-round(LARGEST_OFFSET_S * fps), round(LARGEST_OFFSET_S * fps) + 1)
    margin = lags[-1] + CONTEXT_FRAMES[-1]
    scores = np.array([_score(mouth, audio, found, int(lag), margin) for lag in lags])
    best = int(np.argmax(scores))
    others = scores[np.abs(lags - lags[best]) > PEAK_HALF_WIDTH_S * fps]
    lag_frames = lags[best] + _parabola_shift(scores, best)
    return _Peak(float(lag_frames), float(scores[best] - others.max()))


def _components(rows: np.ndarray) -> np.ndarray:
    """The strongest principal components of a speech encoder's rows, (N, ...) -> (N, K)."""
    flat = rows.reshape(len(rows), -1).astype(np.float64)
    flat = (flat - flat.mean(axis=0)) / (flat.std(axis=0) + 1e-3)
    _, vectors = np.linalg.eigh(flat.T @ flat)
    return flat @ vectors[:, ::-1][:, :SPEECH_COMPONENTS]


def mouth_signals(points: np.ndarray, fps: float, found: np.ndarray) -> np.ndarray:
    """float64 (N, 2): opening and width over the distance of the eyes, without slow changes.

    Each stretch of frames that are `found` is smoothed by itself; the others are 0.
    """
    eyes_px = _distance(points, *PUPILS)
    opening = sum(_distance(points, upper, lower) for upper, lower in INNER_LIPS)
    raw = np.stack([opening, _distance(points, *MOUTH_CORNERS)], axis=1)
    raw = raw / np.maximum(eyes_px, 1e-9)[:, None]
    signals = np.zeros_like(raw)
    for begin, end in true_ranges(found):
        part = _smoothed(raw[begin:end], SMOOTHING_S * fps)
        signals[begin:end] = part - _smoothed(part, TREND_S * fps)
    return signals / np.maximum(signals[found].std(axis=0), 1e-9)


def _distance(points: np.ndarray, first: int, second: int) -> np.ndarray:
    return np.linalg.norm(points[:, first] - points[:, second], axis=1).astype(np.float64)


def _smoothed(signals: np.ndarray, sigma_frames: float) -> np.ndarray:
    """Gaussian smoothing in time; the ends are repeated."""
    return cv2.GaussianBlur(
        signals, (0, 0), sigmaX=1e-6, sigmaY=sigma_frames, borderType=cv2.BORDER_REPLICATE
    )


def _score(mouth: np.ndarray, bands: np.ndarray, found: np.ndarray, lag: int, margin: int) -> float:
    """Correlation of the mouth with what the audio ``lag`` frames later says, cross-validated.

    ``margin`` frames at both ends are left out whatever the lag: offsets are to be compared by the
    same frames.
    """
    rows = np.arange(margin, len(mouth) - margin)
    rows = rows[found[rows]]
    if len(rows) < 2 * FOLDS * len(CONTEXT_FRAMES):
        return 0.0
    audio = np.concatenate([bands[rows + lag + context] for context in CONTEXT_FRAMES], axis=1)
    audio = (audio - audio.mean(axis=0)) / (audio.std(axis=0) + 1e-6)
    target_mouth = mouth[rows] - mouth[rows].mean(axis=0)
    products, targets = audio.T @ audio, audio.T @ target_mouth
    penalty = RIDGE * len(rows) * np.eye(audio.shape[1])
    predicted = np.empty_like(target_mouth)
    for part in np.array_split(np.arange(len(rows)), FOLDS):
        left_out = audio[part]
        weights = np.linalg.solve(
            products - left_out.T @ left_out + penalty, targets - left_out.T @ target_mouth[part]
        )
        predicted[part] = left_out @ weights
    power = np.sqrt((predicted**2).sum(axis=0) * (target_mouth**2).sum(axis=0))
    return float(((predicted * target_mouth).sum(axis=0) / np.maximum(power, 1e-12)).mean())


def _parabola_shift(scores: np.ndarray, best: int) -> float:
    """Where between the samples the peak lies, -0.5..0.5."""
    if not 0 < best < len(scores) - 1:
        return 0.0
    before, peak, after = scores[best - 1 : best + 2]
    curvature = before - 2 * peak + after
    return float(0.5 * (before - after) / curvature) if curvature < 0 else 0.0


def _confidence(height: float, midpoint: float) -> float:
    return round(float(1 / (1 + np.exp(-CONFIDENCE_SLOPE * (height - midpoint)))), 3)
