"""Captions of a transcript, and the timeline for editors, read back by its own library."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from synctalk_engine.errors import SynctalkError
from synctalk_engine.media.audio import write_wav
from synctalk_engine.render.captions import captions_of, read_transcript, srt_text, write_timeline
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
    assert all(len(line) <= 60 for c in captions for line in srt_text([c]).splitlines())
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in pairwise(captions))
    assert all(caption.end_s > caption.start_s for caption in captions)


def test_chinese_has_no_spaces_and_more_captions_than_frames_are_possible():
    text = "你好。" * 40
    captions = captions_of(text, np.ones(5, bool), FPS)
    assert "".join(caption.text for caption in captions) == text
    assert all(0 <= c.start_s < c.end_s <= 0.2 for c in captions)


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
