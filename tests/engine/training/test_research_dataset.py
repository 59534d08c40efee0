"""A folder of the research code is trained on where it lies, and its feature kind is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from synctalk_engine.errors import CheckpointError, DatasetError
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader
from synctalk_engine.workspace.state import read_state
from tests.helpers.preprocessed_clip import make_research_clip

QUICK = {"batchsize": 8, "epochs": 1, "precision": "fp32", "preset": "lite-160"}


@pytest.fixture
def research_dir(tmp_path: Path) -> Path:
    """A dataset elsewhere than in the workspace, one frame longer than its landmarks."""
    clip = make_research_clip(tmp_path / "SyncTalk_2D" / "dataset" / "Obama", 110, "hubert")
    clip.landmark_paths()[-1].unlink()
    return clip.path


def test_training_in_place_records_the_kind(project: Workspace, work, research_dir: Path) -> None:
    names = {"name": "Obama", "dataset_dir": str(research_dir)}
    result = work(project, "train", **QUICK, **names)
    assert result["asr"] == "hubert"
    warned = [e.code for e in EventReader(work.run).read_new() if e.type == "warning"]
    assert warned.count("dataset_cut") == 1
    path = project.resolve(result["checkpoint"])
    assert path == project.model_dir("Obama") / "0.pth"
    assert read_weights(path)[1]["asr"] == "hubert"
    state = read_state(research_dir)
    assert state["main_training"]["asr"] == state["preprocessing"]["feature_kind"] == "hubert"
    assert not (project.dataset_dir / "Obama").exists()

    with pytest.raises(CheckpointError) as wrong:
        work(project, "evaluate", **names, asr="ave")
    assert wrong.value.code == "checkpoint_other_kind"
    with pytest.raises(DatasetError) as missing:
        work(project, "train", **QUICK, **names, asr="ave", force=True)
    assert missing.value.code == "features_other_kind"
