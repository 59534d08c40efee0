"""Buttons keep their place and their meaning: a second click in the same place does no harm."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from synctalk_gui.dialogs.confirm import ConfirmDialog
from synctalk_gui.item_models.project_info import write_notes
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.toast import Toast
from tests.helpers.window_actions import (
    active,
    centre,
    click_at,
    make_video,
    mark_preprocessed,
    press,
    until,
    wait_for_action,
)


def place_of(qtbot, window, key: str) -> QPoint:
    """Where a button is, once the header is laid out."""

    def place() -> QPoint:
        return centre(window, window.view.header.action_button(key))

    until(qtbot, lambda: key_at(window, place()) == key)
    return place()


def is_enabled(window, key: str) -> bool:
    part = window.view.header.action_button(key)
    return part is not None and part.isEnabled()


def key_at(window, place: QPoint) -> str | None:
    return window.childAt(place).property("key")


def open_train_page(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4000)
    window.select_project("May")
    window.show_step("train")
    wait_for_action(qtbot, window, "train")
    return window


def test_a_second_click_in_the_same_place_ends_no_training(qtbot, open_window, workspace):
    window = open_train_page(qtbot, open_window, workspace)
    train = place_of(qtbot, window, "train")
    click_at(qtbot, window, train)
    until(qtbot, lambda: window.session.jobs.active())
    live = active(window)
    until(qtbot, lambda: is_enabled(window, "pause"))
    until(qtbot, lambda: key_at(window, train) == "train")
    click_at(qtbot, window, train)
    pause, resume = place_of(qtbot, window, "pause"), place_of(qtbot, window, "resume")
    click_at(qtbot, window, pause)
    until(qtbot, lambda: live.status == "paused" and is_enabled(window, "resume"))
    assert (key_at(window, pause), key_at(window, resume)) == ("pause", "resume")
    click_at(qtbot, window, pause)
    click_at(qtbot, window, resume)
    until(qtbot, lambda: live.status == "running" and is_enabled(window, "pause"))
    assert (key_at(window, pause), key_at(window, resume)) == ("pause", "resume")
    click_at(qtbot, window, resume)
    assert live.status == "running" and not live.stop_requested
    live.stop()
    until(qtbot, lambda: not live.is_active)


def test_a_stopped_training_is_resumed_by_one_click(qtbot, open_window, workspace):
    window = open_train_page(qtbot, open_window, workspace)
    press(window, "train")
    until(qtbot, lambda: is_enabled(window, "stop"))
    live = active(window)
    until(qtbot, lambda: live.record.checkpoints)
    press(window, "stop")
    until(qtbot, lambda: live.status == "stopped")
    toast = window.view.toast.action_button
    until(qtbot, lambda: toast.isVisible() and toast.text() == "Resume")
    toast.click()
    until(qtbot, lambda: window.session.jobs.active())
    assert active(window).run.run_id == live.run.run_id
    active(window).stop()
    until(qtbot, lambda: is_enabled(window, "resume"))
    press(window, "resume")
    until(qtbot, lambda: window.session.jobs.active())
    active(window).stop()
    until(qtbot, lambda: not window.session.jobs.active())


def test_train_again_leads_to_the_options_and_its_place_stays_empty(qtbot, open_window, workspace):
    window = open_train_page(qtbot, open_window, workspace)
    press(window, "train")
    until(qtbot, lambda: is_enabled(window, "stop"))
    active(window).stop()
    until(qtbot, lambda: is_enabled(window, "anew"))
    place = place_of(qtbot, window, "anew")
    click_at(qtbot, window, place)
    until(qtbot, lambda: is_enabled(window, "train"))
    assert key_at(window, place) is None
    click_at(qtbot, window, place)
    assert not window.session.jobs.active() and not window.session.jobs.waiting()


def test_preprocess_keeps_its_place(qtbot, open_window, workspace, tmp_path):
    write_notes(workspace, "May", source_video=str(make_video(tmp_path)))
    window = open_window(steps=400)
    window.select_project("May")
    wait_for_action(qtbot, window, "preprocess")
    place = place_of(qtbot, window, "preprocess")
    click_at(qtbot, window, place)
    until(qtbot, lambda: is_enabled(window, "stop"))
    live = active(window)
    until(qtbot, lambda: key_at(window, place) == "preprocess")
    click_at(qtbot, window, place)
    assert not live.stop_requested
    live.stop()
    until(qtbot, lambda: not live.is_active)


def test_stopping_a_render_asks_since_its_work_would_be_lost(
    qtbot, open_window, workspace, tmp_path
):
    mark_preprocessed(workspace, "May")
    checkpoint = workspace.model_dir("May") / "24.pth"
    checkpoint.parent.mkdir(parents=True)
    checkpoint.write_bytes(b"weights")
    window = open_window(steps=4000)
    speech = tmp_path / "speech.wav"
    speech.write_bytes(b"RIFF")
    window.select_project("May")
    window.session.jobs.add("render", "May", {"audio_path": str(speech)})
    window.show_step("render")
    until(qtbot, lambda: is_enabled(window, "stop"))
    live = active(window)
    press(window, "stop")
    dialog = window.findChild(ConfirmDialog)
    assert dialog is not None and not live.stop_requested
    dialog.reject()
    assert live.is_active and not live.stop_requested
    press(window, "stop")
    dialogs = [found for found in window.findChildren(ConfirmDialog) if found.isVisible()]
    dialogs[0].action_button.click()
    until(qtbot, lambda: live.status == "stopped")
    assert not window.view.toast.action_button.isVisible(), "there is nothing to resume"


def test_a_toast_under_the_pointer_does_not_become_another_one(qtbot):
    parent = QWidget()
    parent.resize(600, 300)
    qtbot.addWidget(parent)
    parent.show()
    toast = Toast(parent)
    done = []
    toast.say("Renamed.", action_text="Undo", action=lambda: done.append("undo"))
    toast.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    toast.say("Stopped.", action_text="Resume", action=lambda: done.append("resume"))
    assert (toast.text(), toast.action_button.text()) == ("Renamed.", "Undo")
    toast.action_button.click()
    assert done == ["undo"]
    assert (toast.text(), toast.action_button.text()) == ("Stopped.", "Resume")
    toast.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    toast.say("Trained.")
    assert toast.text() == "Stopped."
    toast.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.text() == "Trained." and not toast.action_button.isVisible()


@pytest.mark.parametrize("role", ["", "primary"])
def test_a_double_click_that_began_elsewhere_is_no_click(qtbot, role):
    """The first click may have switched the page: the second one hits a button unseen."""
    clicks = []
    part = button("Render", lambda: clicks.append(1), role, "film")
    qtbot.addWidget(part)
    part.show()

    def send(kind: QEvent.Type) -> None:
        left = Qt.MouseButton.LeftButton
        place = QPointF(part.rect().center())
        modifiers = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, place, part.mapToGlobal(place), left, left, modifiers)
        QApplication.sendEvent(part, event)

    send(QEvent.Type.MouseButtonDblClick)
    send(QEvent.Type.MouseButtonRelease)
    assert clicks == []
    send(QEvent.Type.MouseButtonPress)
    send(QEvent.Type.MouseButtonRelease)
    send(QEvent.Type.MouseButtonDblClick)
    send(QEvent.Type.MouseButtonRelease)
    assert clicks == [1, 1]
