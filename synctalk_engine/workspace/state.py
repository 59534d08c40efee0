"""``.training_state.json``: a record of what was done for a project, never the only truth.

It has the keys that the workflow document names, and more beside them. Missing or broken, it is
rebuilt from what lies on disk.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from synctalk_engine.workspace.atomic import read_json, write_json
from synctalk_engine.workspace.clip import Clip

logger = logging.getLogger(__name__)

FILE_NAME = ".training_state.json"


def empty_state() -> dict[str, Any]:
    """A state in which nothing was done."""
    return {
        "preprocessing": {"completed": False, "frame_count": 0, "landmark_count": 0},
        "syncnet_training": {"completed": False, "epochs": 0, "checkpoint": None},
        "main_training": {"epochs": 0, "checkpoints": []},
    }


def read_state(
    clip_dir: Path, model_dir: Path | None = None, syncnet_dir: Path | None = None
) -> dict[str, Any]:
    """The state of a project; parts that are missing or broken are rebuilt from the disk."""
    stored = read_json(clip_dir / FILE_NAME)
    state = empty_state()
    broken = not isinstance(stored, dict)
    for key, part in state.items():
        value = None if broken else stored.get(key)
        if isinstance(value, dict):
            part.update(value)
        else:
            part.update(_rebuilt(key, clip_dir, model_dir, syncnet_dir))
    if not broken:
        state |= {key: value for key, value in stored.items() if key not in state}
    return state


def update_state(clip_dir: Path, part: str, **fields: Any) -> dict[str, Any]:
    """Change fields of one part and write the file."""
    state = read_state(clip_dir)
    state.setdefault(part, {}).update(fields)
    write_json(clip_dir / FILE_NAME, state)
    return state


def checkpoint_epochs(folder: Path | None) -> list[int]:
    """Epochs of the ``<epoch>.pth`` files in a folder, in order."""
    if folder is None or not folder.is_dir():
        return []
    return sorted(int(path.stem) for path in folder.glob("*.pth") if path.stem.isdigit())


def _rebuilt(
    part: str, clip_dir: Path, model_dir: Path | None, syncnet_dir: Path | None
) -> dict[str, Any]:
    if part == "preprocessing":
        clip = Clip(clip_dir)
        frames, landmarks = len(clip.frame_paths()), len(clip.landmark_paths())
        done = frames > 0 and frames == landmarks and bool(clip.feature_kinds())
        return {"completed": done, "frame_count": frames, "landmark_count": landmarks}
    if part == "syncnet_training":
        epochs = checkpoint_epochs(syncnet_dir)
        if not epochs or syncnet_dir is None:
            return {}
        newest = (syncnet_dir / f"{epochs[-1]}.pth").as_posix()
        return {"completed": True, "epochs": epochs[-1] + 1, "checkpoint": newest}
    epochs = checkpoint_epochs(model_dir)
    if not epochs or model_dir is None:
        return {}
    return {
        "epochs": epochs[-1] + 1,
        "checkpoints": [(model_dir / f"{epoch}.pth").as_posix() for epoch in epochs],
    }
