"""Where the lips close: letters of recognized words, and the dip of the opening near them."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.media.audio import write_wav
from synctalk_engine.render import caption_source, frame_maker
from synctalk_engine.render.lip_closure import closure_moments_s, closure_weights
from synctalk_engine.transcribe.transcript import Transcript, Word
from tests.engine.render.conftest import face_points, write_generator
from tests.helpers.drawn_meshes import use_drawn_meshes
from tests.helpers.media_files import tone


@pytest.mark.parametrize(
    ("text", "language", "places"),
    [
        (" Pub,", "en", [0, 2]),
        ("happy", "en", [2]),  # two letters, one sound
        ("phone", "en", []),
        ("timbre", "fr", [3]),  # the m makes the vowel nasal
        ("homme", "fr", [2]),
        ("trop", "fr", []),
        ("sim", "pt", []),
        ("привет, мама", "ru", [0, 6, 8]),
        ("한밤", "ko", [3, 5]),  # taken apart: h a n, b a m
        ("ば", "ja", [0]),
        ("か", "ja", []),
        ("妈", "zh", []),
        ("!?", "en", []),
    ],
)
def test_letters_say_when(text, language, places):
    count = sum(c.isalpha() for c in text) if language != "ko" else 6
    word = Word(text, 2.0, 2.0 + count)
    found = closure_moments_s([word], language)
    np.testing.assert_allclose(found, [2.5 + place for place in places])


def test_the_lips_close_at_the_dip_near_a_letter():
    openings = np.full(40, 5.0)
    openings[8:13] = [4, 3, 1, 2, 4]
    weights = closure_weights(openings, np.array([12.4]))
    assert weights[9:12].tolist() == [0.5, 1, 0.5] and weights.sum() == 2


def test_where_the_mouth_only_opens_or_closes_nothing_is_forced():
    weights = closure_weights(np.arange(40.0), np.array([20.0]))
    assert not weights.any()
    assert not closure_weights(np.ones(4), np.array([90.0])).any()


def test_a_render_closes_the_lips_at_the_words_it_hears(project, tmp_path, monkeypatch):
    """Also a preview: times are those of the whole speech."""
    use_drawn_meshes(monkeypatch)
    write_generator(project.checkpoint_path, preset="studio-96", canonical=face_points(0))
    write_wav(tmp_path / "s.wav", tone(2.0), 44100)
    heard_samples, moments = [], []
    words = [Word(" Mama", 0.1, 0.5)]

    def transcribe(samples, language, *_):
        heard_samples.append(len(samples))
        return Transcript("en", words)

    def weights(openings, found):
        moments.append(found.tolist())
        return closure_weights(openings, found)

    monkeypatch.setattr(caption_source, "transcribe", transcribe)
    monkeypatch.setattr(caption_source.AssetStore, "require", lambda *_: None)
    monkeypatch.setattr(caption_source, "RECOGNITION_MARGIN_S", 0.2)
    monkeypatch.setattr(frame_maker, "closure_weights", weights)
    project.render(tmp_path / "s.wav", closure=True)
    project.render(tmp_path / "s.wav", closure=True, preview_s=0.4, preview_from=1.2)
    assert heard_samples == [32000, 16000 * 8 // 10]
    np.testing.assert_allclose(moments, [[3.25, 8.25], [28.25, 33.25]])
    assert "closure_found" in project.codes("log")
    words.clear()
    project.render(tmp_path / "s.wav", closure=True, preview_s=0.4)
    assert "closure_not_found" in project.codes("warning")
