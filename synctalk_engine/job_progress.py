"""How far a whole job is, and the time that it still takes: one number each, for all its stages.

The fraction never falls. Under a time budget a training's fraction is that of its time. The stages
before a training say nothing about its length: without a budget the time left is unknown until the
first training steps are done. All other stages are estimated from the current one by their usual
lengths. A time left of less than a second is not told, since the job may take longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from synctalk_engine.protocol.events import LEAST_TOLD_S
from synctalk_engine.protocol.stages import JobStage


@dataclass(frozen=True)
class Phase:
    """A stage of a job, in its place."""

    stage: str
    weight: float
    """Usual length, as a fraction of its group."""


@dataclass(frozen=True)
class PhaseGroup:
    """Phases that are usually run together; their weights add up to 1."""

    phases: tuple[Phase, ...]
    is_training: bool = False
    """Whether a time budget limits it."""


_SAMPLE = PhaseGroup((Phase(JobStage.SAMPLE, 1.0),))
_PREPROCESS = PhaseGroup(
    (
        Phase(JobStage.FRAMES, 0.93),
        Phase(JobStage.LANDMARKS, 0.02),
        Phase(JobStage.AUDIO, 0.01),
        Phase(JobStage.FEATURES, 0.04),
    )
)
_TRAIN = PhaseGroup(
    (
        Phase(JobStage.CROPS, 0.03),
        Phase(JobStage.SYNCNET, 0.1),
        Phase(JobStage.GENERATOR, 0.82),
        Phase(JobStage.VALIDATION, 0.05),
    ),
    is_training=True,
)
_TRIAL = PhaseGroup((Phase(JobStage.CROPS, 0.3), Phase(JobStage.TRIAL, 0.7)))
_EVALUATE = PhaseGroup(
    (
        Phase(JobStage.CROPS, 0.1),
        Phase(JobStage.VIEWER, 0.4),
        Phase(JobStage.EVALUATE, 0.1),
        Phase(JobStage.SYNCNET, 0.2),
        Phase(JobStage.JUDGE, 0.2),
    )
)
_BLIND = PhaseGroup((Phase(JobStage.CROPS, 0.3), Phase(JobStage.VIEWER, 0.7)))
_RENDER = PhaseGroup(
    (
        Phase(JobStage.FEATURES, 0.1),
        Phase(JobStage.CAPTIONS, 0.02),
        Phase(JobStage.CROPS, 0.1),
        Phase(JobStage.RENDER, 0.76),
        Phase(JobStage.SYNC, 0.02),
    )
)
_LIVE = PhaseGroup((Phase(JobStage.CROPS, 0.1), Phase(JobStage.LIVE, 0.9)))
_PLANS: dict[str, tuple[tuple[PhaseGroup, float], ...]] = {
    "preprocess": ((_PREPROCESS, 1.0),),
    "train": ((_TRAIN, 1.0),),
    "trial": ((_TRIAL, 1.0),),
    "run": ((_PREPROCESS, 0.2), (_TRAIN, 0.8)),
    "demo": (
        (_SAMPLE, 0.05),
        (_PREPROCESS, 0.15),
        (_TRAIN, 0.6),
        (_EVALUATE, 0.1),
        (_RENDER, 0.1),
    ),
    "evaluate": ((_EVALUATE, 1.0),),
    "blind": ((_BLIND, 1.0),),
    "render": ((_RENDER, 1.0),),
    "live": ((_LIVE, 1.0),),
}
"""Kind of job -> its groups, each with its usual fraction of the job."""
MOST_BEFORE_END = 0.99
"""The fraction that a job that has not ended can reach."""


@dataclass(frozen=True)
class _Place:
    """A phase in a job: its group, and where it begins in the job and in its group."""

    phase: Phase
    group: int
    group_start: float
    group_share: float
    before: float
    """Weights of the group's earlier phases."""
    is_training: bool


def _plan(kind: str, options: dict[str, Any]) -> tuple[tuple[PhaseGroup, float], ...]:
    """Returns the groups of a job, each with its fraction; a demo may be without an evaluation."""
    is_evaluated = options.get("evaluate", True)
    groups = [part for part in _PLANS.get(kind, ()) if is_evaluated or part[0] is not _EVALUATE]
    whole = sum(share for _group, share in groups)
    return tuple((group, share / whole) for group, share in groups)


def _places(groups: tuple[tuple[PhaseGroup, float], ...]) -> list[_Place]:
    found, group_start = [], 0.0
    for number, (group, share) in enumerate(groups):
        before = 0.0
        for phase in group.phases:
            place = _Place(phase, number, group_start, share, before, group.is_training)
            found.append(place)
            before += phase.weight
        group_start += share
    return found


