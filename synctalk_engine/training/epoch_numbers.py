"""Numbers of checkpoints: one numbering per project, and none is overwritten."""

from __future__ import annotations

from pathlib import Path

from synctalk_engine.training.context import TrainContext
from synctalk_engine.training.evaluation.best_checkpoint import checkpoint_record
from synctalk_engine.training.resume import ResumeState
from synctalk_engine.workspace.state import checkpoint_epochs


def avoid_other_epoch_numbers(context: TrainContext, state: ResumeState) -> None:
    """Number on after the checkpoints of other trainings, which are never overwritten."""
    number = state.first_epoch + state.step // state.config.steps_per_epoch
    own = {Path(path).name for path in state.saved}
    numbers = checkpoint_epochs(context.paths.model_dir)
    for taken in (n for n in numbers if n >= number):
        path = context.paths.model_dir / f"{taken}.pth"
        made_by = checkpoint_record(path, context.workspace).get("training")
        if path.name in own or made_by == state.config.training:
            continue
        state.first_epoch += numbers[-1] + 1 - number
        context.job.log("epochs_renumbered", epoch=numbers[-1] + 1)
        return
