"""Landmarks as the research code finds them: PFLD, on an upright square around each detection.

Its network says how far each of the 110 points lies from where the mean face has it in the square.
Torch is loaded with the weights, not with this module.
"""

import logging
from importlib import resources
from pathlib import Path

import numpy as np

from synctalk_engine.errors import AssetError
from synctalk_engine.face.detect import Detection, FaceDetector, FaceWeights, iou
from synctalk_engine.face.landmarks import FaceLandmarker, Mesh, Roi
from synctalk_engine.face.shared_batches import SharedBatches
from synctalk_engine.face.warp import transform_points, warp_crop
from synctalk_engine.protocol.options.choices import Landmarker

logger = logging.getLogger(__name__)

INPUT_PX = 192
SQUARE_SCALE = 1.05
"""The side of the square, in lengths of the detected box. On 7 clips the mean face, laid over the
points of the mesh, asks for 1.04."""
DOWN = 0.06
"""How far the square lies below the middle of the box, in sides: our detector's box begins above
the brows and that of the research code at the forehead. Found in the same way."""
SEARCH_SCALE = 2.0
"""The detector looks at a square this much larger than the one in which the face should be."""
MIN_OVERLAP = 0.3
_MEAN_FACE_FILE = "mean_face_110.txt"


class PfldLandmarker:
    """The 110 points of the face in a square of the frame. Use one for each thread.

    The network gives no presence: the detector's score stands for it.

    Raises:
        AssetError: asset_other_network where the file does not hold PFLD's weights.
    """

    face_fraction = 1 / SQUARE_SCALE

    def __init__(self, weights_path: Path, detector: FaceDetector):
        self._network = load_network(weights_path)
        self._detector = detector
        self._mean_face = mean_face()

    def roi_from_detection(self, detection: Detection) -> Roi:
        """The square of the research code around a detected face."""
        side_px = SQUARE_SCALE * float(np.max(detection.box[2:] - detection.box[:2]))
        across = detection.keypoints[1] - detection.keypoints[0]
        down = np.array([-across[1], across[0]]) / max(float(np.hypot(*across)), 1e-6)
        x, y = (detection.centre + DOWN * side_px * down).tolist()
        return Roi((x, y), side_px, 0.0)

    def next_roi(self, mesh: Mesh, motion: np.ndarray | None = None) -> Roi:
        """The square for the same face in the next frame, after a (2, 3) motion of the head."""
        if motion is None:
            return mesh.roi
        x, y = transform_points(np.array([mesh.roi.centre]), motion)[0].tolist()
        scale = float(np.sqrt(abs(np.linalg.det(motion[:, :2]))))
        return Roi((x, y), mesh.roi.side_px * scale, 0.0)

    def locate(self, frame: np.ndarray, roi: Roi) -> Mesh:
        """Landmarks of the face that is detected about where `roi` is; presence 0 without one.

        frame: (H, W, 3) uint8 BGR. The points are (110, 2).
        """
        detection = self._detection_near(frame, roi)
        if detection is not None:
            roi = self.roi_from_detection(detection)
        matrix = roi.matrix(INPUT_PX)
        view = warp_crop(frame, matrix, INPUT_PX, INPUT_PX)
        in_square = self._mean_face + self._network(view)
        first_pixel = np.array(roi.centre) - roi.side_px / 2 + 0.5  # its centre is the point 0, 0
        points = (first_pixel + in_square * roi.side_px).astype(np.float32)
        return Mesh(points, detection.score if detection else 0.0, roi, view)

    def _detection_near(self, frame: np.ndarray, roi: Roi) -> Detection | None:
        """The detection whose square overlaps `roi` most."""
        side_px = SEARCH_SCALE * roi.side_px
        corner = (roi.centre[0] - side_px / 2, roi.centre[1] - side_px / 2)
        found = self._detector.look_at(frame, corner, side_px)
        if not found:
            return None
        squares = np.stack([_box(self.roi_from_detection(detection)) for detection in found])
        overlaps = iou(_box(roi), squares)
        best = int(np.argmax(overlaps))
        return found[best] if overlaps[best] >= MIN_OVERLAP else None


def make_landmarker(
    weights: FaceWeights,
    kind: Landmarker,
    detector: FaceDetector,
    batches: SharedBatches | None = None,
) -> FaceLandmarker | PfldLandmarker:
    """What finds the points of a face, of any kind; PFLD shares the detector.

    batches: as for `FaceLandmarker`; PFLD has none.
    """
    if kind != "pfld":
        return FaceLandmarker(weights, kind, batches)
    if weights.pfld is None:
        raise ValueError("no path is given for pfld")
    return PfldLandmarker(weights.pfld, detector)


def mean_face() -> np.ndarray:
    """(110, 2) float64: the research network's mean face, x and y in 0..1 of its square."""
    folder = resources.files("synctalk_engine.face")
    text = folder.joinpath(_MEAN_FACE_FILE).read_text(encoding="ascii")
    return np.array(text.split(), np.float64).reshape(-1, 2)


def load_network(weights_path: Path):
    """A function (192, 192, 3) uint8 BGR -> (110, 2) float32, offsets from the mean face.

    The file is a state dict of `models.create("pfld_ghostone")`, or holds one as `pfld_backbone`.

    Raises:
        AssetError: asset_other_network.
    """
    import torch

    from synctalk_engine.models import published_weights
    from synctalk_engine.models.pfld import merge_branches

    network = published_weights.load_network("pfld_ghostone", "pfld", weights_path)
    merge_branches(network)

    def offsets(view: np.ndarray) -> np.ndarray:
        if torch.get_num_threads() > 1:  # each tracker has a thread, and shares the cores
            torch.set_num_threads(1)
        with torch.inference_mode():
            face = torch.from_numpy(view).permute(2, 0, 1)[None].float() / 255  # (1, 3, 192, 192)
            return network(face).numpy().reshape(-1, 2)

    return offsets


def check_weights(weights_path: Path) -> None:
    """Find the landmarks of a grey image with these weights.

    Raises:
        AssetError: asset_other_network, saying why they cannot be used.
    """
    offsets = load_network(weights_path)(np.full((INPUT_PX, INPUT_PX, 3), 127, np.uint8))
    if offsets.shape != mean_face().shape or not np.isfinite(offsets).all():
        reason = "its landmarks of a test image are not numbers"
        raise AssetError("asset_other_network", path=weights_path, asset="pfld", reason=reason)


def _box(roi: Roi) -> np.ndarray:
    """(4,) x0, y0, x1, y1 of an upright square."""
    half, centre = roi.side_px / 2, np.array(roi.centre)
    return np.concatenate([centre - half, centre + half]).astype(np.float32)
