"""Sets of held-out frames that trainings have left in their run folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from synctalk_engine.workspace.atomic import read_json
from synctalk_engine.workspace.runs import RunFolder
from synctalk_gui.texts import ago, number

_FOLDER = "heldout"


@dataclass(frozen=True)
class HeldOutSet:
    """``runs/<name>/<run>/heldout``: target_XXXXXX.jpg, generated_XXXXXX.jpg and index.json."""

    folder: Path
    epoch: int | None
    created: float
    """Unix time in seconds of the run."""
    changed: float
    """When the pictures were written last."""
    first_frame: int | None = None
    """Where the held-out time begins in the clip."""

    def title(self) -> str:
        """``epoch 11 · 12 min ago``"""
        when = ago(self.created)
        if self.epoch is None:
            return when
        text = QCoreApplication.translate("HeldOut", "epoch {n} · {when}")
        return text.format(n=number(self.epoch), when=when)


def find_held_out(runs: list[RunFolder]) -> list[HeldOutSet]:
    """Sets of these runs, the newest first; for a thread."""
    found = []
    for run in runs:
        folder = run.path / _FOLDER
        index = read_json(folder / "index.json")
        if index is None:
            continue
        spec = run.read_spec()
        epoch = index.get("epoch") if isinstance(index, dict) else None
        found.append(
            HeldOutSet(
                folder,
                epoch if isinstance(epoch, int) else None,
                0.0 if spec is None else spec.created,
                (folder / "index.json").stat().st_mtime,
                _first_frame(index),
            )
        )
    return sorted(found, key=lambda held_out: held_out.created, reverse=True)


def _first_frame(index: object) -> int | None:
    frames = index.get("frames") if isinstance(index, dict) else None
    numbers = [frame for frame in frames or [] if isinstance(frame, int)]
    return min(numbers, default=None)
