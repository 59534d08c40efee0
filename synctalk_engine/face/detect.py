"""Detects faces in a frame with MediaPipe's full-range detector.

The network (BlazeFace, full range, Bazarevsky et al. 2019) sees the frame letterboxed to 192x192
and misses faces under about 18 of those pixels. `FaceDetector` therefore looks again, enlarged, at
the place where a face was last, then at overlapping square tiles, smaller and smaller, until faces
of 60 pixels are found in frames of any size, and once at the frame with a wide border, for a face
that fills it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.face.tflite_network import TfliteNetwork

INPUT_PX = 192
STRIDE_PX = 4
KEYPOINTS = 6  # image-left eye, image-right eye, nose, mouth, image-left ear, image-right ear
SCORE_LIMIT = 100.0  # logits are clipped before the sigmoid, as the network's own pipeline does
MIN_SCORE = 0.5
NMS_IOU = 0.3
TILE_OVERLAP = 0.5
MOST_TILES_IN_A_ROW = 8
"""Side by side at first, in a frame that is long and narrow."""
FINEST_TILE_PX = 600
"""In a tile of this side a face of 60 px is 19 of the network's pixels wide."""
ROUGH_BELOW_PX = 26
NEAR_WIDTHS = 6
NEAR_LEAST_PX = 400


@dataclass(frozen=True)
class FaceWeights:
    """Where the networks lie."""

    detector: Path
    """Full-range face detector (.tflite)."""
    mesh468: Path | None = None
    """Face mesh of 468 points (.tflite)."""
    mesh478: Path | None = None
    """Face mesh of 478 points, irises included (.tflite, or the .task archive that holds it)."""
    pfld: Path | None = None
    """PFLD of the research code, 110 points (.pth)."""


@dataclass(frozen=True)
class Detection:
    """One face, in pixels of the frame (the centre of the first pixel is 0, 0)."""

    box: np.ndarray
    """(4,) float32: x0, y0, x1, y1; from brows to chin. May reach outside the frame."""
    score: float
    """0..1."""
    keypoints: np.ndarray
    """(6, 2) float32: eyes, nose tip, mouth centre, ears; image-left of each pair first."""

    @property
    def width_px(self) -> float:
        """Width of the box."""
        return float(self.box[2] - self.box[0])

    @property
    def centre(self) -> np.ndarray:
        """(2,) centre of the box."""
        return (self.box[:2] + self.box[2:]) / 2


