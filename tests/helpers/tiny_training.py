"""``synctalk`` with networks so small that a whole training takes seconds on one core.

    python -m tests.helpers.tiny_training train --name drawn ...

Everything else is the real program: SyncNet, audio, generator, measuring, saving, resuming.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from synctalk_engine.workspace.runs import RunFolder
from tests.helpers.preprocessed_clip import make_preprocessed_clip

if TYPE_CHECKING:
    import torch

    from synctalk_engine.training.distributed.process_group import ProcessGroup
    from synctalk_engine.workspace.layout import Workspace

COMMAND = ("-m", "tests.helpers.tiny_training")
SYNCNET_STEPS = 24
RESUME_INTERVAL_S = 0.5
WITHOUT_NETWORKS = ("preprocess", "doctor", "devices", "control", "poster", "waveform")
HOLD_SAVING, HELD_SAVING = "hold saving", "saving is held"
"""Once there is a file of the first name in the workspace, the next save stands still before its
end and makes a file of the second: so it can be killed there, however fast the machine is."""


def small_project(root: Path) -> Path:
    """A workspace with the preprocessed clip ``drawn``: a hundred frames."""
    make_preprocessed_clip(root / "dataset" / "drawn", 100)
    return root


def _fsync_unless_held(descriptor: int, real=os.fsync) -> None:
    while Path(HOLD_SAVING).exists():
        Path(HELD_SAVING).touch()
        time.sleep(0.01)
    real(descriptor)


@contextlib.contextmanager
def tiny_networks() -> Iterator[None]:
    """Within it networks are small, of all processes, and states are saved twice a second."""
    import torch

    from synctalk_engine.training import train
    from synctalk_engine.training.generator import run as generator_run
    from synctalk_engine.training.syncnet import stage as syncnet_stage
    from tests.helpers.tiny_networks import use_tiny_networks

    torch.set_num_threads(1)
    real_recipe = syncnet_stage.SyncNetRecipe

    def small_recipe(**values: int):
        size = {"steps": SYNCNET_STEPS, "segments": 2, "segment_frames": 20, "check_steps": 8}
        return real_recipe(**{**size, **values})

    with pytest.MonkeyPatch.context() as patch:
        use_tiny_networks(patch, pretrain_steps=10)
        patch.setattr(generator_run, "RESUME_INTERVAL_S", RESUME_INTERVAL_S)
        patch.setattr(syncnet_stage, "SyncNetRecipe", small_recipe)
        patch.setattr(syncnet_stage, "MIN_SYNC_EXPERT_AUC", 0.0)
        patch.setattr(train, "take_part", take_part)
        patch.setattr(os, "fsync", _fsync_unless_held)
        yield


def take_part(group: ProcessGroup, device: torch.device, workspace: Workspace) -> None:
    """What a further process of a training does, with small networks as the main one has them."""
    from synctalk_engine.training.worker import take_part as real

    with tiny_networks():
        real(group, device, workspace)


def needs_networks(words: list[str]) -> bool:
    """Whether a command line may open a generator; others start faster without torch."""
    command = words[1] if len(words) > 1 else ""
    if command == "execute":
        spec = RunFolder(Path(words[2])).read_spec()
        return spec is None or spec.kind != "preprocess"
    return command not in WITHOUT_NETWORKS


def main() -> None:
    """Run the command line, with small networks where it needs any."""
    with tiny_networks() if needs_networks(sys.argv) else contextlib.nullcontext():
        from synctalk_engine.cli.app import main as synctalk

        synctalk()


if __name__ == "__main__":
    main()
