"""Preparing a video: what lies on disk afterwards, what is skipped, what a bad video says."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from synctalk_engine import jobs
from synctalk_engine.doctor.audio import measure_audio
from synctalk_engine.doctor.findings import _audio_findings
from synctalk_engine.errors import AssetError, StorageError
from synctalk_engine.job import Job
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, WavSamples
from synctalk_engine.media.probe import probe
from synctalk_engine.preprocess import av_offset_stage, frame_pipeline
from synctalk_engine.protocol.events import Event
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.fake_tracker import FakeTracker, use_fake_tracker
from tests.helpers.media_files import (
    clicks,
    make_video,
    numbered_frame,
    peak_time_s,
    read_number,
    real_clip,
    tone,
)
from tests.helpers.odd_audio import offset_ms, video_file, without
from tests.helpers.odd_audio_inputs import two_recordings

FRAMES = 50


@pytest.fixture
def tracker(monkeypatch):
    return use_fake_tracker(monkeypatch)


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "Arbeit 工作")


@pytest.fixture
def video(tmp_path):
    return make_video(
        tmp_path / "Anna ä.mp4", np.arange(FRAMES) / 25, audio=clicks(FRAMES / 25, 0.5)
    )


class Outcome:
    """Exit code and events of one run."""

    def __init__(self, code: int, events: list[tuple[str, dict[str, Any]]], clip: Clip) -> None:
        self.code, self.events, self.clip = code, events, clip

    def of(self, type_: str) -> list[dict[str, Any]]:
        return [fields for kind, fields in self.events if kind == type_]

    def codes(self, type_: str) -> list[str]:
        return [fields["code"] for fields in self.of(type_)]

    def skipped(self) -> set[str]:
        return {e["params"]["stage"] for e in self.of("log") if e["code"] == "stage_skipped"}

    @property
    def result(self) -> dict[str, Any]:
        (result,) = self.of("result")
        return result


def run_preprocess(workspace: Workspace, video: Path, on_event=None, **options: Any) -> Outcome:
    options = {"video_path": str(video), "name": "anna", "asr_model": "mel", **options}
    run = jobs.create_run(workspace, "preprocess", options)
    events: list[tuple[str, dict[str, Any]]] = []

    def note(event: Event) -> None:
        events.append((event.type, event.body()))
        if on_event is not None:
            on_event(event.type, event.body())

    code = jobs.execute(run, on_event=note)
    assert code != jobs.EXIT_BUG, run.log_path.read_text(encoding="utf-8")
    return Outcome(code, events, Clip(workspace.dataset_dir / "anna"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("prepare.json", ".training_state.json")
    }


# -- what lies on disk ---------------------------------------------------------------------------


def test_everything_is_there_afterwards(tracker, workspace, video):
    done = run_preprocess(workspace, video)
    clip = done.clip
    assert done.code == 0
    assert clip.check_complete() == FRAMES
    images = [cv2.imdecode(np.fromfile(path, np.uint8), 1) for path in clip.frame_paths()]
    assert [read_number(image) for image in images] == list(range(FRAMES))
    assert clip.landmarks().shape == (FRAMES, 110, 2)
    assert clip.features("mel").shape == (FRAMES, 4, 80)
    assert len(clip.table()) == FRAMES
    samples = WavSamples(clip.audio_path)
    assert len(samples) == FRAMES * SAMPLE_RATE_HZ // 25
    late_s = peak_time_s(samples.read(0, len(samples)), SAMPLE_RATE_HZ, 0.8)
    assert late_s == pytest.approx(1.0, abs=0.004)
    state = json.loads((clip.path / ".training_state.json").read_text(encoding="utf-8"))
    assert state["preprocessing"]["completed"] is True
    assert state["preprocessing"]["frame_count"] == FRAMES
    assert state["preprocessing"]["landmark_count"] == FRAMES
    record = clip.record()
    assert (record["fps"], record["width"], record["height"]) == (25.0, 64, 48)
    assert not [name for name in contents(clip.path) if name.endswith(".partial")]


def test_the_result_has_the_promised_fields(tracker, workspace, video):
    result = run_preprocess(workspace, video).result
    assert result["frames"] == result["faces_found"] == FRAMES
    assert result["faces_filled"] == 0
    rounding_s = 0.0006
    slowest, fastest = (FRAMES / (result["seconds"] + s) for s in (rounding_s, -rounding_s))
    assert slowest <= result["frames_per_s"] <= fastest
    assert set(result["stages"]) == {"frames", "landmarks", "audio", "features"}
    assert all(seconds > 0 for seconds in result["stages"].values())
    assert "av_offset_ms" in result


def test_another_kind_is_made_beside_mel(tracker, workspace, video, monkeypatch):
    def rows(_samples, count, *_rest):
        return np.ones((count, 288), np.float32)

    monkeypatch.setitem(
        sys.modules["synctalk_engine.features.extract"]._EXTRACTORS, "moonshine", rows
    )
    monkeypatch.setattr(
        "synctalk_engine.assets.store.AssetStore.path", lambda _self, _id: Path("weights")
    )
    done = run_preprocess(workspace, video, asr_model="moonshine")
    assert done.clip.feature_kinds() == ["moonshine", "mel"]


def test_frames_without_a_face_keep_their_place(tracker, workspace, video, monkeypatch):
    monkeypatch.setattr(FakeTracker, "missing", frozenset({3, 4}))
    done = run_preprocess(workspace, video)
    assert (done.result["faces_found"], done.result["faces_filled"]) == (FRAMES - 2, 2)
    assert "faces_filled" in done.codes("warning")
    assert not done.clip.table().found[3]
    assert len(done.clip.landmark_paths()) == FRAMES


def test_jpg_and_another_rate(tracker, workspace, video):
    done = run_preprocess(workspace, video, frame_format="jpg", fps=12.5)
    paths = done.clip.frame_paths()
    assert [path.name for path in paths[:2]] == ["000000.jpg", "000001.jpg"]
    assert len(paths) == FRAMES // 2
    assert done.clip.fps() == 12.5
    assert done.clip.features("mel").shape == (FRAMES // 2, 4, 80)


# -- what is skipped -----------------------------------------------------------------------------


def test_a_second_run_does_nothing(tracker, workspace, video):
    first = run_preprocess(workspace, video)
    before = contents(first.clip.path)
    times = {p: p.stat().st_mtime_ns for p in first.clip.frame_paths()}
    second = run_preprocess(workspace, video)
    assert second.skipped() == {"frames", "landmarks", "audio"}
    assert FakeTracker.updates == FRAMES
    assert contents(first.clip.path) == before
    assert {p: p.stat().st_mtime_ns for p in first.clip.frame_paths()} == times
    assert second.result["frames"] == FRAMES


def test_force_does_everything_again_with_the_same_result(tracker, workspace, video):
    first = run_preprocess(workspace, video)
    before = contents(first.clip.path)
    again = run_preprocess(workspace, video, force=True)
    assert again.skipped() == set()
    assert FakeTracker.updates == 2 * FRAMES
    assert contents(first.clip.path) == before


def test_only_what_depends_on_a_changed_option_is_made_again(tracker, workspace, video):
    run_preprocess(workspace, video)
    other = run_preprocess(workspace, video, landmarker="mesh468")
    assert other.skipped() == {"frames", "audio"}


def test_a_changed_video_is_preprocessed_again(tracker, workspace, video, tmp_path):
    run_preprocess(workspace, video)
    frames = [numbered_frame(200 - k) for k in range(30)]
    make_video(tmp_path / "new.mp4", np.arange(30) / 25, frames=frames, audio=tone(1.2))
    shutil.move(tmp_path / "new.mp4", video)
    done = run_preprocess(workspace, video)
    assert done.skipped() == set()
    assert done.clip.check_complete() == 30
    first = cv2.imdecode(np.fromfile(done.clip.frame_paths()[0], np.uint8), 1)
    assert read_number(first) == 200
    assert len(done.clip.features("mel")) == 30


@pytest.mark.parametrize(
    ("broken", "made_again"),
    [
        ("full_body_img/000007.png", "frames"),
        ("landmarks/000007.pkl", "landmarks"),
        ("frames.csv", "landmarks"),
        ("aud.wav", "audio"),
        ("aud_mel.npy", "features"),
    ],
)
@pytest.mark.parametrize("how", ["removed", "cut"])
def test_what_is_missing_or_cut_is_made_again(tracker, workspace, video, broken, made_again, how):
    first = run_preprocess(workspace, video)
    before = contents(first.clip.path)
    path = first.clip.path / broken
    if how == "removed":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: 0 if path.suffix in (".png", ".pkl") else 50])
    done = run_preprocess(workspace, video)
    assert made_again not in done.skipped()
    assert contents(first.clip.path) == before


def test_a_lost_state_file_is_written_again(tracker, workspace, video):
    first = run_preprocess(workspace, video)
    (first.clip.path / ".training_state.json").unlink()
    run_preprocess(workspace, video)
    state = json.loads((first.clip.path / ".training_state.json").read_text(encoding="utf-8"))
    assert state["preprocessing"]["completed"] is True


def test_skip_flags_leave_things_as_they_are(tracker, workspace, video):
    done = run_preprocess(workspace, video, skip_landmarks=True, skip_audio=True)
    assert len(done.clip.frame_paths()) == FRAMES
    assert not done.clip.landmark_paths()
    assert not done.clip.audio_path.exists()
    state = json.loads((done.clip.path / ".training_state.json").read_text(encoding="utf-8"))
    assert state["preprocessing"]["completed"] is False
    rest = run_preprocess(workspace, video, skip_frames=True)
    assert rest.clip.check_complete() == FRAMES
    assert rest.clip.feature_kinds() == ["mel"]


def test_skip_frames_extracts_what_is_missing_and_keeps_the_rest(tracker, workspace, video):
    done = run_preprocess(workspace, video, skip_landmarks=True, skip_audio=True)
    paths = done.clip.frame_paths()
    kept = {path: path.stat().st_mtime_ns for path in paths[:40]}
    for path in paths[40:]:
        path.unlink()
    run_preprocess(workspace, video, skip_frames=True, skip_audio=True)
    assert done.clip.check_complete() == FRAMES
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


# -- stop, kill, fail ----------------------------------------------------------------------------


def test_a_stop_is_obeyed_and_the_next_run_goes_on(tracker, workspace, video, monkeypatch):
    polls = []

    def poll(self: Job) -> set[str]:
        polls.append(1)
        if len(polls) == 20:
            self.request_stop()
        return original(self)

    original = Job.poll
    monkeypatch.setattr(Job, "poll", poll)
    stopped = run_preprocess(workspace, video)
    assert stopped.code == jobs.EXIT_STOPPED
    state = json.loads((stopped.clip.path / ".training_state.json").read_text(encoding="utf-8"))
    assert state["preprocessing"]["completed"] is False
    kept = {path: path.stat().st_mtime_ns for path in stopped.clip.frame_paths()}
    assert kept
    done = run_preprocess(workspace, video)
    assert done.clip.check_complete() == FRAMES
    for path, written_ns in kept.items():
        assert path.stat().st_mtime_ns == written_ns, "complete frames are not written again"


def test_a_failed_write_ends_the_run_with_its_sentence(tracker, workspace, video, monkeypatch):
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(frame_pipeline, "replace", full)
    done = run_preprocess(workspace, video)
    assert done.code == jobs.EXIT_USER_ERROR
    assert done.codes("error") == ["disk_full"]


def test_no_face_at_all_is_an_error(tracker, workspace, video, monkeypatch):
    monkeypatch.setattr(FakeTracker, "missing", frozenset(range(FRAMES)))
    done = run_preprocess(workspace, video)
    assert done.code == jobs.EXIT_USER_ERROR
    assert done.codes("error") == ["no_face"]


def test_video_without_audio(tracker, workspace, tmp_path):
    silent = make_video(tmp_path / "silent.mp4", np.arange(10) / 25)
    done = run_preprocess(workspace, silent)
    assert done.code == jobs.EXIT_USER_ERROR
    assert done.codes("error") == ["video_no_audio"]
    assert not done.clip.path.exists(), "nothing is begun"
    assert run_preprocess(workspace, silent, skip_audio=True).code == 0


def test_silent_audio_gives_a_warning(tracker, workspace, tmp_path):
    audio = np.zeros(44100, np.float32)
    path = make_video(tmp_path / "v.mp4", np.arange(25) / 25, audio=audio)
    done = run_preprocess(workspace, path)
    assert done.code == 0
    assert "audio_silent" in done.codes("warning")
    assert done.result["av_offset_ms"] is None


def test_damaged_frames_give_a_warning_each_time(tracker, workspace, tmp_path):
    path = make_video(tmp_path / "v.mp4", np.arange(60) / 25, audio=tone(2.4), options={"g": "5"})
    data = bytearray(path.read_bytes())
    middle = (data.index(b"mdat") + data.index(b"moov")) // 2
    data[middle : middle + 4000] = bytes(4000)
    path.write_bytes(bytes(data))
    first, second = run_preprocess(workspace, path), run_preprocess(workspace, path)
    assert first.clip.check_complete() == 60
    assert "frames_broken" in first.codes("warning")
    assert second.codes("warning") == first.codes("warning")


@pytest.mark.parametrize("name", ["../anna", "a/b", ""])
def test_names_that_lead_elsewhere_are_refused(tracker, workspace, video, name):
    with pytest.raises(StorageError):
        run_preprocess(workspace, video, name=name)


def test_missing_weights_are_told_before_anything_is_begun(workspace, video, monkeypatch):
    def path(_self: object, asset_id: str) -> Path:
        raise AssetError("asset_missing", asset=asset_id, what=asset_id)

    monkeypatch.setattr("synctalk_engine.assets.store.AssetStore.path", path)
    done = run_preprocess(workspace, video)
    assert done.codes("error") == ["asset_missing"]
    assert not done.clip.frame_paths()


def test_a_rate_that_the_kind_does_not_have_is_refused(tracker, workspace, video):
    done = run_preprocess(workspace, video, asr_model="ave", fps=30)
    assert done.code == jobs.EXIT_USAGE
    assert done.codes("error") == ["fps_unsuited"]


def test_a_video_shorter_than_stated_gives_audio_of_the_true_length(
    tracker, workspace, tmp_path, monkeypatch
):
    path = make_video(tmp_path / "v.mp4", np.arange(40) / 25, audio=tone(1.6))
    monkeypatch.setattr(
        "synctalk_engine.media.probe.VideoInfo.output_frame_count", lambda _self, _fps: 55
    )
    done = run_preprocess(workspace, path)
    assert len(WavSamples(done.clip.audio_path)) == 40 * SAMPLE_RATE_HZ // 25
    assert len(done.clip.features("mel")) == 40
    assert run_preprocess(workspace, path).skipped() == {"frames", "landmarks", "audio"}


def test_late_audio_is_moved_into_sync(tracker, workspace, video, monkeypatch):
    from synctalk_engine.features.av_offset import AvOffset

    shifts = []

    def measured(_points, _found, _samples, _fps, shift_ms, _speech_rows):
        shifts.append(shift_ms)
        return AvOffset(120.0, 0.9)

    monkeypatch.setattr(av_offset_stage, "measure_offset", measured)
    done = run_preprocess(workspace, video)
    assert done.result["av_offset_ms"] == 120.0
    assert done.codes("warning").count("av_offset_fixed") == 1
    samples = WavSamples(done.clip.audio_path)
    click_s = peak_time_s(samples.read(0, len(samples)), SAMPLE_RATE_HZ, 0.6)
    assert click_s == pytest.approx(1.0 - 0.12, abs=0.004)
    again = run_preprocess(workspace, video)
    assert shifts == [0.0], "what was measured once is kept"
    assert again.skipped() == {"frames", "landmarks", "audio"}
    as_it_was = run_preprocess(workspace, video, fix_av_offset=False)
    assert as_it_was.codes("warning").count("av_offset") == 1
    samples = WavSamples(done.clip.audio_path)
    click_s = peak_time_s(samples.read(0, len(samples)), SAMPLE_RATE_HZ, 0.8)
    assert click_s == pytest.approx(1.0, abs=0.004)


def test_memory_between_the_threads_is_bounded():
    assert frame_pipeline.queue_frames_for(512, 512) == frame_pipeline.QUEUE_MAX_FRAMES
    assert frame_pipeline.queue_frames_for(7680, 4320) == frame_pipeline.QUEUE_MIN_FRAMES


# -- real clips ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def weights():
    from synctalk_engine.assets.store import AssetStore

    missing = AssetStore().missing()
    if missing:
        pytest.skip(f"weights are not installed: {', '.join(asset.id for asset in missing)}")


def test_real_clip_with_the_default_weights(weights, workspace):
    done = run_preprocess(workspace, real_clip("edge/vfr_22.13fps_6s.mp4"), asr_model="moonshine")
    assert done.code == 0
    assert done.result["frames"] == 153
    assert done.result["faces_found"] >= 150
    assert done.clip.features("moonshine").shape == (153, 288)
    points = done.clip.landmarks()
    assert (points.min() > 0) and (points.max() < 700)


@pytest.mark.slow
def test_killed_and_resumed_gives_the_same_bytes(weights, workspace, tmp_path):
    clip_path = real_clip("talk_en_8s_512px.mp4")
    whole = run_preprocess(workspace, clip_path, landmarker="mesh468")
    expected = contents(whole.clip.path)
    other = Workspace(tmp_path / "killed")
    command = [
        sys.executable, "-m", "synctalk_engine", "preprocess", "--video_path", str(clip_path),
        "--name", "anna", "--asr_model", "mel", "--landmarker", "mesh468",
    ]  # fmt: skip
    other.root.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        command, cwd=other.root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    folder = other.dataset_dir / "anna" / "full_body_img"
    deadline_s = time.monotonic() + 120
    while time.monotonic() < deadline_s and len(list(folder.glob("*.png"))) < 40:
        assert process.poll() is None, process.stderr.read().decode()
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.wait()
    process.stderr.close()
    assert 0 < len(list(folder.glob("*.png"))) < 200
    resumed = run_preprocess(other, clip_path, landmarker="mesh468")
    assert resumed.code == 0
    assert contents(resumed.clip.path) == expected


@pytest.mark.slow
def test_late_audio_is_measured_and_corrected(weights, workspace):
    done = run_preprocess(
        workspace, real_clip("talk_zh_15s_900px_audio_late.mp4"), landmarker="mesh468"
    )
    assert done.result["av_offset_ms"] == pytest.approx(160, abs=40)
    assert "av_offset_fixed" in done.codes("warning")


def test_gaps_in_the_audio_give_a_warning_each_time(tracker, workspace, tmp_path):
    path = video_file(tmp_path / "v.mkv", edit=without(1.0, 2.0))
    done = run_preprocess(workspace, path, fix_av_offset=False)
    assert done.code == 0
    assert done.codes("warning").count("audio_gaps") == 1
    samples = WavSamples(done.clip.audio_path)
    samples = samples.read(0, len(samples))
    assert not samples[17500:31000].any()
    assert abs(offset_ms(samples, 0.3)) < 10 and abs(offset_ms(samples, 3.0)) < 10
    again = run_preprocess(workspace, path, fix_av_offset=False)
    assert again.skipped() == {"frames", "landmarks", "audio"}
    assert again.codes("warning").count("audio_gaps") == 1


@pytest.mark.parametrize(
    ("rates_hz", "layouts"), [((48000, 44100), ("stereo", "mono")), ((32000, 48000), ("mono",) * 2)]
)
def test_joined_recordings_are_preprocessed(tracker, workspace, tmp_path, rates_hz, layouts):
    done = run_preprocess(
        workspace, two_recordings(rates_hz, layouts)(tmp_path), fix_av_offset=False
    )
    assert done.code == 0
    samples = WavSamples(done.clip.audio_path)
    samples = samples.read(0, len(samples))
    for at_s in (0.3, 2.4, 3.5):
        assert abs(offset_ms(samples, at_s)) < 10


@pytest.mark.parametrize("rates_hz", [(48000, 48000), (48000, 44100)])
def test_audio_follows_frames_whose_clock_restarts(tracker, workspace, tmp_path, rates_hz):
    done = run_preprocess(
        workspace, two_recordings(rates_hz, is_restarted=True)(tmp_path), fix_av_offset=False
    )
    assert done.code == 0
    images = [cv2.imdecode(np.fromfile(path, np.uint8), 1) for path in done.clip.frame_paths()]
    samples = WavSamples(done.clip.audio_path)
    samples = samples.read(0, len(samples))
    for at_s in (0.3, 2.4, 3.5):
        # the second recording counts its frames from 0 again, and begins with what is said at 2 s
        number = read_number(images[round(at_s * 25)])
        true_s = number / 25 + 2.0 * (at_s > 2)
        assert abs(offset_ms(samples, round(at_s * 25) / 25, true_s)) < 10


def test_the_doctor_tells_of_gaps(tmp_path):
    path = video_file(tmp_path / "v.mkv", edit=without(1.0, 2.0))
    report = measure_audio(path, probe(path), 1.0).report
    assert report["filled_s"] == pytest.approx(1.0, abs=0.05)
    found = _audio_findings(report, path)
    assert ("audio_gaps", "warning") in [(each["code"], each["severity"]) for each in found]
