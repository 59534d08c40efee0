"""The render page: speech recorded, a source part chosen, the video seen made and played."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton

from synctalk_gui.pages import speech_sources
from synctalk_gui.pages.render_form import RenderForm
from tests.helpers.fake_microphone import FakeMicrophone
from tests.helpers.window_actions import active, mark_preprocessed, press, until, wait_for_action


@pytest.fixture
def page(qtbot, workspace, open_window):
    mark_preprocessed(workspace, "May")
    model_dir = workspace.model_dir("May")
    model_dir.mkdir(parents=True)
    (model_dir / "4.pth").write_bytes(b"x")
    window = open_window(steps=60)
    window.select_project("May")
    window.show_step("render")
    page = window.page("render")
    until(qtbot, page.isVisible)
    assert page.speech.path is None
    page.window_of_test = window
    return page


def test_speech_is_recorded_and_used(qtbot, page, workspace, monkeypatch):
    microphone = FakeMicrophone()
    monkeypatch.setattr(speech_sources, "why_no_recording", lambda: "")
    monkeypatch.setattr(speech_sources, "QtMicrophone", lambda: microphone)
    qtbot.mouseClick(page.speech.sources.record_button, Qt.MouseButton.LeftButton)
    assert page.speech.sources.record_button.text() == "Stop recording"
    assert not page.speech.sources.choose_button.isEnabled()
    microphone.device.capture(b"\x00\x40" * 8000)
    assert page.speech.sources.level.value() == 50
    qtbot.mouseClick(page.speech.sources.record_button, Qt.MouseButton.LeftButton)
    assert page.speech.path.parent == workspace.clip_dir("May") / "recordings"
    assert page.speech.path.is_file()
    assert page.speech.sources.record_button.text() == "Record"
    assert workspace.project_names() == ["May"], "recordings are no project"
    wait_for_action(qtbot, page.window_of_test, "render")


def test_leaving_the_page_keeps_what_was_recorded(qtbot, page, monkeypatch):
    microphone = FakeMicrophone()
    page.speech.record(microphone)
    microphone.device.capture(b"\x00\x40" * 8000)
    page.window_of_test.show_step("train")
    assert page.speech.path.is_file() and microphone.stopped == 1


def test_without_a_microphone_it_is_refused_with_a_sentence(qtbot, page, monkeypatch):
    monkeypatch.setattr(speech_sources, "why_no_recording", lambda: "No microphone found.")
    qtbot.mouseClick(page.speech.sources.record_button, Qt.MouseButton.LeftButton)
    assert page.window_of_test.view.toast._text.text() == "No microphone found."
    assert (
        page.speech.sources.record_button.text() == "Record"
        and page.speech.sources.choose_button.isEnabled()
    )


def test_a_video_is_seen_made_and_then_shown(qtbot, page, tmp_path, monkeypatch):
    window = page.window_of_test
    speech = tmp_path / "new speech.wav"
    speech.write_bytes(b"x")
    page.speech._take(speech)
    page.form.show_values({"start_frame": 2})
    assert page.form._start_time.text() == "00:00.08"
    wait_for_action(qtbot, window, "render")
    press(window, "render")
    until(qtbot, lambda: window.session.jobs.active())
    assert active(window).spec.options["start_frame"] == 2
    until(qtbot, lambda: page.working.newest._image is not None)
    until(qtbot, lambda: page.result.video is not None)
    assert page._stack.currentWidget() is page.result
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    monkeypatch.setattr("synctalk_gui.audio.video_player.multimedia", lambda: None)
    page.result.play_button.click()
    assert opened[0].toLocalFile().endswith("May_new speech.mp4"), (
        "the system's player where there is none"
    )


def test_a_preview_of_ten_seconds_plays_when_it_is_there(qtbot, page, tmp_path, monkeypatch):
    window = page.window_of_test
    played = []
    monkeypatch.setattr(page.result, "play", lambda: played.append(page.result.video))
    (tmp_path / "new.wav").write_bytes(b"x")
    page.speech._take(tmp_path / "new.wav")
    page.form.show_values({"output_path": "mine"})
    wait_for_action(qtbot, window, "preview_speech")
    press(window, "preview_speech")
    until(qtbot, lambda: window.session.jobs.active())
    options = active(window).spec.options
    assert (options["preview_s"], options["output_path"]) == (10, None)
    until(qtbot, lambda: played)
    assert played == [page.result.video]


def test_an_idle_clip_needs_no_audio(qtbot, page, monkeypatch):
    window = page.window_of_test
    answer = lambda *_: (4, True)  # noqa: E731
    monkeypatch.setattr("synctalk_gui.pages.render.QInputDialog.getInt", answer)
    page._on_idle()
    until(qtbot, lambda: window.session.jobs.active())
    options = active(window).spec.options
    assert (options["idle_s"], options["audio_path"]) == (4, "")
    until(qtbot, lambda: not window.session.jobs.active())


def test_no_button_is_stuck_after_a_render_that_fails(qtbot, workspace, open_window, tmp_path):
    mark_preprocessed(workspace, "May")
    model_dir = workspace.model_dir("May")
    model_dir.mkdir(parents=True)
    (model_dir / "4.pth").write_bytes(b"x")
    window = open_window(mode="fail", steps=20)
    window.select_project("May")
    window.show_step("render")
    page = window.page("render")
    (tmp_path / "s.wav").write_bytes(b"x")
    page.speech._take(tmp_path / "s.wav")
    wait_for_action(qtbot, window, "render")
    press(window, "render")
    until(qtbot, page.banner.isVisible)
    assert "a picture is missing" in page.banner.sentence()
    wait_for_action(qtbot, window, "render")


def test_a_video_can_be_signed_from_the_form(qtbot, workspace, monkeypatch):
    form = RenderForm(workspace)
    qtbot.addWidget(form)
    assert "c2pa_cert" not in form.options()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/keys/ß chain.pem", ""))
    row = form.editors["c2pa_cert"].parentWidget().findChildren(QPushButton)
    next(b for b in row if b.accessibleName().startswith("C2PA certificate")).click()
    assert form.options()["c2pa_cert"] == "/keys/ß chain.pem"
    form.editors["c2pa_cert"].clear()
    assert "c2pa_cert" not in form.options()
