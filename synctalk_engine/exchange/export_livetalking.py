"""``synctalk export --layout livetalking``: an avatar for LiveTalking's ``ultralight`` engine.

It is written to ``data/avatars/<name>`` of a folder that may be a checkout of LiveTalking:
``full_imgs`` and ``face_imgs`` (168 px) as ``00000000.png``, ``coords.pkl`` with a box x0, y0, x1,
y1 for each frame, and ``ultralight.pth``, the generator of preset 160 with HuBERT features.
"""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from torch import Tensor

from synctalk_engine.errors import CheckpointError, StorageError
from synctalk_engine.exchange.export_research import RATES_FPS
from synctalk_engine.exchange.exported_model import open_for_export
from synctalk_engine.exchange.package import require_space
from synctalk_engine.exchange.staged_import import move_into_place, staging_folder
from synctalk_engine.face.crop import CropBox, crop_box, resize
from synctalk_engine.media.image_files import read_image, write_image
from synctalk_engine.models.presets import get_preset
from synctalk_engine.training.checkpoints import LoadedGenerator, read_weights, save_weights
from synctalk_engine.workspace.atomic import write_bytes, write_json
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace

PRESET, KIND = "160", "hubert"
AVATARS_FOLDER = "data/avatars"
MARK_NAME = "synctalk_export.json"
"""In the avatar's folder: an export of ours, which may be replaced."""
PNG_BYTES_PER_PIXEL = 2
_SEQUENCE_OF_ONE = re.compile(r"^(inc\.inconv|down\d\.maxpool_conv)\.(?!0\.)")
COMMAND = "python app.py --model ultralight --modelres 160 --avatar_id {name}"


def export_livetalking(
    workspace: Workspace,
    name: str,
    target: Path,
    *,
    checkpoint: Path | None = None,
    clip_dir: Path | None = None,
    may_replace: bool = False,
    on_frames: Callable[[int, int], object] | None = None,
) -> dict[str, Any]:
    """Write a project as an avatar.

    Args:
        target: a folder, such as a checkout of LiveTalking.
        checkpoint: None: the best one.
        may_replace: write over an earlier export; never over anything else.
    Returns:
        ``path, program, command, frames, checkpoint, asr, preset``.
    Raises:
        CheckpointError, DatasetError, StorageError.
    """
    clip, model_path, loaded = open_for_export(workspace, name, checkpoint, clip_dir)
    _require_suited(name, loaded, clip)
    avatar_dir = target / AVATARS_FOLDER / name
    require_own_folder(target, avatar_dir, name, MARK_NAME, may_replace)
    height, width = read_image(clip.frame_paths()[0]).shape[:2]
    require_space(target, PNG_BYTES_PER_PIXEL * height * width * clip.check_complete())
    with staging_folder(avatar_dir.parent) as staging:
        coordinates = _write_frames(clip, staging, on_frames)
        write_bytes(staging / "coords.pkl", pickle.dumps(coordinates))
        weights = with_their_names(read_weights(model_path)[0])
        save_weights(staging / "ultralight.pth", weights, loaded.info)
        write_json(staging / MARK_NAME, {"name": name, "checkpoint": model_path.name})
        move_into_place(staging, avatar_dir)
    return _result(name, avatar_dir, len(coordinates), loaded)


def _result(
    name: str, avatar_dir: Path, frame_count: int, loaded: LoadedGenerator
) -> dict[str, Any]:
    return {
        "path": str(avatar_dir),
        "program": "LiveTalking",
        "command": COMMAND.format(name=f'"{name}"' if " " in name else name),
        "frames": frame_count,
        "checkpoint": str(avatar_dir / "ultralight.pth"),
        "asr": loaded.asr,
        "preset": loaded.preset.name,
    }


def with_their_names(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights by LiveTalking's names: ``inconv`` and ``maxpool_conv`` are sequences there."""
    return {
        _SEQUENCE_OF_ONE.sub(r"\1.0.", name, count=1): tensor for name, tensor in weights.items()
    }


def require_own_folder(
    target: Path, folder: Path, name: str, mark_name: str, may_replace: bool
) -> None:
    """Refuse to write over an earlier export without permission, and over anything else at all.

    Raises:
        StorageError: ``path_unusable``, ``export_over_others``, ``already_there``.
    """
    if target.suffix.lower() == ".zip" or target.is_file():
        raise StorageError("path_unusable", path=target, reason="a folder is needed here")
    if folder.is_file():
        raise StorageError("export_over_others", path=folder)
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    if not (folder / mark_name).is_file():
        raise StorageError("export_over_others", path=folder)
    if not may_replace:
        raise StorageError("already_there", name=name, what="an export", path=folder)


def _require_suited(name: str, loaded: LoadedGenerator, clip: Clip) -> None:
    """Raise CheckpointError ``export_not_livetalking`` for what its network cannot run."""
    if loaded.preset.name != PRESET:
        reason = f"its network is preset {loaded.preset.name}; LiveTalking runs preset {PRESET}"
    elif loaded.asr != KIND:
        reason = f"its audio features are {loaded.asr}; LiveTalking computes {KIND}"
    elif clip.fps() != RATES_FPS[KIND]:
        reason = f"LiveTalking plays {RATES_FPS[KIND]:g} frames/s, and its clip has {clip.fps():g}"
    else:
        return
    raise CheckpointError("export_not_livetalking", name=name, reason=reason)


def _write_frames(
    clip: Clip, folder: Path, on_frames: Callable[[int, int], object] | None
) -> list[tuple[int, int, int, int]]:
    """Frames and face crops; returns the box of each, within the frame."""
    paths, side_px = clip.frame_paths(), get_preset(PRESET).crop_px
    coordinates = []
    for index, (path, points) in enumerate(zip(paths, clip.landmarks(), strict=False)):
        image, file_name = read_image(path), f"{index:08d}.png"
        full_path = folder / "full_imgs" / file_name
        if path.suffix.lower() == ".png":
            full_path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, full_path)
        else:
            write_image(full_path, image)
        x0, y0, x1, y1 = box = within_frame(crop_box(points), image)
        write_image(folder / "face_imgs" / file_name, resize(image[y0:y1, x0:x1], side_px, side_px))
        coordinates.append(box)
        if on_frames is not None:
            on_frames(index + 1, len(paths))
    return coordinates


def within_frame(box: CropBox, image: np.ndarray) -> tuple[int, int, int, int]:
    """The part of a box that is in the frame (H, W, 3), at least a pixel: x0, y0, x1, y1.

    LiveTalking writes a patch of the box's size into the frame and would fail at its edge.
    """
    height, width = image.shape[:2]
    x0, x1 = (int(np.clip(x, 0, width)) for x in (box.x0, box.x1))
    y0, y1 = (int(np.clip(y, 0, height)) for y in (box.y0, box.y1))
    x0, y0 = min(x0, width - 1), min(y0, height - 1)
    return x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)
