"""Results of a training: the project record, validation images, peak GPU memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import torch

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.job import Job
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.training.checkpoints import load_generator
from synctalk_engine.training.context import TrainContext
from synctalk_engine.training.evaluation.validation import ValidationSet
from synctalk_engine.training.hardware.memory import has_own_memory, peak_bytes
from synctalk_engine.training.resume import ResumeState
from synctalk_engine.workspace.state import checkpoint_epochs, read_state, update_state


def record(context: TrainContext, clip: ClipDataset, state: ResumeState) -> None:
    """Note in the project's state what was trained.

    The best checkpoint is kept for each folder that checkpoints go to (``--save_dir``), so that a
    training in another folder does not displace the best of this one.

    Raises:
        StorageError: the disk is full.
    """
    workspace, paths = context.workspace, context.paths
    folder = workspace.relative(paths.model_dir)
    numbers = checkpoint_epochs(paths.model_dir)
    whole_epochs = state.first_epoch + state.step // state.config.steps_per_epoch
    before = read_state(clip.clip.path)["main_training"].get("best_by_folder", {})
    best = {key: state.best[key] for key in ("path", "figures") if key in state.best}
    update_state(
        clip.clip.path,
        "main_training",
        epochs=max(numbers[-1] + 1 if numbers else 0, whole_epochs),
        checkpoints=[workspace.relative(paths.model_dir / f"{n}.pth") for n in numbers],
        latest_weights=workspace.relative(context.job.run.latest_path),
        best_checkpoint=best.get("path"),
        best_by_folder={**before, folder: best} if best else before,
        steps=state.step,
        figures=best.get("figures", {}),
        preset=clip.preset.name,
        asr=clip.asr,
        finished=time.time(),
    )


def log_finished(options: TrainOptions, state: ResumeState, job: Job) -> None:
    """Log that there is nothing left to train, and how it can be continued."""
    job.log("stage_skipped", stage=JobStage.GENERATOR)
    job.log(
        "training_finished",
        name=options.name,
        epochs=state.step // state.config.steps_per_epoch,
        path=state.best.get("path"),
    )


def write_validation_frames(
    context: TrainContext,
    state: ResumeState,
    validation: ValidationSet,
    is_out_of_time: Callable[[], bool],
) -> None:
    """Write the validation frames as the best weights of this training generate them.

    Those of its newest weights where another training has the best ones.
    """
    job = context.job
    path = context.workspace.resolve(state.best.get("path", ""))
    if state.best.get("training") != state.config.training or not path.is_file():
        path = job.run.latest_path
    if not path.is_file():
        return
    loaded = load_generator(path, context.device)
    precision = state.config.precision
    epoch = loaded.info["epoch"]
    folder: Path = job.run.path / "heldout"
    validation.write_frames(
        folder,
        precision.place(loaded.network),
        context.device,
        precision,
        epoch,
        on_frames=lambda done, total: job.progress(done, total, "frames"),
        is_out_of_time=is_out_of_time,
    )


def peak_gpu_mb(device: torch.device) -> float | None:
    """Largest GPU memory so far; None where it is the computer's."""
    return round(peak_bytes(device) / 2**20, 1) if has_own_memory(device) else None
