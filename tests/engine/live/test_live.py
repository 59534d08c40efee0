"""The whole way from a speech to a live stream, and the sentences of what cannot be."""

from __future__ import annotations

import socket
import sys
import threading
import tomllib
import types
from pathlib import Path

import av
import numpy as np
import pytest

from synctalk_engine.assets import AssetStore
from synctalk_engine.errors import AssetError, SynctalkError
from synctalk_engine.job import Job
from synctalk_engine.jobs import create_run
from synctalk_engine.live import extras, stream, window_target
from synctalk_engine.live.live import live, load_live_model
from synctalk_engine.live.muxer import LiveMuxer
from synctalk_engine.live.targets import StreamFormat, container_of, open_target, without_key
from synctalk_engine.media.audio import write_wav
from synctalk_engine.protocol.messages import ERRORS
from tests.engine.live.conftest import live_options
from tests.engine.render.conftest import FRAME_COUNT, HEIGHT_PX, WIDTH_PX, write_generator
from tests.helpers.fake_clock import FakeTime
from tests.helpers.left_half_person import install_left_half
from tests.helpers.media_files import clicks, read_number

SPEECH_S = 1.2
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def speech_path(tmp_path):
    path = tmp_path / "new words é.wav"
    write_wav(path, clicks(SPEECH_S, every_s=0.4), 44_100)
    return path


@pytest.fixture
def stopped_time(monkeypatch) -> FakeTime:
    """Streams that are given no clock run as fast as they can, and no frame is late."""
    fake = FakeTime()
    defaults = stream.LiveStream.__init__.__defaults__
    monkeypatch.setattr(stream.LiveStream.__init__, "__defaults__", (*defaults[:-1], fake))
    return fake


class Runner:
    """Does live jobs in this process."""

    def __init__(self, project) -> None:
        self._project = project
        self.codes: list[str] = []

    def live(self, **options) -> dict:
        run = create_run(self._project.workspace, "live", live_options(**options).model_dump())
        with Job(run, lambda event: self.codes.append(event.body().get("code"))) as job:
            return live(run.read_spec().parsed_options(), self._project.workspace, job)

    def error_of(self, **options) -> SynctalkError:
        with pytest.raises(SynctalkError) as caught:
            self.live(**options)
        assert caught.value.exit_code == 3 and caught.value.message and caught.value.hint
        return caught.value


@pytest.fixture
def runner(project) -> Runner:
    return Runner(project)


def decoded(path):
    """(time, image) of the frames, and samples with the time of the first one."""
    with av.open(str(path)) as source:
        frames = [(f.time, f.to_ndarray(format="bgr24")) for f in source.decode(video=0)]
        tags = dict(source.metadata)
    with av.open(str(path)) as source:
        parts = list(source.decode(audio=0))
    samples = np.concatenate([part.to_ndarray()[0] for part in parts])
    return frames, samples, parts[0].time, tags


@pytest.mark.parametrize("suffix", ["mp4", "flv", "ts", "mkv"])
def test_a_stream_to_a_file_has_every_frame_and_its_audio_in_sync(
    runner, speech_path, stopped_time, suffix
) -> None:
    target = runner._project.workspace.root / f"live ñ.{suffix}"
    result = runner.live(audio_path=str(speech_path), to=[target.name])
    assert result["frames"] == 30 and result["dropped"] == 0
    assert result["size"] == [WIDTH_PX, HEIGHT_PX] and result["to"] == [target.name]
    frames, samples, audio_start_s, tags = decoded(target)
    assert len(frames) == 30
    times = np.array([time for time, _ in frames])
    assert np.allclose(np.diff(times), 0.04, atol=0.002)
    expected = [*range(FRAME_COUNT), *range(FRAME_COUNT - 2, 0, -1)][:30]
    assert [read_number(image) for _, image in frames] == expected
    loud = np.flatnonzero(np.abs(samples) > 0.3) / 48_000 + audio_start_s - times[0]
    for expected_s in (0.0, 0.4, 0.8):
        assert np.abs(loud - expected_s).min() < 0.025
    if suffix in ("mp4", "flv"):
        assert "AI-generated" in tags.get("comment", "")


def test_a_playlist_can_be_played_while_it_is_written(runner, speech_path, stopped_time) -> None:
    runner.live(audio_path=str(speech_path), to=["hls/live.m3u8"])
    folder = runner._project.workspace.root / "hls"
    assert "#EXTM3U" in (folder / "live.m3u8").read_text("utf-8")
    assert len(decoded(folder / "live.m3u8")[0]) == 30


def test_the_longest_duration_ends_a_stream(runner, speech_path, stopped_time) -> None:
    result = runner.live(audio_path=str(speech_path), to=["a.mkv"], duration_s=0.5)
    assert 12 <= result["frames"] <= 13


