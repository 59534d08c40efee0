"""Whom a clip is about, as a user says it: ``2``, ``12.5s``, ``640,360`` or ``640,360@12.5s``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"(\d+(?:\.\d+)?)"
_INDEX = re.compile(r"[1-9]\d{0,3}")
_TIME = re.compile(rf"{_NUMBER}\s*s")
_POINT = re.compile(rf"{_NUMBER}\s*,\s*{_NUMBER}(?:\s*@\s*{_NUMBER}\s*s?)?")
FORMS = "a number as “doctor” lists the people (2), a time (12.5s), or a point (640,360@12.5s)"


@dataclass(frozen=True)
class FaceChoice:
    """One of the three is given; a point may have a time."""

    index: int | None = None
    """Number of the person, from 1, in the order in which ``doctor`` lists them."""
    time_s: float | None = None
    """The most prominent face at this time."""
    point_px: tuple[float, float] | None = None
    """The face at this place, x and y in pixels of the upright frame."""


def parse_face_choice(text: str) -> FaceChoice:
    """What the text says.

    Raises:
        ValueError: it is none of the forms.
    """
    text = text.strip()
    if _INDEX.fullmatch(text):
        return FaceChoice(index=int(text))
    if found := _TIME.fullmatch(text):
        return FaceChoice(time_s=float(found[1]))
    if found := _POINT.fullmatch(text):
        time_s = float(found[3]) if found[3] is not None else None
        return FaceChoice(time_s=time_s, point_px=(float(found[1]), float(found[2])))
    raise ValueError(f"“{text}” names no face; give {FORMS}")
