"""Which real mouth a generated one is shown: alike in lips, pose and sound, a path over time."""

from itertools import combinations

import numpy as np
import pytest

from synctalk_engine.dataset.mouth_references import (
    CHOICES,
    CHOICES_APART,
    NEIGHBOUR_FRAMES,
    MouthReferences,
    fit_sound_space,
    mouth_references,
)
from synctalk_engine.face.mouth_shape import fit_shape_space, opening_of
from synctalk_engine.gpu_check.drawn_meshes import drawn_mesh
from tests.helpers.preprocessed_clip import face_points

FRAMES = 80


def openings() -> np.ndarray:
    """Of a mouth that opens and closes every 20 frames."""
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAMES) / 20)


@pytest.fixture
def meshes() -> np.ndarray:
    return np.stack([drawn_mesh(face_points(opening, 0.0)) for opening in openings()])


def references_of(meshes: np.ndarray, rows: np.ndarray | None = None) -> MouthReferences:
    return mouth_references(meshes, [np.arange(len(meshes))], fit_shape_space(meshes), rows)


def vectors_of(references: MouthReferences, meshes: np.ndarray) -> np.ndarray:
    shapes = references.space.coefficients(meshes)
    return references.vectors_of(shapes, meshes, np.empty((len(meshes), 0)))


def test_the_nearest_mouth_is_alike_and_not_a_neighbour(meshes):
    references = references_of(meshes)
    vectors, space = vectors_of(references, meshes), references.space
    opened = opening_of(space, space.coefficients(meshes))
    for target in (3, 10, 41):
        choices = references.choices(vectors[target], 0, target)
        assert len(set(choices)) == CHOICES
        assert all(abs(chosen - target) >= NEIGHBOUR_FRAMES for chosen in choices)
        assert abs(opened[choices[0]] - opened[target]) < 0.02 * np.ptp(opened)
        apart = [abs(one - other) for one, other in combinations(choices, 2)]
        assert min(apart) >= CHOICES_APART


def test_a_path_keeps_to_frames_that_follow_one_another(meshes):
    references = references_of(meshes)
    vectors = vectors_of(references, meshes)[20:40].copy()
    noise = np.random.default_rng(1).normal(0, 0.003, vectors.shape)  # less than a jump costs
    wanted, videos = vectors + noise.astype(np.float32), np.zeros(20, np.int64)
    path = references.path([(wanted, videos)])
    assert (np.diff(path) == 1).sum() >= 17
    halves = [(wanted[:9], videos[:9]), (wanted[9:], videos[9:])]
    assert (np.array(references.path(halves)) % 20 == np.array(path) % 20).all()


def test_a_path_of_nothing_is_empty_and_of_one_frame_the_nearest(meshes):
    references = references_of(meshes)
    vectors = vectors_of(references, meshes)
    assert references.path([]) == []
    (chosen,) = references.path([(vectors[7:8], np.zeros(1, np.int64))])
    assert chosen % 20 in (7, 13)  # opening or closing: one is as near as the other


def test_one_after_another_goes_on_with_the_next_frame(meshes):
    references = references_of(meshes)
    vectors = vectors_of(references, meshes)
    previous, chosen = None, []
    for vector in vectors[20:30]:
        previous = references.following(previous, vector, video=0)
        chosen.append(previous)
    assert (np.diff(chosen) == 1).sum() >= 8


def test_of_mouths_alike_the_sound_decides(meshes):
    rows = np.random.default_rng(0).normal(0, 0.1, (FRAMES, 8))
    rows[40:] += 3  # another sound with the same lips
    references = references_of(meshes, rows)
    for target in (10, 50):
        shapes, sounds = references.space.coefficients(meshes), references.sound_vectors(rows)
        vector = references.vectors_of(shapes, meshes, sounds)[target]
        assert (references.choices(vector, 0, target)[0] < 40) == (target < 40)


def test_a_mouth_of_another_video_is_never_taken(meshes):
    parts = [np.arange(0, 40), np.arange(40, 80)]
    references = mouth_references(meshes, parts, fit_shape_space(meshes), None)
    vectors = vectors_of(references, meshes)
    for video, part in enumerate(parts):
        path = references.path([(vectors[part], np.full(40, video))])
        assert set(path) <= set(part.tolist())
        assert set(references.choices(vectors[5], video, 5)) <= set(part.tolist())


def test_the_sound_of_a_frame_is_that_of_frames_around_it_alone(meshes):
    rows = np.random.default_rng(0).normal(size=(FRAMES, 8))
    references = references_of(meshes, rows)
    near = rows[9:14]  # one frame before, three after
    alone = references.sound_vectors(near)[1]
    assert np.allclose(alone, references.sound_vectors(rows)[10], atol=1e-6)


def test_sounds_have_a_length_of_about_one():
    rows = np.random.default_rng(0).normal(2, 5, (500, 40))
    lengths = np.linalg.norm(fit_sound_space(rows).vectors(rows), axis=1)
    assert 0.8 < lengths.mean() < 1.2


def test_in_another_shape_space_they_are_those_that_would_be_made_there(meshes):
    rows = np.random.default_rng(0).normal(size=(FRAMES, 8))
    other = fit_shape_space(meshes[:30])
    parts = [np.arange(5, 40), np.arange(45, FRAMES)]
    moved = mouth_references(meshes, parts, fit_shape_space(meshes), rows).in_space(other, meshes)
    made = mouth_references(meshes, parts, other, rows)
    assert np.allclose(moved.vectors, made.vectors, atol=1e-6)
    assert moved.space is other
