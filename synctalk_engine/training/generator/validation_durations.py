"""How long validation takes, where a time budget counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ValidationDurations:
    """About the seconds that validation takes; estimated only where there is a deadline."""

    validation_s: float = 0.0
    """A measurement, with all that is saved then."""
    pictures_s: float = 0.0
    """The validation images that are written after the run."""

    @property
    def total_s(self) -> float:
        return self.validation_s + self.pictures_s