def test_a_user_who_stops_gets_a_complete_file(runner, speech_path, stopped_time) -> None:
    polls = iter(range(30))

    def poll(job) -> set[str]:
        if next(polls) == 20:
            job.request_stop()
        return original(job)

    original = Job.poll
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Job, "poll", poll)
        result = runner.live(audio_path=str(speech_path), to=["a.mp4"])
    frames, _, _, _ = decoded(runner._project.workspace.root / "a.mp4")
    assert len(frames) == result["frames"] < 30


def test_a_camera_gets_every_frame(runner, speech_path, stopped_time, monkeypatch) -> None:
    cameras = fake_camera(monkeypatch)
    runner.live(audio_path=str(speech_path), to=["camera:Unity Video"])
    (camera,) = cameras
    assert camera.device == "Unity Video" and camera.is_closed
    assert [frame.shape for frame in camera.frames] == [(HEIGHT_PX + 1, WIDTH_PX + 1, 3)] * 30
    assert read_number(camera.frames[5][:-1, :-1]) == 5


def fake_camera(monkeypatch, error: Exception | None = None) -> list:
    """A pyvirtualcam whose cameras keep what they are sent."""
    cameras: list = []

    class Camera:
        def __init__(self, width, height, fps, fmt, device) -> None:
            if error is not None:
                raise error
            self.device, self.frames, self.is_closed = device, [], False
            cameras.append(self)

        def send(self, frame) -> None:
            self.frames.append(frame.copy())

        def close(self) -> None:
            self.is_closed = True

    library = types.SimpleNamespace(Camera=Camera, PixelFormat=types.SimpleNamespace(BGR=1))
    monkeypatch.setitem(sys.modules, "pyvirtualcam", library)
    monkeypatch.setattr(extras.importlib.util, "find_spec", lambda name: object())
    return cameras


def fake_microphone(monkeypatch, devices: list[dict], opens: bool = True) -> None:
    """A sounddevice whose microphones give a tone of 0.2 s."""

    class PortAudioError(Exception):
        pass

    class InputStream:
        def __init__(self, rate_hz, block_samples, device, channels, dtype, callback) -> None:
            if not opens:
                raise PortAudioError("Device unavailable [PaErrorCode -9985]")
            self._block, self._callback = block_samples, callback

        def start(self) -> None:
            for _ in range(20):
                self._callback(np.full((self._block, 1), 0.5, np.float32), self._block, None, None)

        def close(self, ignore_errors: bool) -> None:
            pass

    library = types.SimpleNamespace(
        PortAudioError=PortAudioError, query_devices=lambda: devices, InputStream=InputStream
    )
    monkeypatch.setitem(sys.modules, "sounddevice", library)
    monkeypatch.setattr(extras.importlib.util, "find_spec", lambda name: object())


MICROPHONE = {"name": "USB Mic", "max_input_channels": 1}
SPEAKER = {"name": "HDMI", "max_input_channels": 0}


def test_a_microphone_that_is_missing_unknown_or_in_use_is_told(
    runner, monkeypatch, stopped_time, speech_path
) -> None:
    again = {"to": ["a.mkv"], "duration_s": 0.4}
    fake_microphone(monkeypatch, [SPEAKER])
    assert runner.error_of(audio_path="mic").code == "microphone_missing"
    assert runner.live(audio_path=str(speech_path), **again)["frames"] == 10
    fake_microphone(monkeypatch, [SPEAKER, MICROPHONE], opens=False)
    error = runner.error_of(audio_path="mic:røde")
    assert error.code == "microphone_unknown" and "USB Mic" in error.message
    error = runner.error_of(audio_path="mic:usb")
    assert error.code == "microphone_unusable"
    assert error.message == "The microphone “usb” cannot be used: Device unavailable."
    fake_microphone(monkeypatch, [SPEAKER, MICROPHONE])
    for name in ("mic", "mic:usb"):
        assert runner.live(audio_path=name, **again)["frames"] == 10
    _, samples, _, _ = decoded(runner._project.workspace.root / "a.mkv")
    assert np.abs(samples).max() > 0.4


def test_missing_packages_are_named_with_what_installs_them(runner, monkeypatch, speech_path):
    monkeypatch.setattr(extras.importlib.util, "find_spec", lambda name: None)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for package, asked in (
        ("sounddevice", {"audio_path": "mic"}),
        ("pyvirtualcam", {"audio_path": str(speech_path), "to": ["camera"]}),
    ):
        error = runner.error_of(**asked)
        assert error.code == "live_packages_missing" and package in error.message
        extra = error.hint.partition("[")[2].partition("]")[0]
        assert any(package in one for one in project["optional-dependencies"][extra])


