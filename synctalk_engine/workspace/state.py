"""``.training_state.json``: a record of what was done for a project, never the only truth.

It has the keys that the workflow document names, and more beside them. Missing or broken, it is
rebuilt from the files on the disk.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synctalk_engine.errors import DatasetError
from synctalk_engine.protocol.events import CheckpointEvent, parse_event
from synctalk_engine.workspace.atomic import read_json, write_json
from synctalk_engine.workspace.layout import OWN_SYNCNET_FOLDER
from synctalk_engine.workspace.runs import BEST_NAME, lines_backwards

if TYPE_CHECKING:
    from synctalk_engine.workspace.clip import Clip

logger = logging.getLogger(__name__)

FILE_NAME = ".training_state.json"


def empty_state() -> dict[str, Any]:
    """The state of a new project."""
    return {
        "preprocessing": {"completed": False, "frame_count": 0, "landmark_count": 0},
        "syncnet_training": {"completed": False, "epochs": 0, "checkpoint": None},
        "main_training": {"epochs": 0, "checkpoints": []},
    }


def read_state(
    clip_dir: Path, model_dir: Path | None = None, syncnet_dir: Path | None = None
) -> dict[str, Any]:
    """The state of a project; parts that are missing or broken are rebuilt from the disk.

    Args:
        model_dir, syncnet_dir: where its checkpoints are; None: where they are by default, seen
            from a clip in ``dataset/``.
    """
    stored = read_json(clip_dir / FILE_NAME)
    state = empty_state()
    broken = not isinstance(stored, dict)
    for key, part in state.items():
        value = None if broken else stored.get(key)
        if isinstance(value, dict) and _has_the_types_of(part, value):
            part.update(value)
        else:
            part.update(_rebuilt(key, clip_dir, model_dir, syncnet_dir))
    if not broken:
        state |= {key: value for key, value in stored.items() if key not in state}
    return state


def _has_the_types_of(part: dict[str, Any], value: dict[str, Any]) -> bool:
    """Whether the fields that every state has are of the right types."""
    return all(
        isinstance(value.get(key, usual), type(usual))
        for key, usual in part.items()
        if usual is not None
    )


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


def recorded_best(record: dict[str, Any], folder: str) -> dict[str, Any]:
    """``path`` and ``figures`` of a folder's best checkpoint by ``main_training``; {} if unknown.

    Args:
        folder: of the checkpoints, relative to the workspace.
    """
    known = record.get("best_by_folder")
    if isinstance(known, dict) and isinstance(known.get(folder), dict):
        return known[folder]
    path = record.get("best_checkpoint")
    if not isinstance(path, str):
        return {}
    is_of_folder = path.startswith("runs/") or Path(path).parent == Path(folder)
    return {"path": path, "figures": record.get("figures") or {}} if is_of_folder else {}


# -- rebuilding from the files ------------------------------------------------------------------


def _rebuilt(
    part: str, clip_dir: Path, model_dir: Path | None, syncnet_dir: Path | None
) -> dict[str, Any]:
    root = clip_dir.parent.parent
    if part == "preprocessing":
        from synctalk_engine.workspace.clip import Clip  # imports numpy: not while the window opens

        return _rebuilt_preprocessing(Clip(clip_dir))
    if part == "syncnet_training":
        folder = syncnet_dir or root / "checkpoint" / f"syncnet_{clip_dir.name}"
        return _rebuilt_syncnet(folder, root)
    return _rebuilt_model(model_dir or root / "checkpoint" / clip_dir.name, root, clip_dir.name)


def _rebuilt_preprocessing(clip: Clip) -> dict[str, Any]:
    frames, landmarks = len(clip.frame_paths()), len(clip.landmark_paths())
    kind = clip.feature_kind()
    try:
        done = clip.check_complete() > 0 and kind is not None
    except DatasetError:
        done = False
    facts = {"completed": done, "frame_count": frames, "landmark_count": landmarks}
    return facts if kind is None else {**facts, "feature_kind": kind}


def _rebuilt_syncnet(folder: Path, root: Path) -> dict[str, Any]:
    for candidate in (folder / OWN_SYNCNET_FOLDER, folder, folder / "syncnet_ckpt"):
        if epochs := checkpoint_epochs(candidate):
            newest = _relative(candidate / f"{epochs[-1]}.pth", root)
            return {"completed": True, "epochs": epochs[-1] + 1, "checkpoint": newest}
    latest = folder / "checkpoint_latest.pth"
    if latest.is_file():
        return {"completed": True, "checkpoint": _relative(latest, root)}
    return {}


def _rebuilt_model(folder: Path, root: Path, name: str) -> dict[str, Any]:
    epochs = checkpoint_epochs(folder)
    paths = [_relative(folder / f"{epoch}.pth", root) for epoch in epochs]
    facts: dict[str, Any] = {"epochs": epochs[-1] + 1, "checkpoints": paths} if epochs else {}
    best = _best_checkpoint(root, name, paths)
    return facts if best is None else {**facts, **best}


def _best_checkpoint(root: Path, name: str, paths: list[str]) -> dict[str, Any] | None:
    """The best checkpoint by the events of the runs: the last one that was the best so far.

    It may be a file of a run's folder, where that moment was between two checkpoints.
    """
    runs_dir = root / "runs" / name
    if not runs_dir.is_dir():
        return None
    for run_dir in sorted(runs_dir.iterdir(), reverse=True):
        own = _relative(run_dir / BEST_NAME, root)
        known = {*paths, own} if (run_dir / BEST_NAME).is_file() else {*paths}
        for line in lines_backwards(run_dir / "events.jsonl"):
            if b'"checkpoint"' not in line:
                continue
            event = parse_event(line)
            if isinstance(event, CheckpointEvent) and event.path in known and event.best:
                return {"best_checkpoint": event.path, "figures": event.figures}
    return None


def _relative(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()
