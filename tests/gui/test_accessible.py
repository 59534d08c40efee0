"""What can be operated has a name for those who cannot see it, and is reached by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
)

from synctalk_gui.widgets.frame_view import FrameView
from synctalk_gui.widgets.loss_canvas import LossCanvas
from synctalk_gui.widgets.sample_grid import SampleGrid
from synctalk_gui.widgets.timeline import Timeline
from tests.helpers.window_actions import mark_preprocessed, until

OPERATED = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox)
CHARTS = (LossCanvas, Timeline, FrameView, SampleGrid)


def operated(page):
    for kind in OPERATED:
        for part in page.findChildren(kind):
            if not isinstance(part, QScrollBar) and part.objectName() != "qt_spinbox_lineedit":
                yield part


def buddies(page):
    return {label.buddy() for label in page.findChildren(QLabel) if label.buddy() is not None}


@pytest.mark.parametrize("step", ["train", "preview", "render"])
def test_every_part_of_a_page_has_a_name_and_is_reached_by_keyboard(
    qtbot, open_window, workspace, step
):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=20)
    window.select_project("May")
    window.show_step(step)
    page = window.page(step)
    until(qtbot, page.isVisible)
    named = buddies(page)
    nameless = [
        part
        for part in operated(page)
        if not (part.accessibleName() or getattr(part, "text", str)() or part in named)
        and not isinstance(part.parent(), (QLineEdit, QComboBox))
    ]
    assert nameless == []
    unreachable = [
        part
        for part in operated(page)
        if not part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(part.parent(), (QLineEdit, QComboBox))
    ]
    assert unreachable == []


@pytest.mark.parametrize("step", ["train", "preview"])
def test_charts_and_images_have_names_and_accept_the_focus(qtbot, open_window, workspace, step):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=20)
    window.select_project("May")
    window.show_step(step)
    page = window.page(step)
    found = [part for kind in CHARTS for part in page.findChildren(kind)]
    assert found
    for part in found:
        assert part.accessibleName(), part
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus, part


def test_the_timeline_has_an_accessible_description(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=20)
    window.select_project("May")
    window.show_step("preview")
    timeline = window.page("preview").timeline
    until(qtbot, lambda: timeline.frame_count > 0)
    assert "face: no issues" in timeline.accessibleDescription()
