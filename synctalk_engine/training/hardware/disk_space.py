"""Disk space that a training needs, and the check that it is there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from torch import nn

from synctalk_engine.dataset.clip_dataset import network_kind, prepared_kind
from synctalk_engine.dataset.lower_face import CACHE_PREFIX, lower_face_crop_px
from synctalk_engine.errors import StorageError, SynctalkError
from synctalk_engine.models.presets import Preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training.options import ProjectPaths
from synctalk_engine.workspace.clip import Clip

CHECKPOINTS_IN_A_BUDGET = 8
"""How many are reckoned with where a time budget decides how many epochs there will be."""
RUN_WEIGHTS = 3
"""The latest, the best, and the one that is being written."""
RESUME_STATES = 3
"""The newest, the one before, and the one that is being written."""
STATE_COPIES = 4
"""A state has the weights, their EMA, and two moments of the optimizer."""
PICTURES_BYTES = 60 << 20
"""Validation frames and sample strips, as JPEG."""
_MB = 1 << 20


@dataclass(frozen=True)
class DiskSpace:
    """Bytes that a training will take and that are free."""

    needed_bytes: int
    free_bytes: int
    path: Path

    @property
    def fits(self) -> bool:
        return self.needed_bytes <= self.free_bytes


def weights_bytes(network: nn.Module) -> int:
    """Size of a checkpoint."""
    return sum(value.numel() * value.element_size() for value in network.state_dict().values())


def crop_caches(preset: Preset) -> list[tuple[str, int]]:
    """The caches that a preset needs: the beginning of each file's name, and the crops' side."""
    caches = [("crops", preset.crop_px)]
    if preset.family == "studio":
        caches.append((CACHE_PREFIX, lower_face_crop_px(preset)))
    return caches


def disk_space_for(
    options: TrainOptions, paths: ProjectPaths, preset: Preset, kind: str, run_dir: Path
) -> DiskSpace:
    """Disk space for checkpoints, resume states, images and the crop cache, and what is free.

    If they are on several disks: of the one with the least space left.
    """
    weights = weights_bytes(create_generator(preset, kind))
    clip = Clip(paths.clip_dir)
    crops = (
        len(clip.frame_paths())
        * 3
        * sum(
            side_px**2
            for prefix, side_px in crop_caches(preset)
            if not (clip.cache_dir / f"{prefix}_{side_px}.npy").is_file()
        )
    )
    checkpoints = options.epochs // options.save_every + 1
    if options.time_budget_min is not None:
        checkpoints = min(checkpoints, CHECKPOINTS_IN_A_BUDGET)
    wanted = [
        (paths.clip_dir, crops),
        (paths.model_dir, checkpoints * weights),
        (run_dir, (RESUME_STATES * STATE_COPIES + RUN_WEIGHTS) * weights + PICTURES_BYTES),
    ]
    on_disk: dict[int, DiskSpace] = {}
    for path, needed in wanted:
        there = next(folder for folder in (path, *path.parents) if folder.exists())
        number = there.stat().st_dev
        before = on_disk.get(number)
        total = needed + (before.needed_bytes if before else 0)
        on_disk[number] = DiskSpace(total, shutil.disk_usage(there).free, there)
    return min(on_disk.values(), key=lambda room: room.free_bytes - room.needed_bytes)


def require_disk_space(
    options: TrainOptions, paths: ProjectPaths, preset: Preset, run_dir: Path
) -> None:
    """Refuse a training that its disk cannot hold, before anything is begun.

    Raises:
        StorageError: ``disk_too_small``.
    """
    try:
        clip = Clip(paths.clip_dir)
        kind = network_kind(preset, options.asr or prepared_kind(clip))
    except SynctalkError:
        return  # opening the clip says what is wrong with it
    room = disk_space_for(options, paths, preset, kind, run_dir)
    if not room.fits:
        needed_mb, free_mb = (round(n / _MB) for n in (room.needed_bytes, room.free_bytes))
        raise StorageError("disk_too_small", path=room.path, needed_mb=needed_mb, free_mb=free_mb)
