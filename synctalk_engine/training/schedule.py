"""The learning rate as a function of the step."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Schedule:
    """Warm-up, then half a cosine down to a small share of the rate."""

    total_steps: int
    peak_rate: float
    warmup_steps: int = 50
    last_share: float = 0.02
    """Share of the peak rate that is left at the end."""

    def rate(self, step: int) -> float:
        """The rate of step ``step``, from 0."""
        warm = min(1.0, (step + 1) / max(1, min(self.warmup_steps, self.total_steps // 4)))
        progress = min(1.0, step / max(1, self.total_steps))
        cosine = 0.5 * (1 + math.cos(math.pi * progress))
        return self.peak_rate * warm * (self.last_share + (1 - self.last_share) * cosine)

    def ending_at(self, total_steps: int) -> Schedule:
        """The same with another end."""
        return replace(self, total_steps=total_steps)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def ema_decay(step: int, longest: float = 0.998) -> float:
    """Share of the running mean that stays at a step: short at first, so that it starts fast."""
    return min(longest, (1 + step) / (10 + step))
