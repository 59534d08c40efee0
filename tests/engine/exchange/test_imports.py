"""Datasets and checkpoints of the research code join the workspace."""

from __future__ import annotations

import os
import pickle
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from synctalk_engine.errors import (
    CheckpointError,
    DatasetError,
    OptionError,
    StorageError,
    SynctalkError,
)
from synctalk_engine.exchange.import_request import ImportRequest
from synctalk_engine.exchange.importer import import_into_workspace
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import read_state
from tests.helpers.preprocessed_clip import make_research_clip
from tests.helpers.untrained_models import save_generator


def taken(workspace: Workspace, source: Path, **options: Any) -> dict[str, Any]:
    return import_into_workspace(workspace, ImportRequest(source, **options))


@pytest.fixture
def research(tmp_path: Path) -> Clip:
    clip = make_research_clip(tmp_path / "SyncTalk_2D" / "Obama", 60, "hubert")
    clip.landmark_paths()[-1].unlink()
    (clip.path / "notes.txt").write_text("mine", encoding="utf-8")
    return clip


def test_a_research_dataset_is_copied_as_it_lies(workspace: Workspace, research: Clip) -> None:
    before = {path: path.read_bytes() for path in research.path.rglob("*") if path.is_file()}
    result = taken(workspace, research.path, name="President")
    assert (result["imported"], result["frames"], result["asr"]) == ("dataset", 59, "hubert")
    assert [warning["code"] for warning in result["warnings"]] == ["dataset_cut"]
    clip = Clip(workspace.clip_dir("President"))
    assert clip.check_complete() == 59 and (clip.fps(), clip.feature_kind()) == (25.0, "hubert")
    assert (clip.frames_dir / "58.jpg").read_bytes() == before[research.frames_dir / "58.jpg"]
    assert clip.landmark_paths()[0].name == "0.lms"
    assert not (clip.path / "notes.txt").exists()
    assert read_state(clip.path)["preprocessing"]["feature_kind"] == "hubert"
    copied = sum(path.stat().st_size for path in clip.path.rglob("*.*") if path.is_file())
    assert 0 < result["bytes"] <= copied
    assert {p: p.read_bytes() for p in research.path.rglob("*") if p.is_file()} == before


def test_a_dataset_is_named_after_its_folder(workspace: Workspace, research: Clip) -> None:
    assert taken(workspace, research.path)["name"] == "Obama"


@pytest.mark.skipif(os.name == "nt", reason="links to folders need rights on Windows")
def test_a_dataset_may_stay_where_it_is(workspace: Workspace, research: Clip) -> None:
    before = sorted(research.path.rglob("*"))
    result = taken(workspace, research.path, name="Linked", link=True)
    place = workspace.clip_dir("Linked")
    assert place.is_symlink() and Clip(place).trimmed("hubert").frame_limit == 59
    assert result["linked_to"] == str(research.path)
    assert sorted(research.path.rglob("*")) == before
    with pytest.raises(StorageError):
        taken(workspace, research.path, name="Linked", link=True)
    taken(workspace, research.path, name="Linked", may_replace=True)
    assert not place.is_symlink() and Clip(place).check_complete() == 59
    taken(workspace, research.path, name="Linked", link=True, may_replace=True)
    assert place.is_symlink() and not list(place.parent.glob(".import-*"))
    assert sorted(research.path.rglob("*")) == before


def test_a_dataset_is_not_copied_into_itself(workspace: Workspace) -> None:
    clip = make_research_clip(workspace.clip_dir("May"), 30)
    before = sorted(clip.path.rglob("*"))
    with pytest.raises(DatasetError) as caught:
        taken(workspace, clip.path, name="May", may_replace=True)
    assert caught.value.code == "import_unknown"
    assert sorted(clip.path.rglob("*")) == before


class _Hostile:
    def __reduce__(self) -> tuple:
        return (os.system, ("echo hostile > hostile.txt",))


