"""Drawn clips have drawn meshes, without a network."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.dataset import face_meshes
from synctalk_engine.gpu_check.drawn_meshes import drawn_mesh


def use_drawn_meshes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let clips have drawn meshes in place of tracked ones."""

    def track(_paths, points, _on_frames):
        return np.stack([drawn_mesh(one) for one in points])

    monkeypatch.setattr(face_meshes, "_track", track)
