"""Finds a training's samples: ``<step>/target_000.jpg, generated_000.jpg``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from synctalk_gui.widgets.image_sources import DifferenceImage, ImageFile, ImageSource

MAX_SAMPLES = 8
_STEP_FOLDER = re.compile(r"^(?:step[_-]?)?(\d+)$")


@dataclass(frozen=True)
class SampleListing:
    """Lists the step folders in a run's ``samples`` folder that have complete pairs."""

    folder: Path

    def read(self) -> dict[int, tuple[Path, int]]:
        """Returns step -> (folder, number of samples, at most eight)."""
        found = {}
        for child in self.folder.iterdir() if self.folder.is_dir() else ():
            match = _STEP_FOLDER.match(child.name)
            if match and child.is_dir() and (count := pair_count(child)):
                found[int(match[1])] = (child, count)
        return found


def pair_count(folder: Path) -> int:
    """Returns the number of samples in a step's folder, up to the first gap."""
    count = 0
    while count < MAX_SAMPLES and all(
        _sample_path(folder, kind, count).is_file() for kind in ("target", "generated")
    ):
        count += 1
    return count


def _sample_path(folder: Path, kind: str, index: int) -> Path:
    return folder / f"{kind}_{index:03d}.jpg"


def tile_source(folder: Path, index: int, row: str) -> ImageSource:
    target = _sample_path(folder, "target", index)
    generated = _sample_path(folder, "generated", index)
    if row == "difference":
        return DifferenceImage(target, generated)
    return ImageFile(target if row == "target" else generated)
