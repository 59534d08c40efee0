"""Trainings on several videos, and trainings that start from weights that are there."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
import torch

from synctalk_engine.errors import CheckpointError, DatasetError, JobStopped, OptionError
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.resume import read_resume
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader
from tests.helpers.preprocessed_clip import make_preprocessed_clip

QUICK = {"batchsize": 8, "epochs": 1, "precision": "fp32"}


@pytest.fixture
def two_videos(project: Workspace) -> Workspace:
    make_preprocessed_clip(project.clip_dir("drawn2"), 110, seed=5)
    return project


def test_a_training_sees_both_videos(two_videos: Workspace, work, monkeypatch) -> None:
    seen: set[int] = set()
    real_step = GeneratorTrainer.step

    def noting(self, step, lr, given, *rest):
        seen.update(np.asarray(given.batch.frames).tolist())
        return real_step(self, step, lr, given, *rest)

    monkeypatch.setattr(GeneratorTrainer, "step", noting)
    work(two_videos, "train", **QUICK, also=["drawn2"])
    assert min(seen) < 100 and max(seen) > 132
    assert all(frame < 55 or 132 <= frame < 132 + 63 for frame in seen)
    assert read_resume(work.run).run.config.videos == (
        {"path": "dataset/drawn", "train_frames": 55},
        {"path": "dataset/drawn2", "train_frames": 63},
    )
    images = list((work.run.path / "heldout").glob("generated_*.jpg"))
    assert len(images) == 20 + 22


def test_it_goes_on_with_the_same_videos_only(two_videos: Workspace, work) -> None:
    work(two_videos, "train", **QUICK, also=["drawn2"])
    more = {**QUICK, "epochs": 2, "continue_training": True}
    result = work(two_videos, "train", **more)
    assert result["steps"] == 2 * round((55 + 63) / 8)
    assert len(read_resume(work.run).run.config.videos) == 2
    folder = two_videos.clip_dir("drawn2")
    shutil.rmtree(folder)
    with pytest.raises(DatasetError) as caught:
        work(two_videos, "train", **{**more, "epochs": 3})
    assert caught.value.code == "project_not_found"
    make_preprocessed_clip(folder, 130, seed=5)
    with pytest.raises(CheckpointError, match="dataset/drawn2") as changed:
        work(two_videos, "train", **{**more, "epochs": 3})
    assert changed.value.code == "videos_changed"


def test_a_video_named_twice_is_refused(two_videos: Workspace, work) -> None:
    with pytest.raises(OptionError, match="names a video twice"):
        work(two_videos, "train", **QUICK, also=["drawn"])


def test_a_branch_starts_from_the_weights_and_leaves_its_parent_alone(
    project: Workspace, work
) -> None:
    work(project, "train", **QUICK)
    parent_path = project.model_dir("drawn") / "0.pth"
    before = parent_path.read_bytes()
    parent, _ = read_weights(parent_path)
    first: dict[str, torch.Tensor] = {}

    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "log" and fields["code"] == "branched":
            job.request_stop()

    with pytest.raises(JobStopped):
        work(project, "train", on_event, **QUICK, from_checkpoint="checkpoint/drawn/0.pth")
    work(project, "train", **QUICK, lr=1e-6, from_checkpoint="checkpoint/drawn/0.pth")
    assert parent_path.read_bytes() == before
    weights, info = read_weights(project.model_dir("drawn") / "1.pth")
    assert info["parent"] == "checkpoint/drawn/0.pth"
    first = {name: value for name, value in weights.items() if name.endswith("conv.weight")}
    assert first and all(torch.allclose(parent[n], v, atol=1e-3) for n, v in first.items())
    assert "audio_pretraining" not in {e.stage for e in EventReader(work.run).read_new()}
    assert read_resume(work.run).run.step == 7


def test_a_branch_can_be_of_another_person_and_elsewhere(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    make_preprocessed_clip(project.clip_dir("other"), 110, seed=9)
    result = work(
        project, "train", **QUICK, name="other", from_checkpoint="checkpoint/drawn/0.pth",
        save_dir="branches/one",
    )  # fmt: skip
    assert result["checkpoint"] == "branches/one/0.pth"
    assert not project.model_dir("other").exists()


def test_a_branch_of_another_kind_is_refused(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    with pytest.raises(CheckpointError) as caught:
        work(project, "train", **QUICK, from_checkpoint="checkpoint/drawn/0.pth", asr="mel")
    assert caught.value.code == "checkpoint_other_kind"
    with pytest.raises(OptionError, match="contradict"):
        work(
            project, "train", **QUICK, from_checkpoint="checkpoint/drawn/0.pth",
            continue_training=True,
        )  # fmt: skip
