"""The SyncNet of a training: trained, taken as it is, or given; and whether it may teach."""

from __future__ import annotations

import hashlib
import logging
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from synctalk_engine.dataset.prepared import PreparedClip
from synctalk_engine.errors import CheckpointError
from synctalk_engine.job import Job
from synctalk_engine.training.checkpoints import KIND_SYNCNET, load_syncnet, save_weights
from synctalk_engine.training.options import poll_only
from synctalk_engine.training.syncnet import (
    MIN_AUC_TO_TEACH,
    SyncNetRecipe,
    train_syncnet,
)
from synctalk_engine.training.syncnet_model import MouthSyncNet
from synctalk_engine.training.syncnet_score import SyncScore
from synctalk_engine.training.teachers import Teacher
from synctalk_engine.workspace.state import update_state

LATEST_NAME = "checkpoint_latest.pth"
SUBFOLDER_NAME = "syncnet_ckpt"
METRIC_STEPS = 5
RECIPE_VERSION = 1

logger = logging.getLogger(__name__)


def fingerprint(clip: PreparedClip, seed: int) -> str:
    """Of what a SyncNet is made: mouths, sound, split and recipe."""
    digest = hashlib.sha256(f"{RECIPE_VERSION} {seed} {clip.preset.crop_px}".encode())
    for array in (clip.patches, clip.mel, clip.split.train):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def usable_syncnet(
    clip: PreparedClip, folder: Path, seed: int, device: torch.device
) -> MouthSyncNet | None:
    """The project's own SyncNet, if it is there, whole, and made of the same inputs.

    One that a time budget cut short and that has learnt too little is not.
    """
    try:
        network, info = load_syncnet(folder / LATEST_NAME, device)
    except CheckpointError:
        return None
    good_enough = info.get("complete") or info.get("figures", {}).get("auc", 0) >= MIN_AUC_TO_TEACH
    return network if good_enough and info.get("fingerprint") == fingerprint(clip, seed) else None


def train_and_save(
    clip: PreparedClip,
    folder: Path,
    seed: int,
    device: torch.device,
    job: Job,
    budget_s: float | None = None,
) -> tuple[MouthSyncNet, SyncScore]:
    """Train a SyncNet and save it in the three places the workflow document names.

    Args:
        budget_s: seconds it may take; None: as long as the recipe says.
    """
    recipe = SyncNetRecipe(seed=seed)
    images_per_step = recipe.segments * recipe.segment_frames
    began_s = time.monotonic()
    trained_steps = 0

    def epoch_of(step: int) -> int:
        return (step - 1) * images_per_step // len(clip.split.train)

    def on_step(step: int, total: int, loss: float, measured: SyncScore | None) -> None:
        nonlocal trained_steps
        trained_steps = step
        poll_only(job)
        job.progress(step, total, "steps")
        speed = step * images_per_step / (time.monotonic() - began_s)
        if measured is not None:
            held_out = {f"syncnet_{name}": value for name, value in measured.as_dict().items()}
            job.metric(step, epoch_of(step), held_out=held_out)
        if step % METRIC_STEPS == 0 or step == total:
            losses = {"info_nce": round(loss, 5)}
            job.metric(step, epoch_of(step), losses=losses, images_per_s=round(speed, 1))

    network, measured, step = train_syncnet(clip, recipe, device, on_step, budget_s)
    epoch = epoch_of(step)
    info = {
        "network": KIND_SYNCNET,
        "epoch": epoch,
        "step": step,
        "fingerprint": fingerprint(clip, seed),
        "complete": trained_steps >= recipe.steps,
        "figures": measured.as_dict(),
    }
    weights = network.state_dict()
    path = folder / f"{epoch}.pth"
    for place in (folder / SUBFOLDER_NAME / f"{epoch}.pth", path, folder / LATEST_NAME):
        save_weights(place, weights, info)
    relative = job.run.workspace.relative(path)
    _record(clip.clip.path, epoch, relative, measured.as_dict())
    job.checkpoint(path, step, epoch, True, measured.as_dict())
    job.log("syncnet_ready", auc=round(measured.auc, 3))
    return network, measured


def may_teach(teacher: Teacher, job: Job) -> bool:
    """Whether a SyncNet's held-out score earns its loss a place; said either way."""
    auc = teacher.score().auc
    if auc >= MIN_AUC_TO_TEACH:
        job.log("sync_loss_on", auc=round(auc, 3))
        return True
    job.warning("sync_loss_off", auc=round(auc, 3))
    return False


def _record(clip_dir: Path, epoch: int, checkpoint: str, figures: dict[str, Any]) -> None:
    update_state(
        clip_dir,
        "syncnet_training",
        completed=True,
        epochs=epoch + 1,
        checkpoint=checkpoint,
        figures=figures,
        finished=time.time(),
    )
