"""The true patch put back through the whole render path: the frame comes out as it went in."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.face.mouth_shape import fit_shape_space
from synctalk_engine.models.presets import get_preset
from synctalk_engine.render.frame_maker import StudioFrameMaker
from synctalk_engine.render.frame_order import FrameRange
from synctalk_engine.render.source_clip import SourceClip, open_source
from synctalk_engine.training.evaluation.viewer_metrics import high_pass
from synctalk_engine.training.studio_frames import StudioFrames
from tests.helpers.drawn_meshes import use_drawn_meshes
from tests.helpers.preprocessed_clip import make_preprocessed_clip

FRAMES = 24
MIN_TEXTURE = 0.98


class TruePatches:
    """A generator that generates each frame's own patch."""

    def __init__(self, source: SourceClip) -> None:
        self._source = source

    def generate(self, indices, images) -> np.ndarray:
        face, order = self._source.lower_face, self._source.order
        assert face is not None
        patches = [face.patch(order.frame_at(index)) for index in indices]
        return np.stack(patches).astype(np.float32)


@pytest.fixture
def source(tmp_path, monkeypatch) -> SourceClip:
    use_drawn_meshes(monkeypatch)
    clip = make_preprocessed_clip(tmp_path / "Zoë", 40)
    return open_source(clip, get_preset("studio-96"), FrameRange(), FRAMES)


def identity_frames(source: SourceClip):
    """(true frame, rendered frame, alpha at the frame's size) of each frame."""
    face = source.lower_face
    assert face is not None
    references = source.mouth_references_in(fit_shape_space(face.meshes), "whisper")
    assert references.sounds is None
    studio = StudioFrames(face, references)
    walked = np.array([source.order.frame_at(i) for i in range(FRAMES)])
    shapes, unheard = studio.shapes(walked), np.zeros((FRAMES, 1), np.float32)
    maker = StudioFrameMaker(source, studio, TruePatches(source), shapes, unheard)
    for index, frame in enumerate(walked.tolist()):
        true = source.read_frame(frame)
        prepared = maker.prepare(index, true)
        (generated,) = maker.generate([index], [prepared])
        alpha = np.zeros(true.shape[:2], np.float32)
        box = prepared.box
        below = len(true) - box.y0  # the patch may leave the frame at its lower edge
        alpha[box.y0 : box.y1, box.x0 : box.x1] = prepared.alpha[:below]
        yield true, maker.composite(index, prepared, generated), alpha


def test_nothing_changes_outside_alpha_and_the_texture_inside_stays(source):
    for true, rendered, alpha in identity_frames(source):
        assert (alpha > 0.5).sum() > 20
        assert (rendered[alpha == 0] == true[alpha == 0]).all()
        energy = [np.square(high_pass(image, 60)[alpha > 0.5]).sum() for image in (rendered, true)]
        assert np.sqrt(energy[0] / energy[1]) >= MIN_TEXTURE


def test_a_patch_at_the_frames_own_resolution_comes_back_to_the_bit(source):
    assert source.lower_face.scale(0) == 1
    assert all((rendered == true).all() for true, rendered, _ in identity_frames(source))