def test_a_missing_camera_driver_is_named(runner, monkeypatch, speech_path) -> None:
    fake_camera(monkeypatch, RuntimeError("'v4l2loopback' backend: No such device\nmore"))
    error = runner.error_of(audio_path=str(speech_path), to=["camera"])
    assert error.code == "camera_driver_missing"
    assert "OBS" in error.hint and "v4l2loopback" in error.hint and "\n" not in error.message


@pytest.mark.parametrize(
    "target", ["ftp://a/b", "https://a/b.mp4", "live.avi", "live", "rtmp://", "webcam", "://", ""]
)
def test_a_target_that_is_none_is_told_before_anything_is_loaded(runner, target) -> None:
    error = runner.error_of(audio_path="gone.wav", to=[target])
    assert error.code == "live_target_unknown"
    kinds = error.hint.partition(": ")[2].rstrip(".").split(", ")
    assert {"camera", "window", "rtmp://", ".mp4"} <= set(kinds)
    for kind in set(kinds) - {"camera", "window"}:
        assert container_of(f"{kind}host/a" if "://" in kind else f"a{kind}")


@pytest.mark.parametrize("url", ["rtmp://127.0.0.1:9/live/secret", "tcp://127.0.0.1:9"])
def test_a_server_that_does_not_answer_is_told_without_its_key(runner, speech_path, url) -> None:
    error = runner.error_of(audio_path=str(speech_path), to=["kept.mkv", url])
    assert error.code == "live_target_unreachable"
    assert "secret" not in error.message + str(error.params)


def test_a_server_that_answers_gets_the_stream(runner, speech_path, stopped_time) -> None:
    received: list[bytes] = []

    def receive() -> None:
        connection, _ = server.accept()
        with connection:
            while data := connection.recv(65536):
                received.append(data)

    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        thread = threading.Thread(target=receive)
        thread.start()
        runner.live(audio_path=str(speech_path), to=[url])
        thread.join(20.0)
    path = runner._project.workspace.root / "received.ts"
    path.write_bytes(b"".join(received))
    assert len(decoded(path)[0]) == 30
    assert "live_target_unreachable" in ERRORS


def test_a_disk_that_is_gone_ends_the_target_and_another_works(tmp_path, monkeypatch) -> None:
    image, audio = np.zeros((48, 64, 3), np.uint8), np.zeros(1920, np.float32)
    path = tmp_path / "a.mkv"

    def write(*_args) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(LiveMuxer, "write", write)
        target = open_target(str(path), lambda name: path, StreamFormat((64, 48), 25.0))
        target.write(0, image, audio)
        target.close()
    assert target.error is not None and target.error.code == "live_target_lost"
    target = open_target(str(path), lambda name: path, StreamFormat((64, 48), 25.0))
    target.write(0, image, audio)
    target.close()
    assert target.error is None and len(decoded(path)[0]) == 1


def test_a_preview_window_that_was_closed_is_told(monkeypatch) -> None:
    image, audio = np.zeros((48, 64, 3), np.uint8), np.zeros(1920, np.float32)
    monkeypatch.setattr(window_target, "window_command", lambda: [sys.executable, "-c", "pass"])
    target = window_target.WindowTarget(StreamFormat((64, 48), 25.0))
    target._process.wait(20.0)
    target.write(0, image, audio)
    target._thread.join(20.0)
    assert target.error is not None and target.error.code == "live_window_lost"
    target.close()
    reads = "import sys; sys.stdin.buffer.read()"
    monkeypatch.setattr(window_target, "window_command", lambda: [sys.executable, "-c", reads])
    target = window_target.WindowTarget(StreamFormat((64, 48), 25.0))
    target.write(0, image, audio)
    target.close()
    assert target.error is None and target._process.returncode == 0


@pytest.mark.parametrize("frame_s, is_slow", [(0.06, True), (0.03, False)])
def test_a_model_that_is_too_slow_is_told(runner, stopped_time, monkeypatch, frame_s, is_slow):
    make = stream.Animator.make

    def slow(animator, frame):
        stopped_time.now_s += frame_s
        return make(animator, frame)

    monkeypatch.setattr(stream.Animator, "make", slow)
    speech = runner._project.workspace.root / "s.wav"
    write_wav(speech, clicks(3.0, every_s=0.4), 48_000)
    result = runner.live(audio_path=str(speech), to=["a.mkv"])
    assert (result["dropped"] > 0) is is_slow
    assert ("live_slow" in runner.codes) is is_slow


def test_stream_keys_are_not_shown() -> None:
    assert without_key("rtmp://a.rtmp.youtube.com/live2/abcd-1234") == (
        "rtmp://a.rtmp.youtube.com/live2/…"
    )
    assert without_key("rtmps://user:pass@host/app/key?x=1") == "rtmps://host/app/…"
    assert without_key("srt://host:9000?passphrase=secret") == "srt://host:9000"
    assert without_key("live ñ.mp4") == "live ñ.mp4"
    assert container_of("RTMP://host/app/key") == "flv"


