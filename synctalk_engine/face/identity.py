"""Recognises the tracked person, with a cheap check before the expensive one.

`Identity` decides, by the face's embedding (`face.embedding`). That takes some milliseconds, so a
face that is followed is first held against its own recent looks: it is cut out upright at one size
and described by the pattern of its upper half (grey values and gradient histograms, Dalal and
Triggs 2005) and by its colours. Only where these have changed is the identity asked.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from synctalk_engine.face.embedding import SAME_PERSON
from synctalk_engine.face.scheme110 import EYE_CENTRES
from synctalk_engine.face.warp import fit_similarity, warp_crop

SAME_DESCRIPTOR = 0.35
"""A face that was sure and looks like that still is: of 38,000 pairs of other people in ten clips,
the nearest was at 0.52."""
INDISTINGUISHABLE = 0.35
"""Embeddings do not distinguish people this near (a mirror, a photograph of the person)."""
PATTERN_WEIGHT, GRADIENTS_WEIGHT, MAX_COLOUR_DISTANCE = 0.7, 1.3, 0.3
_CHIP_PX = 64
_UPPER_ROWS = slice(2, 42)
_PATTERN_PX = (24, 20)
_COLOUR_BINS = 32
# Where pupils and lower nose are in the chip, in the unit of the research mean face.
_NOSE_ANCHOR = slice(56, 65)
_ANCHORS = np.array([[0.320, 0.240], [0.679, 0.240], [0.500, 0.475]])
_CHIP_CORNER = np.array([0.0, -0.02])
_HOG = cv2.HOGDescriptor((_CHIP_PX, 40), (16, 16), (8, 8), (8, 8), 9)


@dataclass(frozen=True)
class Identity:
    """The person to follow; can be handed to another thread or process."""

    mean: np.ndarray
    """(128,) mean of the embeddings of the person's face."""
    others: tuple[np.ndarray, ...] = ()
    """The same of other people who are known to be in the video."""

    def distance(self, embedding: np.ndarray) -> float:
        """At most about 0.4 for the person, from about 0.53 on for another."""
        return float(np.linalg.norm(self.mean - embedding))

    def is_person(self, embedding: np.ndarray, limit: float = SAME_PERSON) -> bool:
        """Whether a face with this embedding is the person's."""
        distance = self.distance(embedding)
        rivals = [
            other for other in self.others if np.linalg.norm(self.mean - other) > INDISTINGUISHABLE
        ]
        nearest = min((float(np.linalg.norm(r - embedding)) for r in rivals), default=np.inf)
        return distance < limit and distance < nearest


@dataclass(frozen=True)
class FaceDescriptor:
    """What one view of a face looks like; three unit vectors."""

    pattern: np.ndarray
    gradients: np.ndarray
    colours: np.ndarray

    def distance(self, other: "FaceDescriptor") -> float:
        """0 for the same image; about 0.2 for the same person a little later.

        The colours count up to a limit: another lamp is no other person.
        """
        return (
            PATTERN_WEIGHT * (1 - float(self.pattern @ other.pattern))
            + GRADIENTS_WEIGHT * (1 - float(self.gradients @ other.gradients))
            + min(1 - float(self.colours @ other.colours), MAX_COLOUR_DISTANCE)
        )


def describe_face(frame: np.ndarray, points: np.ndarray) -> FaceDescriptor:
    """Describe the face at `points`.

    frame: (H, W, 3) uint8 BGR. points: (110, 2) pixels of the frame.
    """
    anchors = np.stack([*points[list(EYE_CENTRES)], points[_NOSE_ANCHOR].mean(0)])
    turn, shift = fit_similarity(_ANCHORS, anchors)
    scale = 1 / _CHIP_PX
    to_frame = np.hstack([turn * scale, (turn @ (_CHIP_CORNER + scale / 2) + shift)[:, None]])
    chip = warp_crop(frame, to_frame, _CHIP_PX, _CHIP_PX, cv2.BORDER_REPLICATE)
    lab = cv2.cvtColor(chip, cv2.COLOR_BGR2LAB)
    upper = np.ascontiguousarray(lab[_UPPER_ROWS, :, 0])
    pattern = cv2.resize(upper, _PATTERN_PX, interpolation=cv2.INTER_AREA).astype(np.float32)
    bins = [_COLOUR_BINS, _COLOUR_BINS]
    colours = cv2.calcHist([lab], [1, 2], None, bins, [64, 192, 64, 192])
    colours = cv2.GaussianBlur(colours, (0, 0), 1.0)
    return FaceDescriptor(
        _unit(pattern - pattern.mean()),
        _unit(_centred(np.asarray(_HOG.compute(upper), np.float32))),
        _unit(np.sqrt(colours)),
    )


def _centred(values: np.ndarray) -> np.ndarray:
    return values - values.mean()


def _unit(values: np.ndarray) -> np.ndarray:
    """A flat vector of length 1."""
    flat = values.astype(np.float32).ravel()
    return flat / max(float(np.linalg.norm(flat)), 1e-6)
