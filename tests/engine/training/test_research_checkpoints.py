"""Checkpoints go both ways: the research code loads ours, and its own are gone on from.

It does ``net.load_state_dict(torch.load(path))``: keys and shapes must be exactly those.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from synctalk_engine.errors import CheckpointError, JobStopped
from synctalk_engine.training.checkpoints import load_generator, read_weights
from synctalk_engine.training.evaluation.validation import ValidationSet
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.preprocessed_clip import make_research_clip
from tests.helpers.research_weights import manifests, research_state

OPTIONS = {"batchsize": 2, "epochs": 1, "precision": "fp32"}
MORE = {**OPTIONS, "epochs": 14}
"""One epoch more than those of ``12.pth``."""


@pytest.fixture
def after_one_step(monkeypatch: pytest.MonkeyPatch):
    """Stops a training after its first step; nothing is really measured."""
    monkeypatch.setattr("synctalk_engine.job.PROGRESS_INTERVAL_S", 0.0)
    monkeypatch.setattr("synctalk_engine.job.COMMAND_INTERVAL_S", 0.0)
    metrics = {"mouth_psnr": 20.0, "sharpness_ratio": 0.5}
    monkeypatch.setattr(ValidationSet, "measure", lambda *_: metrics)

    def on_event(job, type_: str, _fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator":
            job.request_stop()

    return on_event


def _clip(project: Workspace, kind: str, fps: float = 25.0) -> None:
    make_research_clip(project.clip_dir("May"), 110, kind, fps=fps)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("preset", "kind", "network"),
    [("328", "ave", "unet328_ave"), ("160", "hubert", "unet160_hubert")],
)
def test_the_research_code_loads_ours(
    project: Workspace, work, after_one_step, preset: str, kind: str, network: str
) -> None:
    _clip(project, kind)
    with pytest.raises(JobStopped):
        work(project, "train", after_one_step, **OPTIONS, name="May", preset=preset, asr=kind)
    plain = torch.load(work.run.latest_path, weights_only=True, map_location="cpu")
    assert {key: list(value.shape) for key, value in plain.items()} == manifests()[network]
    assert list(plain) == list(manifests()[network]), "in their order, too"
    assert all(isinstance(value, torch.Tensor) for value in plain.values())


def _research_checkpoint(project: Workspace, network: str) -> Path:
    folder = project.model_dir("May")
    folder.mkdir(parents=True)
    torch.save(research_state(network), folder / "12.pth")
    return folder


@pytest.mark.slow
def test_a_research_checkpoint_is_gone_on_from(project: Workspace, work, after_one_step) -> None:
    """Its preset is seen from its layers; its epoch is followed by the next."""
    _clip(project, "ave")
    folder = _research_checkpoint(project, "unet328_ave")
    before = (folder / "12.pth").read_bytes()
    with pytest.raises(JobStopped):
        work(
            project, "train", after_one_step, **MORE, name="May", continue_training=True,
            asr="ave",
        )  # fmt: skip
    weights, info = read_weights(work.run.latest_path)
    assert (info["preset"], info["asr"], info["epoch"]) == ("328", "ave", 13)
    assert [path.name for path in folder.iterdir()] == ["12.pth"]
    assert (folder / "12.pth").read_bytes() == before
    given = research_state("unet328_ave")
    key = next(key for key in given if key.endswith("weight"))
    assert 0 < float((weights[key] - given[key]).abs().max()) < 0.1, "a step from where it began"
    assert load_generator(folder / "12.pth", asr="ave").preset.name == "328"


def test_a_research_checkpoint_must_be_told_its_kind(project: Workspace, work) -> None:
    """Features of several kinds have one shape: a guess would train on the wrong ones."""
    _clip(project, "ave")
    _research_checkpoint(project, "unet328_ave")
    with pytest.raises(CheckpointError) as caught:
        work(project, "train", **MORE, name="May", continue_training=True)
    assert caught.value.code == "checkpoint_kind_unknown" and "--asr" in caught.value.hint


def test_a_research_checkpoint_of_another_kind_is_refused(project: Workspace, work) -> None:
    """As far as its shapes tell: those for ave and hubert have the same."""
    _clip(project, "ave")
    _research_checkpoint(project, "unet328_wenet")
    with pytest.raises(CheckpointError) as caught:
        work(project, "train", **MORE, name="May", continue_training=True, asr="ave")
    assert caught.value.code == "checkpoint_other_kind"
    assert "wenet" in caught.value.params["found"] and caught.value.params["wanted"] == "ave"