@pytest.mark.parametrize("kind", ["moonshine", "hubert", "mel+moonshine"])
def test_a_model_that_cannot_speak_live_is_told(runner, speech_path, kind) -> None:
    write_generator(runner._project.checkpoint_path, asr=kind)
    error = runner.error_of(audio_path=str(speech_path), to=["a.mp4"])
    assert error.code == "live_kind_unsuited" and kind in error.message
    write_generator(runner._project.checkpoint_path, asr="mel")
    assert load_live_model(live_options(), runner._project.workspace, "cpu")


def test_the_gain_needs_a_model_with_shapes(runner, speech_path) -> None:
    error = runner.error_of(audio_path=str(speech_path), to=["a.mp4"], mouth_gain=1.5)
    assert (error.code, error.exit_code) == ("mouth_gain_unsuited", 3)


def test_missing_weights_are_told(runner, speech_path, monkeypatch) -> None:
    def path(_store, asset_id):
        raise AssetError("asset_missing", asset=asset_id, what=asset_id)

    monkeypatch.setattr(AssetStore, "path", path)
    write_generator(runner._project.checkpoint_path, asr="whisper")
    error = runner.error_of(audio_path=str(speech_path), to=["a.mp4"])
    assert error.code == "asset_missing" and "whisper" in error.message


def test_missing_speech_and_project_are_told(runner, speech_path) -> None:
    assert runner.error_of(audio_path="gone.wav", to=["a.mp4"]).code == "file_not_found"
    error = runner.error_of(name="nobody", audio_path=str(speech_path), to=["a.mp4"])
    assert error.code == "project_not_found"


def test_the_visible_label_is_on_live_frames(runner) -> None:
    plain = live_options(label=None)
    images = []
    for options in (plain, live_options(label="eu")):
        model = load_live_model(options, runner._project.workspace, "cpu")
        with model.animator(0) as animator:
            animator.hear(np.zeros(1920, np.float32))
            images.append(animator.make(0))
    assert not np.array_equal(*images)


def test_of_two_targets_the_one_that_fails_is_left(tmp_path) -> None:
    from synctalk_engine.errors import LiveError
    from synctalk_engine.live.targets import TargetGroup
    from tests.engine.live.conftest import RecordingTarget

    good, bad, lost = RecordingTarget(), RecordingTarget(), []
    group = TargetGroup([bad, good], lost.append)
    image, audio = np.zeros((2, 2, 3), np.uint8), np.zeros(1920, np.float32)
    group.write(0, image, audio)
    bad.error = LiveError("live_target_lost", target="bad", reason="it is gone")
    group.write(1, image, audio)
    group.write(2, image, audio)
    assert (bad.indices, good.indices, lost) == ([0], [0, 1, 2], [bad])
    good.error = bad.error
    with pytest.raises(LiveError):
        group.write(3, image, audio)


def test_frames_that_never_came_leave_no_gap_in_the_audio(tmp_path) -> None:
    path = tmp_path / "a.mkv"
    target = open_target(str(path), lambda name: path, StreamFormat((64, 48), 25.0))
    image, audio = np.zeros((48, 64, 3), np.uint8), np.full(1920, 0.5, np.float32)
    for index in (0, 1, 2, 10, 11, 12):
        target.write(index, image, audio)
    target.close()
    assert target.error is None
    frames, samples, start_s, _ = decoded(path)
    times = [round(time - frames[0][0], 2) for time, _ in frames]
    assert times == [0, 0.04, 0.08, 0.4, 0.44, 0.48]
    loud = np.abs(samples[round((frames[0][0] - start_s) * 48_000) :]) > 0.25
    assert loud[2000:5000].all() and not loud[7500:18000].any() and loud[20500:24000].all()


def test_a_colour_stands_behind_the_person_of_a_live_video(runner, monkeypatch, tmp_path):
    network = install_left_half(monkeypatch, tmp_path)
    options = live_options(background="#00b140")
    model = load_live_model(options, runner._project.workspace, "cpu")
    with model.animator(0) as animator:
        images = []
        for frame in range(2 * FRAME_COUNT):
            animator.hear(np.zeros(animator.timeline.frame_samples(frame), np.float32))
            images.append(animator.make(frame))
    source = model.source.read_frame(0)
    for image in images:
        assert (image[:, -WIDTH_PX // 4 :] == (64, 177, 0)).all()
    assert (images[0][-30:, : WIDTH_PX // 4] == source[-30:, : WIDTH_PX // 4]).all()
    assert network.seen == FRAME_COUNT  # of each frame once, whatever the stream's length


def test_a_live_video_cannot_be_transparent(runner, speech_path):
    error = runner.error_of(audio_path=str(speech_path), background="transparent")
    assert error.code == "live_background_transparent" and "#00b140" in error.hint
