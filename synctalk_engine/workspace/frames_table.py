"""``frames.csv``: what is known of each frame of a preprocessed clip."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from synctalk_engine.workspace.atomic import write_bytes

_FLAGS = ("found", "cut", "other_person")
_ADDED_LATER = ("light", "mouth_change", "cut", "other_person")
"""Columns that tables of earlier versions lack."""


@dataclass
class FramesTable:
    """One entry per frame; every array has length N."""

    found: np.ndarray
    """bool: a face was found; False: its landmarks are filled in and training leaves it out."""
    confidence: np.ndarray
    """float32 0..1: the landmark network's face presence."""
    box_x: np.ndarray
    """float32 px: left edge of the face box."""
    box_y: np.ndarray
    box_w: np.ndarray
    box_h: np.ndarray
    yaw: np.ndarray
    """float32 degrees; positive: turned to the frame's right."""
    pitch: np.ndarray
    """float32 degrees; positive: looking down."""
    roll: np.ndarray
    """float32 degrees; positive: clockwise in the frame."""
    blur: np.ndarray
    """float32: variance of the Laplacian in the face, scaled to one size; small is blurred."""
    mouth_opening: np.ndarray
    """float32: inner lip distance over the distance of the eyes."""
    faces: np.ndarray
    """int32: how many faces are in the frame (as of the last detection)."""
    light: np.ndarray
    """float32 0..255: lightness (CIE L*, scaled) of the upper face; 0 if it was not measured."""
    mouth_change: np.ndarray
    """float32: how much the colours of the lower face differ from the clip's usual ones, next to
    the upper face; speech moves it a little, something before the mouth a lot."""
    cut: np.ndarray
    """bool: another scene begins with this frame."""
    other_person: np.ndarray
    """bool: not found, and someone else's face is there instead."""

    def __len__(self) -> int:
        return len(self.found)

    @classmethod
    def columns(cls) -> list[str]:
        return [field.name for field in fields(cls)]

    def write(self, path: Path) -> None:
        """Write the table as CSV with a header and a leading ``frame`` column."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["frame", *self.columns()])
        columns = [getattr(self, name) for name in self.columns()]
        for index in range(len(self)):
            writer.writerow([index, *(_cell(column[index]) for column in columns)])
        write_bytes(path, text.getvalue().encode("utf-8"))

    @classmethod
    def read(cls, path: Path) -> FramesTable | None:
        """The table in ``path``; None if missing or broken. Unknown columns are ignored."""
        try:
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            columns = {
                name: [row.get(name, "0") if name in _ADDED_LATER else row[name] for row in rows]
                for name in cls.columns()
            }
            return cls(**{name: _array(name, values) for name, values in columns.items()})
        except (OSError, ValueError, KeyError, TypeError, csv.Error):
            return None


def _cell(value: object) -> str:
    if isinstance(value, (bool, np.bool_)):
        return "1" if value else "0"
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.4f}"
    return str(value)


def _array(name: str, values: list[str]) -> np.ndarray:
    if name in _FLAGS:
        return np.array([value == "1" for value in values], dtype=bool)
    numbers = np.array(values, dtype=np.float64)
    if not np.isfinite(numbers).all():  # a row that was cut short
        raise ValueError(f"{name} is not a number everywhere")
    return numbers.astype(np.int32 if name == "faces" else np.float32)
