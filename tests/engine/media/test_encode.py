"""What is written plays as what was meant."""

from __future__ import annotations

import av
import numpy as np
import pytest

from synctalk_engine.errors import MediaError, StorageError
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, load_samples
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.probe import probe
from tests.helpers.media_files import clicks, make_video, numbered_frame, peak_time_s, read_number
from tests.helpers.media_files import tone as make_tone


@pytest.fixture
def speech(tmp_path):
    from synctalk_engine.media.audio import write_wav

    write_wav(tmp_path / "speech.wav", clicks(2.0, 0.5, 48000), 48000)
    return tmp_path / "speech.wav"


def test_every_frame_is_there_with_its_audio_in_sync(tmp_path, speech):
    path = tmp_path / "ergebnis ü.mp4"
    with VideoWriter(path, 25, 64, 48, audio=speech) as writer:
        for number in range(50):
            writer.write(numbered_frame(number))
    with VideoFrames(path) as frames:
        assert [read_number(image) for image in frames] == list(range(50))
    info = probe(path)
    assert (info.fps, info.codec, info.pixel_format) == (25.0, "h264", "yuv420p")
    samples = load_samples(path) / 32768
    assert peak_time_s(samples, SAMPLE_RATE_HZ, 0.8) == pytest.approx(1.0, abs=0.004)
    assert len(samples) / SAMPLE_RATE_HZ == pytest.approx(2.0, abs=0.05)
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "the index belongs at the front"


def test_audio_may_begin_later_in_its_file(tmp_path, speech):
    path = tmp_path / "v.mp4"
    with VideoWriter(path, 25, 64, 48, audio=speech, audio_start_s=0.3) as writer:
        for number in range(25):
            writer.write(numbered_frame(number))
    samples = load_samples(path) / 32768
    assert peak_time_s(samples, SAMPLE_RATE_HZ, 0.05) == pytest.approx(0.2, abs=0.004)
    assert probe(path).duration_s == pytest.approx(1.0, abs=0.03)


def test_audio_shorter_than_the_video_does_not_shorten_it(tmp_path):
    from synctalk_engine.media.audio import write_wav

    write_wav(tmp_path / "short.wav", make_tone(0.3, 16000))
    with VideoWriter(tmp_path / "v.mp4", 25, 64, 48, audio=tmp_path / "short.wav") as writer:
        for number in range(50):
            writer.write(numbered_frame(number))
    assert probe(tmp_path / "v.mp4").output_frame_count(25) == 50


def test_colours_survive_and_are_tagged(tmp_path):
    image = np.full((48, 64, 3), (60, 120, 200), np.uint8)
    with VideoWriter(tmp_path / "v.mp4", 25, 64, 48) as writer:
        for _ in range(5):
            writer.write(image)
    with VideoFrames(tmp_path / "v.mp4") as frames:
        decoded = next(iter(frames)).astype(int)
    assert np.abs(decoded - image).max() <= 2
    with av.open(str(tmp_path / "v.mp4")) as source:
        frame = next(source.decode(video=0))
        tags = (frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range)
    assert [int(tag) for tag in tags] == [1, 1, 1, 1]


def test_odd_sizes_are_widened_by_the_last_row_and_column(tmp_path):
    image = np.full((47, 63, 3), 40, np.uint8)
    image[:, -1] = 200
    with VideoWriter(tmp_path / "v.mp4", 25, 63, 47) as writer:
        for _ in range(3):
            writer.write(image)
    with VideoFrames(tmp_path / "v.mp4") as frames:
        decoded = next(iter(frames))
    assert decoded.shape == (48, 64, 3)
    assert np.abs(decoded[:, 63].astype(int) - 200).max() < 40
    assert np.abs(decoded[46].astype(int) - decoded[47]).mean() < 3


def test_failure_leaves_nothing_and_keeps_what_was_there(tmp_path):
    path = make_video(tmp_path / "v.mp4", np.arange(5) / 25)
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt), VideoWriter(path, 25, 64, 48) as writer:
        writer.write(numbered_frame(1))
        raise KeyboardInterrupt
    assert path.read_bytes() == before
    assert [child.name for child in tmp_path.iterdir()] == ["v.mp4"]


def test_a_file_without_audio_is_refused_and_leaves_nothing(tmp_path):
    video = make_video(tmp_path / "v.mp4", np.arange(5) / 25)
    with pytest.raises(MediaError) as caught:
        VideoWriter(tmp_path / "out.mp4", 25, 64, 48, audio=video)
    assert caught.value.code == "video_no_audio"
    assert [child.name for child in tmp_path.iterdir()] == ["v.mp4"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(StorageError) as caught:
        VideoWriter(tmp_path / "file" / "out.mp4", 25, 64, 48)
    assert caught.value.code == "path_unusable"


def test_wrong_size_is_misuse(tmp_path):
    with pytest.raises(ValueError), VideoWriter(tmp_path / "v.mp4", 25, 64, 48) as writer:
        writer.write(np.zeros((10, 10, 3), np.uint8))
