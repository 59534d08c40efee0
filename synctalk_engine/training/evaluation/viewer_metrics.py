"""What a viewer sees in a generated video, measured in the video's own pixels.

PSNR and sharpness in the network's crop reward blur and do not see what is wrong outside the crop.
These metrics compare each generated frame with the true one at native size: the texture of mouth
and skin, what was changed outside the jaw line, how far the mouth moves, and whether it closes.
1.0 is as in the source, unless a metric says otherwise.

Landmarks are the 110 points of ``face/scheme110.py``, tracked anew in both videos.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from synctalk_engine.face.masks import disc
from synctalk_engine.face.scheme110 import (
    CONTOUR,
    MOUTH_CORNERS,
    eye_distance_px,
    mouth_opening,
)

OUTER_LIPS = slice(90, 102)
JAW = slice(7, 26)
"""Contour points from below one ear over the chin to below the other."""

HIGH_PASS_SIGMA, MIN_HIGH_PASS_SIGMA_PX = 0.01, 0.8
"""Of the face's width: detail is what a Gaussian of this deviation takes away."""
SKIN_MARGIN = 0.05
"""Of the face's width: the skin is looked at this far inside the jaw line and off the lips."""
SPILL_WIDTH = 0.06
"""Of the face's width: how far outside the jaw line changes are looked for."""
CLOSED_QUANTILE, CLOSED_TOLERANCE = 0.2, 0.25
"""The fifth of the frames that is least open; in standard deviations of the true opening."""
MARGIN = 0.35
"""Of the face's width: how much around the landmarks is cut out to be measured."""
MIN_FRAMES = 3
"""Correlations and deviations of fewer mean nothing."""

Window = tuple[slice, slice]


@dataclass
class _Energy:
    """Sums over a region of all frames: high-pass energy, and its change from frame to frame."""

    generated: float = 0.0
    true: float = 0.0

    def add(self, generated: np.ndarray, true: np.ndarray, region: np.ndarray) -> None:
        self.generated += float(np.square(generated[region], dtype=np.float64).sum())
        self.true += float(np.square(true[region], dtype=np.float64).sum())

    def ratio(self) -> float | None:
        """Generated over true, as an amplitude; None where nothing was added."""
        return float(np.sqrt(self.generated / self.true)) if self.true > 0 else None


@dataclass
class ViewerMetrics:
    """Accumulates frame by frame, so that the memory does not grow with the video.

    Frames must follow one another; a frame without a face in either video is left out of all.
    """

    _mouth: _Energy = field(default_factory=_Energy)
    _skin: _Energy = field(default_factory=_Energy)
    _flicker: _Energy = field(default_factory=_Energy)
    _spill: list[float] = field(default_factory=list)
    _shapes: list[tuple[float, float, float, float]] = field(default_factory=list)
    _previous: tuple[Window, np.ndarray, np.ndarray] | None = None

    def add(
        self,
        generated: np.ndarray,
        true: np.ndarray,
        generated_points: np.ndarray | None,
        true_points: np.ndarray | None,
    ) -> None:
        """Measure one frame.

        Args:
            generated, true: (H, W, 3) uint8 BGR of one size.
            generated_points, true_points: (110, 2) pixels; None where no face was found.
        """
        if generated_points is None or true_points is None:
            self._previous = None
            return
        face_px = face_width_px(true_points)
        window = _window_around(true_points, face_px, true.shape)
        points = true_points - (window[1].start, window[0].start)
        regions = FaceRegions(points, face_px, true[window].shape[:2])
        detail_generated = high_pass(generated[window], face_px)
        detail_true = high_pass(true[window], face_px)
        self._mouth.add(detail_generated, detail_true, regions.mouth)
        self._skin.add(detail_generated, detail_true, regions.skin)
        if regions.outside.any():
            change = np.abs(generated[window].astype(np.int16) - true[window].astype(np.int16))
            self._spill.append(float(change[regions.outside].mean()))
        self._add_flicker(window, detail_generated, detail_true, regions)
        self._shapes.append(
            (
                float(mouth_opening(generated_points)),
                float(mouth_opening(true_points)),
                mouth_width(generated_points),
                mouth_width(true_points),
            )
        )

    def _add_flicker(
        self, window: Window, generated: np.ndarray, true: np.ndarray, regions: FaceRegions
    ) -> None:
        if self._previous is not None:
            before_window, before_generated, before_true = self._previous
            now, before = _shared_part(window, before_window)
            region = (regions.mouth | regions.skin)[now]
            self._flicker.add(
                generated[now] - before_generated[before], true[now] - before_true[before], region
            )
        self._previous = window, generated, true

    def result(self) -> dict[str, float | None]:
        """All metrics by their names in ``protocol/metrics.py``; None where too few frames had a
        face."""
        return {
            "texture_mouth": self._mouth.ratio(),
            "texture_skin": self._skin.ratio(),
            "spill": float(np.mean(self._spill)) if self._spill else None,
            "flicker": self._flicker.ratio(),
            **shape_metrics(np.array(self._shapes, np.float64).reshape(-1, 4)),
        }


