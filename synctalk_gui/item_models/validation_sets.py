"""Finds the validation frames in run folders: complete sets, and strips written by training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from synctalk_engine.workspace.atomic import read_json
from synctalk_engine.workspace.runs import RunFolder
from synctalk_gui.formats import ago, number

_FOLDER = "heldout"
_INDEX = "index.json"


@dataclass(frozen=True)
class ValidationImages:
    """A folder with target_*.jpg, generated_*.jpg and index.json."""

    folder: Path
    epoch: int | None
    created: float
    """Unix time in seconds of the run."""
    changed: float
    """Time of the last change to the images."""
    first_frame: int | None = None
    """First validation frame of the clip."""
    strip_count: int = 0
    """Number of frames of a strip, spread over the validation part; 0 for a complete set."""

    def title(self) -> str:
        """``Epoch 11 · 12 min ago``, ``Epoch 3 · 8 frames``"""
        when = ago(self.created)
        if self.epoch is None:
            return when
        if self.strip_count:
            text = QCoreApplication.translate("ValidationSet", "Epoch {n} · {count} frames")
            return text.format(n=number(self.epoch), count=self.strip_count)
        text = QCoreApplication.translate("ValidationSet", "Epoch {n} · {when}")
        return text.format(n=number(self.epoch), when=when)


def find_validation_sets(runs: list[RunFolder]) -> list[ValidationImages]:
    """Returns the sets of these runs (oldest first), newest first; may block.

    Strips of the newest run are included if there is no complete set of their epoch.
    """
    complete = [found for run in runs if (found := _read_set(run, run.path / _FOLDER)) is not None]
    complete.sort(key=lambda frames: frames.created, reverse=True)
    known = {frames.epoch for frames in complete}
    with_strips = next((run for run in reversed(runs) if run.samples_dir.is_dir()), None)
    strips = {}
    for found in [] if with_strips is None else _strips(with_strips):
        if found.epoch not in known:
            strips[found.epoch] = found  # the last one of each epoch
    return [*complete, *reversed(strips.values())]


def _strips(run: RunFolder) -> Iterator[ValidationImages]:
    for folder in sorted(path for path in run.samples_dir.iterdir() if path.name.isdecimal()):
        found = _read_set(run, folder)
        if found is not None and found.strip_count:
            yield found


def _read_set(run: RunFolder, folder: Path) -> ValidationImages | None:
    index = read_json(folder / _INDEX)
    if not isinstance(index, dict):
        return None
    spec = run.read_spec()
    epoch = index.get("epoch")
    strip, frames = _numbers(index, "strip_frames"), _numbers(index, "frames")
    return ValidationImages(
        folder,
        epoch if isinstance(epoch, int) else None,
        0.0 if spec is None else spec.created,
        (folder / _INDEX).stat().st_mtime,
        min(strip or frames, default=None),
        len(strip),
    )


def _numbers(index: dict[str, Any], key: str) -> list[int]:
    values = index.get(key)
    return [n for n in values if isinstance(n, int)] if isinstance(values, list) else []
