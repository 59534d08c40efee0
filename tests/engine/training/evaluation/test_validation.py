"""Metrics on validation frames: comparable only where they were measured the same way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.errors import AssetError
from synctalk_engine.training.evaluation import validation
from synctalk_engine.training.evaluation.validation import METRICS_VERSION, ValidationSet
from synctalk_engine.training.hardware.precision import Precision

FP32 = Precision("fp32", False)


class Chequered(nn.Module):
    """Generates grey mouths with a fine pattern."""

    def forward(self, image: torch.Tensor, _audio: torch.Tensor) -> torch.Tensor:
        pixels = torch.arange(image.shape[-1])
        pattern = 0.48 + 0.04 * ((pixels[:, None] + pixels[None, :]) % 2)
        return pattern.expand(len(image), 3, -1, -1)


def test_metrics_that_change_need_a_new_version(preprocessed: ClipDataset) -> None:
    """Else checkpoints of before and after the change would be compared as if nothing had been."""
    measured = ValidationSet(preprocessed).measure(Chequered(), torch.device("cpu"), FP32)
    values = (measured["mouth_psnr"], measured["mean_mouth_psnr"], measured["sharpness_ratio"])
    assert METRICS_VERSION == 3
    assert values == pytest.approx((12.067, 27.154, 15.844), abs=0.05)


def test_the_method_is_that_of_frames_audio_and_number_format(preprocessed: ClipDataset) -> None:
    method = ValidationSet(preprocessed).method(FP32)
    assert ValidationSet(preprocessed).method(FP32) == method
    assert ValidationSet(preprocessed).method(Precision("bf16", False)) != method
    frame = int(preprocessed.split.held_out[0])
    for name in ("crops", "mel", "mouth_boxes"):
        changed = np.array(getattr(preprocessed, name))
        changed[frame] += 1
        other = replace(preprocessed, **{name: changed})
        assert ValidationSet(other).method(FP32) != method, name
    fewer = replace(preprocessed.split, held_out=preprocessed.split.held_out[:-1])
    assert ValidationSet(replace(preprocessed, split=fewer)).method(FP32) != method


def test_missing_landmark_networks_are_said_once_and_are_another_method(
    preprocessed: ClipDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scores with and without what a viewer sees have different scales."""
    monkeypatch.setattr(validation, "ValidationViewer", lambda *_: object())
    whole = ValidationSet(preprocessed).method(FP32)

    def missing(*_args: object) -> None:
        raise AssetError("asset_missing", asset="face_mesh_478", what="test")

    monkeypatch.setattr(validation, "ValidationViewer", missing)
    warned: list[str] = []
    held_out = ValidationSet(preprocessed, warning=lambda code, **_: warned.append(code))
    measured = held_out.measure(Chequered(), torch.device("cpu"), FP32)
    held_out.measure(Chequered(), torch.device("cpu"), FP32)
    assert warned == ["viewer_metrics_off"]
    assert "texture_mouth" not in measured and "mouth_psnr" in measured
    assert held_out.method(FP32) != whole
