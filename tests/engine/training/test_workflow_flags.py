"""Every flag of ``train`` in the workflow document, walked through on a small clip."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from synctalk_engine.errors import CheckpointError, OptionError
from synctalk_engine.protocol.run_spec import TrainOptions
from synctalk_engine.training import syncnet_stage
from synctalk_engine.training.checkpoints import read_weights, save_weights
from synctalk_engine.training.syncnet import SyncNetRecipe
from synctalk_engine.training.syncnet_model import MouthSyncNet
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader
from tests.helpers.command_line import synctalk

QUICK = {"batchsize": 8, "epochs": 1, "precision": "fp32"}
DOCUMENTED = (
    "name", "dataset_dir", "checkpoint_dir", "save_dir", "batchsize", "epochs", "train_syncnet",
    "syncnet_checkpoint_path", "use_syncnet", "syncnet_checkpoint", "continue_training", "asr",
    "lr", "see_res",
)  # fmt: skip


@pytest.fixture
def quick_syncnet(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = partial(SyncNetRecipe, steps=4, segments=2, segment_frames=16, check_steps=2)
    monkeypatch.setattr(syncnet_stage, "SyncNetRecipe", recipe)


def _codes(run, type_: str) -> list[str]:
    return [event.code for event in EventReader(run).read_new() if event.type == type_]


@pytest.mark.parametrize("flag", DOCUMENTED)
def test_the_flag_is_there(flag: str, workspace: Workspace) -> None:
    assert flag in TrainOptions.model_fields
    outcome = synctalk(workspace.root, "train", help=True)
    assert outcome.exit_code == 0 and f"--{flag}"[:24] in outcome.stdout


def test_defaults_are_those_of_the_document(workspace: Workspace) -> None:
    options = TrainOptions(name="obama")
    assert (options.epochs, options.checkpoint_dir) == (100, "checkpoint")


def test_by_name_with_a_syncnet_the_state_has_the_documents_keys(
    project: Workspace, work, quick_syncnet
) -> None:
    work(project, "train", **QUICK, train_syncnet=True)
    state = json.loads((project.clip_dir("drawn") / ".training_state.json").read_text("utf-8"))
    assert (
        state["preprocessing"] | {"completed": True, "frame_count": 100} == state["preprocessing"]
    )
    assert state["preprocessing"]["landmark_count"] == 100
    syncnet = state["syncnet_training"]
    assert syncnet["completed"] and syncnet["epochs"] >= 1
    assert syncnet["checkpoint"].startswith("checkpoint/syncnet_drawn/")
    folder = project.syncnet_dir("drawn")
    number = Path(syncnet["checkpoint"]).name
    for place in (
        folder / number,
        folder / "checkpoint_latest.pth",
        folder / "syncnet_ckpt" / number,
    ):
        assert place.is_file()
    assert state["main_training"]["epochs"] == 1
    assert state["main_training"]["checkpoints"] == ["checkpoint/drawn/0.pth"]
    # Smart SyncNet: what is trained is not trained again.
    work(project, "train", **QUICK, train_syncnet=True, continue_training=True)
    assert "stage_skipped" in _codes(work.run, "log")
    assert "syncnet_ready" not in _codes(work.run, "log")


def test_by_dataset_dir_where_no_name_is_given(project: Workspace) -> None:
    moved = project.root / "elsewhere" / "drawn"
    moved.parent.mkdir()
    project.clip_dir("drawn").rename(moved)
    outcome = synctalk(project.root, "train", dataset_dir=str(moved), device="cpu", **QUICK)
    assert outcome.exit_code == 0, outcome.stderr
    assert (project.root / "checkpoint" / "drawn" / "0.pth").is_file()
    assert (moved / ".training_state.json").is_file()
    assert synctalk(project.root, "train", **QUICK).exit_code == 2, "neither of the two"


@pytest.mark.parametrize("flag", ["syncnet_checkpoint", "syncnet_checkpoint_path"])
def test_a_syncnet_that_is_there_is_used_and_none_trained(
    project: Workspace, work, flag: str
) -> None:
    path = project.root / "checkpoint" / "syncnet_person1" / "checkpoint_latest.pth"
    save_weights(path, MouthSyncNet().state_dict(), {"network": "mouth_syncnet"})
    use = {"use_syncnet": True} if flag == "syncnet_checkpoint" else {}
    work(
        project,
        "train",
        **QUICK,
        **use,
        **{flag: "checkpoint/syncnet_person1/checkpoint_latest.pth"},
    )
    said = {*_codes(work.run, "log"), *_codes(work.run, "warning")}
    assert said & {"sync_loss_on", "sync_loss_off"} and "syncnet_ready" not in said
    assert not project.syncnet_dir("drawn").exists()


def test_what_contradicts_or_is_missing_is_said(project: Workspace, work) -> None:
    with pytest.raises(CheckpointError) as missing:
        work(project, "train", **QUICK, use_syncnet=True)
    assert missing.value.code == "syncnet_needed"
    assert "--train_syncnet" in missing.value.hint
    with pytest.raises(CheckpointError) as missing:
        work(project, "train", **QUICK, syncnet_checkpoint_path="nowhere.pth")
    assert missing.value.code == "syncnet_file_missing"
    assert missing.value.params["path"].endswith("nowhere.pth")
    with pytest.raises(OptionError, match="different files"):
        work(project, "train", **QUICK, syncnet_checkpoint="a.pth", syncnet_checkpoint_path="b.pth")


def test_places_pictures_and_going_on(project: Workspace, work) -> None:
    work(project, "train", **QUICK, see_res=True, checkpoint_dir="models", lr=5e-4)
    folder = project.root / "models" / "drawn"
    assert [path.name for path in folder.iterdir()] == ["0.pth"]
    assert read_weights(folder / "0.pth")[1]["asr"] == "moonshine"
    pictures = list((work.run.samples_dir / "0000007").glob("generated_*.jpg"))
    assert len(pictures) == 20, "all held-out frames, not a strip of eight"
    more = {**QUICK, "epochs": 2, "checkpoint_dir": "models", "continue_training": True}
    assert work(project, "train", **more)["steps"] == 14
    assert {path.name for path in folder.iterdir()} == {"0.pth", "1.pth"}
    with pytest.raises(CheckpointError):
        work(project, "train", **more, asr="mel")
