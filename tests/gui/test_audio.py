"""Audio in the window: videos and clips played, speech recorded, and no audio device."""

from __future__ import annotations

import wave

import numpy as np
import pytest
from PySide6.QtCore import Qt, QUrl

from synctalk_gui.audio import multimedia as loading
from synctalk_gui.audio import speech_player
from synctalk_gui.audio.clip_audio import ClipAudio
from synctalk_gui.audio.multimedia import (
    multimedia,
    release_player,
    why_no_playback,
    why_no_recording,
)
from synctalk_gui.audio.recorder import Recorder
from synctalk_gui.audio.speech_player import SpeechPlayer
from synctalk_gui.audio.video_player import VideoPlayer
from synctalk_gui.widgets.transport import Transport
from tests.helpers.fake_microphone import FakeMicrophone
from tests.helpers.videos import make_video, make_wav

needs_multimedia = pytest.mark.skipif(
    multimedia() is None, reason="QtMultimedia cannot be loaded here (on Linux it needs libpulse0)"
)


@pytest.fixture
def without_multimedia(monkeypatch):
    def missing(_name):
        raise ImportError("libpulse.so.0: cannot open shared object file")

    loading.multimedia.cache_clear()
    monkeypatch.setattr(loading.importlib, "import_module", missing)
    yield
    loading.multimedia.cache_clear()


@pytest.fixture
def recorder(qapp):
    recorder = Recorder()
    assert not recorder.is_recording
    yield recorder
    recorder.discard()


def test_a_recording_is_complete(qtbot, recorder, tmp_path):
    microphone = FakeMicrophone()
    recorder.start(tmp_path / "new folder", microphone)
    samples = (np.sin(np.arange(8000) / 20) * 16000).astype("<i2").tobytes()
    levels = []
    recorder.level_changed.connect(levels.append)
    for begin in range(0, len(samples), 999):  # an odd number: samples are cut in two
        microphone.device.capture(samples[begin : begin + 999])
    assert recorder.seconds == pytest.approx(1.0)
    assert not list((tmp_path / "new folder").glob("*.wav")), "no name before it is whole"
    with qtbot.waitSignal(recorder.finished) as finished:
        recorder.stop()
    with wave.open(str(finished.args[0])) as clip_audio:
        assert (clip_audio.getframerate(), clip_audio.getnchannels()) == (8000, 1)
        assert clip_audio.readframes(10_000) == samples
    assert max(levels) == pytest.approx(16000 / 32768, abs=0.01)
    assert microphone.stopped == 1
    assert [path.suffix for path in (tmp_path / "new folder").iterdir()] == [".wav"]


def test_a_recording_without_audio_or_microphone_is_reported(qtbot, recorder, tmp_path):
    recorder.start(tmp_path, FakeMicrophone())
    with qtbot.waitSignal(recorder.failed) as failed:
        recorder.stop()
    assert "No audio was recorded" in failed.args[0]
    with qtbot.waitSignal(recorder.failed) as failed:
        recorder.start(tmp_path, FakeMicrophone(opens=False))
    assert "could not be opened" in failed.args[0]
    (tmp_path / "file").write_bytes(b"")
    with qtbot.waitSignal(recorder.failed) as failed:
        recorder.start(tmp_path / "file", FakeMicrophone())
    assert f"{tmp_path / 'file'} cannot be used" in failed.args[0]
    assert not recorder.is_recording
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_discarded_recording_leaves_nothing(recorder, tmp_path):
    microphone = FakeMicrophone()
    recorder.start(tmp_path, microphone)
    microphone.device.capture(b"\1\2" * 100)
    recorder.discard()
    assert list(tmp_path.iterdir()) == [] and not recorder.is_recording


def test_without_multimedia_everything_explains_why(qtbot, without_multimedia, tmp_path):
    assert "libpulse0" in why_no_playback() and "libpulse0" in why_no_recording()
    player = VideoPlayer()
    qtbot.addWidget(player)
    assert player.load(tmp_path / "x.mp4") is False
    player.play()
    player.seek(5)
    transport = Transport()
    qtbot.addWidget(transport)
    clip_audio = ClipAudio(transport)
    clip_audio.set_path(tmp_path / "aud.wav")
    clip_audio.chip.click()
    assert not clip_audio.chip.isChecked() and not clip_audio.chip.isEnabled()
    assert "libpulse0" in clip_audio.chip.toolTip()
    transport.set_frames(10)
    transport.play()
    assert transport.is_playing() and not clip_audio.is_heard
    transport.pause()


