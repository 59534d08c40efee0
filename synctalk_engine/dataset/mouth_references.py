"""Frames whose mouths a generated mouth may look like.

A network that has never seen a person's teeth at an angle makes them up, as an even band. So it is
shown a real mouth of the person: of the clip's frames, the one that is nearest in the shape of the
lips, the pose of the head and the sound, warped to the wanted lips. The sound tells where the
tongue is. Over time the choice is a path, as in unit selection (Hunt and Black, 1996; for mouths
Bregler et al., 1997): frames that follow one another are taken where they fit, since real mouths
move and blur as no frame alone shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from synctalk_engine.face.face_warp import face_width
from synctalk_engine.face.mouth_shape import (
    BETWEEN_LIPS,
    INNER_LIPS,
    LOWER_FACE,
    OUTER_LIPS,
    RIGID,
    ShapeSpace,
)

NEIGHBOUR_FRAMES = 12
"""A reference is not nearer in time to its target than that."""
CHOICES, CHOICES_APART = 4, 3
"""References that a target has in training, and how many frames they are apart at least.

With one alone a network memorizes a short clip, and its teeth are softer on frames that it has not
seen."""
SOUND_COMPONENTS = 32
SOUND_FRAMES = (-1, 0, 1, 2)
SOUND_WEIGHT = 0.25
PATH_CHOICES = 16
"""References that a frame of a path has to choose from."""
JUMP_WEIGHT, JUMP_COST = 0.5, 0.03
"""What going on with another than the next frame costs: of the distance from that, and besides."""
_LIPS = [LOWER_FACE.index(vertex) for vertex in sorted({*INNER_LIPS, *OUTER_LIPS, *BETWEEN_LIPS})]


@dataclass(frozen=True)
class SoundSpace:
    """The principal components of a clip's audio features."""

    matrix: np.ndarray
    """(C, SOUND_COMPONENTS) float32: a frame's features become a vector of length about 1."""
    mean: np.ndarray
    """(SOUND_COMPONENTS,) float32, of the vectors."""

    def vectors(self, rows: np.ndarray) -> np.ndarray:
        """(T, D) float32 for audio features (T, C) of consecutive frames; the ends are repeated."""
        parts = rows.astype(np.float32, copy=False) @ self.matrix - self.mean
        places = np.arange(len(rows))[:, None] + np.array(SOUND_FRAMES)
        around = parts[np.clip(places, 0, len(rows) - 1)]
        return around.reshape(len(rows), -1) / np.float32(len(SOUND_FRAMES) ** 0.5)


def fit_sound_space(rows: np.ndarray) -> SoundSpace:
    """The sound space of audio features (N, C)."""
    mean, deviation = rows.mean(0), rows.std(0) + 1e-6
    normalised = (rows - mean) / deviation
    _, components = np.linalg.eigh(normalised.T @ normalised)
    matrix = components[:, ::-1][:, :SOUND_COMPONENTS] / deviation[:, None]
    length = np.sqrt(np.square((rows - mean) @ matrix).sum(1).mean())
    matrix = (matrix / max(float(length), 1e-9)).astype(np.float32)
    return SoundSpace(matrix, (mean @ matrix).astype(np.float32))


