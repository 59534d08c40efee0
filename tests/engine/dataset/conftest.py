from __future__ import annotations

from pathlib import Path

import pytest

from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.models.presets import get_preset
from tests.helpers.preprocessed_clip import make_preprocessed_clip


@pytest.fixture(scope="session")
def clip_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic clip of 150 frames."""
    folder = tmp_path_factory.mktemp("synthetic clip") / "synthetic"
    make_preprocessed_clip(folder, 150)
    return folder


@pytest.fixture(scope="session")
def preprocessed(clip_dir: Path) -> ClipDataset:
    return open_clip_dataset(clip_dir, get_preset("lite-160"))
