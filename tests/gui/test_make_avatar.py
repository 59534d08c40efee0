"""One button from a video to an avatar; each step may be queued while an earlier one runs."""

from __future__ import annotations

import pytest

from synctalk_gui.dialogs.text_to_speech import TextToSpeechDialog
from synctalk_gui.engine.queue_file import QueuedJob, find_jobs
from synctalk_gui.item_models.project_info import write_notes
from tests.helpers.fake_microphone import FakeMicrophone
from tests.helpers.window_actions import (
    active,
    drop,
    make_video,
    mark_preprocessed,
    press,
    until,
)


@pytest.fixture
def imported(workspace, tmp_path):
    """A project of a video with a speech to say."""
    speech = tmp_path / "hello.wav"
    speech.write_bytes(b"no audio")
    video = str(make_video(tmp_path, "May.mp4"))
    write_notes(workspace, "May", source_video=video, face="2", speeches=[str(speech)])
    return workspace


def open_at(qtbot, open_window, step: str, **engine):
    window = open_window(**engine)
    until(qtbot, lambda: window.session.devices.devices)
    window.select_project("May")
    window.show_step(step)
    return window


def queued(window) -> list[tuple[str, str | None]]:
    return [(job.kind, job.after) for job in window.session.jobs.waiting()]


def kinds_that_ran(qtbot, window, count: int) -> list[str]:
    ended: list[str] = []
    window.session.jobs.run_ended.connect(lambda live: ended.append(live.spec.kind))
    until(qtbot, lambda: len(ended) == count)
    until(qtbot, lambda: not window.session.jobs.active())
    return ended


def stop_all(qtbot, window) -> None:
    for job in window.session.jobs.waiting():
        window.session.jobs.remove(job)
    for live in window.session.jobs.active():
        live.stop()
    until(qtbot, lambda: not window.session.jobs.active())


def test_one_click_preprocesses_trains_and_renders_the_speech(qtbot, open_window, imported):
    window = open_at(qtbot, open_window, "preprocess", mode="good_model", steps=20)
    press(window, "make_avatar")
    assert active(window).spec.options["face"] == "2", "the chosen face is followed"
    assert queued(window) == [("train", "preprocess"), ("render", "train")]
    assert window.session.jobs.waiting()[1].options["audio_path"].endswith("hello.wav")
    assert kinds_that_ran(qtbot, window, 3) == ["preprocess", "train", "render"]


def test_without_a_speech_it_ends_with_the_model(qtbot, open_window, imported):
    write_notes(imported, "May", speeches=[])
    window = open_at(qtbot, open_window, "preprocess", mode="good_model", steps=20)
    press(window, "make_avatar")
    assert queued(window) == [("train", "preprocess")]
    assert kinds_that_ran(qtbot, window, 2) == ["preprocess", "train"]


