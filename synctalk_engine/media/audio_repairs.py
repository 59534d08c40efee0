"""What was wrong with the timestamps or packets of an audio stream, and how it was repaired."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

REPORTED_FROM_S = 0.1
"""Gaps, overlaps and drift of less than this in total are not reported."""
DAMAGED_FRACTION = 0.1
"""Of the packets. Fewer are not reported: the headers of joined MP3s are broken packets too."""
UNREAD_PACKETS = 8
"""A file that ends with this many unreadable packets was not read to its end."""

WARNING_CODES = (
    "audio_gaps",
    "audio_trimmed",
    "audio_damaged",
    "audio_cut_off",
    "audio_stretched",
)
"""Codes of :meth:`AudioRepairs.warnings`."""


@dataclass
class AudioRepairs:
    """Where the timestamps of a recording disagreed with its samples, and what was done."""

    filled_s: float = 0.0
    """Silence inserted into gaps."""
    gap_count: int = 0
    trimmed_s: float = 0.0
    """Audio left out because it overlapped the audio before it."""
    stretched_s: float = 0.0
    """How much longer (negative: shorter) the samples became by following a drifting clock."""
    restart_count: int = 0
    """How often the timestamps started again."""
    packets: int = 0
    broken_packets: int = 0
    """Packets that could not be read or decoded."""
    unread_after_s: float = 0.0
    """From where on the file could not be read; 0: it was read to its end."""

    @classmethod
    def from_json(cls, values: Any) -> AudioRepairs:
        """Read the result of :meth:`as_json`; values that are missing or not numbers become 0."""
        values = values if isinstance(values, dict) else {}
        names = [each.name for each in dataclasses.fields(cls)]
        return cls(**{n: values[n] for n in names if isinstance(values.get(n), (int, float))})

    def as_json(self) -> dict[str, Any]:
        """Return the values, rounded, for reports."""
        return {name: round(value, 3) for name, value in dataclasses.asdict(self).items()}

    def warnings(self) -> list[tuple[str, dict[str, Any]]]:
        """Return what the user should know: codes of ``protocol.messages`` and their parameters."""
        found: list[tuple[str, dict[str, Any]]] = []
        if self.filled_s >= REPORTED_FROM_S:
            params = {"seconds": round(self.filled_s, 1), "count": self.gap_count}
            found.append(("audio_gaps", params))
        if self.trimmed_s >= REPORTED_FROM_S:
            found.append(("audio_trimmed", {"seconds": round(self.trimmed_s, 1)}))
        if self.broken_packets >= max(UNREAD_PACKETS, DAMAGED_FRACTION * self.packets):
            params = {"percent": max(round(100 * self.broken_packets / max(self.packets, 1)), 1)}
            found.append(("audio_damaged", params))
        if self.unread_after_s:
            found.append(("audio_cut_off", {"seconds": round(self.unread_after_s, 1)}))
        if abs(self.stretched_s) >= REPORTED_FROM_S:
            direction = "longer" if self.stretched_s > 0 else "shorter"
            params = {"seconds": round(abs(self.stretched_s), 1), "direction": direction}
            found.append(("audio_stretched", params))
        return found
