from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from synctalk_gui.widgets.compare_view import CompareView
from tests.gui.widgets.conftest import grey_at


@pytest.fixture
def folder(tmp_path, write_image):
    """Frames 100..119 held out: targets of grey 100 + place, generated 10 brighter."""
    root = tmp_path / "validation"
    for place in range(20):
        write_image(root / f"target_{100 + place:06d}.png", 100 + place)
        write_image(root / f"generated_{100 + place:06d}.png", 110 + place)
    write_image(root / "target_000500.png", 1)  # nothing was generated for it
    (root / "index.json").write_text("{}")
    return root


@pytest.fixture
def compare(qtbot, loader, folder):
    compare = CompareView(loader=loader)
    qtbot.addWidget(compare)
    compare.resize(700, 300)
    compare.show()
    qtbot.waitExposed(compare)
    with qtbot.waitSignal(compare.pairs_loaded) as signal:
        compare.set_folder(folder)
    assert signal.args == [20]
    wait_frame(qtbot, compare, 100)
    return compare


def wait_frame(qtbot, compare, frame):
    qtbot.waitUntil(lambda: grey_at(compare._views[0].image()) == frame)
    assert compare.current_frame == frame


def test_target_generated_and_difference_belong_together(compare, qtbot):
    compare.show_frame(107)
    wait_frame(qtbot, compare, 107)
    assert [grey_at(view.image()) for view in compare._views] == [107, 117, 40]


def test_the_nearest_pair_is_shown(compare, qtbot):
    compare.show_frame(7000)
    wait_frame(qtbot, compare, 119)


def test_keys_step_and_choose_the_mode(compare, qtbot):
    with qtbot.waitSignal(compare.frame_changed) as signal:
        qtbot.keyClick(compare._views[1], Qt.Key.Key_Right)
    assert signal.args == [101]
    with qtbot.waitSignal(compare.mode_changed) as signal:
        qtbot.keyClick(compare._views[1], Qt.Key.Key_2)
    assert signal.args == ["wipe"]
    assert compare.findChild(QPushButton, "wipe").isChecked()
    qtbot.keyClick(compare._blend, Qt.Key.Key_End)
    assert compare.current_frame == 119


def test_the_views_zoom_together(compare):
    compare._views[1].zoom_by(3)
    assert not compare._views[0].is_fitted()
    assert compare._views[0].image_rect() == compare._views[2].image_rect()


def grey_on_screen(view, share):
    rect = view.image_rect()
    spot = QPoint(int(rect.left() + share * rect.width()), int(rect.top() + 0.2 * rect.height()))
    return view.grab().toImage().pixelColor(spot).green()


def test_wipe_shows_target_left_and_generated_right_of_its_line(compare, qtbot):
    compare.set_mode("wipe")
    qtbot.waitUntil(lambda: grey_at(compare._blend.image()) == 100)
    assert grey_on_screen(compare._blend, 0.2) == 100
    assert grey_on_screen(compare._blend, 0.8) == 110
    compare._slider.setValue(10)
    assert grey_on_screen(compare._blend, 0.2) == 110


def test_the_line_can_be_dragged(compare, qtbot):
    compare.set_mode("wipe")
    blend = compare._blend
    qtbot.waitUntil(lambda: blend.image() is not None)
    start = QPoint(int(blend.line_x()), 50)
    goal = QPoint(int(blend.image_rect().left() + 0.25 * blend.image_rect().width()), 50)
    qtbot.mousePress(blend, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(blend, goal)
    qtbot.mouseRelease(blend, Qt.MouseButton.LeftButton, pos=goal)
    assert blend.fraction == pytest.approx(0.25, abs=0.01)
    assert compare._slider.value() == pytest.approx(25, abs=1)


def test_onion_skin_mixes_the_two(compare, qtbot):
    compare.set_mode("onion")
    qtbot.waitUntil(lambda: grey_at(compare._blend.image()) == 100)
    assert abs(grey_on_screen(compare._blend, 0.5) - 105) <= 1
    compare._slider.setValue(100)
    assert grey_on_screen(compare._blend, 0.5) == 110


def test_it_plays_and_stops_at_the_end(compare, qtbot):
    seen = []
    compare.frame_changed.connect(seen.append)
    qtbot.keyClick(compare._views[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not compare.transport.is_playing(), timeout=5000)
    assert seen == sorted(seen) and seen[-1] == 119
    wait_frame(qtbot, compare, 119)


def test_pairs_given_by_hand_are_shown(compare, qtbot, folder):
    compare.set_pairs([(100, folder / "target_000104.png", folder / "generated_000104.png")])
    qtbot.waitUntil(lambda: grey_at(compare._views[0].image()) == 104)
    assert compare.pair_count == 1


def test_a_broken_image_is_reported(compare, qtbot, folder):
    (folder / "generated_000110.png").write_bytes(b"broken")
    compare.show_frame(110)
    qtbot.waitUntil(lambda: compare._views[0].image() is None)
    assert "Cannot read frame 111" in compare._views[0]._empty_text


def test_no_folder_shows_nothing(compare):
    compare.set_folder(None)
    assert compare.pair_count == 0 and compare.current_frame is None
    assert all(view.image() is None for view in compare._views)
