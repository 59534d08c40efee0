"""What a viewer sees, measured during training: on some frames, as finished, not encoded.

The whole measurement, on all frames of a video that was encoded, is ``evaluate``'s (``viewer.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.crop_cache import read_frame_image
from synctalk_engine.dataset.face_meshes import MESH_KIND, landmark_networks, locate_face
from synctalk_engine.face.landmarks import FaceLandmarker, Roi, roi_from_points
from synctalk_engine.face.scheme110 import from_mesh
from synctalk_engine.training.evaluation.viewer_metrics import ViewerMetrics

MIN_PRESENCE = 0.5
MEASURED = (
    "texture_mouth",
    "texture_skin",
    "range_opening",
    "range_width",
    "r_opening",
    "r_width",
    "closed",
)
"""Metrics that need neither an encoded video nor frames that follow one another."""


class ValidationViewer:
    """Measures finished frames against the true ones, whose landmarks are tracked once.

    Args:
        frames: (T,) frame numbers of the clip.
        poll: called before each frame; may raise to stop.
    Raises:
        AssetError: the landmark networks are not installed.
    """

    def __init__(self, clip: ClipDataset, frames: np.ndarray, poll: Callable[[], object]) -> None:
        self._clip, self._frames, self._poll = clip, frames, poll
        self._landmarker = FaceLandmarker(landmark_networks(), MESH_KIND)
        self._true: dict[int, tuple[np.ndarray, Roi] | None] = {}

    def measure(self, images: Iterable[np.ndarray], count: int | None = None) -> dict[str, float]:
        """The metrics of ``MEASURED`` that could be taken.

        Args:
            images: (H, W, 3) uint8, in order.
            count: how many there are; None: one for each frame.
        """
        metrics = ViewerMetrics()
        for frame, image in zip(self._frames[:count].tolist(), images, strict=True):
            self._poll()
            true = read_frame_image(self._clip.frame_path(frame))
            tracked = self._tracked(frame, true)
            if tracked is None:
                continue
            mesh = self._landmarker.locate(image, tracked[1])
            points = from_mesh(mesh.points) if mesh.presence >= MIN_PRESENCE else None
            metrics.add(image, true, points, tracked[0])
        found = metrics.result()
        return {name: round(found[name], 3) for name in MEASURED if found[name] is not None}

    def _tracked(self, frame: int, image: np.ndarray) -> tuple[np.ndarray, Roi] | None:
        if frame not in self._true:
            mesh = locate_face(self._landmarker, image, self._clip.points[frame])
            is_face = mesh.presence >= MIN_PRESENCE
            known = (from_mesh(mesh.points), roi_from_points(mesh.points)) if is_face else None
            self._true[frame] = known
        return self._true[frame]
