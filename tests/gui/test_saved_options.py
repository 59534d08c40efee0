"""Options belong to the project: no other project gets them, and they survive it all."""

from __future__ import annotations

import pytest

from synctalk_gui.item_models.project_info import (
    ProjectInfo,
    read_notes,
    read_project,
    write_notes,
)
from synctalk_gui.saved_options import preprocess_options, saved_options, train_options
from tests.helpers.window_actions import active, make_video, mark_preprocessed, until


@pytest.fixture
def two_videos(workspace, tmp_path):
    for name in ("a", "b"):
        write_notes(workspace, name, source_video=str(make_video(tmp_path, f"{name}.mp4")))
    return workspace


@pytest.fixture
def two_clips(workspace):
    for name in ("a", "b"):
        mark_preprocessed(workspace, name)
        checkpoint = workspace.model_dir(name) / "24.pth"
        checkpoint.parent.mkdir(parents=True)
        checkpoint.write_bytes(b"weights")
    return workspace


def show(qtbot, window, name: str, step: str):
    window.select_project(name)
    window.show_step(step)
    page = window.page(step)
    until(qtbot, lambda: page.info is not None and page.info.name == name)
    return page


def is_on_disk(workspace, name: str, kind: str, **values) -> bool:
    saved = read_notes(workspace, name).get("options", {}).get(kind, {})
    return values.items() <= saved.items()


def test_not_correcting_one_video_leaves_the_others_alone(qtbot, open_window, two_videos):
    window = open_window()
    page = show(qtbot, window, "a", "preprocess")
    page.findings.keep_offset_requested.emit()
    assert page.form.options(page.project)["fix_av_offset"] is False
    show(qtbot, window, "b", "preprocess")
    assert page.form.options(page.project)["fix_av_offset"] is True
    window.close_without_asking()

    again = open_window()
    page = show(qtbot, again, "a", "preprocess")
    assert page.form.options(page.project)["fix_av_offset"] is False, "a restart forgets nothing"
    again.projects.rename("a", "c")
    until(qtbot, lambda: again.session.projects.info("c") is not None)
    page = show(qtbot, again, "c", "preprocess")
    assert page.form.options(page.project)["fix_av_offset"] is False, "nor does a new name"
    show(qtbot, again, "b", "preprocess")
    assert page.form.options(page.project)["fix_av_offset"] is True


def test_train_options_belong_to_their_project(qtbot, open_window, two_clips):
    window = open_window()
    page = show(qtbot, window, "a", "train")
    page.form.length_kind.setCurrentIndex(1)
    page.form.length.setValue(7)
    page.form.editors["batchsize"].setValue(3)
    page.form.editors["train_syncnet"].setChecked(False)
    page.form.resume.setChecked(False)
    mine = page.form.options()
    assert (mine["epochs"], mine["batchsize"], mine["force"]) == (7, 3, True)
    show(qtbot, window, "b", "train")
    other = page.form.options()
    assert (other["batchsize"], other["train_syncnet"], other["force"]) == (8, True, False)
    assert other["time_budget_min"] and other["epochs"] != 7
    show(qtbot, window, "a", "train")
    assert page.form.options() == {**mine, "force": False}, "a new training is asked for each time"
    window.close_without_asking()

    again = open_window()
    again.projects.rename("a", "c")
    until(qtbot, lambda: again.session.projects.info("c") is not None)
    page = show(qtbot, again, "c", "train")
    assert page.form.options() == {**mine, "force": False}


def test_render_options_belong_to_their_project(qtbot, open_window, two_clips):
    window = open_window()
    page = show(qtbot, window, "a", "render")
    form = page.form
    form.editors["checkpoint"].setCurrentIndex(1)
    form.editors["start_frame"].setValue(2)
    assert form.options()["checkpoint"].endswith("24.pth")
    show(qtbot, window, "b", "render")
    assert "checkpoint" not in form.options() and form.options()["start_frame"] == 0
    window.close_without_asking()

    again = open_window()
    again.projects.rename("a", "c")
    until(qtbot, lambda: again.session.projects.info("c") is not None)
    form = show(qtbot, again, "c", "render").form
    assert form.options()["checkpoint"] == str(two_clips.model_dir("c") / "24.pth")
    assert form.options()["start_frame"] == 2


