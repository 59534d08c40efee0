"""The time that a job still takes, not only its current stage.

Stages before the model's training say nothing about its length, so without a time budget the time
left is unknown until the first training steps are done. All other stages are estimated from the
current one by their usual lengths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from synctalk_engine.protocol.stages import JobStage


@dataclass(frozen=True)
class Phase:
    """A stage of a job, in its place."""

    stage: str
    weight: float | None = None
    """Usual length, relative to the other phases; None: only known once it runs."""

    @property
    def is_training(self) -> bool:
        """Whether a time budget limits it."""
        return self.weight is None


_PREPROCESS = (Phase("frames", 0.93), Phase("landmarks", 0.02), Phase("features", 0.05))
_TRAIN = (Phase("crops"), Phase("syncnet"), Phase("generator"))
_EVALUATE = (
    Phase("crops", 0.1),
    Phase("evaluate", 0.2),
    Phase("viewer", 0.3),
    Phase("syncnet", 0.2),
    Phase("judge", 0.2),
)
_RENDER = (
    Phase("features", 0.1),
    Phase("crops", 0.1),
    Phase("render", 0.78),
    Phase("sync", 0.02),
)
_PLANS: dict[str, tuple[Phase, ...]] = {
    "preprocess": _PREPROCESS,
    "train": _TRAIN,
    "run": (*_PREPROCESS, *_TRAIN),
    "demo": (Phase("sample", 0.1), *_PREPROCESS, *_TRAIN, *_EVALUATE, *_RENDER),
    "evaluate": _EVALUATE,
    "blind": (Phase("crops", 0.3), Phase("viewer", 0.7)),
    "render": _RENDER,
}
AFTER_TRAINING_FRACTION = 0.15
"""A phase of length 1 after a training takes this fraction of the training's time budget."""


class TimeLeft:
    """Follows the stages of one job.

    Args:
        kind: of the job.
        options: as in its ``run.json``; a time budget is taken from them.
    """

    def __init__(self, kind: str, options: dict[str, Any]) -> None:
        self._plan = _PLANS.get(kind, ())
        self._index = -1
        self._stage = ""
        minutes = options.get("time_budget_min") or options.get("train_minutes")
        self._budget_s = None if minutes is None else 60 * float(minutes)
        self._training_began_s: float | None = None
        self._stage_began_s = 0.0

    def enter(self, stage: str, now_s: float) -> None:
        """A stage began. ``now_s`` is any clock without the pauses."""
        self._stage, self._stage_began_s = stage, now_s
        for index in range(max(self._index, 0), len(self._plan)):
            if self._plan[index].stage == stage:
                self._index = index
                if self._plan[index].is_training and self._training_began_s is None:
                    self._training_began_s = now_s
                return

    def left_s(self, stage_left_s: float | None, now_s: float) -> float | None:
        """Seconds until the job is done; None while that is unknown.

        Args:
            stage_left_s: of the current stage, by its own speed.
        """
        if self._index < 0:
            return stage_left_s
        phase, later = self._plan[self._index], self._plan[self._index + 1 :]
        if phase.is_training:
            own_s = self._training_left_s(stage_left_s, now_s)
            length_s = None if self._budget_s is None else AFTER_TRAINING_FRACTION * self._budget_s
        elif stage_left_s is None:
            return None
        else:
            own_s = stage_left_s
            length_s = (now_s - self._stage_began_s + stage_left_s) / phase.weight
        rest_s = self._rest_s(later, length_s, phase.is_training)
        return None if own_s is None or rest_s is None else own_s + rest_s

    def _training_left_s(self, stage_left_s: float | None, now_s: float) -> float | None:
        if self._budget_s is not None and self._training_began_s is not None:
            return max(0.0, self._budget_s - (now_s - self._training_began_s))
        return stage_left_s if self._stage == JobStage.GENERATOR else None

    def _rest_s(
        self, later: tuple[Phase, ...], length_s: float | None, in_training: bool
    ) -> float | None:
        """Seconds of the phases to come; ``length_s`` is that of a phase of weight 1."""
        total_s = 0.0
        if not in_training and any(phase.is_training for phase in later):
            if self._budget_s is None:
                return None
            total_s += self._budget_s
        weights = sum(phase.weight for phase in later if phase.weight is not None)
        if weights and length_s is None:
            return None
        return total_s + (weights * length_s if length_s is not None else 0.0)
