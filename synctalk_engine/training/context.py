"""What all steps of a training's setup work with, as one argument."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import torch

from synctalk_engine.job import Job
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training import clock
from synctalk_engine.training.continuation import Continuation, find_continuation
from synctalk_engine.training.distributed.process_group import SingleProcess
from synctalk_engine.training.hardware.threads import use_idle_cores
from synctalk_engine.training.options import (
    ProjectPaths,
    open_device,
    project_paths,
    with_defaults,
)
from synctalk_engine.workspace.layout import Workspace

MOST_OF_REST_FRACTION = 0.25
"""Fraction of the time that is left that a phase before the training itself may take at most."""
END_RESERVE_S = 3.0
"""Time that is reserved for the end of a run; at most 5 % of its time budget."""


@dataclass(frozen=True)
class TrainContext:
    """A training's options, files, device, job and processes. Never changed once it is made."""

    options: TrainOptions
    """With a value for each one that was not given."""
    workspace: Workspace
    paths: ProjectPaths
    device: torch.device
    job: Job
    continuation: Continuation
    """What the training continues; nothing for a new one."""
    began_s: float
    """Time of the clock at which the command began."""
    process_group: SingleProcess = field(default_factory=SingleProcess)
    """The processes that train together; by default this one alone."""
    deadline_s: float | None = None
    """Time of the clock at which everything is to be over; None without a time budget. It is known
    from the generator's stage on."""

    def budget_s(self, fraction: float) -> float | None:
        """Seconds that are a fraction of the time budget; None where there is none."""
        minutes = self.options.time_budget_min
        return None if minutes is None else fraction * 60 * minutes

    def phase_budget_s(self, fraction: float) -> float | None:
        """Seconds that a phase may take: a fraction of the budget, and less where little is left.

        So a phase that took long, or a busy machine, is made up for by the later ones.
        """
        budget_s, end_s = self.budget_s(fraction), self.end_s()
        if budget_s is None or end_s is None:
            return None
        return max(0.0, min(budget_s, MOST_OF_REST_FRACTION * (end_s - clock.now_s())))

    def with_deadline(self) -> TrainContext:
        """The same with the time at which its budget is used up."""
        return replace(self, deadline_s=self.end_s())

    def end_s(self) -> float | None:
        """Time of the clock at which the budget of all phases is used up; None without one.

        Pauses so far do not count. The time of earlier runs of the same training does.
        """
        budget_s = self.budget_s(1.0)
        if budget_s is None:
            return None
        end_s = self.began_s + budget_s - min(END_RESERVE_S, 0.05 * budget_s)
        deadline_s = end_s + self.job.paused_s
        if self.continuation.resumed is not None:
            deadline_s -= self.continuation.resumed.run.seconds
        return deadline_s


def open_context(options: TrainOptions, workspace: Workspace, job: Job) -> TrainContext:
    """Find the project's files, the device, and what there is to continue.

    Raises:
        CheckpointError: there are checkpoints, and none can be read.
        DatasetError, DeviceError.
    """
    began_s = clock.now_s()
    paths = project_paths(options, workspace)
    device = open_device(options.device)
    use_idle_cores()
    continuation = find_continuation(job.run, options, paths, job.warning)
    options = with_defaults(options, continuation.config)
    return TrainContext(options, workspace, paths, device, job, continuation, began_s)
