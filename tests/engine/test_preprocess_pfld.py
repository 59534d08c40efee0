"""``--landmarker pfld``, from the asset store to the files. The weights are made by formula."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from synctalk_engine import jobs
from synctalk_engine.assets import AssetStore
from synctalk_engine.workspace.clip import Clip
from tests.engine.face.faces import frame_with, placement
from tests.helpers.media_files import make_video
from tests.helpers.research_weights import research_state

FRAMES = 10


@pytest.fixture
def video(tmp_path):
    frames = [frame_with(placement((300 + 3 * i, 220), 2.0)) for i in range(FRAMES)]
    return make_video(tmp_path / "Anna ä.mp4", np.arange(FRAMES) / 25, frames=frames)


def preprocess(workspace, video):
    options = {"video_path": str(video), "name": "anna", "landmarker": "pfld", "skip_audio": True}
    run = jobs.create_run(workspace, "preprocess", options)
    events = []
    code = jobs.execute(run, on_event=lambda event: events.append((event.type, event.body())))
    return code, events, Clip(workspace.dataset_dir / "anna")


def use_weights(monkeypatch, path):
    """Let the store have `path` as PFLD's weights: the checksum would refuse it."""
    look_up = AssetStore.path
    monkeypatch.setattr(
        AssetStore, "path", lambda store, id_: path if id_ == "pfld" else look_up(store, id_)
    )


def test_landmarks_are_made_by_pfld(assets, workspace, video, tmp_path, monkeypatch):
    state = research_state("pfld_ghostone")
    state |= {key: torch.zeros_like(value) for key, value in state.items() if "conv_out" in key}
    torch.save({"pfld_backbone": state, "epoch": 335}, tmp_path / "pfld.pth.tar")
    use_weights(monkeypatch, tmp_path / "pfld.pth.tar")
    code, events, clip = preprocess(workspace, video)
    assert code == 0, events
    points = clip.landmarks()
    assert points.shape == (FRAMES, 110, 2)
    assert clip.table().found.all()
    assert clip.record()["options"]["landmarker"] == "pfld"
    # Such weights answer with the mean face: eyes on one level, chin (16) far below.
    np.testing.assert_allclose(points[:, 74, 1], points[:, 86, 1], atol=1.5)
    assert (points[:, 16, 1] - points[:, 74, 1] > 60).all()
    assert points[-1, :, 0].mean() - points[0, :, 0].mean() == pytest.approx(27, abs=4)


def test_missing_weights_are_told_at_once(assets, workspace, video):
    if not AssetStore().missing(["pfld"]):
        pytest.skip("the weights of PFLD are installed here")
    code, events, clip = preprocess(workspace, video)
    assert code == 3
    (error,) = [fields for kind, fields in events if kind == "error"]
    assert error["code"] == "asset_missing"
    assert error["params"]["asset"] == "pfld"
    assert not list(clip.path.glob("*_img/*"))


def test_weights_of_another_network_are_told_in_one_sentence(
    assets, workspace, video, tmp_path, monkeypatch
):
    torch.save({"pfld_backbone": {"weight": torch.zeros(3)}}, tmp_path / "other.pth.tar")
    use_weights(monkeypatch, tmp_path / "other.pth.tar")
    code, events, _clip = preprocess(workspace, video)
    assert code == 3
    (error,) = [fields for kind, fields in events if kind == "error"]
    assert error["code"] == "asset_other_network"
