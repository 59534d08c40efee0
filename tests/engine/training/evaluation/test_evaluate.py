from __future__ import annotations

import json

import pytest

from synctalk_engine.errors import CheckpointError
from synctalk_engine.training.evaluation import evaluate as evaluate_module
from synctalk_engine.training.evaluation.validation import selection_score
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder


def test_evaluate_gives_every_metric_by_name(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate_module, "EVALUATOR_STEPS", 2)
    monkeypatch.setattr(evaluate_module, "landmark_weights", lambda job: None)
    monkeypatch.setattr(
        evaluate_module,
        "train_and_save",
        lambda clip, folder, asked, device, job: evaluate_module._train_evaluator(
            clip, asked.seed, device, job
        ),
    )
    trained = work(project, "train", batchsize=8, epochs=1, precision="fp32")
    result = work(project, "evaluate")
    assert result["checkpoint"] == trained["checkpoint"]
    assert (result["frames"], result["preset"], result["asr"]) == (20, "lite-160", "moonshine")
    for name in ("mouth_psnr", "mouth_ssim", "face_psnr", "sharpness_ratio", "delta_error"):
        assert isinstance(result[name], float), name
    assert result["mouth_opening_r"] is None, "there are no weights to follow a mouth with"
    for control in ("reference_copy", "mean_mouth", "other_audio"):
        assert result["controls"][control].keys() >= {"mouth_psnr", "mouth_ssim"}
    assert result["syncnet"].keys() == {"auc", "offset_accuracy_1s", "offset_accuracy_3s"}
    assert result["judge"].keys() >= {"auc_real", "auc_generated", "offset_accuracy_1s"}
    json.dumps(result, allow_nan=False)
    # what training measured along the way is the same metric
    assert abs(result["mouth_psnr"] - trained["held_out"]["mouth_psnr"]) < 0.01


def test_without_a_model_the_sentence_says_so(project: Workspace, work) -> None:
    with pytest.raises(CheckpointError) as caught:
        work(project, "evaluate")
    assert caught.value.code == "checkpoint_not_found"


def test_frames_of_any_checkpoint_can_be_generated(project: Workspace, work) -> None:
    trained = work(project, "train", batchsize=8, epochs=2, save_every=1, precision="fp32")
    strip = next(iter(sorted(work_run(work).samples_dir.iterdir())))
    index = json.loads((strip / "index.json").read_text(encoding="utf-8"))
    assert len(index["strip_frames"]) == len(list(strip.glob("target_*.jpg"))) == 8
    assert index["strip_frames"][0] == 80, "the first validation frame"
    first = project.model_dir("drawn") / "0.pth"
    assert first.is_file() and trained["epochs"] == 2
    seen: list[tuple[str, dict]] = []
    result = work(
        project,
        "evaluate",
        on_event=lambda _job, type_, fields: seen.append((type_, fields)),
        checkpoint=str(first),
        only_pictures=True,
    )
    folder = work_run(work).path / "heldout"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert index == {"epoch": 0, "frames": list(range(80, 100))}
    assert (result["frames"], result["checkpoint"]) == (20, "checkpoint/drawn/0.pth")
    for kind in ("target", "generated"):
        assert [path.name for path in sorted(folder.glob(f"{kind}_*"))] == [
            f"{kind}_{frame:06d}.jpg" for frame in range(80, 100)
        ]
    assert [f["done"] for t, f in seen if t == "progress" and f["unit"] == "frames"][-1] == 20


def work_run(work) -> RunFolder:
    return work.run


def test_the_best_is_neither_the_softest_nor_more_than_sharp() -> None:
    soft = {"mouth_psnr": 27.0, "sharpness_ratio": 0.3}
    crisp = {"mouth_psnr": 26.5, "sharpness_ratio": 0.8}
    noisy = {"mouth_psnr": 26.4, "sharpness_ratio": 2.5}
    true = {"mouth_psnr": 26.4, "sharpness_ratio": 1.0}
    assert selection_score(crisp) > selection_score(soft)
    assert selection_score(noisy) == selection_score(true)
