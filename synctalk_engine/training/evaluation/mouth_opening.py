"""How far generated mouths are open, seen by the same landmarks network as real ones."""

from __future__ import annotations

import numpy as np

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.crop_cache import read_frame_image
from synctalk_engine.errors import AssetError
from synctalk_engine.face.crop import paste
from synctalk_engine.face.detect import FaceDetector, FaceWeights
from synctalk_engine.face.landmarks import FaceLandmarker, roi_from_detection, roi_from_points
from synctalk_engine.face.scheme110 import from_mesh, mouth_opening
from synctalk_engine.job import Job
from synctalk_engine.models.presets import Preset

MIN_PRESENCE = 0.5


def landmark_weights(job: Job) -> FaceWeights | None:
    """The default landmark networks; None, with a warning, where they are not installed."""
    from synctalk_engine.assets import AssetStore

    store = AssetStore()
    try:
        return FaceWeights(
            detector=store.path("face_detector_full_range"), mesh478=store.path("face_mesh_478")
        )
    except AssetError as error:
        job.warning("mouth_opening_off", reason=error.message.rstrip("."))
        return None


def opening_pairs(
    clip: ClipDataset, frames: np.ndarray, crops: np.ndarray, weights: FaceWeights
) -> tuple[np.ndarray, np.ndarray]:
    """Openings of generated and of true mouths, (T,) float32 each, in eye distances.

    Each generated crop is put back into its frame, and both frames go through the network of 478
    points, looked at in the same square; no smoothing. NaN where no face is seen in one of them.

    Args:
        frames: (T,) frame numbers that follow one another. crops: (T, crop_px, crop_px, 3) uint8.
    """
    paths = clip.clip.frame_paths()
    detector, landmarker = FaceDetector(weights.detector), FaceLandmarker(weights, "mesh478")
    mask = drawn_mask(clip.preset)
    generated, true = (np.full(len(frames), np.nan, np.float32) for _ in range(2))
    roi = None
    for row, (frame, crop) in enumerate(zip(frames, crops, strict=True)):
        image = read_frame_image(paths[frame])
        if roi is None:
            found = detector.detect(image)
            if not found:
                continue
            roi = roi_from_points(landmarker.locate(image, roi_from_detection(found[0])).points)
        mesh = landmarker.locate(image, roi)
        if mesh.presence < MIN_PRESENCE:
            roi = None
            continue
        pasted = paste(image, crop, clip.boxes[frame], mask)
        drawn = landmarker.locate(pasted, roi)
        roi = roi_from_points(mesh.points)
        if drawn.presence >= MIN_PRESENCE:
            true[row] = mouth_opening(from_mesh(mesh.points))
            generated[row] = mouth_opening(from_mesh(drawn.points))
    return generated, true


def drawn_mask(preset: Preset) -> np.ndarray:
    """(crop_px, crop_px) float32: 1 where a preset generates the image."""
    if preset.family == "studio":
        return np.ones((preset.crop_px, preset.crop_px), np.float32)
    mask = np.zeros((preset.crop_px, preset.crop_px), np.float32)
    left, top, right, bottom = (edge + preset.border_px for edge in preset.mask_box)
    mask[top:bottom, left:right] = 1
    return mask
