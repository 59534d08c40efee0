from __future__ import annotations

from pathlib import Path

import pytest
import torch

from synctalk_engine.models import registry
from synctalk_engine.models.lite import LiteConfig
from synctalk_engine.training.checkpoints import KIND_SYNCNET, save_weights
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.workspace.atomic import write_json
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import update_state
from tests.helpers.preprocessed_clip import make_preprocessed_clip
from tests.helpers.untrained_models import METRICS, save_generator


@pytest.fixture(autouse=True)
def tiny_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)
    tiny = LiteConfig(widths=(8, 8, 16, 16, 32), audio_width=16, embedding_width=32)
    monkeypatch.setitem(registry.LITE_CONFIGS, "lite-160", tiny)


@pytest.fixture
def project(workspace: Workspace) -> Workspace:
    """A workspace with the trained project ``May``: two checkpoints, the first the best."""
    clip = make_preprocessed_clip(workspace.clip_dir("May"), 30)
    record = {**clip.record(), "source": {"path": str(workspace.root / "in" / "May talks.mp4")}}
    write_json(clip.record_path, record)
    for epoch in (0, 1):
        save_generator(workspace.model_dir("May") / f"{epoch}.pth", epoch)
    syncnet_path = workspace.syncnet_dir("May") / "checkpoint_latest.pth"
    info = {"network": KIND_SYNCNET, "epoch": 3, "figures": {"auc": 0.9}}
    save_weights(syncnet_path, MouthSyncNet().state_dict(), info)
    best = workspace.relative(workspace.model_dir("May") / "0.pth")
    update_state(clip.path, "main_training", best_checkpoint=best, figures=METRICS)
    return workspace


@pytest.fixture
def elsewhere(tmp_path: Path) -> Workspace:
    """The empty workspace of another machine."""
    root = tmp_path / "elsewhere"
    root.mkdir()
    return Workspace(root)
