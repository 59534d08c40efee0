"""Mouth shapes do not depend on the head's pose, and narrow openings close."""

import numpy as np
import pytest

from synctalk_engine.face import mouth_shape
from synctalk_engine.face.mouth_shape import (
    LOWER_FACE,
    RIGID,
    fit_closing,
    fit_shape_space,
    opening_of,
    shaped_points,
)
from synctalk_engine.gpu_check.drawn_clip import face_points
from synctalk_engine.gpu_check.drawn_meshes import drawn_mesh
from synctalk_engine.models.studio import LOWER_FACE_VERTICES


@pytest.fixture(scope="module")
def meshes() -> np.ndarray:
    openings = np.random.default_rng(0).uniform(0, 1, 80)
    return np.stack([drawn_mesh(face_points(float(opening), 0.0)) for opening in openings])


def turned(meshes: np.ndarray, seed: int) -> np.ndarray:
    """The same faces under a rotation, a scale and a shift of each frame's own."""
    random = np.random.default_rng(seed)
    out = []
    for mesh in meshes:
        rotation, _ = np.linalg.qr(random.normal(size=(3, 3)) * 0.15 + np.eye(3))
        rotation *= np.sign(np.diag(rotation))
        if np.linalg.det(rotation) < 0:
            rotation[:, 0] *= -1
        out.append(random.uniform(0.8, 1.3) * mesh @ rotation.T + random.uniform(-9, 9, 3))
    return np.array(out)


def test_what_speech_moves_holds_still_for_no_pose():
    assert not set(LOWER_FACE) & set(RIGID)
    assert len(LOWER_FACE) == LOWER_FACE_VERTICES


def test_a_shape_is_the_same_in_every_pose(meshes):
    space = fit_shape_space(meshes)
    straight = space.coefficients(meshes)
    moved = turned(meshes, 1)
    others = space.coefficients(moved)
    assert others == pytest.approx(straight, abs=1e-3)
    assert straight.std(0).max() > 1


def test_a_frame_given_another_shape_has_it(meshes):
    space, frame, other = fit_shape_space(meshes), 3, 40
    shapes = space.coefficients(meshes)
    own = shaped_points(meshes[frame], space, shapes[frame] - shapes[frame])
    assert own == pytest.approx(meshes[frame][:, :2].astype(float), abs=1e-6)
    moved = shaped_points(meshes[frame], space, shapes[other] - shapes[frame])
    assert moved == pytest.approx(meshes[other][:, :2].astype(float), abs=0.3)
    still = [v for v in range(478) if v not in LOWER_FACE]
    assert (moved[still] == own[still]).all()


def test_narrow_openings_close_and_wide_ones_open_a_little_further(meshes):
    space = fit_shape_space(meshes)
    shapes = space.coefficients(meshes)
    closing = fit_closing(space, shapes)
    before, after = opening_of(space, shapes), opening_of(space, closing.apply(shapes, space))
    wide = before > closing.median + 0.5 * closing.deviation
    gain = (after[wide] - closing.least) / (before[wide] - closing.least)
    assert gain == pytest.approx(mouth_shape.OPENING_GAIN, abs=0.03)
    narrow = before < np.quantile(before, 0.3)
    assert after[narrow].mean() < before[narrow].mean() - 0.1 * closing.deviation
    assert after.min() > before.min() - 0.1 * closing.deviation
    assert mouth_shape.CLOSING > 0
