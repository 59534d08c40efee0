"""The window opens inside its screen, whatever its size and whatever was kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize

from synctalk_gui.window_place import LEAST_SIZE, WANTED_SIZE, fitting_size, place_inside

SCREEN = QRect(0, 0, 1280, 800)


def test_the_first_size_leaves_room_for_the_title_bar_on_a_small_screen():
    size = fitting_size(WANTED_SIZE, QSize(1280, 800))
    assert size.width() <= 1280 and size.height() <= 800 - 32
    assert fitting_size(WANTED_SIZE, QSize(1920, 1080)) == WANTED_SIZE


def test_the_smallest_size_fits_a_screen_at_150_percent():
    size = fitting_size(LEAST_SIZE, QSize(911, 512))
    assert size.height() < 512 and size.width() <= 911


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (QRect(100, 50, 900, 600), QRect(100, 50, 900, 600)),
        (QRect(0, 0, 1280, 830), QRect(0, 0, 1280, 800)),
        (QRect(900, 500, 1000, 700), QRect(280, 100, 1000, 700)),
        (QRect(-500, -40, 900, 600), QRect(0, 0, 900, 600)),
        (QRect(3000, 0, 900, 600), QRect(380, 0, 900, 600)),
    ],
    ids=["inside", "too high", "over the corner", "above", "on a screen that is gone"],
)
def test_a_window_is_moved_and_made_smaller_until_it_is_inside(frame, expected):
    assert place_inside(frame, SCREEN) == expected
    assert SCREEN.contains(place_inside(frame, SCREEN))
