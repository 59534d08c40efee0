"""The learning rate schedule, and the decay of the EMA weights, as functions of the step."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from typing import Any

_NAMES_ON_DISK = {"peak_lr": "peak_rate", "final_fraction": "last_share"}


@dataclass(frozen=True)
class Schedule:
    """Linear warm-up, then a half cosine down to a small fraction of the peak learning rate."""

    total_steps: int
    peak_lr: float
    warmup_steps: int = 50
    final_fraction: float = 0.02
    """Learning rate at the end, as a fraction of the peak."""
    from_step: int = 0
    """First step of the warm-up; above 0 when a new optimizer continues from trained weights."""

    def lr(self, step: int) -> float:
        """Learning rate of a zero-based step."""
        warmup_steps = max(1, min(self.warmup_steps, (self.total_steps - self.from_step) // 4))
        warm = min(1.0, (step - self.from_step + 1) / warmup_steps)
        progress = min(1.0, step / max(1, self.total_steps))
        cosine = 0.5 * (1 + math.cos(math.pi * progress))
        return self.peak_lr * warm * (self.final_fraction + (1 - self.final_fraction) * cosine)

    def ending_at(self, total_steps: int) -> Schedule:
        """This schedule with another last step."""
        return replace(self, total_steps=total_steps)

    def resized(self, factor: float) -> Schedule:
        """This schedule in ``factor`` times as many steps, for another batch size."""
        total_steps, from_step = round(self.total_steps * factor), round(self.from_step * factor)
        return replace(self, total_steps=total_steps, from_step=from_step)

    def as_dict(self) -> dict[str, Any]:
        """Plain values under the names that resume states use."""
        return {_NAMES_ON_DISK.get(name, name): value for name, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Schedule:
        """The schedule that :meth:`as_dict` wrote."""
        names = {on_disk: name for name, on_disk in _NAMES_ON_DISK.items()}
        return cls(**{names.get(name, name): value for name, value in data.items()})


def ema_decay(step: int, longest: float = 0.998) -> float:
    """Weight of the old EMA at a step; small at first, so that the EMA starts quickly."""
    return min(longest, (1 + step) / (10 + step))
