"""After an interruption or damage: what is whole stays, what is missing is made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from synctalk_engine.errors import JobStopped
from synctalk_engine.job import Job
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.preprocess.file_integrity import is_intact_jpeg, is_intact_png
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.landmark_files import write_landmarks
from synctalk_engine.workspace.state import read_state
from tests.helpers import bad_media as media
from tests.helpers import file_damage
from tests.helpers.fake_tracker import use_fake_tracker
from tests.helpers.file_damage import DAMAGES, copied
from tests.helpers.preprocessing_checks import (
    assert_is_a_sentence,
    contents,
    preprocess_clip,
    preprocess_video,
)

FRAMES = 25
FILES = {
    "frame": "full_body_img/000011.png",
    "first frame": "full_body_img/000000.png",
    "last frame": "full_body_img/000024.png",
    "landmarks": "landmarks/000011.pkl",
    "audio": "aud.wav",
    "features": "aud_mel.npy",
    "table": "frames.csv",
    "record": "prepare.json",
    "state": ".training_state.json",
}


@pytest.fixture(autouse=True)
def tracker(monkeypatch):
    return use_fake_tracker(monkeypatch)


@pytest.fixture(scope="module")
def preprocessed(tmp_path_factory) -> Path:
    """A workspace with a video and the clip ``anna`` preprocessed from it, to be copied."""
    root = tmp_path_factory.mktemp("preprocessed")
    with pytest.MonkeyPatch.context() as patch:
        use_fake_tracker(patch)
        preprocess_clip(root, media.plain(root / "video.mp4", FRAMES / 25))
    return root


@pytest.fixture
def workspace(preprocessed, tmp_path) -> Path:
    return copied(preprocessed, tmp_path / "w")


def clip_of(workspace: Path) -> Clip:
    return Clip(workspace / "dataset" / "anna")


def progress_of(outcome) -> list[int]:
    return [e["done"] for e in outcome.events if e["type"] == "progress" and e["stage"] == "frames"]


# -- damage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("what", FILES)
def test_preprocessing_again_recreates_a_damaged_file(workspace, what, how):
    clip = clip_of(workspace)
    before = contents(clip)
    DAMAGES[how](clip.path / FILES[what])
    outcome = preprocess_video(workspace, workspace / "video.mp4")
    assert outcome.exit_code == 0, outcome.stderr
    assert contents(clip) == before
    assert read_state(clip.path)["preprocessing"]["completed"] is True
    assert json.loads((clip.path / "prepare.json").read_text(encoding="utf-8"))["stages"]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_jpeg_is_made_anew(preprocessed, tmp_path, how):
    video = preprocessed / "video.mp4"
    clip = preprocess_clip(tmp_path / "w", video, frame_format="jpg")
    before = contents(clip)
    DAMAGES[how](clip.frame_paths()[11])
    preprocess_clip(tmp_path / "w", video, frame_format="jpg")
    assert contents(clip) == before


@pytest.mark.parametrize("points", [np.zeros((110, 2)), np.full((110, 2), np.nan)])
def test_landmarks_of_zeros_or_without_numbers_are_made_anew(workspace, points):
    clip = clip_of(workspace)
    before = contents(clip)
    write_landmarks(clip.landmark_paths()[3], points)
    preprocess_clip(workspace, workspace / "video.mp4")
    assert contents(clip) == before


def test_only_the_damaged_frame_is_written_again(workspace):
    clip = clip_of(workspace)
    file_damage.zeros_in_the_middle(clip.frame_paths()[11])
    written = {path.name: path.stat().st_mtime_ns for path in clip.frame_paths()}
    preprocess_clip(workspace, workspace / "video.mp4")
    after = {path.name: path.stat().st_mtime_ns for path in clip.frame_paths()}
    assert [name for name in after if after[name] != written[name]] == ["000011.png"]


@pytest.mark.parametrize("what", FILES)
def test_a_folder_with_something_in_it_is_never_deleted(workspace, what):
    """Not even where a file belongs; the sentence says what to do, and that works."""
    clip = clip_of(workspace)
    before = contents(clip)
    path = clip.path / FILES[what]
    file_damage.folder(path)
    (path / "mine.txt").write_text("mine")
    outcome = preprocess_video(workspace, workspace / "video.mp4")
    assert_is_a_sentence(outcome, "folder_in_the_way", "Move that folder somewhere else")
    assert (path / "mine.txt").read_text() == "mine"
    path.rename(workspace / "moved away")
    preprocess_clip(workspace, workspace / "video.mp4")
    assert contents(clip) == before


def test_a_clip_of_an_older_version_without_checksums_is_kept_and_healed(workspace):
    clip = clip_of(workspace)
    before = contents(clip)
    record = json.loads(clip.record_path.read_text(encoding="utf-8"))
    for entry in record["stages"].values():
        for key in ("checksum", "checksums", "table_checksum"):
            entry.pop(key, None)
    clip.record_path.write_text(json.dumps(record), encoding="utf-8")
    written = {path: path.stat().st_mtime_ns for path in clip.frame_paths()}
    file_damage.zeros_in_the_middle(clip.frame_paths()[7])
    file_damage.zeros_in_the_middle(clip.landmark_paths()[7])
    preprocess_clip(workspace, workspace / "video.mp4")
    assert contents(clip) == before
    changed = [path for path in written if path.stat().st_mtime_ns != written[path]]
    assert [path.name for path in changed] == ["000007.png"]


# -- whole or not ----------------------------------------------------------------------------------


def test_a_frame_file_is_complete_only_with_every_byte():
    image = cv2.GaussianBlur(
        np.random.default_rng(0).integers(0, 256, (96, 128, 3)).astype(np.uint8), (0, 0), 2
    )
    for suffix, is_whole in ((".png", is_intact_png), (".jpg", is_intact_jpeg)):
        data = cv2.imencode(suffix, image)[1].tobytes()
        assert is_whole(data) and is_whole(data, (128, 96))
        assert not is_whole(data, (96, 128))
        for length in (0, 1, 20, len(data) // 2, len(data) - 1):
            assert not is_whole(data[:length]), (suffix, length)
        for at in (len(data) // 3, len(data) // 2):
            assert not is_whole(data[:at] + bytes(1024) + data[at + 1024 :]), (suffix, at)
        assert not is_whole(bytes(len(data)))


# -- skip flags ------------------------------------------------------------------------------------


def _stopped_at(frame: int) -> Callable[[VideoFrames], Iterator[Any]]:
    """An iterator over frames that stops the job: on a slow machine, decoding is ahead of it."""
    original = VideoFrames.__iter__

    def iterate(frames: VideoFrames) -> Iterator[Any]:
        for index, image in enumerate(original(frames)):
            if index == frame:
                raise JobStopped
            yield image

    return iterate


def interrupted(workspace: Path, after_frames: int) -> Clip:
    """A clip whose preparation was stopped when so many frames were through."""
    with pytest.MonkeyPatch.context() as patch:
        original = Job.progress

        def progress(self, done, *args, **options):
            original(self, done, *args, **options)
            if self.stage == "frames" and done == after_frames:
                raise JobStopped

        patch.setattr(Job, "progress", progress)
        patch.setattr(VideoFrames, "__iter__", _stopped_at(after_frames + 3))
        assert preprocess_video(workspace, workspace / "video.mp4").exit_code == 130
    clip = clip_of(workspace)
    assert 0 < len(clip.frame_paths()) < FRAMES
    assert read_state(clip.path)["preprocessing"]["completed"] is False
    return clip


@pytest.mark.parametrize(
    "flags",
    [
        {},
        {"skip_frames": True},
        {"skip_frames": True, "skip_landmarks": True},
        {"skip_frames": True, "skip_landmarks": True, "skip_audio": True},
    ],
    ids=str,
)
def test_interrupted_preprocessing_continues_to_the_same_result(preprocessed, tmp_path, flags):
    workspace = tmp_path / "w"
    workspace.mkdir()
    shutil.copy2(preprocessed / "video.mp4", workspace / "video.mp4")
    clip = interrupted(workspace, 12)
    kept = {path: path.stat().st_mtime_ns for path in clip.frame_paths()}
    outcome = preprocess_video(workspace, workspace / "video.mp4", **flags)
    assert outcome.exit_code == 0, outcome.stderr
    assert contents(clip) == contents(clip_of(preprocessed))
    assert read_state(clip.path)["preprocessing"]["completed"] is True
    assert read_state(clip.path)["preprocessing"]["frame_count"] == FRAMES
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert "frames_continued" in outcome.codes("log")
    assert "outdated_kept" not in outcome.codes("warning")


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("stage", ["frames", "landmarks", "audio"])
def test_skip_makes_what_is_damaged(workspace, stage, how):
    clip = clip_of(workspace)
    before = contents(clip)
    kept = {"frames": "frame", "landmarks": "landmarks", "audio": "features"}[stage]
    DAMAGES[how](clip.path / FILES[kept])
    preprocess_clip(workspace, workspace / "video.mp4", **{f"skip_{stage}": True})
    assert contents(clip) == before
    assert read_state(clip.path)["preprocessing"]["completed"] is True


@pytest.mark.parametrize("stage", ["frames", "landmarks", "audio"])
def test_skip_makes_a_whole_stage_that_is_gone(workspace, stage):
    clip = clip_of(workspace)
    before = contents(clip)
    if stage == "audio":
        clip.audio_path.unlink()
        (clip.path / "aud_mel.npy").unlink()
    else:
        shutil.rmtree({"frames": clip.frames_dir, "landmarks": clip.landmarks_dir}[stage])
    preprocess_clip(workspace, workspace / "video.mp4", **{f"skip_{stage}": True})
    assert contents(clip) == before


@pytest.mark.parametrize("stage", ["landmarks", "audio"])
def test_what_a_flag_leaves_out_is_said_and_never_counts_as_done(preprocessed, tmp_path, stage):
    outcome = preprocess_video(tmp_path, preprocessed / "video.mp4", **{f"skip_{stage}": True})
    assert outcome.exit_code == 0
    assert "left_out" in outcome.codes("warning")
    assert f"--skip_{stage}" in outcome.stderr
    assert read_state(clip_of(tmp_path).path)["preprocessing"]["completed"] is False


def test_some_frames_of_another_video_are_refused(workspace):
    other = media.plain(workspace / "other.mp4", 1.2)
    clip = clip_of(workspace)
    clip.frame_paths()[9].unlink()
    outcome = preprocess_video(workspace, other, skip_frames=True)
    assert_is_a_sentence(outcome, "kept_incomplete", "without --skip_frames")
    assert "number 9" in outcome.stderr
    assert preprocess_video(workspace, other).exit_code == 0, "the hint works"
    assert len(clip.frame_paths()) == 30


def without_record(clip: Clip) -> None:
    for name in ("prepare.json", ".training_state.json"):
        (clip.path / name).unlink()


def test_frames_of_unknown_origin_are_completed_from_their_video(workspace):
    clip = clip_of(workspace)
    without_record(clip)
    expected = {path.name: path.read_bytes() for path in clip.frame_paths()}
    for path in clip.frame_paths()[10:]:
        path.unlink()
    preprocess_clip(workspace, workspace / "video.mp4", skip_frames=True)
    assert {path.name: path.read_bytes() for path in clip.frame_paths()} == expected
    assert clip.check_complete() == FRAMES


def test_a_research_dataset_is_completed_and_its_own_files_stay(workspace):
    """SyncTalk_2D names its frames ``0.jpg``; a damaged one and the last ones are missing."""
    clip = clip_of(workspace)
    without_record(clip)
    shutil.rmtree(clip.landmarks_dir)
    for index, path in enumerate(clip.frame_paths()):
        image = cv2.imread(str(path))
        path.unlink()
        if index < 20:
            data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 98])[1].tobytes()
            (clip.frames_dir / f"{index}.jpg").write_bytes(data)
    file_damage.cut(clip.frames_dir / "7.jpg")
    kept = {path: path.read_bytes() for path in clip.frames_dir.iterdir()}
    preprocess_clip(workspace, workspace / "video.mp4", skip_frames=True)
    assert {path: path.read_bytes() for path in kept} == kept
    assert list(clip.frame_files()) == list(range(FRAMES))
    made = [number for number, path in clip.frame_files().items() if path.suffix == ".png"]
    assert made == [7, *range(20, FRAMES)]
    assert len(clip.landmark_paths()) == FRAMES


def test_frames_of_unknown_origin_that_are_all_damaged_are_decoded_again(workspace):
    clip = clip_of(workspace)
    before = contents(clip)
    without_record(clip)
    for path in clip.frame_paths():
        file_damage.zeroed(path)
    preprocess_clip(workspace, workspace / "video.mp4", skip_frames=True)
    assert contents(clip) == before


def test_frames_of_unknown_origin_are_not_completed_from_another_video(workspace):
    clip = clip_of(workspace)
    without_record(clip)
    for path in clip.frame_paths()[10:]:
        path.unlink()
    kept = {path.name: path.read_bytes() for path in clip.frame_paths()}
    bright = media.write(
        workspace / "bright.mp4",
        [np.full((48, 64, 3), 250, np.uint8)] * 30,
        [media.AudioTrack(media.tone(1.2))],
    )
    outcome = preprocess_video(workspace, bright, skip_frames=True)
    assert_is_a_sentence(outcome, "kept_incomplete", "without --skip_frames")
    assert {name: (clip.frames_dir / name).read_bytes() for name in kept} == kept


# -- the video is gone -----------------------------------------------------------------------------

ALL_FLAGS = {"skip_frames": True, "skip_landmarks": True, "skip_audio": True}


def test_a_whole_clip_is_concluded_without_its_video(workspace):
    without_record(clip_of(workspace))
    outcome = preprocess_video(workspace, workspace / "gone.mp4", **ALL_FLAGS)
    assert outcome.exit_code == 0, outcome.stderr
    assert read_state(clip_of(workspace).path)["preprocessing"]["completed"] is True


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("full_body_img/000004.png", "frames (number 4"),
        ("landmarks/000024.pkl", "landmarks (number 24"),
        ("aud.wav", "aud.wav"),
        ("aud_mel.npy", "aud_mel.npy"),
    ],
)
@pytest.mark.parametrize("has_record", [True, False])
def test_what_is_missing_is_said_where_the_video_is_gone(workspace, lost, said, has_record):
    clip = clip_of(workspace)
    if not has_record:
        without_record(clip)
    (clip.path / lost).unlink()
    outcome = preprocess_video(workspace, workspace / "gone.mp4", **ALL_FLAGS)
    assert_is_a_sentence(outcome, "video_needed", said)
    (workspace / "video.mp4").rename(workspace / "gone.mp4")
    preprocess_clip(workspace, workspace / "gone.mp4", **ALL_FLAGS)
    assert clip.check_complete() == FRAMES, "the hint works"


def test_an_interrupted_clip_is_not_concluded_without_its_video(preprocessed, tmp_path):
    shutil.copy2(preprocessed / "video.mp4", tmp_path / "video.mp4")
    interrupted(tmp_path, 12)
    outcome = preprocess_video(tmp_path, tmp_path / "gone.mp4", **ALL_FLAGS)
    assert_is_a_sentence(outcome, "video_needed", "frames (from number")


# -- where it continues ----------------------------------------------------------------------------


def test_a_resumed_decode_gives_the_same_frames(preprocessed):
    with VideoFrames(preprocessed / "video.mp4") as frames:
        everything = list(frames)
    with VideoFrames(preprocessed / "video.mp4", is_wanted=lambda index: index >= 10) as frames:
        rest = list(frames)
    assert len(rest) == len(everything)
    assert all(image is None for image in rest[:10])
    for image, expected in zip(rest[10:], everything[10:], strict=True):
        np.testing.assert_array_equal(image, expected)


def test_a_stop_says_how_much_is_kept(preprocessed, tmp_path):
    shutil.copy2(preprocessed / "video.mp4", tmp_path / "video.mp4")
    with pytest.MonkeyPatch.context() as patch:
        original = Job.progress

        def progress(self, done, *args, **options):
            original(self, done, *args, **options)
            if self.stage == "frames" and done == 20:
                self.request_stop()

        patch.setattr(Job, "progress", progress)
        outcome = preprocess_video(tmp_path, tmp_path / "video.mp4")
    assert outcome.exit_code == 130
    (kept,) = [e["params"] for e in outcome.events if e.get("code") == "kept_prepared"]
    assert 0 < kept["frames"] <= len(clip_of(tmp_path).frame_paths())
    assert kept["landmarks"] == 0
    assert f"{kept['frames']} of 25 frames" in outcome.stderr
