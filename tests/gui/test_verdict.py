"""The window says what a model is good for, and shows no useless one as a success."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from synctalk_gui.dialogs.confirm import ConfirmDialog
from synctalk_gui.dialogs.recording_guide import RecordingGuide
from synctalk_gui.item_models.projects_model import ProjectRole
from tests.helpers.window_actions import active, mark_preprocessed, press, until

STEPS = 20


@pytest.fixture
def trained(qtbot, workspace, open_window):
    """``trained(mode)``: a window in which a training has just ended."""

    def train(mode: str):
        mark_preprocessed(workspace, "May")
        window = open_window(mode=mode, steps=STEPS)
        window.select_project("May")
        window.show_step("train")
        press(window, "train")
        until(qtbot, lambda: active(window))
        until(qtbot, lambda: not window.session.jobs.active())
        until(qtbot, lambda: window.session.projects.info("May").has_model)
        return window

    return train


def status(window):
    model = window.session.projects
    return model.index(model.row_of("May")).data(ProjectRole.STAGE)


def buttons_of(dialog) -> dict[str, QPushButton]:
    return {part.text(): part for part in dialog.findChildren(QPushButton)}


def test_a_model_that_ignores_the_audio_is_no_success(qtbot, trained):
    window = trained("useless_model")
    bar = window.page("train").verdict
    until(qtbot, bar.isVisible)
    assert bar.sentence() == "Not ready: the model ignores the audio. Record more speech."
    assert bar.property("tone") == "warn"
    assert (status(window).text, status(window).tone) == ("Model not ready", "warn")
    toast = window.view.toast
    assert "ignores the audio" in toast._text.text()
    bar.remedy.click()
    until(qtbot, lambda: window.findChildren(RecordingGuide))


def test_rendering_with_it_asks_first(qtbot, trained, tmp_path):
    window = trained("useless_model")
    window.show_step("render")
    page = window.page("render")
    speech = tmp_path / "hello.wav"
    speech.write_bytes(b"no audio")
    page.speech.set_path(speech)
    until(qtbot, lambda: "Not rendered: hello.wav." in page.verdict._hint.text())
    assert page.verdict.isVisible() and page.verdict.remedy.text() == "How to record"
    page.start()
    (question,) = window.findChildren(ConfirmDialog)
    assert not window.session.jobs.active() and not window.session.jobs.waiting()
    buttons_of(question)["Cancel"].click()
    assert not window.session.jobs.active()
    page.start()
    until(qtbot, lambda: any(d.isVisible() for d in window.findChildren(ConfirmDialog)))
    question = next(d for d in window.findChildren(ConfirmDialog) if d.isVisible())
    buttons_of(question)["Render anyway"].click()
    until(qtbot, lambda: window.session.jobs.active())
    assert active(window).spec.kind == "render"
    until(qtbot, lambda: not window.session.jobs.active())


def test_a_soft_model_offers_more_training_on_top_of_the_time_it_had(qtbot, trained):
    window = trained("soft_model")
    page = window.page("train")
    until(qtbot, page.verdict.isVisible)
    assert page.verdict.sentence() == "Good. Train 20 min more for sharper teeth."
    before_min = page.run.spec.options["time_budget_min"]
    assert before_min > 0
    assert page.verdict.remedy.text() == "Train 20 min more"
    page.verdict.remedy.click()
    until(qtbot, lambda: window.session.jobs.active())
    assert active(window).spec.options["time_budget_min"] == before_min + 20
    assert active(window).spec.options["force"] is False
    assert not page.verdict.isVisible(), "no verdict on a model that is being trained"
    until(qtbot, lambda: not window.session.jobs.active())


def test_a_good_model_is_ready_and_leads_to_rendering(qtbot, trained):
    window = trained("good_model")
    bar = window.page("train").verdict
    until(qtbot, bar.isVisible)
    assert (bar.sentence(), bar.property("tone")) == ("Ready.", "ok")
    assert (status(window).text, status(window).tone) == ("Ready to render", "ok")
    bar.remedy.click()
    until(qtbot, window.page("render").isVisible)


def test_a_model_that_was_not_measured_is_neither_green_nor_refused(qtbot, workspace, open_window):
    mark_preprocessed(workspace, "May")
    model_dir = workspace.model_dir("May")
    model_dir.mkdir(parents=True)
    (model_dir / "4.pth").write_bytes(b"x")
    window = open_window()
    window.select_project("May")
    window.show_step("train")
    bar = window.page("train").verdict
    until(qtbot, bar.isVisible)
    assert bar.sentence() == "Not measured yet."
    assert status(window).tone == "mute"