class JobProgress:
    """Follows the stages of one job. All times are of one clock, without the pauses.

    Args:
        kind: of the job.
        options: as in its ``run.json``; a time budget is taken from them.
    """

    def __init__(self, kind: str, options: dict[str, Any]) -> None:
        self._groups = _plan(kind, options)
        self._places = _places(self._groups)
        self._index = -1
        self._stage = ""
        self._stage_began_s = 0.0
        minutes = options.get("time_budget_min") or options.get("train_minutes")
        self._budget_s = None if minutes is None else 60 * float(minutes)
        self._training_began_s: float | None = None
        self._training_end_s: float | None = None
        self._end_s: float | None = None
        self._fraction = 0.0

    @property
    def fraction(self) -> float | None:
        """0..1 of the job; None for a job of an unknown kind."""
        return round(self._fraction, 4) if self._places else None

    def set_training_end(self, began_s: float, end_s: float) -> None:
        """Tell when a training under a time budget began and when it is to be over."""
        self._training_began_s, self._training_end_s = began_s, end_s

    def enter(self, stage: str, now_s: float) -> None:
        """A stage began, or goes on after one within it."""
        self._stage = stage
        for index in range(max(self._index, 0), len(self._places)):
            if self._places[index].phase.stage != stage:
                continue
            if index != self._index:
                self._index, self._stage_began_s = index, now_s
            if self._places[index].is_training and self._training_began_s is None:
                end_s = None if self._budget_s is None else now_s + self._budget_s
                self._training_began_s, self._training_end_s = now_s, end_s
            return

    def update(
        self, stage: str, stage_fraction: float | None, stage_left_s: float | None, now_s: float
    ) -> float | None:
        """Note how far the current stage is.

        Args:
            stage_fraction: 0..1 of the stage; None while its end is unknown.
            stage_left_s: seconds that it still takes, by its own speed; None: unknown.
        Returns:
            Seconds until the job is done; None while that is unknown, and in the last second.
        """
        if stage != self._stage:
            self.enter(stage, now_s)
        self._fraction = max(self._fraction, self._fraction_at(stage_fraction, now_s))
        left_s = self._left_s(stage_left_s, now_s)
        if left_s is not None:
            self._end_s = now_s + left_s
        elif self._end_s is not None:
            left_s = self._end_s - now_s
        return left_s if left_s is not None and left_s >= LEAST_TOLD_S else None

    @property
    def _is_within_phase(self) -> bool:
        """Whether the current stage is part of a phase, such as a pretraining."""
        return self._index >= 0 and self._places[self._index].phase.stage != self._stage

    def _fraction_at(self, stage_fraction: float | None, now_s: float) -> float:
        if self._index < 0:
            return 0.0
        place = self._places[self._index]
        own = 0.0 if self._is_within_phase else min(1.0, max(0.0, stage_fraction or 0.0))
        of_group = place.before + place.phase.weight * own
        if place.is_training and self._training_end_s is not None:
            assert self._training_began_s is not None
            whole_s = max(self._training_end_s - self._training_began_s, 1e-9)
            of_group = min(1.0, (now_s - self._training_began_s) / whole_s)
        return min(MOST_BEFORE_END, place.group_start + place.group_share * of_group)

    def _left_s(self, stage_left_s: float | None, now_s: float) -> float | None:
        if self._index < 0:
            return None if self._places else stage_left_s
        place = self._places[self._index]
        group_left_s, group_s = self._of_group(place, stage_left_s, now_s)
        if group_left_s is None or group_s is None:
            return None
        for group, share in self._groups[place.group + 1 :]:
            if not group.is_training:
                group_left_s += share / place.group_share * group_s
            elif self._budget_s is not None:
                group_left_s += self._budget_s
            else:
                return None
        return group_left_s

    def _of_group(
        self, place: _Place, stage_left_s: float | None, now_s: float
    ) -> tuple[float | None, float | None]:
        """Seconds that the current group still takes, and that it takes in all."""
        if place.is_training and self._training_end_s is not None:
            assert self._training_began_s is not None
            left_s = max(0.0, self._training_end_s - now_s)
            return left_s, self._training_end_s - self._training_began_s
        measured = (JobStage.GENERATOR, JobStage.VALIDATION)
        is_unknown = place.is_training and place.phase.stage not in measured
        if stage_left_s is None or self._is_within_phase or is_unknown:
            return None, None
        group_s = (now_s - self._stage_began_s + stage_left_s) / place.phase.weight
        later = 1.0 - place.before - place.phase.weight
        return stage_left_s + max(0.0, later) * group_s, group_s
