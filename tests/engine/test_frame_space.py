"""A video whose frames the disk cannot hold is refused before anything is made."""

from __future__ import annotations

import shutil

import pytest

from synctalk_engine.errors import MediaError, StorageError
from synctalk_engine.preprocess import frame_space, preprocess
from synctalk_engine.preprocess.required_assets import AssetStore
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.layout import estimate_clip_bytes
from tests.helpers.recording_job import RecordingJob
from tests.helpers.videos import make_video

NEEDED_BYTES = estimate_clip_bytes(128, 96, 25)


def options_for(path) -> PreprocessOptions:
    return PreprocessOptions(video_path=str(path), name="May")


def free(monkeypatch: pytest.MonkeyPatch, workspace, free_bytes: float) -> None:
    usage = shutil.disk_usage(workspace.root)._replace(free=round(free_bytes))
    monkeypatch.setattr(frame_space.shutil, "disk_usage", lambda _folder: usage)


def test_a_small_disk_is_named_with_what_is_needed(workspace, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(AssetStore, "require", lambda *_: None)
    path = make_video(tmp_path / "May.mp4", duration_s=1.0, width=128, height=96)
    free(monkeypatch, workspace, 0.3 * NEEDED_BYTES)
    with pytest.raises(StorageError) as caught:
        preprocess(options_for(path), workspace, RecordingJob())
    assert caught.value.code == "disk_small_for_frames"
    assert str(path) in caught.value.message
    assert not list(workspace.clip_dir("May").glob("full_body_img/*"))


@pytest.mark.parametrize(
    ("fraction", "is_hopeless"), [(0.3, True), (0.39, True), (0.41, False), (2.0, False)]
)
def test_only_what_cannot_fit_is_refused(fraction: float, is_hopeless: bool) -> None:
    space = frame_space.FrameSpace(1e6, round(fraction * 1e6))
    assert space.is_hopeless == is_hopeless


@pytest.mark.parametrize("kind", ["silent", "broken"])
def test_a_video_of_no_use_is_refused_before_anything_is_made(
    workspace, tmp_path, kind: str
) -> None:
    path = tmp_path / "May.mp4"
    if kind == "silent":
        make_video(path, duration_s=1.0, width=128, height=96, level=None)
    else:
        path.write_bytes(b"no video" * 1000)
    job = RecordingJob()
    with pytest.raises(MediaError) as caught:
        preprocess(options_for(path), workspace, job)
    wanted = {"silent": "video_no_audio", "broken": "video_unreadable"}[kind]
    assert caught.value.code == wanted and str(path) in caught.value.message
    assert not workspace.clip_dir("May").exists()
