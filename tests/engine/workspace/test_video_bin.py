"""Rendered videos are deleted into the bin, and come back from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from synctalk_engine.errors import StorageError
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_bin import (
    BinKind,
    archive_project,
    bin_entry_bytes,
    list_bin,
    restore_project,
)
from synctalk_engine.workspace.project_files import rename_project
from synctalk_engine.workspace.runs import RunFolder
from synctalk_engine.workspace.video_bin import archive_video, restore_video, video_path
from synctalk_engine.workspace.video_files import base_name

OUTPUT = "result/May_hällo 世界.mp4"


@pytest.fixture
def run(workspace: Workspace) -> RunFolder:
    run = RunFolder.create(workspace, "render", "May", {"name": "May"})
    workspace.clip_dir("May").mkdir(parents=True)
    write_video(workspace)
    return run


def write_video(workspace: Workspace, text: str = "first") -> Path:
    video = workspace.root / OUTPUT
    video.parent.mkdir(exist_ok=True)
    video.write_text(text)
    return video


def test_a_deleted_video_is_in_the_bin_and_comes_back(workspace, run):
    video = video_path(workspace, run, OUTPUT)
    entry = archive_video(workspace, run, video)
    assert not video.exists()
    assert [(e.name, e.kind) for e in list_bin(workspace)] == [(video.name, BinKind.VIDEO)]
    assert bin_entry_bytes(entry) >= len("first")
    assert restore_video(workspace, list_bin(workspace)[0]) == "May"
    assert video.read_text() == "first" and list_bin(workspace) == []
    assert video_path(workspace, run, OUTPUT) == video


def test_a_video_comes_back_beside_one_that_has_its_name_by_now(workspace, run):
    entry = archive_video(workspace, run, write_video(workspace))
    write_video(workspace, "second")
    restore_video(workspace, entry)
    back = video_path(workspace, run, OUTPUT)
    assert back.name == "May_hällo 世界 2.mp4" and back.read_text() == "first"
    assert (workspace.root / OUTPUT).read_text() == "second"


def test_a_video_comes_back_to_a_project_that_was_renamed(workspace, run):
    entry = archive_video(workspace, run, write_video(workspace))
    rename_project(workspace, "May", "June")
    assert restore_video(workspace, entry) == "June"


@pytest.mark.parametrize("name", ["May_hällo 世界.mp4", "a.b frames"])
def test_captions_timeline_and_strip_go_and_come_back_with_their_video(workspace, run, name):
    video = workspace.result_dir / name
    video.parent.mkdir(exist_ok=True)
    video.write_text("v") if video.suffix == ".mp4" else video.mkdir()
    base = base_name(video)
    beside = [f"{base}.srt", f"{base}.otio", f"{name}.strip.json"]
    for file in beside:
        (video.parent / file).write_text(file)
    (video.parent / f"{base} 3.srt").write_text("of another video")
    entry = archive_video(workspace, run, video)
    left = {path.name for path in video.parent.iterdir()}
    assert left == {f"{base} 3.srt", Path(OUTPUT).name} - {name}
    video.write_text("new") if video.suffix == ".mp4" else video.mkdir()  # the name is taken by now
    restore_video(workspace, entry)
    back = video.with_stem(f"{video.stem} 2")
    assert back.exists()
    suffixes = [file[len(base) :] for file in beside]
    found = [(back.parent / f"{base_name(back)}{suffix}").read_text() for suffix in suffixes]
    assert found == beside


def test_a_folder_of_images_is_moved_as_a_whole(workspace, run):
    folder = workspace.result_dir / "May_frames"
    folder.mkdir()
    (folder / "000000.png").write_bytes(b"x")
    entry = archive_video(workspace, run, folder)
    assert not folder.exists()
    restore_video(workspace, entry)
    assert (folder / "000000.png").read_bytes() == b"x"


def test_projects_and_videos_do_not_get_mixed_up(workspace, run):
    archive_video(workspace, run, write_video(workspace))
    archive_project(workspace, "May")
    kinds = {entry.kind: entry for entry in list_bin(workspace)}
    assert set(kinds) == {BinKind.PROJECT, BinKind.VIDEO}
    assert restore_project(workspace, kinds[BinKind.PROJECT]) == "May"
    assert restore_video(workspace, kinds[BinKind.VIDEO]) == "May"


def test_a_video_that_is_gone_is_said_by_name(workspace, run):
    video = write_video(workspace)
    video.unlink()
    with pytest.raises(StorageError) as refusal:
        archive_video(workspace, run, video)
    assert refusal.value.code == "file_not_found" and refusal.value.params["path"] == str(video)
    assert list_bin(workspace) == []
    entry = archive_video(workspace, run, write_video(workspace))
    restore_video(workspace, entry)
    with pytest.raises(StorageError):
        restore_video(workspace, entry)
