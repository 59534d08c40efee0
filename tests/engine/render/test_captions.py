"""Captions of a transcript, and the timeline for editors, read back by its own library."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from synctalk_engine.errors import SynctalkError
from synctalk_engine.media.audio import write_wav
from synctalk_engine.render import caption_source
from synctalk_engine.render.captions import (
    captions_of,
    captions_of_words,
    read_transcript,
    spread_words,
    srt_text,
    write_timeline,
)
from synctalk_engine.transcribe.transcript import Transcript, Word
from tests.helpers.media_files import clicks

FPS = 25.0


def test_captions_follow_the_speech_and_leave_pauses_out():
    """Speech, two seconds of pause, speech: the second sentence begins after the pause."""
    is_speech = np.array([True] * 50 + [False] * 50 + [True] * 50)
    first, second = captions_of("Hello there! Bye bye now.", is_speech, FPS)
    assert (first.text, second.text) == ("Hello there!", "Bye bye now.")
    assert first.start_s == 0 and first.end_s <= 2.0
    assert second.start_s >= first.end_s and second.end_s == 6.0


def test_long_sentences_are_split_and_every_word_is_kept():
    text = " ".join(f"word{number}" for number in range(100))
    captions = captions_of(text, np.ones(1000, bool), FPS)
    assert " ".join(caption.text for caption in captions) == text
    assert all(len(line) <= 42 for c in captions for line in srt_text([c]).splitlines())
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in pairwise(captions))
    assert all(caption.end_s > caption.start_s for caption in captions)


def test_chinese_has_no_spaces_and_more_captions_than_frames_are_possible():
    text = "你好。" * 40
    captions = captions_of(text, np.ones(5, bool), FPS)
    assert "".join(caption.text for caption in captions) == text
    assert all(0 <= c.start_s < c.end_s <= 0.2 for c in captions)


SENTENCES = (
    "Yes. In addition to learning where things are and how to use the tunnels, members of the new "
    "Congress meet the people whom they will work with for the next two years, and vote. No! Why?"
)
GERMAN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft tagt."
CHINESE = (
    "整体来说它是一个事业单位，年轻人很多，虽然我们部门大部分都是老员工，"
    "但是大家都很好相处，工作环境也不错。"
)


@pytest.mark.parametrize("text", [SENTENCES, GERMAN, CHINESE, SENTENCES.replace(",", "") * 3])
@pytest.mark.parametrize("letters_per_s", [6, 15, 40])
def test_captions_are_two_lines_of_42_letters_for_one_to_seven_seconds(text, letters_per_s):
    end_s = len(text) / letters_per_s
    captions = captions_of_words(spread_words(text, 0.0, end_s), end_s + 1)
    shown = "".join(caption.text for caption in captions)
    assert shown.replace(" ", "") == text.replace(" ", "")
    for caption in captions:
        lines = srt_text([caption]).splitlines()[2:]
        wide = 2 if text == CHINESE else 1
        assert len(lines) <= 2 or text == GERMAN
        assert all(len(line) * wide <= 42 for line in lines)
        assert caption.end_s - caption.start_s <= 7 + 1e-9
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in pairwise(captions))
    if letters_per_s < 40:
        assert all(caption.end_s - caption.start_s >= 1 - 1e-9 for caption in captions)


def test_no_caption_stands_through_a_pause_and_short_ones_are_joined():
    words = [Word(" Yes.", 1.0, 1.2), Word(" I", 1.3, 1.4), Word(" do.", 1.4, 1.6)]
    words += [Word(" Now", 8.0, 8.2), Word(" this.", 8.2, 9.5)]
    first, second = captions_of_words(words, 20.0)
    assert (first.text, first.start_s, first.end_s) == ("Yes. I do.", 1.0, 2.0)
    assert (second.text, second.start_s, second.end_s) == ("Now this.", 8.0, 9.5)


def test_srt_keeps_its_times_and_ends_with_the_speech():
    text = "1\r\n00:00:00,500 --> 00:00:01,000\r\nHi\r\n\r\n"
    text += "2\r\n00:00:01,500 --> 00:01:00,000\r\nyou\r\n\r\n"
    late = "3\r\n00:05:00,000 --> 00:05:01,000\r\nlate\r\n"
    captions = captions_of(text + late, np.ones(50, bool), FPS)
    assert [(c.start_s, c.end_s, c.text) for c in captions] == [(0.5, 1.0, "Hi"), (1.5, 2.0, "you")]
    assert srt_text(captions).startswith("1\n00:00:00,500 --> 00:00:01,000\nHi\n")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "file_not_found"),
        (b"", "file_empty"),
        (b"  \n ", "transcript_unusable"),
        (b"\xff\xfe\x00", "transcript_unusable"),
        (b"a\0b", "transcript_unusable"),
        (b"x" * 5_000_001, "transcript_unusable"),
    ],
)
def test_what_is_no_transcript_is_a_sentence(tmp_path, data, code):
    if data is not None:
        (tmp_path / "t.txt").write_bytes(data)
    with pytest.raises(SynctalkError) as caught:
        read_transcript(tmp_path / "t.txt")
    assert (caught.value.code, caught.value.exit_code) == (code, 3)


def test_the_timeline_is_read_by_opentimelineio(tmp_path):
    otio = pytest.importorskip("opentimelineio")
    path = tmp_path / "ü.otio"
    write_timeline(path, tmp_path / "a video ü.mp4", 123, 30.0)
    timeline = otio.adapters.read_from_file(str(path))
    assert timeline.duration() == otio.opentime.RationalTime(123, 30)
    (clip,) = timeline.video_tracks()[0]
    assert len(timeline.audio_tracks()) == 1
    assert clip.media_reference.target_url.startswith("file:///")


def test_a_render_writes_both_beside_the_video(project, tmp_path):
    write_wav(tmp_path / "s.wav", clicks(0.5, 0.25, 16000), 16000)
    (tmp_path / "t.txt").write_text("Grüß Gott.", encoding="utf-8")
    options = {"transcript": str(tmp_path / "t.txt"), "timeline": True, "output_path": "v"}
    project.render(tmp_path / "s.wav", **options)
    root = project.workspace.root
    assert "Grüß Gott." in (root / "v.srt").read_text(encoding="utf-8")
    assert (root / "v.otio").is_file()
    error = project.error_of(tmp_path / "s.wav", more_audio=[str(tmp_path / "s.wav")], **options)
    assert error.code == "transcript_of_several"


@pytest.fixture
def heard(monkeypatch):
    """Whisper that is installed and hears two words, or none."""
    words = [Word(" Hello", 0.1, 0.3), Word(" there.", 0.3, 0.45)]
    asked = []

    def transcribe(samples, language, _device, report):
        report(0.0, len(samples) / 16000)
        asked.append(language)
        return Transcript(language or "en", words)

    monkeypatch.setattr(caption_source, "transcribe", transcribe)
    monkeypatch.setattr(caption_source.AssetStore, "require", lambda *_: None)
    return words, asked


def test_captions_are_made_of_what_is_heard(project, tmp_path, heard):
    words, asked = heard
    write_wav(tmp_path / "s.wav", clicks(0.5, 0.25, 16000), 16000)
    path = project.workspace.root / "v.srt"
    project.render(tmp_path / "s.wav", captions="auto", output_path="v")
    assert path.read_text(encoding="utf-8") == "1\n00:00:00,100 --> 00:00:00,520\nHello there.\n"
    path.unlink()
    words.clear()
    project.render(tmp_path / "s.wav", captions="auto", captions_language="DE", output_path="v")
    assert asked == [None, "de"] and not path.exists()
    (tmp_path / "t.txt").write_text("Hello.", encoding="utf-8")
    project.render(tmp_path / "s.wav", transcript=str(tmp_path / "t.txt"), output_path="v")
    assert "Hello." in path.read_text(encoding="utf-8")


def test_weights_for_captions_are_asked_for_before_the_render(project, tmp_path, monkeypatch):
    write_wav(tmp_path / "s.wav", clicks(0.5, 0.25, 16000), 16000)
    monkeypatch.setenv("SYNCTALK_ASSETS", str(tmp_path / "none"))
    error = project.error_of(tmp_path / "s.wav", captions="auto")
    assert (error.code, error.exit_code) == ("asset_missing", 3)
    assert "whisper_base_decoder" in error.hint


WRONG_CHOICES = [
    ({"captions": "auto", "captions_language": "klingon"}, "caption_language"),
    ({"captions_language": "de"}, "bad_options"),
    ({"captions": "auto", "transcript": "t.txt"}, "bad_options"),
]


@pytest.mark.parametrize(("options", "code"), WRONG_CHOICES)
def test_wrong_choices_of_captions_are_refused(project, tmp_path, options, code, heard):
    write_wav(tmp_path / "s.wav", clicks(0.5, 0.25, 16000), 16000)
    error = project.error_of(tmp_path / "s.wav", **options)
    assert error.code == code
    project.render(tmp_path / "s.wav", captions="auto", captions_language="de")
