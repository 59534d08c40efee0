"""How far the mouth opens, and what counts as a pause."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.face.mouth_shape import fit_closing, fit_shape_space, opening_of
from synctalk_engine.media.audio import ArraySamples, write_wav
from synctalk_engine.render import caption_source
from synctalk_engine.render.silence import silence_weights
from tests.helpers.media_files import clicks


@pytest.fixture
def person():
    """The shape space, the shapes and the closing motion of a face whose jaw goes up and down."""
    random = np.random.default_rng(3)
    face = random.uniform(0, 100, (478, 3))
    meshes = np.repeat(face[None], 40, axis=0)
    opening = 10 * np.abs(np.sin(np.arange(40) / 3))
    meshes[:, 13] = (50, 60, 0)
    meshes[:, 14] = (50, 62, 0)
    meshes[:, 14, 1] += opening
    space = fit_shape_space(meshes)
    shapes = space.coefficients(meshes)
    return space, shapes, fit_closing(space, shapes)


@pytest.mark.parametrize("gain", [0.5, 1.0, 1.5])
def test_the_opening_grows_by_the_gain_and_a_closed_mouth_stays_closed(person, gain):
    space, shapes, closing = person
    before = opening_of(space, shapes) - closing.least
    after = opening_of(space, closing.amplified(shapes, space, gain)) - closing.least
    np.testing.assert_allclose(after, gain * before, atol=0.15)
    assert abs(after[np.argmin(before)]) < 1e-6


def test_forced_closure_reaches_the_least_opening_and_nothing_else_moves(person):
    space, shapes, closing = person
    weights = np.zeros(len(shapes))
    weights[5], weights[6] = 1, 0.5
    before, after = (opening_of(space, s) for s in (shapes, closing.closed(shapes, space, weights)))
    assert after[5] == pytest.approx(closing.least, abs=0.15) and before[5] > closing.least + 5
    assert after[6] == pytest.approx((before[6] + closing.least) / 2, abs=0.15)
    rest = weights == 0
    np.testing.assert_array_equal(after[rest], before[rest])


def test_closure_is_for_studio_models(project, tmp_path, monkeypatch):
    write_wav(tmp_path / "s.wav", clicks(0.4, 0.2, 16000), 16000)
    monkeypatch.setattr(caption_source.AssetStore, "require", lambda *_: None)
    error = project.error_of(tmp_path / "s.wav", closure=True)
    assert (error.code, error.exit_code) == ("closure_unsuited", 3)
    assert project.render(tmp_path / "s.wav", closure=False)["frames"] == 10
    error = project.error_of("", idle_s=1, closure=True)
    assert (error.code, error.exit_code) == ("bad_options", 2)


def test_other_models_say_that_they_cannot(project, tmp_path):
    write_wav(tmp_path / "s.wav", clicks(0.4, 0.2, 16000), 16000)
    error = project.error_of(tmp_path / "s.wav", mouth_gain=1.5)
    assert (error.code, error.exit_code) == ("mouth_gain_unsuited", 3)
    assert "lite-160" in error.message
    assert project.render(tmp_path / "s.wav", mouth_gain=1.0)["frames"] == 10


def test_the_threshold_decides_what_is_a_pause():
    time_s = np.arange(4 * 16000) / 16000
    level = np.where((time_s >= 1) & (time_s < 3), 10 ** (-24 / 20), 1.0)
    speech = ArraySamples((0.5 * level * np.sin(2 * np.pi * 200 * time_s)).astype(np.float32))
    assert silence_weights(speech, 100, 25).max() == 0
    assert silence_weights(speech, 100, 25, below_db=20)[50] == 1