def test_a_preprocessed_project_is_not_preprocessed_again(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_at(qtbot, open_window, "preprocess", mode="good_model", steps=20)
    press(window, "make_avatar")
    assert active(window).spec.kind == "train" and not queued(window)
    stop_all(qtbot, window)


def test_a_useless_model_is_not_rendered_unasked(qtbot, open_window, imported):
    window = open_at(qtbot, open_window, "preprocess", mode="useless_model", steps=20)
    press(window, "make_avatar")
    assert kinds_that_ran(qtbot, window, 2) == ["preprocess", "train"]
    assert not queued(window)
    toast = window.view.toast
    assert "ignores the audio" in toast._text.text()
    assert toast.action_button.text() == "Render anyway"
    toast.action_button.click()
    until(qtbot, lambda: window.session.jobs.active())
    assert active(window).spec.kind == "render"
    until(qtbot, lambda: not window.session.jobs.active())


def test_any_step_can_be_queued_while_an_earlier_one_runs(qtbot, open_window, imported, tmp_path):
    window = open_at(qtbot, open_window, "preprocess", steps=4000)
    press(window, "preprocess")
    until(qtbot, lambda: active(window))
    window.show_step("train")
    press(window, "train")
    window.show_step("render")
    window.page("render").speech.set_path(tmp_path / "hello.wav")
    until(qtbot, lambda: window.view.header.action_button("render").isEnabled())
    press(window, "render")
    assert queued(window) == [("train", "preprocess"), ("render", "train")]
    window.show_step("train")
    train = window.view.header.action_button("train")
    assert not train.isEnabled() and train.toolTip(), "the same step is not queued twice"
    active(window).stop()
    until(qtbot, lambda: not window.session.jobs.active())
    assert not queued(window), "what needs the stopped step is not tried without it"
    window.session.jobs.resume(window.session.projects.info("May").last_run("preprocess").run)
    assert queued(window) == [("train", "preprocess"), ("render", "train")], "resumed as a whole"
    stop_all(qtbot, window)


def test_removing_a_step_removes_those_that_need_it(qtbot, open_window, imported):
    window = open_at(qtbot, open_window, "preprocess", steps=4000)
    press(window, "make_avatar")
    train = window.session.jobs.waiting()[0]
    window.session.jobs.remove(train)
    assert not queued(window)
    window.session.jobs.put_back(train, 0)
    assert queued(window) == [("train", "preprocess"), ("render", "train")], "undone as a whole"
    stop_all(qtbot, window)


def test_a_step_moved_before_the_one_it_needs_still_waits_for_it(qtbot, open_window, imported):
    window = open_at(qtbot, open_window, "preprocess", steps=20)
    jobs = window.session.jobs
    jobs.pause()
    press(window, "make_avatar")
    jobs.move(jobs.waiting()[2], -2)
    assert [job.kind for job in jobs.waiting()] == ["render", "preprocess", "train"]
    ended: list[str] = []
    jobs.run_ended.connect(lambda live: ended.append(live.spec.kind))
    jobs.unpause()
    until(qtbot, lambda: len(ended) == 3)
    assert ended == ["preprocess", "train", "render"]


@pytest.mark.parametrize(("mode", "is_kept"), [("normal", True), ("fail", False)])
def test_what_happened_without_the_window_counts(qtbot, open_window, imported, mode, is_kept):
    """The preprocessing ends while no window is open."""
    window = open_at(qtbot, open_window, "preprocess", mode=mode, steps=40, step_s=0.02)
    press(window, "make_avatar")
    until(qtbot, lambda: active(window).record.progress)
    run = active(window).run
    until(qtbot, lambda: window.session.jobs._remembered["waiting"])
    window.close_without_asking()
    until(qtbot, lambda: not run.is_alive())
    waiting = [(job.kind, job.after) for job in find_jobs(imported).waiting]
    assert waiting == ([("train", "preprocess"), ("render", "train")] if is_kept else [])


def test_a_queue_of_an_earlier_version_is_read(qtbot, open_window, imported, workspace):
    from synctalk_gui.engine import queue_file

    row = {
        "kind": "train", "name": "May", "options": {"name": "May"}, "device": "auto",
        "needs_prepared": True,
    }  # fmt: skip
    job = queue_file._request(workspace, row)
    assert isinstance(job, QueuedJob) and job.after == "preprocess"


def test_a_speech_dropped_with_a_video_belongs_to_it(qtbot, open_window, workspace, tmp_path):
    window = open_window()
    speech = tmp_path / "hello.mp3"
    speech.write_bytes(b"no audio")
    drop(window, [make_video(tmp_path, "May.mp4"), speech])
    until(qtbot, lambda: window.session.projects.info("May") is not None)
    assert window.session.projects.info("May").speeches == (speech,)
    assert window.session.projects.names() == ["May"], "a speech is no project"
    page = window.page("preprocess")
    until(qtbot, lambda: page.form.speech.text() == "hello.mp3")


def test_a_speech_dropped_alone_belongs_to_the_selected_project(
    qtbot, open_window, workspace, tmp_path
):
    mark_preprocessed(workspace, "May")
    window = open_window()
    window.select_project("May")
    for name in ("one.wav", "two.m4a"):
        (tmp_path / name).write_bytes(b"no audio")
        drop(window, [tmp_path / name])
        until(qtbot, lambda file=name: file in window.view.toast.text())
    until(qtbot, lambda: len(window.session.projects.info("May").speeches) == 2)
    window.show_step("render")
    assert window.page("render").speech.paths == [tmp_path / "one.wav", tmp_path / "two.m4a"]
    window.show_step("preprocess")
    window.page("preprocess").form.speech._remove.click()
    until(qtbot, lambda: not window.session.projects.info("May").speeches)


def test_a_speech_without_a_project_says_what_to_do(qtbot, open_window, tmp_path):
    window = open_window()
    (tmp_path / "one.wav").write_bytes(b"no audio")
    drop(window, [tmp_path / "one.wav"])
    until(qtbot, lambda: "Import a video first" in window.view.toast.text())


def test_options_are_behind_advanced(qtbot, open_window, imported):
    window = open_at(qtbot, open_window, "preprocess")
    form = window.page("preprocess").form
    until(qtbot, form.isVisible)
    editor = form.editors["frame_format"]
    assert not editor.isVisible()
    form.advanced.click()
    assert editor.isVisible()


def test_after_a_step_the_next_one_is_a_click_away(qtbot, open_window, imported):
    """The page does not change by itself under the pointer."""
    window = open_at(qtbot, open_window, "preprocess", steps=40)
    press(window, "make_avatar")
    toast = window.view.toast
    until(qtbot, lambda: "is preprocessed" in toast.text())
    assert window.page("preprocess").isVisible()
    assert toast.action_button.text() == "Show next step"
    toast.action_button.click()
    assert window.page("train").isVisible()
    stop_all(qtbot, window)


def test_the_projects_own_training_options_are_used(qtbot, open_window, imported):
    window = open_at(qtbot, open_window, "preprocess", steps=4000)
    info = window.session.projects.info("May")
    window.session.set_options(info, "train", {"time_budget_min": 3.0})
    press(window, "make_avatar")
    assert window.session.jobs.waiting()[0].options["time_budget_min"] == 3.0
    stop_all(qtbot, window)


def test_the_length_of_the_training_can_be_changed_where_it_is_shown(qtbot, open_window, imported):
    window = open_at(qtbot, open_window, "preprocess")
    form = window.page("preprocess").form
    form.training_button.click()
    train = window.page("train")
    until(qtbot, lambda: train.isVisible())
    train.form.length.setValue(7)
    window.show_step("preprocess")
    until(qtbot, lambda: form.training.full_text() == "7 min")


def test_each_page_shows_the_way_to_a_first_model(qtbot, open_window, imported):
    """Nobody is sent from Render to Train and on to Preprocess."""
    window = open_at(qtbot, open_window, "render")
    page = window.page("render")
    until(qtbot, lambda: page.gallery.is_read and page._to_model.isVisible())
    assert "Make avatar" in page._empty.text.text()
    page._to_model.click()
    preprocess = window.page("preprocess")
    until(qtbot, lambda: preprocess.isVisible())
    assert preprocess.form._plan.text().endswith("and renders hello.wav.")
    assert window.view.header.action_button("make_avatar").isEnabled()


def test_a_speech_is_recorded_where_the_avatar_is_made(qtbot, open_window, imported):
    write_notes(imported, "May", speeches=[])
    window = open_at(qtbot, open_window, "preprocess", mode="good_model", steps=20)
    row = window.page("preprocess").form.speech
    microphone = FakeMicrophone()
    row.sources.record(microphone)
    microphone.device.capture(b"\x00\x40" * 8000)
    assert row.text() == "Recording… 1 s"
    press(window, "make_avatar")  # ends the recording
    recording = next((imported.clip_dir("May") / "recordings").glob("*.wav"))
    assert row.text() == recording.name
    assert window.session.jobs.waiting()[1].options["audio_path"].endswith(recording.name)
    stop_all(qtbot, window)


def test_a_typed_text_becomes_the_speech_of_the_avatar(qtbot, open_window, imported):
    window = open_at(qtbot, open_window, "preprocess")
    page = window.page("preprocess")
    page.form.speech.sources.text_button.click()
    dialog = window.findChild(TextToSpeechDialog)
    until(qtbot, lambda: dialog.voice.count() == 2)
    dialog.text.setPlainText("Good morning")
    dialog.action_button.click()
    until(qtbot, lambda: page.form.speech.text() == "Good morning.wav")
    assert page.info.speeches == (imported.clip_dir("May") / "recordings" / "Good morning.wav",)


@pytest.mark.parametrize("step", ["preprocess", "render"])
def test_a_recording_stays_in_the_project_in_which_it_was_begun(qtbot, open_window, imported, step):
    for name in ("May", "Zoe"):
        mark_preprocessed(imported, name)
        write_notes(imported, name, speeches=[])
    window = open_at(qtbot, open_window, step)
    page = window.page(step)
    sources = page.speech.sources if step == "render" else page.form.speech.sources
    microphone = FakeMicrophone()
    sources.record(microphone)
    microphone.device.capture(b"\x00\x40" * 8000)
    page.set_info(window.session.projects.info("Zoe"))  # while it stays visible
    assert not sources.recorder.is_recording
    speeches = {name: window.session.projects.info(name).speeches for name in ("May", "Zoe")}
    assert [path.parent for path in speeches["May"]] == [imported.clip_dir("May") / "recordings"]
    assert speeches["Zoe"] == ()


def test_nothing_is_advised_that_cannot_be_done_meanwhile(qtbot, open_window, imported):
    window = open_at(qtbot, open_window, "preprocess")
    form = window.page("preprocess").form
    until(qtbot, form._plan.isVisible)
    form.setEnabled(False)
    assert not form._plan.isVisible()
    form.setEnabled(True)
    assert form._plan.isVisible()
