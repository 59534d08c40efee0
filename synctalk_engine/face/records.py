"""What tracking a face gives for each frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from synctalk_engine.face.pose import Pose
from synctalk_engine.face.quality import FaceSkin


@dataclass(frozen=True)
class FaceRecord:
    """What is known of one frame."""

    points: np.ndarray | None
    """(110, 2) float32 pixels; None if the face was not found."""
    confidence: float = 0.0
    """0..1, the network's face presence."""
    pose: Pose = field(default_factory=lambda: Pose(0.0, 0.0, 0.0))
    blur: float = 0.0
    """Variance of the Laplacian of the face at one size; small is blurred."""
    skin: FaceSkin | None = None
    """Colours of the face; None if it was not found."""
    faces: int = 0
    """Faces in the image, as of the last detection."""
    cut: bool = False
    """The image changed at once: this frame does not go on from the one before."""
    other_person: bool = False
    """A face was there, but not that of the person followed."""
    sure: bool = False
    """The face was found to be that of the person followed in this very frame."""
    takes_back: bool = False
    """The face that was followed up to here has turned out to be someone else's."""
    motion: np.ndarray | None = None
    """(2, 3) float64: the head's motion, from pixels of the frame before to pixels of this one.
    None if this frame does not go on from the one before."""

    @property
    def found(self) -> bool:
        """Whether the face was found."""
        return self.points is not None


def drop_retracted(records: Sequence[FaceRecord]) -> list[FaceRecord]:
    """The records of a clip, less the faces of someone else that were followed for a moment.

    Where a followed face turned out to be another's, it was so from some moment after it was last
    sure: these frames count as another person's.
    """
    kept = list(records)
    for index, record in enumerate(kept):
        before = index - 1
        while record.takes_back and before >= 0 and kept[before].found and not kept[before].sure:
            kept[before] = FaceRecord(
                None, faces=kept[before].faces, cut=kept[before].cut, other_person=True
            )
            before -= 1
    return kept
