"""A render from text: the voice in its result, the audio in its run, wrong combinations."""

import numpy as np
import pytest

from synctalk_engine.render import spoken_text
from synctalk_engine.tts import speak
from synctalk_engine.tts.voices import Voice


@pytest.fixture
def quick_voice(monkeypatch):
    """A voice that hums half a second for each sentence."""
    hum = np.sin(np.arange(speak.RATE_HZ // 2) / 20).astype(np.float32) / 2
    monkeypatch.setattr(spoken_text, "voice_named", lambda name: Voice(name or "hum", "woman"))
    monkeypatch.setattr(spoken_text, "checked_text", lambda text: (text, "en"))
    monkeypatch.setattr(spoken_text, "open_voice", lambda voice: lambda phonemes: hum)
    monkeypatch.setattr(speak, "phonemes_of", lambda text, language: text)


def test_a_text_becomes_a_video(project, quick_voice, tmp_path):
    (tmp_path / "grüße.txt").write_text("One. Two.", encoding="utf-8")
    result = project.render("", text_file=str(tmp_path / "grüße.txt"), voice="v")
    assert result["frames"] == 40  # 2 x (0.5 + 0.3) s
    assert result["speech"] == {
        "voice": "v",
        "licence": Voice("v", "woman").licence,
        "language": "en",
    }
    assert "grüße" in result["output"]


@pytest.mark.parametrize(
    "options, said",
    [
        ({}, "no speech was given"),
        ({"text": "Hello.", "text_file": "a.txt"}, "--text and --text_file were given"),
        ({"text": "Hello.", "more_audio": ["a.wav"]}, "--audio_path and --text were given"),
    ],
)
def test_exactly_one_kind_of_speech_is_given(project, options, said):
    error = project.error_of("", **options)
    assert error.code == "bad_options"
    assert said in str(error)


def test_a_voice_needs_a_text(project, tmp_path):
    error = project.error_of(tmp_path / "s.wav", voice="jf_alpha")
    assert "--voice needs --text" in str(error)
