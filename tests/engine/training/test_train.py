"""Real trainings of a real (if small) network on a synthetic clip."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest
import torch

from synctalk_engine.errors import CheckpointError, JobStopped
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader
from synctalk_engine.workspace.state import read_state

QUICK = {"batchsize": 8, "epochs": 1, "precision": "fp32"}  # 7 steps an epoch


def _stop_after(steps: int):
    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator" and fields["done"] >= steps:
            job.request_stop()

    return on_event


@pytest.fixture
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is thinned to ten a second; here each step is told."""
    monkeypatch.setattr("synctalk_engine.job.PROGRESS_INTERVAL_S", 0.0)
    monkeypatch.setattr("synctalk_engine.job.COMMAND_INTERVAL_S", 0.0)


def test_a_training_leaves_what_the_contract_names(project: Workspace, work) -> None:
    result = work(project, "train", **{**QUICK, "epochs": 2})
    assert result.keys() >= {
        "steps", "epochs", "seconds", "images_per_s", "peak_rss_mb", "peak_gpu_mb", "checkpoint",
        "best_step",
    }  # fmt: skip
    assert (result["steps"], result["epochs"]) == (14, 2)
    folder = project.model_dir("drawn")
    assert [path.name for path in folder.iterdir()] == ["1.pth"], "every 25 epochs and the last"
    _, info = read_weights(project.resolve(result["checkpoint"]))
    assert (info["preset"], info["asr"], info["kind"]) == (
        "lite-160", "moonshine", "mel+moonshine",
    )  # fmt: skip

    run = work.run
    index = json.loads((run.path / "heldout" / "index.json").read_text())
    assert index["frames"] == list(range(80, 100))
    for kind in ("target", "generated"):
        image = cv2.imread(str(run.path / "heldout" / f"{kind}_000085.jpg"))
        assert image is not None or not str(run.path).isascii()
        assert len(list((run.path / "heldout").glob(f"{kind}_*.jpg"))) == 20
    assert (run.samples_dir / "0000014" / "generated_000.jpg").is_file()

    events = EventReader(run).read_new()
    measured = [e for e in events if e.type == "metric" and "mouth_psnr" in e.held_out]
    assert measured and measured[-1].held_out.keys() >= {"mean_mouth_psnr", "other_audio_psnr"}
    learnt = [e for e in events if e.type == "metric" and e.losses]
    assert learnt[0].losses.keys() >= {"total", "l1", "mouth", "delta", "perceptual"}
    assert learnt[0].losses["l1"] > learnt[-1].losses["l1"]
    discriminator_steps = [e.step for e in learnt if "critic" in e.losses]
    assert "critic" not in learnt[0].losses and 7 < discriminator_steps[0] <= 14, (
        "from half of the steps on"
    )
    assert [e.params for e in events if e.type == "log" and e.code == "detail_begins"] == [
        {"step": 7}
    ]
    state = read_state(project.clip_dir("drawn"))["main_training"]
    assert state["epochs"] == 2 and state["best_checkpoint"] == result["checkpoint"]


def test_resume_gives_the_same_weights(project: Workspace, work, every_step) -> None:
    options = {**QUICK, "epochs": 2}
    work(project, "train", **options, save_dir="undisturbed")
    stop = _stop_after(5)
    with pytest.raises(JobStopped):
        work(project, "train", stop, **options, save_dir="stopped")
    assert not (project.root / "stopped").exists()
    assert read_weights(work.run.latest_path)[1]["step"] == 5
    result = work(project, "train", **options, save_dir="stopped", continue_training=True)
    assert result["steps"] == 14
    once, _ = read_weights(project.root / "undisturbed" / "1.pth")
    twice, _ = read_weights(project.root / "stopped" / "1.pth")
    assert all(torch.equal(once[name], twice[name]) for name in once)


def test_a_finished_training_goes_on_to_more_epochs(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    again = work(project, "train", **QUICK, continue_training=True)
    assert again["steps"] == 7, "there was nothing left to do"
    more = work(project, "train", **{**QUICK, "epochs": 2}, continue_training=True)
    assert more["steps"] == 14
    with pytest.raises(CheckpointError) as caught:
        work(project, "train", **QUICK, continue_training=True, asr="mel")
    assert caught.value.code == "checkpoint_other_kind"


def test_save_and_sample_are_done_when_asked(project: Workspace, work, every_step) -> None:
    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator" and fields["done"] == 3:
            job.run.send("save")
            job.run.send("sample")

    work(project, "train", on_event, **QUICK)
    events = EventReader(work.run).read_new()
    assert [e.step for e in events if e.type == "sample"] == [3, 7]
    assert [e.step for e in events if e.type == "checkpoint"] == [3, 7]
    assert "saved_on_request" in [e.code for e in events if e.type == "log"]


@pytest.mark.parametrize(("preset", "asr"), [("160", "mel"), ("328", "moonshine")])
def test_the_research_networks_train_too(
    project: Workspace, work, every_step, preset: str, asr: str
) -> None:
    with pytest.raises(JobStopped):
        work(
            project, "train", _stop_after(2), preset=preset, asr=asr, batchsize=2,
            epochs=1, precision="fp32",
        )  # fmt: skip
    weights, info = read_weights(work.run.latest_path)
    assert (info["preset"], info["kind"]) == (preset, asr)
    assert all(torch.isfinite(value).all() for value in weights.values())
    assert len(weights) == {"160": 484, "328": 556}[preset]


def test_a_syncnet_that_cannot_tell_does_not_teach(project: Workspace, work, monkeypatch) -> None:
    monkeypatch.setattr("synctalk_engine.training.syncnet.stage.MIN_SYNC_EXPERT_AUC", 1.01)
    path = project.root / "other.pth"
    from synctalk_engine.training.checkpoints import save_weights
    from synctalk_engine.training.syncnet.model import MouthSyncNet

    save_weights(path, MouthSyncNet().state_dict(), {"network": "mouth_syncnet"})
    work(project, "train", **QUICK, syncnet_checkpoint_path=str(path))
    events = EventReader(work.run).read_new()
    assert "sync_loss_off" in [e.code for e in events if e.type == "warning"]
    assert not any("sync" in e.losses for e in events if e.type == "metric")


def test_frames_never_leave_the_training_part(project: Workspace, work, monkeypatch) -> None:
    seen: set[int] = set()
    real_step = GeneratorTrainer.step

    def noting(self, step, lr, given):
        seen.update(np.asarray(given.batch.frames).tolist())
        return real_step(self, step, lr, given)

    monkeypatch.setattr(GeneratorTrainer, "step", noting)
    work(project, "train", **QUICK)
    assert seen and max(seen) < 80 - 25
