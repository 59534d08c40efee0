"""Preparing the same project again: what is kept, what is made anew, and what is said of it."""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from synctalk_engine.media.audio import WavSamples
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.state import read_state
from tests.helpers import bad_media as media
from tests.helpers.bad_input_checks import has
from tests.helpers.command_line import Outcome, synctalk
from tests.helpers.fake_tracker import FakeTracker, use_fake_tracker
from tests.helpers.media_files import read_number
from tests.helpers.preprocessing_checks import (
    assert_is_a_sentence,
    contents,
    preprocess_clip,
    preprocess_video,
)

EXTRACT = "synctalk_engine.features.extract"


@pytest.fixture(autouse=True)
def tracker(monkeypatch):
    return use_fake_tracker(monkeypatch)


@pytest.fixture
def heavy_kinds(monkeypatch):
    """Moonshine and WeNet without their weights."""

    def moonshine(_samples, count, *_rest):
        yield np.ones((count, 288), np.float32)

    def wenet(_samples, count, *_rest):
        yield np.ones((count, 16, 512), np.float32)

    extractors = sys.modules[EXTRACT]._EXTRACTORS
    monkeypatch.setitem(extractors, "moonshine", moonshine)
    monkeypatch.setitem(extractors, "wenet", wenet)
    monkeypatch.setattr(
        "synctalk_engine.assets.store.AssetStore.path", lambda _self, _id: Path("weights")
    )


@pytest.fixture
def video(tmp_path):
    return media.plain(tmp_path / "video.mp4")


@pytest.fixture
def other_video(tmp_path):
    reversed_numbers = media.numbered_frames(30)[::-1]
    return media.write(
        tmp_path / "other.mp4", reversed_numbers, [media.AudioTrack(media.tone(1.2))]
    )


def skipped(outcome: Outcome) -> set[str]:
    return {
        event["params"]["stage"]
        for event in outcome.events
        if event["type"] == "log" and event["code"] == "stage_skipped"
    }


def number_of(path: Path) -> int:
    return read_number(cv2.imdecode(np.fromfile(path, np.uint8), 1))


# -- another video, other options ----------------------------------------------------------------


def test_another_video_under_the_same_name_leaves_nothing_of_the_first(
    tmp_path, video, other_video, heavy_kinds
):
    preprocess_clip(tmp_path, video, asr_model="moonshine")
    outcome = preprocess_video(tmp_path, other_video)
    clip = Clip(tmp_path / "dataset" / "anna")
    assert skipped(outcome) == set()
    has(30)(clip)
    assert number_of(clip.frame_paths()[0]) == 29
    assert clip.feature_kinds() == ["mel"], "features of the other video are gone"
    assert contents(clip) == contents(preprocess_clip(tmp_path / "new", other_video))


def test_features_whose_making_was_broken_off_are_not_left_to_be_taken_for_whole(
    tmp_path, video, other_video, heavy_kinds, monkeypatch
):
    clip = preprocess_clip(tmp_path, video, asr_model="moonshine")

    def broken(_samples, _count, *_rest):
        raise OSError(28, "No space left on device")
        yield

    with monkeypatch.context() as patch:
        patch.setitem(sys.modules[EXTRACT]._EXTRACTORS, "moonshine", broken)
        outcome = preprocess_video(tmp_path, other_video, asr_model="moonshine")
        assert_is_a_sentence(outcome, "disk_full")
    preprocess_clip(tmp_path, other_video)
    assert clip.feature_kinds() == ["mel"]


def test_another_rate_makes_everything_anew(tmp_path, video, heavy_kinds):
    preprocess_clip(tmp_path, video, asr_model="moonshine")
    outcome = preprocess_video(tmp_path, video, fps=12.5)
    clip = Clip(tmp_path / "dataset" / "anna")
    assert skipped(outcome) == set()
    assert clip.fps() == 12.5
    has(13)(clip)
    assert clip.feature_kinds() == ["mel"]


def test_another_kind_of_features_is_made_beside_the_first(tmp_path, video, heavy_kinds):
    before = contents(preprocess_clip(tmp_path, video))
    outcome = preprocess_video(tmp_path, video, asr_model="moonshine")
    clip = Clip(tmp_path / "dataset" / "anna")
    assert skipped(outcome) == {"frames", "landmarks"}
    after = contents(clip)
    assert after.keys() - before.keys() == {"aud_moonshine.npy"}
    assert {name: after[name] for name in before} == before
    assert skipped(preprocess_video(tmp_path, video)) == {"frames", "landmarks", "audio"}
    assert clip.feature_kinds() == ["moonshine", "mel"], "those of the first run are still good"


def test_another_frame_format_replaces_only_the_frames(tmp_path, video):
    preprocess_clip(tmp_path, video)
    outcome = preprocess_video(tmp_path, video, frame_format="jpg")
    clip = Clip(tmp_path / "dataset" / "anna")
    assert skipped(outcome) == {"landmarks", "audio"}
    assert {path.suffix for path in clip.frames_dir.iterdir()} == {".jpg"}
    has(25)(clip)


def test_a_copy_of_the_video_elsewhere_is_the_same_video(tmp_path, video):
    preprocess_clip(tmp_path, video)
    copy = media.bytes_file(tmp_path / "copy.mp4", video.read_bytes())
    assert skipped(preprocess_video(tmp_path, copy)) == {"frames", "landmarks", "audio"}


