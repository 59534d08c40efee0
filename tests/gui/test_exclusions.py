"""Excluding frames from training: selection, undo, and the file."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from synctalk_engine.errors import StorageError
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.exclusions import FILE_NAME, read_excluded
from synctalk_gui.engine.background import Background
from synctalk_gui.pages import exclusion_bar
from synctalk_gui.pages.exclusion_bar import ExclusionBar
from synctalk_gui.screenshot_face import LOOKS
from synctalk_gui.screenshot_workspace import make_preprocessed_project
from synctalk_gui.widgets.image_loader import ImageLoader
from synctalk_gui.widgets.timeline import LABEL_PX, Timeline

FRAMES = 100
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def parts(qtbot, workspace):
    """A page with a timeline and its bar, for a synthetic clip of 100 frames."""
    make_preprocessed_project(workspace, "May", LOOKS[0], FRAMES)
    clip = Clip(workspace.clip_dir("May"))
    page, loader, background = QWidget(), ImageLoader(), Background()
    qtbot.addWidget(page)
    timeline = Timeline(page, loader=loader)
    timeline.resize(LABEL_PX + 1001, 160)
    bar = ExclusionBar(timeline, background, page)
    bar.setParent(page)
    page.resize(1200, 300)
    page.show()
    page.activateWindow()
    with qtbot.waitSignal(timeline.tracks_loaded):
        timeline.set_clip(clip)
        bar.set_clip(clip)
    qtbot.waitUntil(lambda: bar.is_ready)
    assert not (clip.path / FILE_NAME).exists() and not bar.exclude_chip.isEnabled()
    yield clip, timeline, bar, page
    background.close()
    loader.close()


def drag(qtbot, timeline, first, last, modifier=NO_KEY):
    y = int(timeline.track_rect(0).center().y())
    start, end = (QPoint(int(timeline.x_of(frame)), y) for frame in (first, last))
    qtbot.mousePress(timeline, LEFT, modifier, start)
    qtbot.mouseMove(timeline, end)
    timeline_move(timeline, end)
    qtbot.mouseRelease(timeline, LEFT, modifier, end)


def timeline_move(timeline, place: QPoint) -> None:
    """Without a screen a move carries no pressed button."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    where = QPointF(place)
    event = QMouseEvent(QEvent.Type.MouseMove, where, where, LEFT, LEFT, NO_KEY)
    timeline.mouseMoveEvent(event)


def kept(clip):
    return read_excluded(clip.path, clip.fps())


def test_a_range_is_selected_excluded_undone_and_redone(qtbot, parts):
    clip, timeline, bar, _page = parts
    drag(qtbot, timeline, 20, 40)
    assert timeline.selection == (20, 41)
    qtbot.mouseClick(bar.exclude_chip, LEFT)
    assert bar.ranges == ((20, 41),) and timeline.selection is None
    qtbot.waitUntil(lambda: kept(clip) == ((20, 41),))
    assert "21 frames excluded by you" in timeline.accessibleDescription()
    qtbot.mouseClick(bar.undo_button, LEFT)
    qtbot.waitUntil(lambda: kept(clip) == ())
    assert bar.ranges == () and not bar.undo_button.isEnabled()
    qtbot.mouseClick(bar.redo_button, LEFT)
    qtbot.waitUntil(lambda: kept(clip) == ((20, 41),))


def test_the_page_says_how_frames_are_selected(qtbot, parts):
    _clip, timeline, bar, _page = parts
    assert bar._count.full_text() == "Drag across the timeline to select frames"
    drag(qtbot, timeline, 20, 40)
    assert bar._count.full_text() == "21 frames selected"
    bar.exclude_selection()
    assert bar._count.full_text() == "21 frames are excluded from the next training"


def test_a_drag_selects_and_shows_each_frame_that_it_passes(qtbot, parts):
    _clip, timeline, _bar, _page = parts
    shown = []
    timeline.frame_requested.connect(shown.append)
    drag(qtbot, timeline, 60, 30)
    assert timeline.selection == (30, 61) and shown == [60, 30]
    drag(qtbot, timeline, 20, 40, SHIFT)
    assert timeline.selection == (20, 41), "as before"


