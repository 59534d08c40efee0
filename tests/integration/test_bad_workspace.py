"""A workspace that is full, locked, or in which something else lies already."""

from __future__ import annotations

import errno
import os
import pickle
from pathlib import Path

import pytest

from synctalk_engine.workspace.state import read_state
from tests.helpers import bad_media as media
from tests.helpers.failing_system import ROOT_LINUX, Hostile, fail_to_open, fail_to_replace, mounted
from tests.helpers.fake_tracker import use_fake_tracker
from tests.helpers.preprocessing_checks import (
    assert_is_a_sentence,
    assert_nothing_is_taken_for_whole,
    contents,
    preprocess_clip,
    preprocess_video,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a space and other letters in its name."""
    path = tmp_path / "Meine Filme 工作"
    path.mkdir()
    return path


@pytest.fixture
def tracker(monkeypatch):
    return use_fake_tracker(monkeypatch)


# -- the disk and its rights ---------------------------------------------------------------------


@pytest.mark.skipif(not ROOT_LINUX, reason="a small disk can be mounted by root on Linux alone")
@pytest.mark.parametrize("kilobytes", [16, 64, 160, 300])
def test_a_full_disk(kilobytes: int, tracker, folder: Path) -> None:
    """Full at the run's record, among the frames, the landmarks and the audio."""
    video = media.plain(folder / "video.mp4", 2.0)
    disk = folder / "small disk"
    disk.mkdir()
    with mounted(disk, kilobytes):
        outcome = preprocess_video(disk, video)
        # A disk that is far too small is refused before anything is made.
        is_refused = kilobytes < 300
        code = "disk_small_for_frames" if is_refused else "disk_full"
        assert_is_a_sentence(outcome, code, "" if is_refused else "The disk is full")
        assert_nothing_is_taken_for_whole(disk)
    assert video.is_file()


@pytest.mark.parametrize("where", ["pictures", "landmarks", "aud.wav", "aud_mel.npy", "frames.csv"])
def test_a_disk_that_becomes_full_at(where: str, tracker, folder: Path, monkeypatch) -> None:
    """And the next run, with room again, goes on to the same result as ever."""
    video = media.plain(folder / "video.mp4")
    expected = contents(preprocess_clip(folder / "undisturbed", video))
    full = "full_body_img" if where == "pictures" else where
    with monkeypatch.context() as patch:
        fail_to_replace(patch, full, errno.ENOSPC)
        outcome = preprocess_video(folder, video)
        assert_is_a_sentence(outcome, "disk_full", "The disk is full")
        assert_nothing_is_taken_for_whole(folder)
    assert contents(preprocess_clip(folder, video)) == expected


def test_no_rights_to_write(tracker, folder: Path, monkeypatch) -> None:
    video = media.plain(folder / "video.mp4")
    locked = folder / "locked"
    locked.mkdir()
    if ROOT_LINUX:  # nothing is forbidden to root
        fail_to_replace(monkeypatch, "locked", errno.EACCES)
    else:
        locked.chmod(0o500)
    outcome = preprocess_video(locked, video)
    locked.chmod(0o700)
    assert_is_a_sentence(outcome, "no_permission", "permission denied")
    assert_nothing_is_taken_for_whole(locked)


def test_no_rights_to_read(tracker, folder: Path, monkeypatch) -> None:
    video = media.plain(folder / "video.mp4")
    if ROOT_LINUX:
        fail_to_open(monkeypatch, video)
    else:
        video.chmod(0)
    outcome = preprocess_video(folder, video)
    video.chmod(0o600)
    assert_is_a_sentence(outcome, "no_permission", "permission denied")


# -- what lies in the workspace already ----------------------------------------------------------


def test_a_hostile_pickle_is_not_run(tracker, folder: Path) -> None:
    video = media.plain(folder / "video.mp4")
    clip = preprocess_clip(folder, video)
    proof = folder / "it was run"
    hostile = pickle.dumps(Hostile(str(proof)))
    for path in clip.landmark_paths():
        path.write_bytes(hostile)
    outcome = preprocess_video(folder, video, skip_landmarks=True, force=True)
    assert_is_a_sentence(outcome, "landmarks_unreadable", "is not an array")
    assert preprocess_video(folder, video).exit_code == 0, "as the hint says"
    assert not proof.exists()
    assert clip.landmarks().shape == (25, 110, 2)


@pytest.mark.parametrize("kind", ["file", "symlink loop"])
def test_something_else_where_the_clip_belongs(kind: str, tracker, folder: Path) -> None:
    video = media.plain(folder / "video.mp4")
    place = folder / "dataset" / "anna"
    place.parent.mkdir()
    if kind == "file":
        place.write_text("mine")
    elif os.name == "posix":
        media.link_loop(place)
    else:
        pytest.skip("links need rights here")
    outcome = preprocess_video(folder, video)
    assert_is_a_sentence(outcome, "path_unusable", "cannot be used")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"stages": [1]}', '{"stages": {"frames": 3}, "fps": "x"}', "\x00"]
)
@pytest.mark.parametrize("name", ["prepare.json", ".training_state.json"])
def test_a_broken_record_is_made_anew(name: str, text: str, tracker, folder: Path) -> None:
    video = media.plain(folder / "video.mp4", 0.2)
    clip = preprocess_clip(folder, video)
    expected = contents(clip)
    (clip.path / name).write_text(text)
    assert contents(preprocess_clip(folder, video)) == expected
    assert clip.record()["fps"] == 25.0
    state = read_state(clip.path)["preprocessing"]
    assert (state["completed"], state["frame_count"], state["landmark_count"]) == (True, 5, 5)
