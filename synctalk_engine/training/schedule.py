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
    from_step: int = 0
    """Where the warm-up begins: later than 0 where a new optimizer takes over trained weights."""

    def rate(self, step: int) -> float:
        """The rate of step ``step``, from 0."""
        warmup_steps = max(1, min(self.warmup_steps, (self.total_steps - self.from_step) // 4))
        warm = min(1.0, (step - self.from_step + 1) / warmup_steps)
        progress = min(1.0, step / max(1, self.total_steps))
        cosine = 0.5 * (1 + math.cos(math.pi * progress))
        return self.peak_rate * warm * (self.last_share + (1 - self.last_share) * cosine)

    def ending_at(self, total_steps: int) -> Schedule:
        """The same with another end."""
        return replace(self, total_steps=total_steps)

    def resized(self, factor: float) -> Schedule:
        """The same in ``factor`` times as many steps, each of another size."""
        total_steps, from_step = round(self.total_steps * factor), round(self.from_step * factor)
        return replace(self, total_steps=total_steps, from_step=from_step)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def ema_decay(step: int, longest: float = 0.998) -> float:
    """Share of the running mean that stays at a step: short at first, so that it starts fast."""
    return min(longest, (1 + step) / (10 + step))