# -- skip and force ------------------------------------------------------------------------------


def test_skip_frames_keeps_the_landmarks_of_unchanged_frames(tmp_path, video):
    preprocess_clip(tmp_path, video)
    outcome = preprocess_video(tmp_path, video, skip_frames=True)
    assert "landmarks" in skipped(outcome)
    assert outcome.codes("warning") == ["clip_short"]


def test_skip_frames_tracks_retouched_frames(tmp_path, video):
    clip = preprocess_clip(tmp_path, video)
    retouched = clip.frame_paths()[3]
    data = cv2.imencode(".png", np.full((48, 64, 3), 9, np.uint8))[1].tobytes()
    retouched.write_bytes(data)
    FakeTracker.updates = 0
    preprocess_clip(tmp_path, video, skip_frames=True)
    assert FakeTracker.updates == 25
    assert retouched.read_bytes() == data
    preprocess_clip(tmp_path, video, skip_frames=True)
    assert FakeTracker.updates == 25, "once is enough"


def test_skip_frames_never_takes_some_of_the_frames_for_all(tmp_path, video):
    clip = preprocess_clip(tmp_path, video)
    before = contents(clip)
    for path in clip.frame_paths()[20:]:
        path.unlink()
    preprocess_clip(tmp_path, video, skip_frames=True)
    has(25)(clip)
    assert contents(clip) == before


@pytest.mark.parametrize("stage", ["frames", "landmarks", "audio"])
def test_what_is_kept_of_another_video_is_said(tmp_path, video, other_video, stage):
    clip = preprocess_clip(tmp_path, video)
    before = contents(clip)
    outcome = preprocess_video(tmp_path, other_video, **{f"skip_{stage}": True})
    assert outcome.exit_code == 0
    assert "outdated_kept" in outcome.codes("warning")
    assert f"--skip_{stage}" in outcome.stderr
    kept = {"frames": "full_body_img/", "landmarks": "landmarks/", "audio": "aud"}[stage]
    after = contents(clip)
    assert {name: data for name, data in before.items() if name.startswith(kept)} == {
        name: data for name, data in after.items() if name.startswith(kept)
    }


def test_force_obeys_skip(tmp_path, video):
    clip = preprocess_clip(tmp_path, video)
    written = {path: path.stat().st_mtime_ns for path in clip.frame_paths()}
    FakeTracker.updates = 0
    outcome = preprocess_video(tmp_path, video, force=True, skip_frames=True)
    assert FakeTracker.updates == 25
    assert skipped(outcome) == {"frames"}
    assert {path: path.stat().st_mtime_ns for path in clip.frame_paths()} == written


def test_the_state_is_rebuilt_from_what_lies_there(tmp_path, video):
    clip = preprocess_clip(tmp_path, video)
    (clip.path / ".training_state.json").unlink()
    part = read_state(clip.path)["preprocessing"]
    assert (part["completed"], part["frame_count"], part["landmark_count"]) == (True, 25, 25)
    clip.landmark_paths()[4].unlink()
    assert read_state(clip.path)["preprocessing"]["completed"] is False


def test_half_written_files_of_a_killed_process_are_removed(tmp_path, video):
    clip = preprocess_clip(tmp_path, video)
    before = contents(clip)
    for name in ("aud.wav.1a2b3c4d.partial", "landmarks/000003.pkl.1a2b.partial"):
        (clip.path / name).write_bytes(b"half")
    preprocess_clip(tmp_path, video)
    assert contents(clip) == before


# -- rates of kinds ------------------------------------------------------------------------------


def test_wenet_takes_the_rate_it_was_made_for(tmp_path, video, heavy_kinds):
    clip = preprocess_clip(tmp_path, video, asr_model="wenet")
    assert clip.fps() == 20
    has(20)(clip)
    assert clip.features("wenet").shape == (20, 16, 512)
    assert preprocess_video(tmp_path, video, asr_model="wenet", fps=20).exit_code == 0


@pytest.mark.parametrize(("kind", "fps"), [("wenet", 25), ("ave", 30), ("hubert", 20)])
def test_a_rate_that_a_kind_does_not_have_is_refused_before_anything_is_made(
    tmp_path, video, kind, fps
):
    outcome = preprocess_video(tmp_path, video, asr_model=kind, fps=fps)
    assert outcome.exit_code == 2
    assert outcome.codes("error") == ["fps_unsuited"]
    assert "frames per second" in outcome.sentence and "--fps" in outcome.sentence
    assert not (tmp_path / "dataset").exists()


def test_features_of_another_rate_are_refused_in_training(tmp_path, video):
    preprocess_clip(tmp_path, video, fps=30)
    outcome = synctalk(tmp_path, "train", name="anna", asr="hubert", device="cpu", epochs=1)
    assert outcome.exit_code == 2
    assert outcome.codes("error") == ["fps_unsuited"]


def test_any_rate_is_kept_and_recorded(tmp_path, video):
    clip = preprocess_clip(tmp_path, video, fps=29.97)
    assert clip.fps() == pytest.approx(30000 / 1001)
    assert clip.check_complete() == 30
    assert len(clip.features("mel")) == 30
    assert len(WavSamples(clip.audio_path)) == round(30 * 1001 / 30000 * 16000)


def test_an_empty_name_is_a_sentence(tmp_path, video):
    assert_is_a_sentence(preprocess_video(tmp_path, video, name=" "), "name_invalid", "empty")