@pytest.mark.parametrize("damage", ["hostile", "no features", "far apart", "wrong kind"])
def test_a_dataset_that_cannot_be_used_leaves_nothing(
    workspace: Workspace,
    research: Clip,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    damage: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    asr = None
    if damage == "hostile":
        (research.landmarks_dir / "000003.pkl").write_bytes(pickle.dumps(_Hostile()))
    elif damage == "no features":
        (research.path / "aud_hu.npy").unlink()
    elif damage == "far apart":
        np.save(research.path / "aud_hu.npy", np.zeros((20, 2, 1024), np.float32))
    else:
        asr = "ave"
    with pytest.raises(DatasetError):
        taken(workspace, research.path, asr=asr)
    assert not (tmp_path / "hostile.txt").exists()
    assert not workspace.clip_dir("Obama").exists()


# -- checkpoints --------------------------------------------------------------------------------


def test_a_checkpoint_must_name_its_audio_features(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "99.pth"
    network = create_generator(get_preset("160"), "mel")
    torch.save(OrderedDict(network.state_dict()), path)
    with pytest.raises(OptionError, match="--name"):
        taken(workspace, path)
    with pytest.raises(CheckpointError) as refusal:
        taken(workspace, path, name="New")
    assert refusal.value.code == "checkpoint_kind_unknown" and "--asr" in refusal.value.hint
    result = taken(workspace, path, name="New", asr="mel")
    assert result["path"] == "checkpoint/New/99.pth"
    weights, info = read_weights(workspace.model_dir("New") / "99.pth")
    assert (info["asr"], info["preset"], info["epoch"]) == ("mel", "160", 99)
    assert all(torch.equal(weights[key], value) for key, value in network.state_dict().items())
    state = read_state(workspace.clip_dir("New"))["main_training"]
    assert state["best_checkpoint"] == result["path"] and state["epochs"] == 100
    with pytest.raises(StorageError) as caught:
        taken(workspace, path, name="New", asr="mel")
    assert caught.value.code == "already_there"


def test_a_lite_checkpoint_without_metadata_is_not_guessed(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "99.pth"
    torch.save(OrderedDict(create_generator(get_preset("lite-160"), "mel").state_dict()), path)
    with pytest.raises(CheckpointError) as refusal:
        taken(workspace, path, name="New", asr="mel")
    assert refusal.value.code == "checkpoint_preset_unknown"


def test_of_a_folder_of_checkpoints_the_newest_is_taken(
    project: Workspace, elsewhere: Workspace
) -> None:
    result = taken(elsewhere, project.model_dir("May"))
    assert (result["name"], result["path"]) == ("May", "checkpoint/May/1.pth")
    assert result["asr"] == "moonshine"


def test_a_syncnet_goes_where_syncnets_are(project: Workspace, elsewhere: Workspace) -> None:
    source = project.syncnet_dir("May") / "checkpoint_latest.pth"
    result = taken(elsewhere, source, name="Other")
    assert result["imported"] == "syncnet"
    assert result["path"] == "checkpoint/syncnet_Other/checkpoint_latest.pth"
    assert read_state(elsewhere.clip_dir("Other"))["syncnet_training"]["completed"] is True


def test_the_best_checkpoint_stays_the_best(project: Workspace, tmp_path: Path) -> None:
    save_generator(tmp_path / "7.pth", 7)
    taken(project, tmp_path / "7.pth", name="May")
    state = read_state(project.clip_dir("May"))["main_training"]
    assert state["best_checkpoint"] == "checkpoint/May/0.pth" and state["epochs"] == 8


def test_what_is_none_of_these_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("hello", encoding="utf-8")
    (tmp_path / "not weights.pth").write_bytes(b"PK\x03\x04 nonsense")
    (tmp_path / "empty").mkdir()
    for name in ("missing", "text.txt", "not weights.pth", "empty"):
        with pytest.raises(SynctalkError) as caught:
            taken(workspace, tmp_path / name, name="New")
        assert caught.value.exit_code == 3 and "{" not in caught.value.message
    with pytest.raises(SynctalkError):
        taken(workspace, tmp_path / "text.txt", name="../up")
    assert not workspace.clip_dir("New").exists() and not workspace.model_dir("New").exists()
