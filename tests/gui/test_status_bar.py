"""The status bar says what fits, and its device box is as wide as its text."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from synctalk_gui.status_text import status_bar_texts
from synctalk_gui.widgets.labels import FittingLabel
from tests.helpers.window_actions import active, mark_preprocessed, until

TEXTS = ("interview · Preprocessing · 61% · 6 s left · May · Training", "interview · 61%", "…")


@pytest.mark.parametrize("text", TEXTS)
def test_the_longest_text_that_fits_is_shown(qtbot, text):
    label = FittingLabel()
    qtbot.addWidget(label)
    label.set_texts(TEXTS)
    label.resize(label.fontMetrics().horizontalAdvance(text), 20)
    label.show()
    assert label.text() == text
    assert label.full_text() == TEXTS[0]
    assert label.toolTip() == ("" if text == TEXTS[0] else TEXTS[0])


def test_each_text_is_shorter_than_the_one_before(qtbot, open_window, workspace):
    for name in ("May", "Next"):
        mark_preprocessed(workspace, name)
    window = open_window(steps=4000)
    until(qtbot, lambda: window.session.devices.devices)
    window.session.jobs.add("train", "May", {})
    until(qtbot, lambda: window.session.jobs.active())
    window.session.jobs.add("train", "Next", {})
    until(qtbot, lambda: window.session.jobs.waiting())
    texts, _tone = status_bar_texts(window.session)
    assert [len(text) for text in texts] == sorted((len(text) for text in texts), reverse=True)
    assert "next: Next" in texts[0] and "1 in queue" in texts[-2]
    assert all("May · Training" in text for text in texts)
    window.session.jobs.remove(window.session.jobs.waiting()[0])
    active(window).stop()
    until(qtbot, lambda: not window.session.jobs.active())


def test_the_device_box_is_as_wide_as_what_it_shows(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window()
    window.select_project("May")
    until(qtbot, lambda: window.session.devices.devices)
    box = window.view.status_bar.device
    for width_px in (1600, 1280, 900):
        window.resize(width_px, 700)
        QApplication.processEvents()
        assert box.width() == min(box.sizeHint().width(), box.maximumWidth())
        name_px = box.fontMetrics().horizontalAdvance(box._name())
        memory_px = box.fontMetrics().horizontalAdvance(box._memory(box._shown_device()))
        has_memory = box.width() > name_px + memory_px
        assert has_memory or box.width() <= name_px + 50
