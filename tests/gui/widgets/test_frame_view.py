from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from synctalk_gui.theme import DARK
from synctalk_gui.widgets.frame_view import FrameView
from synctalk_gui.widgets.landmark_groups import GROUPS, crop_box


def chequered(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for y in range(height):
        for x in range(width):
            image.setPixelColor(x, y, QColor(255, 255, 255) if (x + y) % 2 else QColor(0, 0, 0))
    return image


@pytest.fixture
def view(qtbot):
    view = FrameView(empty_text="Nothing here")
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    qtbot.waitExposed(view)
    return view


def wheel(view, notches, at):
    position = QPointF(at)
    event = QWheelEvent(
        position,
        view.mapToGlobal(position),
        QPoint(0, 0),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_an_image_fills_the_view_with_its_aspect_ratio(view):
    view.set_image(chequered(100, 100))
    rect = view.image_rect()
    assert (rect.width(), rect.height()) == (200, 200)
    assert rect.left() == 100
    assert view.zoom() == 2.0


def test_one_to_one_shows_pixel_for_pixel(view, qtbot):
    view.set_image(chequered(100, 100))
    qtbot.keyClick(view, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() == 1.0
    shot = view.grab().toImage()
    rect = view.image_rect()
    for x, y in ((40, 40), (41, 40), (41, 41)):
        point = QPoint(int(rect.left()) + x, int(rect.top()) + y)
        assert shot.pixelColor(point).red() == (255 if (x + y) % 2 else 0)
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.is_fitted()


def test_the_wheel_zooms_at_the_pointer(view):
    view.set_image(chequered(100, 100))
    pointer = QPoint(150, 50)
    held = view.to_widget(25, 25)
    assert held == QPointF(150, 50)
    wheel(view, 6, pointer)
    assert view.zoom() > 4
    moved = view.to_widget(25, 25) - held
    assert abs(moved.x()) <= 1 and abs(moved.y()) <= 1
    wheel(view, -12, pointer)
    assert view.is_fitted()


def test_enlarged_pixels_are_squares(view):
    view.set_image(chequered(100, 100))
    view.zoom_by(8)
    colours = set()
    shot = view.grab().toImage()
    for x in range(20, 380, 7):
        colours.add(shot.pixelColor(x, 100).red())
    assert colours <= {0, 255}


def test_dragging_pans_a_zoomed_image_and_stops_at_its_edge(view, qtbot):
    view.set_image(chequered(100, 100))
    view.zoom_by(4)
    before = view.to_widget(50, 50)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    qtbot.mouseMove(view, QPoint(230, 110))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(230, 110))
    assert view.to_widget(50, 50) - before == QPointF(30, 10)
    for _ in range(20):
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        qtbot.mouseMove(view, QPoint(390, 190))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(390, 190))
    assert view.image_rect().topLeft() == QPointF(0, 0)


def test_the_view_can_be_handed_to_another(view, qtbot):
    other = FrameView()
    qtbot.addWidget(other)
    other.resize(400, 200)
    for each in (view, other):
        each.set_image(chequered(100, 100))
    with qtbot.waitSignal(view.view_changed):
        view.zoom_by(3, QPointF(120, 30))
    other.set_view_state(view.view_state())
    assert other.image_rect() == view.image_rect()


def test_landmarks_are_painted_at_their_positions_and_only_if_shown(view):
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    view.set_image(image)
    points = np.full((110, 2), -50.0, np.float32)
    points[90:110] = (60.0, 70.0)
    view.set_landmarks(points)
    spot = view.to_widget(60, 70).toPoint()
    assert view.grab().toImage().pixelColor(spot) == QColor("white")
    view.set_landmarks_shown(True)
    assert view.grab().toImage().pixelColor(spot) == QColor(DARK.series[1])


def test_the_crop_box_is_that_of_the_landmarks(view):
    points = np.zeros((110, 2), np.float32)
    points[1, 0], points[31, 0], points[52, 1] = 20.7, 80.9, 30.2
    box = crop_box(points)
    assert (box.left(), box.top(), box.width(), box.height()) == (20, 30, 60, 60)
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    view.set_image(image)
    view.set_landmarks(points)
    view.set_crop_box_shown(True)
    spot = view.to_widget(20, 60).toPoint()
    assert view.grab().toImage().pixelColor(spot) != QColor("white")


def test_the_groups_cover_all_points_once():
    assert sorted(i for group in GROUPS.values() for i in group) == list(range(110))


def test_an_interpolated_frame_is_labelled(view):
    view.set_image(chequered(100, 100))
    before = view.grab().toImage()
    view.set_filled(True)
    assert view.grab().toImage() != before


def test_a_null_image_counts_as_none(view):
    view.set_image(QImage())
    assert view.image() is None
    view.grab()


def test_keys_it_does_not_know_go_to_the_parent(view, qtbot):
    keys = []

    class Parent(QWidget):
        def keyPressEvent(self, event):
            keys.append(event.key())

    parent = Parent()
    qtbot.addWidget(parent)
    view.setParent(parent)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert keys == [Qt.Key.Key_Right]
    view.setParent(None)
