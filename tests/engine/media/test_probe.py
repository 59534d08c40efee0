"""What is said of files, good and bad."""

from __future__ import annotations

import wave

import numpy as np
import pytest

from synctalk_engine.errors import SynctalkError
from synctalk_engine.media.probe import as_rate, probe
from tests.helpers.media_files import make_video, real_clip, tone, turn_mp4


@pytest.fixture
def video(tmp_path):
    return make_video(tmp_path / "ein Käse 视频.mp4", np.arange(25) / 25, audio=tone(1.0))


def code_of(path) -> str:
    with pytest.raises(SynctalkError) as caught:
        probe(path)
    assert str(path) in caught.value.message or caught.value.params.get("path") == str(path)
    assert caught.value.hint
    return caught.value.code


def test_a_plain_video_is_described(video):
    info = probe(video)
    assert (info.width, info.height, info.rotation) == (64, 48, 0)
    assert info.codec == "h264"
    assert info.fps == pytest.approx(25)
    assert info.duration_s == pytest.approx(1.0, abs=0.05)
    assert info.frame_count == 25
    assert info.output_frame_count(25) == 25
    assert not info.variable_rate
    assert not info.truncated
    assert [track.sample_rate_hz for track in info.audio] == [44100]


def test_size_is_that_of_the_rotated_frame(video):
    turn_mp4(video, 90)
    info = probe(video)
    assert (info.width, info.height) == (48, 64)
    assert abs(info.rotation) == 90


def test_a_variable_rate_is_seen(tmp_path):
    times_s = np.cumsum([0.0] + [0.033, 0.067] * 12)
    assert probe(make_video(tmp_path / "v.mp4", times_s, audio=tone(1.0))).variable_rate


def test_missing_file(tmp_path):
    assert code_of(tmp_path / "nothing.mp4") == "file_not_found"


def test_folder(tmp_path):
    assert code_of(tmp_path) == "file_is_folder"


def test_empty_file(tmp_path):
    (tmp_path / "empty.mp4").touch()
    assert code_of(tmp_path / "empty.mp4") == "file_empty"


@pytest.mark.parametrize("data", [b"hello, this is a text", bytes(range(256)) * 40])
def test_not_a_video(tmp_path, data):
    path = tmp_path / "letter.mp4"
    path.write_bytes(data)
    assert code_of(path) == "video_unreadable"


def test_recording_without_its_index_is_called_cut_short(video):
    data = video.read_bytes()
    video.write_bytes(data[: data.index(b"moov")])
    assert code_of(video) == "video_truncated"


def test_copy_that_lacks_its_end_is_noticed(tmp_path):
    options = {"movflags": "+faststart"}
    frames = [np.random.default_rng(k).integers(0, 255, (48, 64, 3), np.uint8) for k in range(25)]
    path = tmp_path / "v.mp4"
    make_video(path, np.arange(25) / 25, frames=frames, audio=tone(1.0))
    assert not probe(path).truncated
    data = _faststart(path, options)
    path.write_bytes(data[: len(data) * 2 // 3])
    assert probe(path, need_audio=False).truncated


def test_an_audio_file_has_no_video(tmp_path):
    path = tmp_path / "speech.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(bytes(32000))
    assert code_of(path) == "video_no_video"


def test_video_without_audio(tmp_path):
    path = make_video(tmp_path / "silent.mp4", np.arange(5) / 25)
    assert code_of(path) == "video_no_audio"
    assert probe(path, need_audio=False).audio == ()


def test_real_clip_without_audio():
    assert code_of(real_clip("edge/no_audio_30s.mp4")) == "video_no_audio"


@pytest.mark.parametrize(("fps", "text"), [(25, "25"), (29.97, "30000/1001"), (12.5, "25/2")])
def test_rates_are_exact_rationals(fps, text):
    assert str(as_rate(fps)) == text


def _faststart(path, options) -> bytes:
    import av

    target = path.with_name("fast.mp4")
    with av.open(str(path)) as source, av.open(str(target), "w", options=options) as output:
        streams = {s.index: output.add_stream_from_template(s) for s in source.streams}
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream_index]
                output.mux(packet)
    return target.read_bytes()
