"""Pairs of target and generated frames, as written by the engine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from synctalk_engine.workspace.atomic import read_json

_TARGET_NAME = re.compile(r"^target_(\d+)\.(jpg|jpeg|png)$")


@dataclass(frozen=True)
class FramePair:
    """A frame of the clip and the generated one."""

    frame: int
    """Its number in the clip."""
    target: Path
    generated: Path


@dataclass(frozen=True)
class PairListing:
    """Lists the pairs ``target_001199.jpg``, ``generated_001199.jpg`` in a folder.

    In a strip they are numbered from 0; ``index.json`` has the frame numbers.
    """

    folder: Path

    def read(self) -> tuple[FramePair, ...]:
        index = read_json(self.folder / "index.json")
        strip = index.get("strip_frames") if isinstance(index, dict) else None
        numbers = enumerate(strip if isinstance(strip, list) else [])
        frames = {place: frame for place, frame in numbers if isinstance(frame, int)}
        pairs = []
        for target in self.folder.iterdir() if self.folder.is_dir() else ():
            match = _TARGET_NAME.match(target.name)
            generated = target.with_name(target.name.replace("target_", "generated_", 1))
            if match and generated.is_file():
                place = int(match[1])
                pairs.append(FramePair(frames.get(place, place), target, generated))
        return tuple(sorted(pairs, key=lambda pair: pair.frame))