@dataclass(frozen=True)
class MouthReferences:
    """Frames that may serve as references, and which of them suits a wanted mouth.

    Mouths are compared by vectors of :meth:`vectors_of`, by their Euclidean distance.
    """

    frames: np.ndarray
    """(M,) int64, in order."""
    videos: np.ndarray
    """(M,) int64: the video that each belongs to; another one has another light."""
    vectors: np.ndarray
    """(M, D) float32."""
    space: ShapeSpace
    sounds: SoundSpace | None
    """None: the clip has no audio features of this kind; lips and pose are compared alone."""

    def sound_vectors(self, rows: np.ndarray) -> np.ndarray:
        """Of audio features (T, C) of frames that follow one another: (T, S) float32.

        S is 0 where ``sounds`` is None.
        """
        if self.sounds is None:
            return np.empty((len(rows), 0), np.float32)
        return self.sounds.vectors(rows)

    def vectors_of(self, shapes: np.ndarray, meshes: np.ndarray, sounds: np.ndarray) -> np.ndarray:
        """What wanted mouths are compared by, (T, D) float32.

        Args:
            shapes: (T, K) coefficients. meshes: (T, 478, 3) of the heads that have these mouths.
            sounds: (T, S) of :meth:`sound_vectors`.
        """
        parts = [_lips_of(self.space, shapes), poses_of(meshes), SOUND_WEIGHT * sounds]
        return np.concatenate(parts, axis=1).astype(np.float32)

    def in_space(self, space: ShapeSpace, meshes: np.ndarray) -> MouthReferences:
        """The same references, compared in another shape space.

        meshes: (N, 478, 3), of all frames of the clip.
        """
        lips = _lips_of(space, space.coefficients(meshes[self.frames])).astype(np.float32)
        vectors = np.concatenate([lips, self.vectors[:, lips.shape[1] :]], axis=1)
        return replace(self, space=space, vectors=vectors)

    def choices(self, vector: np.ndarray, video: int, target: int) -> list[int]:
        """The ``CHOICES`` frames with the nearest mouths, none near to the target in time."""
        distances = self._distances(vector[None], video)[0]
        near = np.abs(self.frames - target) < NEIGHBOUR_FRAMES
        allowed = np.where(near, np.inf, distances)
        if not np.isfinite(allowed).any():
            allowed = distances
        chosen: list[int] = []
        for frame in self.frames[np.argsort(allowed, kind="stable")].tolist():
            if all(abs(frame - other) >= CHOICES_APART for other in chosen):
                chosen.append(frame)
            if len(chosen) == CHOICES:
                break
        return [chosen[number % len(chosen)] for number in range(CHOICES)]

    def following(self, previous: int | None, vector: np.ndarray, video: int) -> int:
        """The frame for a wanted mouth, after another was taken; for those who cannot wait."""
        (nearest,), (costs,) = self._choices(vector[None], np.array([video]))
        if previous is not None:
            row = np.searchsorted(self.frames, previous)
            costs = costs + self._jumps(np.array([row]), nearest)[0]
        return int(self.frames[nearest[np.argmin(costs)]])

    def path(self, blocks: Iterable[tuple[np.ndarray, np.ndarray]]) -> list[int]:
        """A frame for each of the wanted mouths, which follow one another.

        The nearest ones on the whole that jump little from one to the next (Viterbi).

        blocks: vectors (T, D) and videos (T,), one part of the mouths after another.
        """
        choices_of_blocks = [self._choices(vectors, videos) for vectors, videos in blocks]
        if not choices_of_blocks:
            return []
        nearest, distances = map(np.concatenate, zip(*choices_of_blocks, strict=True))
        total, came_from = distances[0], []
        for step in range(1, len(nearest)):
            through = total[:, None] + self._jumps(nearest[step - 1], nearest[step])
            came_from.append(through.argmin(0))
            total = through.min(0) + distances[step]
        choice = int(total.argmin())
        choices = [choice]
        for rows in reversed(came_from):
            choice = int(rows[choice])
            choices.append(choice)
        rows = nearest[np.arange(len(nearest)), choices[::-1]]
        return self.frames[rows].tolist()

    @cached_property
    def _squares(self) -> np.ndarray:
        """(M,)"""
        return np.square(self.vectors).sum(1)

    def _choices(self, vectors: np.ndarray, videos: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows of the nearest references and their distances, (T, PATH_CHOICES) each."""
        keep = min(PATH_CHOICES, len(self.frames))
        distances = self._distances(vectors, videos[:, None])
        nearest = np.argpartition(distances, keep - 1, axis=1)[:, :keep]
        return nearest, np.take_along_axis(distances, nearest, axis=1)

    def _distances(self, vectors: np.ndarray, videos: int | np.ndarray) -> np.ndarray:
        """(T, M) between mouths (T, D) and references; infinite for those of other videos."""
        squares = np.square(vectors).sum(1)[:, None] + self._squares
        distances = np.sqrt(np.maximum(squares - 2 * vectors @ self.vectors.T, 0))
        return np.where(self.videos == videos, distances, np.inf)

    def _jumps(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        """(A, B): what it costs to show rows ``after`` (B,) next to rows ``before`` (A,)."""
        following = np.minimum(before + 1, len(self.frames) - 1)
        next_one = self.frames[following] == self.frames[before] + 1
        following = np.where(next_one, following, before)
        apart = self.vectors[following][:, None] - self.vectors[after]
        costs = JUMP_WEIGHT * np.linalg.norm(apart, axis=2) + JUMP_COST
        return np.where(next_one[:, None] & (following[:, None] == after), 0, costs)


def mouth_references(
    meshes: np.ndarray, parts: Sequence[np.ndarray], space: ShapeSpace, rows: np.ndarray | None
) -> MouthReferences:
    """References among a clip's frames.

    Args:
        meshes: (N, 478, 3), of all frames.
        parts: the frames to choose from, (M,) of each video, in order.
        rows: (N, C) audio features of all frames; None where there are none.
    """
    frames = np.concatenate(parts)
    videos = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    sounds = None if rows is None else fit_sound_space(rows[frames].astype(np.float64))
    empty = MouthReferences(frames, videos, np.empty(0), space, sounds)
    heard = empty.sound_vectors(np.empty((len(meshes), 0)) if rows is None else rows)
    chosen = meshes[frames]
    vectors = empty.vectors_of(space.coefficients(chosen), chosen, heard[frames])
    return replace(empty, vectors=vectors)


def choice_of(frame: int, source: int) -> int:
    """Which of a target's references it is shown together with a source."""
    return (frame + source) % CHOICES


def poses_of(meshes: np.ndarray) -> np.ndarray:
    """What is compared between heads (T, 478, 3): the rigid vertices, free of place and size.

    Returns:
        (T, 3 * len(RIGID)).
    """
    rigid = meshes[:, list(RIGID)].astype(np.float64)
    rigid = (rigid - rigid.mean(1, keepdims=True)).reshape(len(meshes), -1)
    return rigid / np.maximum(np.linalg.norm(rigid, axis=1, keepdims=True), 1e-6)


def _lips_of(space: ShapeSpace, shapes: np.ndarray) -> np.ndarray:
    """Of shapes (T, K): the lips' vertices in widths of the face, (T, 3 * vertices)."""
    lips = space.offsets(shapes)[:, _LIPS].reshape(len(shapes), -1)
    return lips / face_width(space.canonical)
