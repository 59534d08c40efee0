"""Dense face landmarks: MediaPipe's face mesh (Kartynnik et al. 2019).

Two networks with one interface: 468 points from 192x192 pixels, and 478 (irises too, lips finer)
from 256x256. Each sees a square turned and scaled with the face; `FaceLandmarker.locate` cuts it
out, and gives points in pixels of the frame, not rounded.
"""

import math
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from synctalk_engine.face.detect import Detection, FaceWeights
from synctalk_engine.face.shared_batches import BatchedNetwork, SharedBatches
from synctalk_engine.face.tflite_network import TfliteNetwork
from synctalk_engine.face.warp import transform_points, warp_crop

MeshKind = Literal["mesh468", "mesh478"]
MESHES: tuple[MeshKind, ...] = ("mesh468", "mesh478")

ROI_SCALE = 1.5  # the side of the square, in widths (or heights) of the face
EYE_CORNERS = (33, 263)  # outer corners, image-left and image-right
TASK_MEMBER = "face_landmarks_detector.tflite"
TFLITE_MARK = b"TFL3"
INPUT_SIDE_PX: dict[MeshKind, int] = {"mesh468": 192, "mesh478": 256}
POINTS: dict[MeshKind, int] = {"mesh468": 468, "mesh478": 478}
# Where each network puts the centre of its first pixel: found by comparing mirrored images.
FIRST_PIXEL: dict[MeshKind, float] = {"mesh468": 0.0, "mesh478": 0.5}


@dataclass(frozen=True)
class Roi:
    """A turned square of the frame."""

    centre: tuple[float, float]
    """x, y in pixels of the frame."""
    side_px: float
    """Length of a side."""
    angle_rad: float
    """Turn of its x axis from the frame's, clockwise as seen."""

    def matrix(self, input_px: int) -> np.ndarray:
        """(2, 3) float64: from pixels of the network's input to pixels of the frame."""
        scale = self.side_px / input_px
        cos, sin = scale * np.cos(self.angle_rad), scale * np.sin(self.angle_rad)
        turn = np.array([[cos, -sin], [sin, cos]])
        middle = (input_px - 1) / 2
        shift = np.asarray(self.centre) - turn @ np.array([middle, middle])
        return np.hstack([turn, shift[:, None]])


@dataclass(frozen=True)
class Mesh:
    """The landmarks of one face."""

    points: np.ndarray
    """(468 or 478, 3) float32: x, y in pixels of the frame; z in the same unit, less is nearer.
    Of PFLD, which knows the 110 points alone, (110, 2)."""
    presence: float
    """0..1: how surely a face is there."""
    roi: Roi
    """Where the network looked."""
    view: np.ndarray
    """(S, S, 3) uint8 BGR: what it saw there."""


def roi_from_detection(detection: Detection) -> Roi:
    """Square around a detected face, turned so that the eyes lie level."""
    eye_left, eye_right = detection.keypoints[0], detection.keypoints[1]
    across = eye_right - eye_left
    side_px = ROI_SCALE * float(np.max(detection.box[2:] - detection.box[:2]))
    x, y = detection.centre.tolist()
    return Roi((x, y), side_px, float(np.arctan2(across[1], across[0])))


def roi_from_points(points: np.ndarray) -> Roi:
    """Square around known landmarks, for the same face in the next frame.

    points: (468 or 478, 2 or 3), pixels of the frame.
    """
    xy = np.asarray(points, np.float64)[:, :2]
    across = xy[EYE_CORNERS[1]] - xy[EYE_CORNERS[0]]
    angle_rad = float(np.arctan2(across[1], across[0]))
    cos, sin = np.cos(angle_rad), np.sin(angle_rad)
    turn = np.array([[cos, -sin], [sin, cos]])
    upright = xy @ turn  # in the turned square's own axes
    low, high = upright.min(0), upright.max(0)
    x, y = (turn @ ((low + high) / 2)).tolist()
    return Roi((x, y), ROI_SCALE * float(np.max(high - low)), angle_rad)


class FaceLandmarker:
    """Landmarks of the face in a square of the frame. Holds a network: use one for each thread."""

    face_fraction = 1 / ROI_SCALE
    """How much of the square's side the face takes."""

    def __init__(
        self,
        weights: FaceWeights,
        kind: MeshKind = "mesh478",
        batches: SharedBatches | None = None,
    ):
        """batches: computes the network, shared with other threads; None: LiteRT, here alone."""
        self.kind: MeshKind = kind
        self._side_px = INPUT_SIDE_PX[kind]
        self._count = POINTS[kind]
        model = mesh_model(weights, kind)
        self._network = TfliteNetwork(model) if batches is None else BatchedNetwork(model, batches)

    def roi_from_detection(self, detection: Detection) -> Roi:
        """The square around a detected face."""
        return roi_from_detection(detection)

    def next_roi(self, mesh: Mesh, motion: np.ndarray | None = None) -> Roi:
        """The square for the same face in the next frame, after a (2, 3) motion of the head."""
        points = mesh.points[:, :2]
        return roi_from_points(points if motion is None else transform_points(points, motion))

    def locate(self, frame: np.ndarray, roi: Roi) -> Mesh:
        """Landmarks of the face in `roi`.

        frame: (H, W, 3) uint8 BGR.
        """
        matrix = roi.matrix(self._side_px)
        view = warp_crop(frame, matrix, self._side_px, self._side_px)
        raw, presence = np.zeros((self._count, 3), np.float32), 0.0
        for output in self._network(view, 1 / 255):
            if output.size == 3 * self._count:
                raw = output.reshape(-1, 3)
            elif output.size == 1 and output.ndim == 4:  # the other single number is not a score
                presence = output.item()
        points = np.empty_like(raw)
        points[:, :2] = (raw[:, :2] - FIRST_PIXEL[self.kind]) @ matrix[:, :2].T + matrix[:, 2]
        points[:, 2] = raw[:, 2] * (roi.side_px / self._side_px)
        return Mesh(points, 1 / (1 + math.exp(-max(-50.0, min(presence, 50.0)))), roi, view)


def mesh_model(weights: FaceWeights, kind: MeshKind) -> bytes:
    """Content of the .tflite file of a mesh, which a .task archive may hold.

    Raises:
        ValueError: no path is given for it.
    """
    path: Path | None = getattr(weights, kind)
    if path is None:
        raise ValueError(f"no path is given for {kind}")
    with path.open("rb") as file:
        if file.read(8)[4:] == TFLITE_MARK:  # may have an archive of notes appended: ask it first
            return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return archive.read(TASK_MEMBER)
