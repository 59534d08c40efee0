"""What a training leaves behind: its record, the held-out pictures, its use of memory."""

from __future__ import annotations

import time
from pathlib import Path

import torch

from synctalk_engine.dataset.prepared import PreparedClip
from synctalk_engine.job import Job
from synctalk_engine.training.checkpoints import load_generator
from synctalk_engine.training.generator_run import GeneratorRun
from synctalk_engine.training.options import Places
from synctalk_engine.training.precision import Precision
from synctalk_engine.training.resume import RunState
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import checkpoint_epochs, update_state


def record(places: Places, clip: PreparedClip, state: RunState) -> None:
    """Note in the project's state what was trained; nothing where nothing was saved.

    Raises:
        StorageError: the disk is full.
    """
    if not state.saved:
        return
    epochs = checkpoint_epochs(places.model_dir)
    update_state(
        clip.clip.path,
        "main_training",
        epochs=epochs[-1] + 1 if epochs else 0,
        checkpoints=state.saved,
        best_checkpoint=state.best.get("path"),
        steps=state.step,
        figures=state.best.get("figures", {}),
        preset=clip.preset.name,
        asr=clip.asr,
        finished=time.time(),
    )


def write_held_out(
    run: GeneratorRun, places: Places, device: torch.device, workspace: Workspace, job: Job
) -> None:
    """Pictures of every held-out frame as the best checkpoint draws it."""
    best = run.state.best.get("path")
    if best is None or not workspace.resolve(best).is_file():
        return
    loaded = load_generator(workspace.resolve(best), device)
    precision = Precision(**run.state.identity["precision"])
    folder: Path = job.run.path / "heldout"
    run.held_out.write_all(
        folder, precision.place(loaded.network), device, precision, run.state.best["epoch"]
    )


def peak_gpu_mb(device: torch.device) -> float | None:
    """Largest GPU memory so far; None on other devices."""
    if device.type != "cuda":
        return None
    return round(torch.cuda.max_memory_allocated(device) / 2**20, 1)
