"""While files are dragged over the window, all of it says what will happen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent

from synctalk_gui.dialogs.queue import QueueDialog
from synctalk_gui.status_text import queue_text, status_bar_texts
from synctalk_gui.theme import DARK, LIGHT, Theme, color
from tests.helpers.window_actions import drop, make_video, mark_preprocessed, until


def drag_in(window, data: QMimeData) -> bool:
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(600, 300), actions, data, buttons, keys)
    event.ignore()
    window.dragEnterEvent(event)
    return event.isAccepted()


@pytest.fixture
def files(tmp_path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(make_video(tmp_path)))])
    return data


def test_the_overlay_covers_the_window_and_goes_with_the_drag(qtbot, open_window, files, tmp_path):
    window = open_window()
    overlay = window.view.drop_overlay
    assert overlay.isHidden()
    assert drag_in(window, files)
    assert overlay.isVisible() and overlay.rect() == window.view.rect()
    window.resize(1000, 650)
    until(qtbot, lambda: overlay.rect() == window.view.rect())
    window.dragLeaveEvent(QDragLeaveEvent())
    assert overlay.isHidden()
    assert drag_in(window, files)
    drop(window, [make_video(tmp_path, "b.mp4")])
    assert overlay.isHidden()


def test_what_is_no_file_is_not_answered(open_window):
    window = open_window()
    data = QMimeData()
    data.setText("some text")
    assert not drag_in(window, data) and window.view.drop_overlay.isHidden()


def test_the_overlay_takes_no_drop_from_the_page_below(open_window, files, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window()
    window.select_project("May")
    window.show_step("render")
    drag_in(window, files)
    speech = window.page("render").speech
    middle = speech.mapTo(window.view, speech.rect().center())
    below = window.view.childAt(middle)
    assert below is speech or speech.isAncestorOf(below)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_overlay_differs_at_every_corner_of_the_window(qapp, open_window, files, theme):
    window = open_window()
    Theme(qapp, theme.name)
    before = window.view.grab().toImage()
    drag_in(window, files)
    after = window.view.grab().toImage()
    accent = color(theme.accent).rgb()
    width, height = after.width(), after.height()
    for x, y in ((40, 40), (width - 40, 40), (40, height - 40), (width - 40, height - 40)):
        assert after.pixel(x, y) != before.pixel(x, y)
    edge = {after.pixel(x, 7) for x in range(60, width - 60)}
    assert accent in edge


def test_the_queue_has_one_name(qtbot, open_window, workspace):
    for name in ("May", "Zoe"):
        mark_preprocessed(workspace, name)
    window = open_window(steps=4000)
    window.project_jobs.train(["May", "Zoe"])
    until(qtbot, lambda: window.session.jobs.waiting())
    window.show_queue()
    dialog = window.findChild(QueueDialog)
    headings = {part.text() for part in dialog.findChildren(type(dialog._rows.itemAt(0).widget()))}
    assert "In queue" in headings and not any("aiting" in text for text in headings)
    assert queue_text(window.session.jobs).startswith("Queue")
    window.session.jobs.pause()
    assert "aiting" not in " ".join(status_bar_texts(window.session)[0])
    assert window.session.jobs.active()
    for live in window.session.jobs.active():
        live.stop()
    until(qtbot, lambda: not window.session.jobs.active())
