"""Finds the people in a video; doctor and preprocess use the same result.

Images from all over the video are searched for faces. Faces with like embeddings are one person,
but two faces of one image never are (a mirror, a photograph on the wall, a twin). The clip is
about the person who is on screen longest, large, near the middle and with moving lips, unless the
user chooses another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from synctalk_engine.face import scheme110
from synctalk_engine.face.detect import Detection, FaceDetector, FaceWeights, prominence
from synctalk_engine.face.embedding import embed_detection
from synctalk_engine.face.identity import Identity
from synctalk_engine.face.landmarks import FaceLandmarker
from synctalk_engine.face.warp import warp_crop
from synctalk_engine.media.seek import frames_at

SEARCH_IMAGES = (8, 24)
"""Least and most images of the first search, one a second."""
SEARCH_IMAGES_OF_SEVERAL = (16, 60)
"""The same of the second one, two a second, where the first found other than one person."""
MOST_FACES = 4
"""Of one image, the most prominent ones."""
MIN_SCORE = 0.6
MIN_PRESENCE = 0.5
LINKAGE = 0.5
"""Two groups whose embeddings are on average nearer than this are one person."""
APART = 1e6
"""Distance of two faces that are never one person: larger than any average can level out."""
STRANGER = 0.6
"""Someone seen in a single image counts where this far from everybody else."""
SPEAKING_OPENING = 0.025
"""Standard deviation of the mouth's opening from which on a face speaks; a photograph's is 0."""
SILENT_WEIGHT = 0.3
LEAST_OPENINGS = 5
NEARLY_AS_LONG = 0.9
"""Of two who are on screen about as long, the clip is about the first to appear."""
THUMBNAIL_PX = 160
THUMBNAIL_WIDTHS = 1.8
"""Side of a thumbnail, in widths of the face."""


@dataclass(frozen=True)
class Sighting:
    """One face in one image."""

    time_s: float
    image_index: int
    """Number of the image among those that were searched."""
    detection: Detection
    embedding: np.ndarray
    prominence: float
    """Width in pixels, less towards the edges of the image."""
    mouth_opening: float
    """Inner lip distance over the distance of the eyes; 0 if it was not measured."""
    thumbnail: np.ndarray
    """(160, 160, 3) uint8 BGR."""

    @property
    def box(self) -> np.ndarray:
        """(4,) x0, y0, x1, y1 in pixels."""
        return self.detection.box


@dataclass(frozen=True)
class Person:
    """Someone who is seen in the video."""

    index: int
    """From 1; the first is the one whom the clip is about, unless the user says otherwise."""
    identity: Identity
    seconds: float
    """About how long on screen."""
    sightings: tuple[Sighting, ...]
    """In order of time."""

    @property
    def best(self) -> Sighting:
        """Where the face is large and seen from the front."""
        return max(self.sightings, key=lambda s: s.prominence * _frontal(s.detection))

    def box_near(self, time_s: float) -> np.ndarray:
        """(4,) where the face is in the image nearest to that time."""
        return min(self.sightings, key=lambda s: abs(s.time_s - time_s)).box


@dataclass(frozen=True)
class People:
    """Everybody who is seen in a video."""

    persons: tuple[Person, ...]
    duration_s: float
    image_count: int


def find_people(path: Path, duration_s: float, weights: FaceWeights) -> People:
    """Search images from all over a video.

    Args:
        path: a video file.
        duration_s: its length.
        weights: the detector; with the mesh of 478 points, who speaks counts more.
    Raises:
        MediaError: as :func:`synctalk_engine.media.probe.probe`.
    """
    times_s = _times_s(duration_s, 1.0, SEARCH_IMAGES)
    people = people_in(frames_at(path, times_s), duration_s, weights, measures_mouths=False)
    if len(people.persons) != 1:
        times_s = _times_s(duration_s, 0.5, SEARCH_IMAGES_OF_SEVERAL)
        people = people_in(frames_at(path, times_s), duration_s, weights)
    return people


def people_in(
    images: Iterable[tuple[float, np.ndarray]],
    duration_s: float,
    weights: FaceWeights,
    measures_mouths: bool = True,
) -> People:
    """Everybody in some images, (H, W, 3) uint8 BGR, each given with its time in seconds.

    With `measures_mouths`, who speaks counts more, and what the mesh takes for no face is left out.
    """
    detector = FaceDetector(weights.detector)
    landmarker = FaceLandmarker(weights) if measures_mouths and weights.mesh478 else None
    sightings: list[Sighting] = []
    count = 0
    for count, (time_s, image) in enumerate(images, start=1):
        near = sightings[-1].box if sightings else None
        sightings += find_faces(image, time_s, count, detector, landmarker, near)
    groups = [[sightings[i] for i in group] for group in _groups(sightings)]
    groups = _without_doubtful(groups)
    seconds = [duration_s * len(group) / max(count, 1) for group in groups]
    order = _order(groups)
    means = [np.mean([s.embedding for s in group], axis=0) for group in groups]
    persons = tuple(
        Person(
            number,
            Identity(means[i], tuple(means[k] for k in order if k != i)),
            round(seconds[i], 2),
            tuple(groups[i]),
        )
        for number, i in enumerate(order, start=1)
    )
    return People(persons, duration_s, count)


# -- searching --------------------------------------------------------------------------------


def _times_s(duration_s: float, every_s: float, limits: tuple[int, int]) -> list[float]:
    count = int(np.clip(round(duration_s / every_s), *limits))
    return ((np.arange(count) + 0.5) / count * duration_s).tolist()


def find_faces(
    image: np.ndarray,
    time_s: float,
    number: int,
    detector: FaceDetector,
    landmarker: FaceLandmarker | None,
    near: np.ndarray | None,
) -> list[Sighting]:
    """The most prominent faces in an image, (H, W, 3) uint8 BGR; `near`: (4,) an expected box.

    With a landmarker, what the mesh takes for no face is left out.
    """
    found = [d for d in detector.search(image, near) if d.score >= MIN_SCORE]
    sightings = []
    for detection in sorted(found, key=lambda d: -prominence(d, image))[:MOST_FACES]:
        opening = 0.0
        if landmarker is not None:
            mesh = landmarker.locate(image, landmarker.roi_from_detection(detection))
            mesh = landmarker.locate(image, landmarker.next_roi(mesh))
            if mesh.presence < MIN_PRESENCE:
                continue
            opening = float(scheme110.mouth_opening(scheme110.from_mesh(mesh.points)))
        sightings.append(
            Sighting(
                time_s,
                number,
                detection,
                embed_detection(image, detection),
                prominence(detection, image),
                opening,
                _thumbnail(image, detection),
            )
        )
    return sightings


def _thumbnail(image: np.ndarray, detection: Detection) -> np.ndarray:
    side_px = THUMBNAIL_WIDTHS * detection.width_px
    scale = side_px / THUMBNAIL_PX
    x0, y0 = detection.centre - side_px / 2
    to_frame = np.array([[scale, 0, x0], [0, scale, y0]])
    return warp_crop(image, to_frame, THUMBNAIL_PX, THUMBNAIL_PX)


def _frontal(detection: Detection) -> float:
    """1 where the nose lies midway between the eyes, towards 0 if the head is turned."""
    left, right, nose = detection.keypoints[:3]
    width_px = max(float(np.linalg.norm(right - left)), 1e-3)
    return max(1 - float(np.linalg.norm(nose[:1] - (left + right)[:1] / 2)) / width_px, 0.05)


# -- grouping ---------------------------------------------------------------------------------


def _groups(sightings: Sequence[Sighting]) -> list[list[int]]:
    """Sightings of one person each, by average linkage; those of one image are kept apart."""
    if len(sightings) < 2:
        return [[index] for index in range(len(sightings))]
    from scipy.cluster import hierarchy  # takes a moment to import
    from scipy.spatial import distance

    distances = distance.pdist(np.stack([s.embedding for s in sightings]))
    images = np.array([[s.image_index] for s in sightings])
    distances[distance.pdist(images, "hamming") == 0] = APART
    tree = hierarchy.linkage(distances, "average")
    labels = hierarchy.fcluster(tree, LINKAGE, "distance").tolist()
    groups = {label: [] for label in labels}
    for index, label in enumerate(labels):
        groups[label].append(index)
    return list(groups.values())


def _without_doubtful(groups: list[list[Sighting]]) -> list[list[Sighting]]:
    """Without single images that may be a turned or blurred face of someone else."""
    if len(groups) < 2:
        return groups
    means = [np.mean([s.embedding for s in group], axis=0) for group in groups]
    kept = []
    for index, group in enumerate(groups):
        others = [m for k, m in enumerate(means) if k != index and len(groups[k]) > 1]
        distances = [float(np.linalg.norm(means[index] - other)) for other in others]
        if len(group) > 1 or not others or min(distances) > STRANGER:
            kept.append(group)
    return kept


def _order(groups: Sequence[Sequence[Sighting]]) -> list[int]:
    """Numbers of the groups, the one whom the clip is about first."""
    weights = [sum(s.prominence for s in group) for group in groups]
    if all(len(group) >= LEAST_OPENINGS for group in groups):
        weights = [w * _speaking(group) for w, group in zip(weights, groups, strict=True)]
    order = sorted(range(len(groups)), key=lambda i: -weights[i])
    if order:
        equals = [i for i in order if weights[i] >= NEARLY_AS_LONG * weights[order[0]]]
        first = min(equals, key=lambda i: groups[i][0].time_s)
        order.remove(first)
        order.insert(0, first)
    return order


def _speaking(group: Sequence[Sighting]) -> float:
    """1 where the lips move, less where they do not."""
    moves = min(float(np.std([s.mouth_opening for s in group])) / SPEAKING_OPENING, 1.0)
    return SILENT_WEIGHT + (1 - SILENT_WEIGHT) * moves
