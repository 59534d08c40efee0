"""A viewer's metrics, from crops to values, on the sample clip with a real landmarks network."""

from __future__ import annotations

import json
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
import torch

from synctalk_engine.face.compositing import Compositor
from synctalk_engine.face.crop import crop_box, extract_crop
from synctalk_engine.face.detect import FaceDetector, FaceWeights
from synctalk_engine.face.landmarks import FaceLandmarker, roi_from_detection, roi_from_points
from synctalk_engine.face.scheme110 import from_mesh
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.image_files import write_image
from synctalk_engine.models.presets import get_preset
from synctalk_engine.training.evaluation.blind import BOTTOM, TOP, strip, strip_starts, write_pairs
from synctalk_engine.training.evaluation.generated_frames import composited
from synctalk_engine.training.evaluation.viewer import ViewerEvaluator, true_images

FRAMES = 32
WORSE = ("texture_mouth", "texture_skin", "r_opening")


def landmark_weights(assets) -> FaceWeights:
    return FaceWeights(
        detector=assets.path("face_detector_full_range"), mesh478=assets.path("face_mesh_478")
    )


@pytest.fixture(scope="module")
def clip(sample_clip, assets, tmp_path_factory) -> SimpleNamespace:
    """What of a :class:`ClipDataset` the evaluator uses."""
    folder = tmp_path_factory.mktemp("frames")
    weights = landmark_weights(assets)
    detector, landmarker = FaceDetector(weights.detector), FaceLandmarker(weights, "mesh478")
    preset = get_preset("lite-160")
    paths, points, boxes, crops = [], [], [], []
    with VideoFrames(sample_clip) as frames:
        for number, frame in zip(range(FRAMES), frames, strict=False):
            first = landmarker.locate(frame, roi_from_detection(detector.detect(frame)[0]))
            mesh = landmarker.locate(frame, roi_from_points(first.points))
            paths.append(folder / f"{number:06d}.png")
            write_image(paths[-1], frame)
            points.append(from_mesh(mesh.points))
            boxes.append(crop_box(points[-1]))
            crops.append(extract_crop(frame, boxes[-1], preset.crop_px))
    return SimpleNamespace(
        frame_path=lambda frame: paths[frame],
        lower_face=None,
        preset=preset,
        fps=25.0,
        points=np.array(points),
        boxes=boxes,
        crops=np.array(crops),
    )


def with_crops(clip, frames, crops) -> list[np.ndarray]:
    """The clip's frames with other crops in their places."""
    compositor = Compositor(clip.preset)
    return [composited(compositor, clip, *pair) for pair in zip(frames, crops, strict=True)]


def test_a_blurred_crop_is_seen_and_the_source_is_not(clip, assets, tmp_path):
    evaluator = ViewerEvaluator(
        clip,
        np.arange(FRAMES),
        landmark_weights(assets),
        tmp_path,
        torch.device("cpu"),
        lambda: None,
    )
    blurred = np.stack([cv2.GaussianBlur(crop, (0, 0), 2) for crop in clip.crops])
    frames = np.arange(FRAMES)
    seen = evaluator.measure(with_crops(clip, frames, blurred))
    assert evaluator.source["texture_mouth"] == pytest.approx(1, abs=0.1)
    assert evaluator.source["spill"] < 2.5
    assert all(seen[name] < evaluator.source[name] for name in WORSE)
    assert seen["viewer_auc"] > 0.9
    assert seen["perceptual_distance"] > 0
    assert list(tmp_path.iterdir()) == []


def test_frames_are_composited_as_rendered(clip):
    frames = np.arange(3)
    images = list(true_images(clip, frames))
    changed = with_crops(clip, frames, 255 - clip.crops[frames])
    for image, before, box in zip(changed, images, clip.boxes, strict=False):
        outside = np.ones(image.shape[:2], bool)
        outside[box.y0 : box.y0 + box.side_px, box.x0 : box.x0 + box.side_px] = False
        assert (image[outside] == before[outside]).all()
        assert (image != before).any()


def test_the_key_says_which_strip_is_generated(tmp_path):
    white, black = np.full((40, 60, 3), 255, np.uint8), np.zeros((40, 60, 3), np.uint8)
    assert write_pairs(tmp_path, [(white, black)] * 8, seed=0) == 8
    key = json.loads((tmp_path / "key.json").read_text(encoding="utf-8"))["generated"]
    assert set(key.values()) == {TOP, BOTTOM}
    for name, place in key.items():
        pair = cv2.imread(str(tmp_path / name))
        row = 0 if place == TOP else -1
        assert (pair[row] == 255).all() and (pair[-1 - row] == 0).all()


def test_strips_are_spread_over_the_frames():
    assert strip_starts(100, 3).tolist() == [0, 42, 84]
    assert strip_starts(10, 3).tolist() == [0], "a short clip gives one shorter strip"
    images = [np.full((50, 50, 3), value, np.uint8) for value in (1, 2)]
    row = strip(images, [np.array([25, 25])] * 2, face_px=20)
    assert row.shape == (34, 68, 3) and row[0, 0, 0] == 1 and row[0, -1, 0] == 2


def test_a_strip_never_leaves_the_frame():
    image = np.arange(50 * 50 * 3, dtype=np.uint8).reshape(50, 50, 3)
    assert (strip([image], [np.array([48, 2])], face_px=20) == image[:34, 16:]).all()
    assert (strip([image], [np.array([0, 0])], face_px=90) == image).all()
