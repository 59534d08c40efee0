"""Renaming, duplicating and putting projects away: nothing is lost, nobody is disturbed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from synctalk_engine.errors import BusyError, StorageError
from synctalk_engine.job import Job
from synctalk_engine.workspace import project_files
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_bin import (
    archive_project,
    delete_permanently,
    list_bin,
    restore_project,
)
from synctalk_engine.workspace.project_files import duplicate_project, rename_project, sweep
from synctalk_engine.workspace.project_lock import project_lock
from synctalk_engine.workspace.runs import EventReader, RunFolder
from synctalk_engine.workspace.state import read_state, update_state


@pytest.fixture
def project(workspace: Workspace) -> Workspace:
    """“May”: a clip with its video, a model, a SyncNet, a run, and a name that is like it."""
    clip_dir = workspace.clip_dir("May")
    (clip_dir / "full_body_img").mkdir(parents=True)
    (clip_dir / "full_body_img" / "000000.png").write_bytes(b"a frame")
    (clip_dir / "cache").mkdir()
    (clip_dir / "cache" / "crops.npy").write_bytes(b"crops")
    (clip_dir / "May.mp4").write_bytes(b"a video")
    workspace.model_dir("May").mkdir(parents=True)
    (workspace.model_dir("May") / "9.pth").write_bytes(b"weights")
    workspace.syncnet_dir("May").mkdir(parents=True)
    (workspace.syncnet_dir("May") / "checkpoint_latest.pth").write_bytes(b"syncnet")
    update_state(
        clip_dir,
        "main_training",
        checkpoints=["checkpoint/May/9.pth", "checkpoint/Mayra/9.pth"],
        best_checkpoint="checkpoint/May/9.pth",
    )
    video = str(clip_dir / "May.mp4")
    (clip_dir / ".studio.json").write_text(json.dumps({"source_video": video}), encoding="utf-8")
    run = RunFolder.create(workspace, "train", "May", {"name": "May", "epochs": 1})
    with Job(run) as job:
        job.checkpoint(workspace.model_dir("May") / "9.pth", 9, 9, True, {})
    run.write_spec(run.read_spec().model_copy(update={"process": None}))  # this process is not it
    return workspace


def test_a_renamed_project_is_whole_under_its_new_name(project):
    assert rename_project(project, "May", "Zoë 工") == "Zoë 工"
    assert project.project_names() == ["Zoë 工"]
    clip_dir = project.clip_dir("Zoë 工")
    state = read_state(clip_dir)["main_training"]
    assert state["checkpoints"] == ["checkpoint/Zoë 工/9.pth", "checkpoint/Mayra/9.pth"]
    assert project.resolve(state["best_checkpoint"]).read_bytes() == b"weights"
    notes = json.loads((clip_dir / ".studio.json").read_text(encoding="utf-8"))
    assert Path(notes["source_video"]).read_bytes() == b"a video"
    (run,) = (project.runs_dir / "Zoë 工").glob("*train*")
    assert RunFolder(run).read_spec().name == RunFolder(run).read_spec().options["name"] == "Zoë 工"
    paths = [e.path for e in EventReader(RunFolder(run)).read_new() if e.type == "checkpoint"]
    assert paths == ["checkpoint/Zoë 工/9.pth"]
    assert (project.syncnet_dir("Zoë 工") / "checkpoint_latest.pth").is_file()


def test_only_the_case_of_a_name_can_be_changed(project):
    rename_project(project, "May", "may")
    assert project.project_names() == ["may"]


@pytest.mark.parametrize("name", ["other", "OTHER"])
def test_no_two_projects_get_one_name(project, name):
    project.clip_dir("other").mkdir()
    with pytest.raises(StorageError) as refusal:
        rename_project(project, "May", name)
    assert refusal.value.code == "name_taken"
    with pytest.raises(StorageError):
        duplicate_project(project, "May", name)


def test_a_project_at_work_is_left_where_it_is(project):
    run = RunFolder.create(project, "render", "May", {"name": "May", "audio_path": "x.wav"})
    with Job(run):
        for change in (
            lambda: rename_project(project, "May", "June"),
            lambda: duplicate_project(project, "May", "June"),
            lambda: archive_project(project, "May"),
        ):
            with pytest.raises(BusyError):
                change()
    assert project.project_names() == ["May"] and not list_bin(project)


def test_a_rename_that_fails_half_way_leaves_all_in_place(project, monkeypatch):
    before = sorted(path for path in project.root.rglob("*") if path.is_file())
    replace, calls = project_files.replace, []

    def fails_at_third(source: Path, place: Path) -> None:
        calls.append(source)
        if len(calls) == 3:
            raise PermissionError(13, "held by another program")
        replace(source, place)

    monkeypatch.setattr(project_files, "replace", fails_at_third)
    with pytest.raises(StorageError):
        rename_project(project, "May", "June")
    after = sorted(path for path in project.root.rglob("*") if path.is_file())
    assert [p for p in after if p.name != "project.lock"] == before


def test_a_duplicate_has_data_and_models_of_its_own(project):
    duplicate_project(project, "May", "May copy")
    clip_dir = project.clip_dir("May copy")
    assert (clip_dir / "full_body_img" / "000000.png").read_bytes() == b"a frame"
    assert not (clip_dir / "cache").exists()
    assert (clip_dir / "May copy.mp4").is_file()
    best = read_state(clip_dir)["main_training"]["best_checkpoint"]
    assert best == "checkpoint/May copy/9.pth" and project.resolve(best).is_file()
    assert not project.project_runs_dir("May copy").exists()
    assert (project.clip_dir("May") / "May.mp4").is_file(), "the first one is as it was"
    assert read_state(project.clip_dir("May"))["main_training"]["best_checkpoint"].endswith(
        "May/9.pth"
    )
    assert not list(project.dataset_dir.glob(".import-*"))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_linked_dataset_stays_somebody_elses(project, tmp_path):
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "May 2.mp4").write_bytes(b"theirs")
    project.clip_dir("May 2").symlink_to(other, target_is_directory=True)
    duplicate_project(project, "May 2", "June")
    rename_project(project, "May 2", "July")
    entry = archive_project(project, "July")
    delete_permanently(entry)
    assert (other / "May 2.mp4").read_bytes() == b"theirs"
    assert project.clip_dir("June").resolve() == other.resolve()


def test_what_was_put_away_comes_back_as_it_was(project):
    before = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
    entry = archive_project(project, "May")
    assert project.project_names() == []
    assert [found.name for found in list_bin(project)] == ["May"]
    assert restore_project(project, entry) == "May"
    after = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
    assert {p: b for p, b in after.items() if p.name != "project.lock"} == before
    assert not list_bin(project)
    with pytest.raises(StorageError) as refusal:
        restore_project(project, entry)
    assert refusal.value.code == "project_gone"


def test_it_comes_back_under_another_name_where_its_own_is_taken(project):
    entry = archive_project(project, "May")
    project.clip_dir("may").mkdir()
    assert restore_project(project, entry) == "May 2"
    best = read_state(project.clip_dir("May 2"))["main_training"]["best_checkpoint"]
    assert project.resolve(best).read_bytes() == b"weights"
    (run,) = (project.runs_dir / "May 2").glob("*train*")
    assert RunFolder(run).read_spec().name == "May 2"


def test_deleting_for_good_frees_the_bin(project):
    delete_permanently(archive_project(project, "May"))
    assert not list_bin(project) and not any((project.root / ".bin").iterdir())


def test_putting_away_what_is_not_there_is_refused(workspace):
    with pytest.raises(StorageError) as refusal:
        archive_project(workspace, "Nobody")
    assert refusal.value.code == "project_gone"


def test_only_what_a_killed_process_left_is_swept_away(project):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = project.dataset_dir / f".import-{ended.pid}-00ff"
    own = project.dataset_dir / f".import-{os.getpid()}-00ff"
    kept_back = project.dataset_dir / ".import-old-00ff"
    for folder in (left, own, kept_back):
        folder.mkdir()
    sweep(project)
    assert not left.exists() and own.exists() and kept_back.exists()


def test_the_lock_that_a_killed_import_left_is_no_project(workspace):
    for name in ("Killed", "Locked", "Real"):
        (workspace.runs_dir / name).mkdir(parents=True)
    (workspace.runs_dir / "Killed" / "project.lock").touch()
    (workspace.runs_dir / "Real" / "project.lock").touch()
    workspace.clip_dir("Real").mkdir(parents=True)
    with project_lock(workspace, "Locked"):
        sweep(workspace)
        assert workspace.project_names() == ["Locked", "Real"]


def test_somebody_who_is_just_ending_is_waited_for(workspace):
    workspace.project_runs_dir("May").mkdir(parents=True)
    held, free = threading.Event(), threading.Event()

    def end_slowly():
        with project_lock(workspace, "May"):
            held.set()
            free.wait(60)

    other = threading.Thread(target=end_slowly)
    other.start()
    assert held.wait(60)
    with pytest.raises(BusyError), project_lock(workspace, "May"):
        pytest.fail("it was held")
    threading.Timer(0.2, free.set).start()
    with project_lock(workspace, "May", patience_s=60):
        assert free.is_set()
    other.join()


def test_a_duplicate_has_the_best_weights_though_they_lie_in_a_run(project):
    (run,) = (project.runs_dir / "May").glob("*train*")
    best = RunFolder(run).best_path
    best.write_bytes(b"best weights")
    relative = project.relative(best)
    update_state(project.clip_dir("May"), "main_training", best_checkpoint=relative)
    duplicate_project(project, "May", "June")
    found = read_state(project.clip_dir("June"))["main_training"]["best_checkpoint"]
    assert found.startswith("runs/June/") and project.resolve(found).read_bytes() == b"best weights"
    assert best.read_bytes() == b"best weights"
    rename_project(project, "June", "July")
    found = read_state(project.clip_dir("July"))["main_training"]["best_checkpoint"]
    assert project.resolve(found).read_bytes() == b"best weights"