@needs_multimedia
def test_a_missing_microphone_is_reported(qapp):
    if multimedia().QMediaDevices.audioInputs():
        pytest.skip("there is a microphone here")
    assert why_no_recording() == "No microphone found."


@needs_multimedia
def test_a_video_is_played_paused_and_sought(qtbot, tmp_path):
    path = make_video(tmp_path / "Zoë 工作.mp4", duration_s=2.0)
    player = VideoPlayer()
    qtbot.addWidget(player)
    player.resize(400, 300)
    player.show()
    with qtbot.waitSignal(player.frame_shown, timeout=10_000):
        assert player.load(path)
    qtbot.waitUntil(lambda: player.duration_ms() > 1500, timeout=10_000)
    qtbot.keyClick(player.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: player.is_playing() and player.position_ms() > 300, timeout=10_000)
    qtbot.keyClick(player.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not player.is_playing())
    qtbot.keyClick(player.view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: player.position_ms() == 0)
    qtbot.keyClick(player.view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: player.position_ms() == 1000)
    player.unload()
    path.unlink()  # nothing holds it, on Windows too


@needs_multimedia
def test_a_file_that_is_no_video_is_reported(qtbot, tmp_path):
    path = tmp_path / "broken.mp4"
    path.write_bytes(b"no video" * 100)
    player = VideoPlayer()
    qtbot.addWidget(player)
    with qtbot.waitSignal(player.failed, timeout=10_000) as failed:
        player.load(path)
    assert failed.args[0].startswith("Cannot play broken.mp4: ")
    player.unload()


@needs_multimedia
def test_the_audio_follows_the_frames(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("synctalk_gui.audio.clip_audio.why_no_playback", lambda: "")
    transport = Transport()
    qtbot.addWidget(transport)
    transport.show()
    transport.set_frames(250, 25.0)
    clip_audio = ClipAudio(transport)
    assert not clip_audio.chip.isEnabled()
    clip_audio.set_path(make_wav(tmp_path / "aud.wav", 10.0))
    clip_audio.chip.click()
    transport.set_position(100)
    transport.play()
    qtbot.waitUntil(lambda: clip_audio.is_heard and clip_audio.position_ms() > 4000, timeout=10_000)
    transport.set_position(200)
    qtbot.waitUntil(
        lambda: abs(clip_audio.position_ms() - transport.time_s * 1000) < 200, timeout=5000
    )
    assert clip_audio.position_ms() >= 7900
    transport.pause()
    qtbot.waitUntil(lambda: not clip_audio.is_heard)
    clip_audio.set_path(None)
    assert not clip_audio.chip.isEnabled()


@needs_multimedia
def test_a_player_is_released_while_other_threads_may_run(qtbot, tmp_path):
    media = multimedia()
    player = media.QMediaPlayer()
    player.setAudioOutput(media.QAudioOutput(player))
    player.setSource(QUrl.fromLocalFile(str(make_wav(tmp_path / "a.wav", 1.0))))
    player.play()
    qtbot.waitUntil(lambda: player.position() > 0)
    with qtbot.waitSignal(player.destroyed):
        release_player(player)
        assert player.source() == QUrl()
        assert player.playbackState() == media.QMediaPlayer.PlaybackState.StoppedState


@needs_multimedia
def test_a_speech_is_played_paused_and_sought(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(speech_player, "why_no_playback", lambda: "")  # there may be no device
    path = make_wav(tmp_path / "a speech.wav", 3.0)
    player = SpeechPlayer()
    places = []
    player.position_changed.connect(lambda _path, fraction: places.append(fraction))
    with qtbot.waitSignal(player.playing_changed) as playing:
        player.toggle(path)
    assert playing.args == [path] and player.playing_path == path
    qtbot.waitUntil(lambda: bool(places) and places[-1] > 0)
    player.toggle(path)
    qtbot.waitUntil(lambda: player.playing_path is None)
    player.seek(path, 0.5)
    qtbot.waitUntil(lambda: places[-1] >= 0.5)
    player.close()
    assert player.path is None and player.playing_path is None


@needs_multimedia
def test_a_speech_that_cannot_be_played_is_reported(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(speech_player, "why_no_playback", lambda: "")
    path = tmp_path / "broken.wav"
    path.write_bytes(b"no audio")
    player = SpeechPlayer()
    with qtbot.waitSignal(player.failed) as failed:
        player.toggle(path)
    assert failed.args[0].startswith("Cannot play broken.wav: ")
    player.close()
