"""A face tracker for tests, which needs neither weights nor a face."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from synctalk_engine.preprocess import frame_stages
from synctalk_engine.workspace.frames_table import FramesTable


class FakeTracker:
    """Finds a face in every frame but those whose number is in ``missing``."""

    missing: frozenset[int] = frozenset()
    updates = 0

    def __init__(self, *_: Any) -> None:
        self.count = 0

    def __enter__(self) -> FakeTracker:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def update(self, index: int, image: np.ndarray) -> None:
        assert index == self.count
        assert image.dtype == np.uint8
        FakeTracker.updates += 1
        self.count += 1

    def finish(self, _poll: Any) -> tuple[np.ndarray, FramesTable]:
        points = np.random.default_rng(1).uniform(10, 40, (self.count, 110, 2)).astype(np.float32)
        found = np.array([index not in self.missing for index in range(self.count)])
        ones = np.ones(self.count, np.float32)
        columns = dict.fromkeys(FramesTable.columns(), ones)
        columns |= {"found": found, "faces": ones.astype(np.int32), "box_w": 300 * ones}
        columns |= {
            "blur": 200 * ones,
            "light": 150 * ones,
            "cut": ones < 0,
            "other_person": ones < 0,
        }
        return points, FramesTable(**columns)


def use_fake_tracker(monkeypatch: pytest.MonkeyPatch) -> type[FakeTracker]:
    """Replace the tracker and its weights for the length of a test."""
    monkeypatch.setattr(frame_stages, "ClipTracker", FakeTracker)
    monkeypatch.setattr(
        "synctalk_engine.preprocess.plan.FACE_ASSETS", {"mesh478": (), "mesh468": ()}
    )
    monkeypatch.setattr(FakeTracker, "missing", frozenset())
    monkeypatch.setattr(FakeTracker, "updates", 0)
    return FakeTracker