def iou(box: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Intersection over union of one (4,) box with (N, 4) boxes; (N,) in 0..1."""
    others = np.asarray(others, np.float32).reshape(-1, 4)
    low = np.maximum(box[:2], others[:, :2])
    high = np.minimum(box[2:], others[:, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=1)
    area = np.prod(box[2:] - box[:2]) + np.prod(others[:, 2:] - others[:, :2], axis=1) - shared
    return shared / np.maximum(area, 1e-6)


class FaceDetector:
    """Faces in a BGR frame. Holds a network: use one for each thread."""

    def __init__(self, path: Path, min_score: float = MIN_SCORE):
        self._network = TfliteNetwork.read(path)
        self._min_score = min_score
        cells = INPUT_PX // STRIDE_PX
        centres = (np.arange(cells, dtype=np.float32) + 0.5) * STRIDE_PX
        # One anchor a cell, row by row: (cells * cells, 2) x, y.
        self._anchors = np.stack(np.meshgrid(centres, centres), axis=-1).reshape(-1, 2)

    def detect(self, frame: np.ndarray) -> list[Detection]:
        """All faces of the frame, best first; looks closer only where the first look finds none.

        frame: (H, W, 3) uint8 BGR.
        """
        return self.search(frame, None)

    def search(self, frame: np.ndarray, near: np.ndarray | None) -> list[Detection]:
        """As :meth:`detect`, and a face at the box `near`, (4,), of whatever size."""
        found = self.refined(frame, self.look(frame), max(frame.shape[:2]))
        if near is not None and not _is_covered(near, found):
            found = _suppress(found + self.look_near(frame, near))
        return found or self.look_closer(frame)

    def refined(self, frame: np.ndarray, found: list[Detection], side_px: float) -> list[Detection]:
        """The same faces, the small ones measured again in a closer look.

        What a look at a square of `side_px` says of the eyes, nose and mouth of a small face is too
        rough to tell people apart. A face that the closer look does not confirm is left out.
        """
        kept = []
        for detection in found:
            if detection.width_px * INPUT_PX / side_px >= ROUGH_BELOW_PX:
                kept.append(detection)
                continue
            near = self.look_near(frame, detection.box)
            kept += [d for d in near if iou(detection.box, d.box)[0] > NMS_IOU][:1]
        return kept

    def look(self, frame: np.ndarray) -> list[Detection]:
        """One look at the whole frame: faces wider than about 7 % of its longer side."""
        height_px, width_px = frame.shape[:2]
        side_px = max(height_px, width_px)
        return self.look_at(frame, ((width_px - side_px) / 2, (height_px - side_px) / 2), side_px)

    def look_at(
        self, frame: np.ndarray, corner: tuple[float, float], side_px: float
    ) -> list[Detection]:
        """One look at a square, which may leave the frame; `corner` is its x0, y0."""
        return _suppress(self._look_at(frame, corner, side_px))

    def look_near(self, frame: np.ndarray, box: np.ndarray) -> list[Detection]:
        """One look at the surroundings of a (4,) box, for a face that may be small."""
        centre_x, centre_y = ((box[:2] + box[2:]) / 2).tolist()
        side_px = max(NEAR_WIDTHS * float(box[2] - box[0]), NEAR_LEAST_PX)
        return self.look_at(frame, (centre_x - side_px / 2, centre_y - side_px / 2), side_px)

    def look_closer(self, frame: np.ndarray) -> list[Detection]:
        """Faces too small or too large for one look: tiles, then smaller tiles, then a border."""
        height_px, width_px = frame.shape[:2]
        first_px = max(min(width_px, height_px), max(width_px, height_px) // MOST_TILES_IN_A_ROW)
        for tile_px in _tile_sides(first_px):
            found = []
            for corner, side_px in _tiles(width_px, height_px, tile_px):
                found += _whole_in_tile(self._look_at(frame, corner, side_px), corner, side_px)
            if found := self.refined(frame, _suppress(found), tile_px):
                return _suppress(found)
        side_px = 2 * max(height_px, width_px)
        return self.look_at(frame, ((width_px - side_px) / 2, (height_px - side_px) / 2), side_px)

    def _look_at(self, frame, corner, side_px: float) -> list[Detection]:
        """Run the network on the square at `corner`; black where it leaves the frame."""
        image, to_frame = _square(frame, corner, side_px)
        # Scores, one a cell, and boxes.
        logits, raw = sorted(self._network(image, 1 / 127.5, -1.0), key=np.size)
        scores = 1 / (1 + np.exp(-np.clip(logits.reshape(-1), -SCORE_LIMIT, SCORE_LIMIT)))
        kept = np.flatnonzero(scores >= self._min_score)
        if not kept.size:
            return []
        raw = raw.reshape(-1, 4 + 2 * KEYPOINTS)[kept]
        anchors = self._anchors[kept]
        centre, half = raw[:, :2] + anchors, raw[:, 2:4] / 2
        boxes = np.stack([centre - half, centre + half], axis=1)  # (n, 2, 2)
        keypoints = raw[:, 4:].reshape(-1, KEYPOINTS, 2) + anchors[:, None]
        scale, shift = to_frame
        boxes = (boxes * scale + shift).reshape(-1, 4).astype(np.float32)
        keypoints = (keypoints * scale + shift).astype(np.float32)
        return [
            Detection(b, float(s), k)
            for b, s, k in zip(boxes, scores[kept], keypoints, strict=True)
        ]


def _square(frame, corner, side_px):
    """The square at `corner`, 192x192, and (scale, shift) from its points to the frame."""
    height_px, width_px = frame.shape[:2]
    x0, y0 = round(corner[0]), round(corner[1])
    side_px = round(side_px)
    left, top = max(x0, 0), max(y0, 0)
    part = frame[top : min(y0 + side_px, height_px), left : min(x0 + side_px, width_px)]
    scale = side_px / INPUT_PX
    # Shrink first and pad after: padding a large frame costs more than the network.
    place_x, place_y = round((left - x0) / scale), round((top - y0) / scale)
    shrunk_w = min(max(round(part.shape[1] / scale), 1), INPUT_PX - place_x)
    shrunk_h = min(max(round(part.shape[0] / scale), 1), INPUT_PX - place_y)
    how = cv2.INTER_AREA if scale > 1 else cv2.INTER_LINEAR
    image = np.zeros((INPUT_PX, INPUT_PX, 3), np.uint8)
    image[place_y : place_y + shrunk_h, place_x : place_x + shrunk_w] = cv2.resize(
        part, (shrunk_w, shrunk_h), interpolation=how
    )
    scales = np.array([part.shape[1] / shrunk_w, part.shape[0] / shrunk_h], np.float32)
    shift = np.array([left, top], np.float32) - scales * np.array([place_x, place_y]) - 0.5
    return image, (scales, shift)


def _tile_sides(shorter_px: int) -> Iterator[int]:
    """Sides of ever smaller tiles: two sizes at least, more in a large frame."""
    yield shorter_px
    side_px = shorter_px // 2
    while side_px > FINEST_TILE_PX:
        yield side_px
        side_px //= 2
    yield max(side_px, 1)


def _tiles(width_px: int, height_px: int, side_px: int):
    """Corners of overlapping squares of `side_px` that cover the frame."""

    def starts(length_px):
        steps = max(int(np.ceil((length_px - side_px) / (side_px * (1 - TILE_OVERLAP)))), 0)
        return np.linspace(0, length_px - side_px, steps + 1) if steps else [0]

    return [((x, y), side_px) for y in starts(height_px) for x in starts(width_px)]


def _whole_in_tile(found: list[Detection], corner, side_px: float) -> list[Detection]:
    """Those whose centre lies well inside the tile; the others are whole in the next tile."""
    low = np.asarray(corner) + 0.02 * side_px
    high = np.asarray(corner) + 0.98 * side_px
    return [f for f in found if np.all(f.centre > low) and np.all(f.centre < high)]


def prominence(detection: Detection, frame: np.ndarray) -> float:
    """Width in pixels times the score, less towards the edges of the frame."""
    height_px, width_px = frame.shape[:2]
    off = np.abs(detection.centre / (width_px, height_px) - 0.5).max()
    return detection.width_px * detection.score * (1 - min(float(off), 0.5))


def _is_covered(box: np.ndarray, found: list[Detection]) -> bool:
    """Whether one of the faces is at the box."""
    return bool(found) and bool(iou(box, np.stack([d.box for d in found])).max() > 0)


def _suppress(found: list[Detection]) -> list[Detection]:
    """One detection a face: overlapping ones are averaged, weighted by score (weighted NMS)."""
    left = sorted(found, key=lambda d: -d.score)
    kept = []
    while left:
        overlap = iou(left[0].box, np.stack([d.box for d in left])) > NMS_IOU
        overlap[0] = True
        group = [d for d, same in zip(left, overlap, strict=True) if same]
        weights = np.array([d.score for d in group], np.float32)
        weights /= weights.sum()
        box = np.tensordot(weights, np.stack([d.box for d in group]), 1)
        keypoints = np.tensordot(weights, np.stack([d.keypoints for d in group]), 1)
        kept.append(Detection(box, left[0].score, keypoints))
        left = [d for d, same in zip(left, overlap, strict=True) if not same]
    return kept
