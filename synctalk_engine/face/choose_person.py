"""Whom a clip is about: the first of the people who are seen, or the one that the user names."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from synctalk_engine.errors import FaceError
from synctalk_engine.face.detect import FaceDetector, FaceWeights
from synctalk_engine.face.embedding import SAME_PERSON
from synctalk_engine.face.identity import Identity
from synctalk_engine.face.people import People, Person, Sighting, find_faces
from synctalk_engine.media.seek import frames_at
from synctalk_engine.protocol.face_choice import FaceChoice

REACH_WIDTHS = 0.8
"""So far from the middle of a face, in its widths, a point still means it."""


def choose_person(
    people: People, choice: FaceChoice | None, path: Path, weights: FaceWeights
) -> Person | None:
    """Whom the clip is about; None if nobody is seen and nobody was chosen.

    Raises:
        FaceError: `face_unknown` where there is no such person, `face_not_there` where no face is
            at that time or place.
        MediaError: as :func:`synctalk_engine.media.probe.probe`.
    """
    if choice is None:
        return people.persons[0] if people.persons else None
    if choice.index is not None:
        if choice.index > len(people.persons):
            raise FaceError(
                "face_unknown", path=path, index=choice.index, count=len(people.persons)
            )
        return people.persons[choice.index - 1]
    if choice.time_s is not None:
        return _person_at(people, choice.time_s, choice.point_px, path, weights)
    found = _person_around(people, choice.point_px)
    if found is None:
        raise FaceError("face_not_there", path=path, place=_place(choice))
    return found


def _person_at(
    people: People,
    time_s: float,
    point_px: tuple[float, float] | None,
    path: Path,
    weights: FaceWeights,
) -> Person:
    """The person whose face is there at that time."""
    detector = FaceDetector(weights.detector)
    is_within = time_s <= people.duration_s
    for _time_s, image in frames_at(path, [time_s], math.inf) if is_within else ():
        near = None if point_px is None else np.array([*point_px, *point_px], np.float32)
        faces = find_faces(image, time_s, 0, detector, None, near)
        if point_px is not None:
            faces = [f for f in faces if _widths_away(f.box, point_px) <= REACH_WIDTHS]
            faces.sort(key=lambda face: _widths_away(face.box, point_px))
        if faces:
            return _as_person(people, faces[0])
    raise FaceError(
        "face_not_there", path=path, place=_place(FaceChoice(time_s=time_s, point_px=point_px))
    )


def _as_person(people: People, face: Sighting) -> Person:
    """The person that a face belongs to; a new one where it is nobody's."""
    distances = [
        float(np.linalg.norm(person.identity.mean - face.embedding)) for person in people.persons
    ]
    if distances and min(distances) < SAME_PERSON:
        alike = [
            person
            for person, distance in zip(people.persons, distances, strict=True)
            if distance < SAME_PERSON
        ]
        # Of a person and a mirror image, the one who is at that place.
        return min(alike, key=lambda p: float(np.abs(p.box_near(face.time_s) - face.box).sum()))
    means = tuple(person.identity.mean for person in people.persons)
    return Person(len(means) + 1, Identity(face.embedding, means), 0.0, (face,))


def _person_around(people: People, point_px: tuple[float, float] | None) -> Person | None:
    """The person whose face is nearest to that place in some image; None if none is there."""
    if point_px is None:
        return None
    nearest = [
        min(_widths_away(sighting.box, point_px) for sighting in person.sightings)
        for person in people.persons
    ]
    if not nearest or min(nearest) > REACH_WIDTHS:
        return None
    return people.persons[int(np.argmin(nearest))]


def _widths_away(box: np.ndarray, point_px: tuple[float, float]) -> float:
    """Distance of a point from the middle of a face, in widths of the face."""
    off = np.asarray(point_px) - (box[:2] + box[2:]) / 2
    return float(np.linalg.norm(off) / max(box[2] - box[0], 1e-3))


def _place(choice: FaceChoice) -> str:
    """As it was said: ``640,360@12.5s``."""
    point = "" if choice.point_px is None else ",".join(f"{value:g}" for value in choice.point_px)
    time = "" if choice.time_s is None else f"{choice.time_s:g}s"
    return "@".join(part for part in (point, time) if part)
