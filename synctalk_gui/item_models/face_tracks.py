"""Where the faces of a video are over time, as the video check found them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

RelativeBox = tuple[float, float, float, float]
"""x, y, width and height, in fractions of the video's width and height."""

REACH_S = 1.5
"""A box is shown this long before and after the moment at which it was found."""


@dataclass(frozen=True)
class FaceTrack:
    """One person's boxes; ``times_s`` rise."""

    index: int
    times_s: tuple[float, ...]
    boxes: tuple[RelativeBox, ...]

    def box_at(self, time_s: float) -> RelativeBox | None:
        """Returns the box at a time, between two found ones if they are near; None if unseen."""
        after = bisect_left(self.times_s, time_s)
        before = after - 1
        if after < len(self.times_s) and before >= 0:
            gap_s = self.times_s[after] - self.times_s[before]
            if gap_s <= 2 * REACH_S:
                weight = (time_s - self.times_s[before]) / gap_s if gap_s > 0 else 0.0
                return _between(self.boxes[before], self.boxes[after], weight)
        near = [i for i in (before, after) if 0 <= i < len(self.times_s)]
        nearest = min(near, key=lambda i: abs(self.times_s[i] - time_s), default=None)
        if nearest is None or abs(self.times_s[nearest] - time_s) > REACH_S:
            return None
        return self.boxes[nearest]


def face_tracks(check: dict[str, Any] | None) -> list[FaceTrack]:
    """Returns a track per person of a video check; of damaged reports what can be read."""
    check = check or {}
    face = check.get("face")
    people = face.get("people") if isinstance(face, dict) else None
    try:
        size = float(check["width"]), float(check["height"])
        return [_track(person, *size) for person in people or []]
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return []


def followed_person(check: dict[str, Any] | None, face: str | None) -> int:
    """Returns the number of the person who is followed: the chosen one, else the first."""
    report = (check or {}).get("face")
    found = report.get("person") if isinstance(report, dict) else None
    if face is not None and face.isdigit():
        return int(face)
    return found if face is not None and isinstance(found, int) else 1


def _track(person: dict[str, Any], width: float, height: float) -> FaceTrack:
    # reports of earlier versions have one box
    rows = person.get("boxes") or [[person["time"], *person["box"]]]
    boxes = [(x / width, y / height, w / width, h / height) for _time, x, y, w, h in rows]
    return FaceTrack(int(person["index"]), tuple(float(row[0]) for row in rows), tuple(boxes))


def _between(one: RelativeBox, other: RelativeBox, weight: float) -> RelativeBox:
    x, y, w, h = (a + weight * (b - a) for a, b in zip(one, other, strict=True))
    return x, y, w, h
