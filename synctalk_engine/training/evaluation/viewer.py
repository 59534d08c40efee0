"""The validation frames as a viewer gets them, and the metrics of what a viewer sees.

Generated crops are composited into their frames and encoded as rendering does it, except that the
mouth is not closed in pauses; the video is decoded again, and its landmarks are tracked anew. The
source's own frames, encoded in the same way, are what an unnoticeable change would score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from synctalk_engine.assets import AssetStore
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.crop_cache import read_frame_image
from synctalk_engine.face.detect import FaceDetector, FaceWeights
from synctalk_engine.face.landmarks import (
    FaceLandmarker,
    Roi,
    roi_from_detection,
    roi_from_points,
)
from synctalk_engine.face.scheme110 import MOUTH, from_mesh
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.models.perceptual import Lite2Features
from synctalk_engine.training.evaluation.viewer_classifier import (
    crop_side_px,
    describe,
    mean_distance,
    native_crop,
    viewer_auc,
)
from synctalk_engine.training.evaluation.viewer_metrics import ViewerMetrics, face_width_px
from synctalk_engine.weights_file import read_weights_file

LITE2 = "lite2_imagenet"
MIN_PRESENCE = 0.5
CLASSIFIED_FRAMES = 240
"""At most so many frames, spread evenly, are classified."""
DIGITS = 4


@dataclass(frozen=True)
class TrackedFrame:
    """A true frame's face: its landmarks, and the square in which the network looked for them."""

    points: np.ndarray
    roi: Roi


class ViewerEvaluator:
    """Measures generated crops of consecutive validation frames.

    Args:
        clip: the clip that the frames belong to.
        frames: (T,) frame numbers that follow one another.
        weights: of the landmarks network.
        folder: for the videos; the caller deletes it.
        device: for the features of the classifier.
        poll: called before each frame; may raise to stop.
    """

    def __init__(
        self,
        clip: ClipDataset,
        frames: np.ndarray,
        weights: FaceWeights,
        folder: Path,
        device: torch.device,
        poll: Callable[[], object],
    ) -> None:
        self._clip, self._frames, self._folder = clip, frames, folder
        self._device, self._poll = device, poll
        self._landmarker = FaceLandmarker(weights, "mesh478")
        self._network = Lite2Features(read_weights_file(AssetStore().path(LITE2))).to(device)
        self._tracked = self._track(FaceDetector(weights.detector))
        widths = [face_width_px(face.points) for face in self._tracked if face is not None]
        self._side_px = crop_side_px(float(np.median(widths)) if widths else 0.0)
        visible = [row for row, face in enumerate(self._tracked) if face is not None]
        spread = np.linspace(0, len(visible) - 1, min(len(visible), CLASSIFIED_FRAMES))
        self._classified = {visible[round(at)] for at in spread}
        self.source, self._source_crops = self._measure(self._images())
        """The metrics of the source's own frames, encoded in the same way."""
        self._source_features = self._describe(self._source_crops)

    def measure(self, images: Iterable[np.ndarray]) -> dict[str, float | None]:
        """All metrics of finished frames.

        Args:
            images: (H, W, 3) uint8 BGR, one for each of ``frames``, in order.
        """
        metrics, generated = self._measure(images)
        metrics |= {"viewer_auc": None, "perceptual_distance": None}
        if len(generated):
            features = self._describe(generated)
            metrics["viewer_auc"] = viewer_auc(features, self._source_features)
            metrics["perceptual_distance"] = mean_distance(
                self._network, generated, self._source_crops, self._device
            )
        return rounded(metrics)

    def _images(self) -> Iterator[np.ndarray]:
        for image in true_images(self._clip, self._frames):
            self._poll()
            yield image

    def _track(self, detector: FaceDetector) -> list[TrackedFrame | None]:
        tracked: list[TrackedFrame | None] = []
        roi = None
        for image in self._images():
            if roi is None and (found := detector.detect(image)):
                first = self._landmarker.locate(image, roi_from_detection(found[0]))
                roi = roi_from_points(first.points)
            if roi is None:
                tracked.append(None)
                continue
            mesh = self._landmarker.locate(image, roi)
            is_face = mesh.presence >= MIN_PRESENCE
            tracked.append(TrackedFrame(from_mesh(mesh.points), roi) if is_face else None)
            roi = roi_from_points(mesh.points) if is_face else None
        return tracked

    def _measure(self, images: Iterator[np.ndarray]) -> tuple[dict[str, float | None], np.ndarray]:
        """Metrics of images after encoding, and the native crops of the classified frames."""
        path = self._folder / "viewer.mp4"
        encode_images(images, path, self._clip.fps)
        metrics, crops = ViewerMetrics(), []
        with VideoFrames(path) as decoded:
            pairs = zip(decoded, self._images(), self._tracked, strict=True)
            for row, (generated, true, face) in enumerate(pairs):
                points = None
                if face is not None:
                    mesh = self._landmarker.locate(generated, face.roi)
                    points = from_mesh(mesh.points) if mesh.presence >= MIN_PRESENCE else None
                    if row in self._classified:
                        centre = face.points[MOUTH].mean(0)
                        crops.append(native_crop(generated, centre, self._side_px).copy())
                height_px, width_px = true.shape[:2]
                metrics.add(generated[:height_px, :width_px], true, points, face and face.points)
        path.unlink()
        return rounded(metrics.result()), np.array(crops)

    def _describe(self, crops: np.ndarray) -> np.ndarray:
        return describe(self._network, crops, self._device) if len(crops) else np.empty((0, 0))


def true_images(clip: ClipDataset, frames: np.ndarray) -> Iterator[np.ndarray]:
    """Frames of a clip, (H, W, 3) uint8 BGR each.

    Raises:
        DatasetError: an image is damaged.
    """
    for frame in frames.tolist():
        yield read_frame_image(clip.frame_path(frame))


def encode_images(images: Iterable[np.ndarray], path: Path, fps: float) -> None:
    """Write images as a video, encoded as rendering does it.

    Raises:
        StorageError: disk full, no rights.
    """
    remaining = iter(images)
    first = next(remaining)
    height_px, width_px = first.shape[:2]
    with VideoWriter(path, fps, width_px, height_px) as writer:
        writer.write(first)
        for image in remaining:
            writer.write(image)


def rounded(metrics: dict[str, float | None]) -> dict[str, float | None]:
    """Metrics as they are reported."""
    return {
        name: None if value is None else round(value, DIGITS) for name, value in metrics.items()
    }