def test_the_device_belongs_to_the_project(qtbot, open_window, two_clips):
    window = open_window()
    window.select_project("a")
    window._on_device_chosen("cpu")
    until(qtbot, lambda: window.session.projects.info("a").device == "cpu")
    assert window.session.projects.info("b").device == "auto"
    window.projects.rename("a", "c")
    until(qtbot, lambda: window.session.projects.info("c") is not None)
    assert window.session.projects.info("c").device == "cpu"


def test_jobs_of_several_projects_have_each_project_s_options(qtbot, open_window, two_videos):
    write_notes(two_videos, "a", options={"preprocess": {"fix_av_offset": False}}, face="2")
    window = open_window(steps=3)
    window.project_jobs.preprocess(["a", "b"])
    jobs = window.session.jobs
    options = {live.name: live.spec.options for live in jobs.active()}
    options |= {request.name: request.options for request in jobs.waiting()}
    assert (options["a"]["fix_av_offset"], options["a"]["face"]) == (False, "2")
    assert (options["b"]["fix_av_offset"], options["b"]["face"]) == (True, None)
    until(qtbot, lambda: not jobs.active() and not jobs.waiting())


def test_a_running_job_is_shown_but_not_saved(qtbot, open_window, two_videos):
    window = open_window(steps=4000)
    page = show(qtbot, window, "a", "preprocess")
    options = {"video_path": "a.mp4", "frame_format": "jpg"}
    window.session.jobs.add("preprocess", "a", options)
    until(qtbot, lambda: page.form.values()["frame_format"] == "jpg")
    live = active(window)
    live.stop()
    until(qtbot, lambda: page.form.values()["frame_format"] == "png")
    assert read_notes(two_videos, "a").get("options") is None


def test_changes_just_before_closing_are_saved(qtbot, open_window, two_clips):
    window = open_window()
    page = show(qtbot, window, "a", "train")
    page.form.editors["batchsize"].setValue(5)
    window.close_without_asking()
    assert is_on_disk(two_clips, "a", "train", batchsize=5)


def test_a_project_that_was_read_before_does_not_bring_old_options_back(
    qtbot, open_window, two_clips
):
    window = open_window()
    page = show(qtbot, window, "a", "train")
    old = read_project(two_clips, "a")
    page.form.editors["batchsize"].setValue(5)
    window.session.put(old)
    assert window.session.projects.info("a").options["train"]["batchsize"] == 5


def test_damaged_options_are_left_out(workspace):
    options = {"train": {"batchsize": "many", "epochs": 12, "unknown": 1}, "render": 3}
    write_notes(workspace, "a", options=options)
    info = read_project(workspace, "a")
    assert saved_options(info, "train") == {"epochs": 12}
    assert saved_options(info, "render") == {}
    assert train_options(info)["epochs"] == 12 and "time_budget_min" not in train_options(info)


def test_a_video_preprocessed_on_the_command_line_keeps_its_options():
    record = {"options": {"frame_format": "jpg", "force": True, "name": "a", "video_path": "x"}}
    options = preprocess_options(ProjectInfo("a", record=record))
    assert options["frame_format"] == "jpg" and "force" not in options and "name" not in options


def test_audio_chosen_on_the_render_page_stays_with_its_project(
    qtbot, open_window, two_clips, tmp_path
):
    speech = tmp_path / "hello.wav"
    speech.write_bytes(b"not looked into by the fake engine")
    window = open_window()
    window.select_project("a")
    window.show_step("render")
    page = window.page("render")
    page.speech._take(speech)
    until(qtbot, lambda: window.session.projects.info("a").speeches == (speech,))
    window.select_project("b")
    window.show_step("render")
    assert page.speech.paths == []
    window.select_project("a")
    window.show_step("render")
    assert page.speech.paths == [speech]
    page.speech._on_remove_clicked(speech)
    until(qtbot, lambda: window.session.projects.info("a").speeches == ())