def test_a_click_selects_nothing_and_clears_the_selection(qtbot, parts):
    _clip, timeline, _bar, _page = parts
    drag(qtbot, timeline, 20, 40)
    y = int(timeline.track_rect(0).center().y())
    place = QPoint(int(timeline.x_of(70)), y)
    qtbot.mousePress(timeline, LEFT, NO_KEY, place)
    timeline_move(timeline, place + QPoint(2, 0))  # an unsteady hand
    qtbot.mouseRelease(timeline, LEFT, NO_KEY, place)
    assert timeline.selection is None and timeline.position == 70
    timeline_move(timeline, place + QPoint(200, 0))
    assert timeline.selection is None, "the button is up"
    qtbot.mouseClick(timeline, LEFT, SHIFT, QPoint(int(timeline.x_of(80)), y))
    assert timeline.selection == (70, 81), "Shift extends from the marker"


def test_all_of_it_goes_by_keyboard(qtbot, parts):
    clip, timeline, bar, _page = parts
    timeline.setFocus()
    qtbot.waitUntil(timeline.hasFocus)
    timeline.set_position(10)
    qtbot.keyClick(timeline, Qt.Key.Key_I)
    timeline.set_position(19)
    qtbot.keyClick(timeline, Qt.Key.Key_O)
    assert timeline.selection == (10, 20)
    qtbot.keyClick(timeline, Qt.Key.Key_X)
    assert bar.ranges == ((10, 20),)
    timeline.select((15, 18))
    qtbot.keyClick(timeline, Qt.Key.Key_X, SHIFT)
    assert bar.ranges == ((10, 15), (18, 20))
    qtbot.keyClick(timeline, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bar.ranges == ((10, 20),)
    qtbot.waitUntil(lambda: kept(clip) == ((10, 20),))


def test_flagged_frames_are_excluded_in_one_step(qtbot, parts):
    _clip, _timeline, bar, _page = parts
    bar._fill_flagged()
    entries = {action.text(): action for action in bar._flagged_menu.actions()}
    assert list(entries) == ["blurred: 4 frames", "turned away: 7 frames"]
    entries["turned away: 7 frames"].trigger()
    assert bar.ranges == ((33, 40),)
    bar._fill_flagged()
    assert [action.text() for action in bar._flagged_menu.actions()] == ["blurred: 4 frames"]
    bar.undo_stack.undo()
    assert bar.ranges == ()


def test_what_was_excluded_is_there_after_a_restart(qtbot, parts):
    clip, _timeline, bar, _page = parts
    bar.exclude([(5, 9)], "x")
    qtbot.waitUntil(lambda: kept(clip) == ((5, 9),))
    bar.set_clip(None)
    assert bar.ranges == ()
    bar.set_clip(clip)
    qtbot.waitUntil(lambda: bar.ranges == ((5, 9),))
    assert not bar.undo_button.isEnabled()


def test_many_quick_changes_leave_the_last_one_on_the_disk(qtbot, parts):
    clip, _timeline, bar, _page = parts
    for first in range(0, 90, 3):
        bar.exclude([(first, first + 1)], "x")
    qtbot.waitUntil(lambda: len(kept(clip)) == 30)
    qtbot.wait(100)
    assert kept(clip) == bar.ranges


def test_exclusions_that_cannot_be_saved_are_reported_and_not_shown(qtbot, parts, monkeypatch):
    _clip, _timeline, bar, _page = parts

    def full_disk(folder, ranges, fps):
        raise StorageError("disk_full", path=folder / FILE_NAME)

    monkeypatch.setattr(exclusion_bar, "write_excluded", full_disk)
    with qtbot.waitSignal(bar.failed) as failed:
        bar.exclude([(5, 9)], "x")
    assert FILE_NAME in failed.args[0]
    qtbot.waitUntil(lambda: bar.ranges == ())


def test_excluded_frames_are_painted_and_described_differently(qtbot, parts):
    _clip, timeline, bar, _page = parts
    before = timeline.grab().toImage()
    bar.exclude([(60, 80)], "x")
    after = timeline.grab().toImage()
    y = int(timeline.track_rect(0).center().y())
    column = int(timeline.x_of(70))
    spots = [after.pixel(column, y + dy) for dy in range(-5, 6)]
    assert len(set(spots)) > 1, "told by hatching, not by colour alone"
    assert before.pixel(column, y) != after.pixel(column, y)
    beside = int(timeline.x_of(85))
    assert before.pixel(beside, y) == after.pixel(beside, y)
    assert "excluded by you" in timeline.tip(timeline.track_rect(0).center().__class__(column, y))
    assert not np.array_equal(spots, [before.pixel(column, y)] * len(spots))