def shape_metrics(shapes: np.ndarray) -> dict[str, float | None]:
    """How far the mouth moves, how well it follows, and whether it closes.

    Args:
        shapes: (T, 4): generated opening, true opening, generated width, true width.
    """
    names = ("range_opening", "range_width", "r_opening", "r_width", "closed")
    if len(shapes) < MIN_FRAMES:
        return dict.fromkeys(names)
    opening, true_opening, width, true_width = shapes.T
    return {
        "range_opening": _range(opening, true_opening),
        "range_width": _range(width, true_width),
        "r_opening": _correlation(opening, true_opening),
        "r_width": _correlation(width, true_width),
        "closed": closed_fraction(opening, true_opening),
    }


def closed_fraction(opening: np.ndarray, true_opening: np.ndarray) -> float:
    """Of the frames in which the true mouth is least open, the fraction in which ours is too."""
    limit = np.quantile(true_opening, CLOSED_QUANTILE)
    is_closed = true_opening <= limit
    allowed = limit + CLOSED_TOLERANCE * true_opening.std()
    return float((opening[is_closed] <= allowed).mean())


def mouth_width(points: np.ndarray) -> float:
    """Distance between the corners of the mouth over the distance of the eyes; (110, 2)."""
    left, right = MOUTH_CORNERS
    width_px = np.linalg.norm(points[right] - points[left])
    return float(width_px / max(float(eye_distance_px(points)), 1e-6))


def face_width_px(points: np.ndarray) -> float:
    """Width of the contour's bounding box; (110, 2) pixels."""
    return float(np.ptp(points[CONTOUR, 0]))


def high_pass(image: np.ndarray, face_px: float) -> np.ndarray:
    """(H, W) float32: grey minus its Gaussian blur; ``image`` is (H, W, 3) uint8 BGR."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    sigma_px = max(HIGH_PASS_SIGMA * face_px, MIN_HIGH_PASS_SIGMA_PX)
    return grey - cv2.GaussianBlur(grey, (0, 0), sigma_px)


class FaceRegions:
    """Boolean masks (H, W) of a face: ``mouth``, ``skin`` around it, ``outside`` the jaw line.

    Args:
        points: (110, 2) in pixels of the image that the masks belong to.
        face_px: the face's width. size: (H, W).
    """

    def __init__(self, points: np.ndarray, face_px: float, size: tuple[int, int]) -> None:
        lips = _filled(points[OUTER_LIPS], size)
        jaw = points[JAW]
        lip_top = float(points[OUTER_LIPS, 1].min())
        skin_margin_px = SKIN_MARGIN * face_px
        lower_face = _filled(jaw, size)
        skin = _eroded(lower_face, skin_margin_px) & ~_dilated(lips, skin_margin_px)
        inside = _filled(points[CONTOUR], size)
        band = _dilated(inside, SPILL_WIDTH * face_px) & ~inside
        below_lip_top = np.arange(size[0])[:, None] > lip_top
        self.mouth = lips.astype(bool)
        self.skin = skin.astype(bool)
        self.outside = band.astype(bool) & below_lip_top


def _filled(polygon: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    mask = np.zeros(size, np.uint8)
    cv2.fillPoly(mask, [np.rint(polygon).astype(np.int32)], 1)
    return mask


def _dilated(mask: np.ndarray, by_px: float) -> np.ndarray:
    return cv2.dilate(mask, disc(by_px))


def _eroded(mask: np.ndarray, by_px: float) -> np.ndarray:
    return cv2.erode(mask, disc(by_px))


def _window_around(points: np.ndarray, face_px: float, shape: tuple[int, ...]) -> Window:
    """Rows and columns of the frame that hold the face and what is looked at around it."""
    margin_px = MARGIN * face_px
    left, top = np.maximum(np.floor(points.min(0) - margin_px), 0).astype(int)
    right, bottom = np.ceil(points.max(0) + margin_px).astype(int)
    return slice(top, min(bottom, shape[0])), slice(left, min(right, shape[1]))


def _shared_part(now: Window, before: Window) -> tuple[Window, Window]:
    """The part of the frame that two windows share, in the coordinates of each."""
    rows = [(max(n.start, b.start), min(n.stop, b.stop)) for n, b in zip(now, before, strict=True)]

    def inside(window: Window) -> Window:
        first, second = (
            slice(start - edge.start, max(start, stop) - edge.start)
            for (start, stop), edge in zip(rows, window, strict=True)
        )
        return first, second

    return inside(now), inside(before)


def _range(generated: np.ndarray, true: np.ndarray) -> float | None:
    return float(generated.std() / true.std()) if true.std() > 0 else None


def _correlation(generated: np.ndarray, true: np.ndarray) -> float | None:
    if generated.std() == 0 or true.std() == 0:
        return None
    return float(np.corrcoef(generated, true)[0, 1])
