"""Frames of a rendered video: taken from the contact sheet, and as large as the room allows."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QColor, QImage

from synctalk_engine.render.contact_sheet import ContactSheet
from synctalk_gui.item_models.contact_sheet import read_sheet, sheet_frames
from synctalk_gui.widgets.contact_sheet_view import ContactSheetView, best_columns


@pytest.mark.parametrize("count, height_px, width_px", [(8, 90, 160), (3, 320, 180), (6, 64, 64)])
def test_a_sheet_of_the_engine_is_taken_apart_into_its_frames(tmp_path, count, height_px, width_px):
    sheet = ContactSheet(count)
    for index in range(count):
        sheet.offer(index, np.full((height_px, width_px, 3), 20 * (index + 1), np.uint8))
    sheet.write(tmp_path / "sheet.png")
    frames = read_sheet(tmp_path / "sheet.png", count)
    assert [(frame.width(), frame.height()) for frame in frames] == [(width_px, height_px)] * count
    corners = [(0, 0), (width_px - 1, height_px - 1)]
    shades = [[frame.pixelColor(*corner).red() for corner in corners] for frame in frames]
    assert shades == [[20 * (index + 1)] * 2 for index in range(count)]


def test_a_sheet_of_another_program_is_shown_as_it_is(tmp_path):
    sheet = QImage(2000, 800, QImage.Format.Format_RGB32)
    assert sheet_frames(sheet, 500) == [sheet]
    assert sheet_frames(sheet, 0) == [sheet]
    assert read_sheet(tmp_path / "none.png", 8) == []


@pytest.mark.parametrize(
    "frame, room, columns",
    [
        ((16, 9), (600, 400), 3),
        ((9, 16), (600, 400), 4),
        ((9, 16), (900, 200), 8),
        ((1, 1), (600, 400), 4),
        ((1, 1), (90, 900), 1),
    ],
)
def test_frames_have_the_columns_that_make_them_largest(frame, room, columns):
    assert best_columns(8, QSizeF(*frame), QSizeF(*room)) == columns


def test_frames_do_not_overlap_and_stay_in_the_room(qtbot):
    view = ContactSheetView("none", "frames")
    qtbot.addWidget(view)
    view.resize(594, 410)
    image = QImage(160, 90, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    view.set_frames([image] * 8)
    places = view.places()
    assert all(view.rect().toRectF().adjusted(-0.01, 0, 0.01, 0.01).contains(p) for p in places)
    pairs = [(a, b) for i, a in enumerate(places) for b in places[i + 1 :]]
    assert not any(a.intersects(b) for a, b in pairs)
    covered = sum(p.width() * p.height() for p in places) / (594 * 410)
    assert covered > 0.7, "two rows of four covered .42"


def test_a_click_on_the_frames_asks_to_play(qtbot):
    view = ContactSheetView("none", "frames")
    qtbot.addWidget(view)
    view.resize(200, 100)
    with qtbot.waitSignal(view.clicked):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
