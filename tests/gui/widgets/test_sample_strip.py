from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from synctalk_gui.widgets.sample_strip import SampleStrip, nearest


@pytest.fixture
def folder(tmp_path, write_image):
    """Samples at the steps 100, 200 ... 500, three each; those of step s are of grey s / 4."""
    root = tmp_path / "samples 样"
    for step in range(100, 600, 100):
        write_step(root, step, write_image)
    return root


def write_step(root, step, write_image):
    for index in range(3):
        write_image(root / f"{step:06d}" / f"target_{index:03d}.jpg", 20, 32, 32)
        write_image(root / f"{step:06d}" / f"generated_{index:03d}.jpg", step // 4, 32, 32)


@pytest.fixture
def strip(qtbot, loader, folder):
    strip = SampleStrip(loader=loader)
    qtbot.addWidget(strip)
    strip.resize(700, 260)
    strip.show()
    qtbot.waitExposed(strip)
    with qtbot.waitSignal(strip.step_shown):
        strip.set_folder(folder)
    assert strip.steps == [100, 200, 300, 400, 500]
    return strip


def shown_grey(strip, row, column=0):
    centre = strip._grid._tile(row, column).center().toPoint()
    return strip._grid.grab().toImage().pixelColor(centre).green()


def wait_grey(qtbot, strip, row, expected):
    qtbot.waitUntil(lambda: abs(shown_grey(strip, row) - expected) <= 3)


def test_the_newest_samples_are_shown_first(strip, qtbot):
    assert strip.shown_step == 500
    wait_grey(qtbot, strip, 0, 20)
    wait_grey(qtbot, strip, 1, 125)


@pytest.mark.parametrize(("asked", "shown"), [(240, 200), (260, 300), (250, 200), (9999, 500)])
def test_the_nearest_step_is_shown(strip, qtbot, asked, shown):
    strip.show_step(100)
    strip.show_step(asked)
    assert strip.shown_step == shown
    wait_grey(qtbot, strip, 1, shown // 4)


def test_the_strip_follows_new_samples_only_at_its_end(strip, qtbot, folder, write_image):
    write_step(folder, 600, write_image)
    with qtbot.waitSignal(strip.step_shown) as signal:
        strip.add_step(600, 6)
    assert signal.args == [600]
    strip.show_step(200)
    write_step(folder, 700, write_image)
    strip.add_step(700, 7)
    qtbot.waitUntil(lambda: strip.steps[-1] == 700)
    assert strip.shown_step == 200


def test_the_label_shows_epoch_and_best(strip):
    strip.set_epochs({100 * n: n for n in range(1, 6)})
    strip.set_best(400)
    strip.show_step(400)
    assert strip._label.text() == "Epoch 4 of 5 · best"
    strip.show_step(300)
    assert strip._label.text() == "Epoch 3 of 5"


def test_the_keyboard_goes_through_the_steps(strip, qtbot):
    grid = strip._grid
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert strip.shown_step == 400
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert strip.shown_step == 100
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert strip.shown_step == 100
    qtbot.keyClick(grid, Qt.Key.Key_End)
    assert strip.shown_step == 500


def test_the_slider_goes_through_the_steps(strip):
    strip._slider.setValue(1)
    assert strip.shown_step == 200


def test_a_sample_is_opened_by_mouse_and_keyboard(strip, qtbot):
    tile = strip._grid._tile(1, 2).center().toPoint()
    with qtbot.waitSignal(strip.sample_activated) as signal:
        qtbot.mouseDClick(strip._grid, Qt.MouseButton.LeftButton, pos=tile)
    assert signal.args == [2, 500]
    qtbot.keyClick(strip._grid, Qt.Key.Key_2)
    with qtbot.waitSignal(strip.sample_activated) as signal:
        qtbot.keyClick(strip._grid, Qt.Key.Key_Return)
    assert signal.args == [1, 500]


def test_the_difference_row_shows_the_difference(strip, qtbot):
    strip.show_step(100)
    strip.set_difference_shown(True)
    strip.resize(700, 400)
    wait_grey(qtbot, strip, 2, 4 * (25 - 20))


def test_half_written_and_foreign_folders_are_passed_over(qtbot, loader, folder, write_image):
    write_image(folder / "000900" / "target_000.jpg", 1)
    write_image(folder / "notes" / "target_000.jpg", 1)
    strip = SampleStrip(loader=loader)
    qtbot.addWidget(strip)
    with qtbot.waitSignal(strip.step_shown):
        strip.set_folder(folder)
    assert strip.steps[-1] == 500


def test_another_run_leaves_nothing_of_the_one_before(strip, qtbot, tmp_path):
    strip.set_folder(tmp_path / "nothing there")
    assert strip.steps == [] and strip.shown_step is None
    qtbot.wait(50)
    strip.grab()
    strip.set_folder(None)
    strip.show_step(100)
    assert strip.shown_step is None


def test_nearest_is_that_of_brute_force():
    steps = [1, 5, 6, 20, 21, 40]
    for step in range(-5, 60):
        assert nearest(steps, step) == min(steps, key=lambda s: (abs(s - step), s))


@pytest.mark.parametrize(("width_px", "shown"), [(340, 2), (640, 3), (1300, 3)])
def test_fewer_samples_are_shown_before_they_become_tiny(strip, width_px, shown):
    strip.resize(width_px, 500)
    assert strip._grid._shown_count() == shown
    assert strip._grid._tile(0, 0).width() >= 84


def test_another_run_shows_no_images_of_the_one_before(strip, qtbot, tmp_path, write_image):
    wait_grey(qtbot, strip, 1, 125)
    other = tmp_path / "other"
    for kind in ("target", "generated"):
        for index in range(3):
            write_image(other / "000100" / f"{kind}_{index:03d}.jpg", 200, 32, 32)
    strip.set_folder(other)
    assert not strip._grid._last_images
    wait_grey(qtbot, strip, 1, 200)
