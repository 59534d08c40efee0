"""Which of a project's checkpoints is used where the user names none."""

from __future__ import annotations

from pathlib import Path

from synctalk_engine.errors import CheckpointError
from synctalk_engine.protocol.run_spec import RenderOptions
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, list_runs
from synctalk_engine.workspace.state import checkpoint_epochs


def choose_checkpoint(options: RenderOptions, workspace: Workspace) -> Path:
    """What the user asked for; else the best of the last run that is still there; else the newest.

    Raises:
        CheckpointError: checkpoint_not_found.
    """
    if options.checkpoint is not None:
        path = workspace.resolve(options.checkpoint)
        if not path.is_file():
            raise CheckpointError("checkpoint_not_found", path=path, name=options.name)
        return path
    folder = workspace.model_dir(options.name, options.checkpoint_dir)
    epochs = checkpoint_epochs(folder)
    if not epochs:
        raise CheckpointError("checkpoint_not_found", path=folder, name=options.name)
    return _best_of_runs(workspace, options.name, folder) or folder / f"{epochs[-1]}.pth"


def _best_of_runs(workspace: Workspace, name: str, folder: Path) -> Path | None:
    for run in reversed(list_runs(workspace, name)):
        saved = [event for event in EventReader(run).read_new() if event.type == "checkpoint"]
        for event in reversed(saved):
            path = workspace.resolve(event.path)
            if event.best and path.parent == folder and path.is_file():
                return path
        if saved:
            return None
    return None
