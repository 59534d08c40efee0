"""Each validation frame is generated once with each audio, whatever is measured on it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.dataset.crop_cache import read_frame_image
from synctalk_engine.face.crop import extract_crop
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.evaluation import blind, evaluate, validation
from synctalk_engine.training.evaluation.generated_frames import FrameGenerator
from synctalk_engine.training.evaluation.validation import VALIDATION_FRAMES, ValidationSet
from synctalk_engine.training.generator.shape_training import ShapeRecipe, train_shapes
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.studio_frames import StudioFrames
from tests.helpers.drawn_meshes import use_drawn_meshes
from tests.helpers.preprocessed_clip import make_preprocessed_clip
from tests.helpers.recording_job import RecordingJob

CPU = torch.device("cpu")


class StandInViewer:
    """Takes finished frames, as the viewers do, and measures nothing."""

    def __init__(self) -> None:
        self.shown: list[np.ndarray] = []
        self.source = {"spill": 1.0}

    def measure(self, images) -> dict[str, float]:
        self.shown = list(images)
        return {"spill": float(len(self.shown))}


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> tuple[ClipDataset, torch.nn.Module]:
    """A clip as a studio generator needs it, and a generator that has learnt next to nothing."""
    with pytest.MonkeyPatch.context() as patch:
        use_drawn_meshes(patch)
        folder = make_preprocessed_clip(tmp_path_factory.mktemp("clips") / "drawn", 100).path
        clip = open_clip_dataset(folder, get_preset("studio-96"), "mel")
        network = create_generator(clip.preset, clip.kind)
        train_shapes(network, clip, ShapeRecipe(steps=2, batch_size=2, sequence_frames=16), CPU)
    return clip, network.eval()


@pytest.fixture
def warped(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The frames that a studio generator was asked for."""
    asked: list[int] = []
    real = StudioFrames.warp

    def counted(self, image, frame, *rest):
        asked.append(int(frame))
        return real(self, image, frame, *rest)

    monkeypatch.setattr(StudioFrames, "warp", counted)
    return asked


def test_a_validation_generates_each_frame_once(studio, warped, monkeypatch) -> None:
    viewer = StandInViewer()
    monkeypatch.setattr(validation, "ValidationViewer", lambda *_: viewer)
    monkeypatch.setattr(validation, "VIEWED_FRAMES", 4)
    clip, network = studio
    held_out = ValidationSet(clip)
    measured = held_out.measure(network, CPU, Precision("fp32"))
    frames = clip.split.held_out
    assert len(frames) <= VALIDATION_FRAMES
    assert warped == [*frames, *frames], "once with its own audio, once with other audio"
    assert measured["spill"] == len(viewer.shown) == len(frames[:: len(frames) // 4])


def test_evaluate_generates_each_frame_once_for_each_audio(studio, warped, monkeypatch) -> None:
    viewer = StandInViewer()
    monkeypatch.setattr(evaluate, "viewer_evaluator", lambda *_: contextlib.nullcontext(viewer))
    clip, model = studio[0], opened(*studio)
    made = evaluate._generate(model, ValidationSet(clip), SimpleNamespace(), RecordingJob())
    frames = clip.split.held_out
    assert warped == [*frames, *frames]
    for frame, image, crop in zip(frames, viewer.shown, made.mismatched.crops, strict=True):
        own_crop = extract_crop(image, clip.boxes[frame], clip.preset.crop_px)
        assert (own_crop == crop).all(), "what is measured in crops is what a viewer saw"
    assert made.own.seen == {"spill": len(frames)} and made.source == viewer.source


def test_without_landmark_networks_the_crops_are_the_same(studio) -> None:
    clip, model = studio[0], opened(*studio)
    made = evaluate._generate(model, ValidationSet(clip), None, RecordingJob())
    frames = made.frames
    generated = list(model.generate(frames, made.references))
    assert (np.stack([one.crop for one in generated]) == made.own.crops).all()
    assert made.own.seen == made.mismatched.seen == made.source == {}


def test_blind_generates_each_frame_once(studio, warped, tmp_path) -> None:
    clip, model = studio[0], opened(*studio)
    found = ValidationSet(clip)
    starts = np.array([0])
    job = RecordingJob()
    ((generated, true),) = blind._strips(model, found, starts, tmp_path / "strip.mp4", job)
    assert warped == found.frames[: blind.SPAN].tolist()
    assert generated.shape == true.shape


def test_a_lite_frame_is_its_crop_composited(preprocessed: ClipDataset) -> None:
    frames = preprocessed.split.held_out[:2]

    def white(image: torch.Tensor, _audio: torch.Tensor) -> torch.Tensor:
        return torch.ones(len(image), 3, *image.shape[-2:])

    generator = FrameGenerator(white, CPU, Precision("fp32"))
    crops = generator.crops(preprocessed, frames, frames)
    generated = list(generator.generate(preprocessed, frames, frames))
    assert (np.stack([one.crop for one in generated]) == crops).all()
    for frame, one in zip(frames.tolist(), generated, strict=True):
        image, box = read_frame_image(preprocessed.frame_path(frame)), preprocessed.boxes[frame]
        changed = (one.finished() != image).any(axis=2)
        assert changed[box.y0 : box.y1, box.x0 : box.x1].any()
        changed[box.y0 : box.y1, box.x0 : box.x1] = False
        assert not changed.any()


def opened(clip: ClipDataset, network: torch.nn.Module) -> evaluate.OpenedModel:
    generator = FrameGenerator(network, CPU, Precision("fp32"))
    return evaluate.OpenedModel(clip, SimpleNamespace(), Path("0.pth"), 0, generator)
