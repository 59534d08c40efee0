"""Images and clips that the widgets' tests look at, and a loader that is closed again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.landmark_files import write_landmarks
from synctalk_gui.widgets.image_loader import ImageLoader


@pytest.fixture
def loader(qapp) -> Iterator[ImageLoader]:
    loader = ImageLoader(cache_bytes=8 * 1024 * 1024)
    yield loader
    loader.close()


@pytest.fixture
def clip(tmp_path: Path, write_image) -> Clip:
    """Sixty frames, frame i of grey 4 i; no face in frames 20..24; face points at 10 + i."""
    folder = tmp_path / "mein Ordner 工作" / "May"
    count = 60
    for index in range(count):
        write_image(folder / "full_body_img" / f"{index:06d}.png", 4 * index)
        (folder / "landmarks").mkdir(exist_ok=True)
        points = np.full((110, 2), 10.0 + index / 10, np.float32)
        points[31, 0] += 12  # the crop's right edge
        write_landmarks(folder / "landmarks" / f"{index:06d}.pkl", points)
    frames_table(count, missing=range(20, 25)).write(folder / "frames.csv")
    return Clip(folder)


def frames_table(count: int, missing: range = range(0)) -> FramesTable:
    columns = {name: np.zeros(count, np.float32) for name in FramesTable.columns()}
    table = FramesTable(**columns)
    table.found = np.ones(count, bool)
    table.found[list(missing)] = False
    table.blur = np.full(count, 300.0, np.float32)
    return table


def grey_at(image: QImage | None, x: int = 3, y: int = 3) -> int | None:
    return None if image is None else image.pixelColor(x, y).green()
