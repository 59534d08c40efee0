from __future__ import annotations

import numpy as np

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.references import (
    NEIGHBOUR_FRAMES,
    mouth_vectors,
    reference_choices,
    steady_references,
)
from tests.helpers.preprocessed_clip import face_points


def test_a_reference_is_never_near_its_target(preprocessed: ClipDataset) -> None:
    train = preprocessed.split.train
    choices = reference_choices(preprocessed.poses, preprocessed.mouths, train, train)
    assert np.isin(choices, train).all()
    assert (abs(choices - train[:, None]) >= NEIGHBOUR_FRAMES).all()


def test_the_most_alike_mouths_are_left_out(preprocessed: ClipDataset) -> None:
    train, mouths = preprocessed.split.train, preprocessed.mouths
    choices = reference_choices(preprocessed.poses, mouths, train, train)
    chosen = np.linalg.norm(mouths[choices] - mouths[train][:, None], axis=-1).min(1)
    everywhere = np.linalg.norm(mouths[train][:, None] - mouths[train][None], axis=-1)
    far = abs(train[:, None] - train[None]) >= NEIGHBOUR_FRAMES
    nearest = np.where(far, everywhere, np.inf).min(1)
    assert (chosen > nearest).all()


def test_the_mouth_cannot_be_read_off_the_reference(preprocessed: ClipDataset) -> None:
    """A reference that is always the opposite would give the wanted mouth away."""
    train = preprocessed.split.train
    choices = reference_choices(preprocessed.poses, preprocessed.mouths, train, train)
    mean_opening = preprocessed.opening[choices].mean(1)
    assert abs(np.corrcoef(mean_opening, preprocessed.opening[train])[0, 1]) < 0.8
    # each mouth has references on both sides, except the extreme ones
    wider = (preprocessed.opening[choices] > preprocessed.opening[train][:, None]).any(1)
    narrower = (preprocessed.opening[choices] < preprocessed.opening[train][:, None]).any(1)
    assert (wider & narrower).mean() > 0.7


def test_references_are_near_in_pose() -> None:
    poses = np.arange(200, dtype=np.float32)[:, None].repeat(4, 1)
    mouths = np.random.default_rng(0).normal(0, 1, (200, 4)).astype(np.float32)
    choices = reference_choices(poses, mouths, np.arange(200), np.array([100]))
    assert abs(choices[0] - 100).max() <= 60


def test_mouth_vectors_do_not_depend_on_place_turn_and_size() -> None:
    points = face_points(0.6, 0.0)
    turn = 1.3 * np.array([[0.96, -0.28], [0.28, 0.96]], np.float32)
    both = mouth_vectors(np.stack([points, points @ turn.T + 11]))
    assert np.allclose(both[0], both[1], atol=1e-5)


def test_a_reference_stays_while_its_pose_fits() -> None:
    poses = np.array([[0.0], [10.0], [0.4], [0.5], [0.6]], np.float32)
    targets, choices = np.array([2, 3, 4]), np.array([[0, 1], [0, 1], [0, 1]])
    assert steady_references(poses, choices, targets).tolist() == [0, 0, 0]
    poses[4] = 9.5
    choices[2] = [1, 0]
    assert steady_references(poses, choices, targets).tolist() == [0, 0, 1]
