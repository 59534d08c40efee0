from __future__ import annotations

import json

import pytest

from synctalk_engine.errors import CheckpointError
from synctalk_engine.training import evaluate as evaluate_module
from synctalk_engine.workspace.layout import Workspace


def test_evaluate_gives_every_figure_by_its_name(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate_module, "JUDGE_STEPS", 2)
    monkeypatch.setattr(evaluate_module, "landmark_weights", lambda: None)
    monkeypatch.setattr(
        evaluate_module,
        "train_and_save",
        lambda clip, folder, seed, device, job: evaluate_module._judge(clip, seed, device, job),
    )
    trained = work(project, "train", batchsize=8, epochs=1, precision="fp32")
    figures = work(project, "evaluate")
    assert figures["checkpoint"] == trained["checkpoint"]
    assert (figures["frames"], figures["preset"], figures["asr"]) == (20, "lite-160", "moonshine")
    for name in ("mouth_psnr", "mouth_ssim", "face_psnr", "sharpness_ratio", "delta_error"):
        assert isinstance(figures[name], float), name
    assert figures["mouth_opening_r"] is None, "there are no weights to follow a mouth with"
    for control in ("reference_copy", "mean_mouth", "other_audio"):
        assert figures["controls"][control].keys() >= {"mouth_psnr", "mouth_ssim"}
    assert figures["syncnet"].keys() == {"auc", "offset_accuracy_1s", "offset_accuracy_3s"}
    assert figures["judge"].keys() >= {"auc_real", "auc_generated", "offset_accuracy_1s"}
    json.dumps(figures, allow_nan=False)
    # what training measured along the way is the same figure
    assert abs(figures["mouth_psnr"] - trained["held_out"]["mouth_psnr"]) < 0.01


def test_without_a_model_the_sentence_says_so(project: Workspace, work) -> None:
    with pytest.raises(CheckpointError) as caught:
        work(project, "evaluate")
    assert caught.value.code == "checkpoint_not_found"
