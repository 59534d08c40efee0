from __future__ import annotations

import csv
import time

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QPushButton

from synctalk_gui.widgets.image_sources import image_array
from synctalk_gui.widgets.loss_canvas import REDRAW_MS
from synctalk_gui.widgets.loss_items import short_number
from synctalk_gui.widgets.loss_plot import LossPlot


@pytest.fixture
def plot(qtbot):
    plot = LossPlot(title="Losses")
    qtbot.addWidget(plot)
    plot.resize(800, 400)
    plot.show()
    qtbot.waitExposed(plot)
    plot.add_series("train", "train")
    plot.add_series("held", "validation", is_smoothed=False)
    return plot


def curve_of(plot, name, run=""):
    return next(c for c in plot.canvas.curves if c.name == name and c.run == run)


def wait_painted(qtbot, plot, name="train"):
    qtbot.waitUntil(lambda: len(curve_of(plot, name).line[0]) > 0)
    qtbot.wait(2 * REDRAW_MS)


def test_points_appear_and_the_view_follows_them(plot, qtbot):
    plot.append("train", np.arange(100), np.linspace(1, 0.5, 100))
    wait_painted(qtbot, plot)
    assert curve_of(plot, "train").line[0][-1] == 99
    assert plot.canvas.box.viewRange()[0][1] == pytest.approx(99)
    plot.append("train", np.arange(100, 5000), np.full(4900, 0.4))
    qtbot.waitUntil(lambda: plot.canvas.box.viewRange()[0][1] > 4900)


def test_it_is_redrawn_at_most_twenty_times_a_second(plot, qtbot, monkeypatch):
    redraws = []
    original = plot.canvas._redraw_curve
    monkeypatch.setattr(
        plot.canvas, "_redraw_curve", lambda *a: (redraws.append(a[0].name), original(*a))
    )
    began_s = time.monotonic()
    for step in range(100):
        plot.append("train", [step], [1.0])
        qtbot.wait(5)
    passed_ms = 1000 * (time.monotonic() - began_s)
    assert 2 <= redraws.count("train") <= passed_ms / REDRAW_MS + 1


def test_a_hidden_plot_is_not_drawn_until_it_is_shown(plot, qtbot):
    plot.hide()
    plot.append("train", np.arange(50), np.ones(50))
    qtbot.wait(3 * REDRAW_MS)
    assert len(curve_of(plot, "train").line[0]) == 0
    plot.show()
    wait_painted(qtbot, plot)


def test_only_what_can_be_seen_is_handed_to_the_painter(plot, qtbot):
    rng = np.random.default_rng(0)
    plot.append("train", np.arange(200_000), rng.random(200_000))
    wait_painted(qtbot, plot)
    assert len(curve_of(plot, "train").line[0]) < 2000
    plot.show_steps(1000, 1100)
    qtbot.waitUntil(lambda: curve_of(plot, "train").line[0][-1] < 2000)
    steps = curve_of(plot, "train").line[0]
    assert len(steps[(steps >= 1000) & (steps <= 1100)]) == 101


def test_the_logarithmic_axis_shows_powers_and_leaves_out_what_is_not_above_zero(plot, qtbot):
    plot.set_smoothing(0)
    plot.append("train", [1, 2, 3, 4, 5], [1.0, 0.1, 0.0, -1.0, 0.01])
    plot.set_log(True)
    wait_painted(qtbot, plot)
    _, y = curve_of(plot, "train").line_item.getData()
    assert y[0] == pytest.approx(0) and y[1] == pytest.approx(-1) and y[4] == pytest.approx(-2)
    assert np.isnan(y[2]) and np.isnan(y[3])
    low, high = plot.canvas.box.viewRange()[1]
    assert -2.5 < low < -1.9 and -0.1 < high < 0.3
    assert plot.canvas.to_pixels(1, 1.0).y() < plot.canvas.to_pixels(1, 0.01).y()


def test_validation_metrics_are_not_smoothed(plot, qtbot):
    noisy = np.tile([0.0, 1.0], 100)
    plot.append("train", np.arange(200), noisy)
    plot.append("held", np.arange(200), noisy)
    plot.set_smoothing(0.95)
    wait_painted(qtbot, plot)
    assert np.ptp(curve_of(plot, "train").line[1][100:]) < 0.2
    assert np.ptp(curve_of(plot, "held").line[1]) == 1.0


def test_a_chip_hides_its_series(plot, qtbot):
    plot.append("train", np.arange(10), np.ones(10))
    wait_painted(qtbot, plot)
    chip = plot.findChild(QPushButton, "train")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not chip.isChecked()
    assert plot.canvas.shown_curves() == []
    plot.set_series_shown("train", True)
    assert len(plot.canvas.shown_curves()) == 1


def test_a_click_selects_the_nearest_step_with_metrics(plot, qtbot):
    plot.append("train", np.arange(0, 1000, 100), np.ones(10))
    wait_painted(qtbot, plot)
    where = plot.canvas.to_pixels(420, 1.0).toPoint()
    with qtbot.waitSignal(plot.step_clicked) as signal:
        qtbot.mouseClick(plot.canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert signal.args == [400]


def test_the_cursor_shows_step_epoch_and_values(plot, qtbot):
    plot.set_smoothing(0)
    plot.append("train", [1, 2, 3], [0.5, 0.25, 0.125])
    for step, epoch in ((1, 1), (2, 1), (3, 2)):
        plot.mark_epoch(step, epoch)
    plot.mark_checkpoint(3, is_best=True)
    wait_painted(qtbot, plot)
    plot.canvas.set_cursor_step(2)
    assert "step 2 · epoch 1" in plot.canvas.overlay.text()
    assert "train 0.2500" in plot.canvas.overlay.text()
    plot.canvas.set_cursor_step(99)
    assert plot.canvas.cursor_step == 3
    assert "epoch 2 · best" in plot.canvas.overlay.text()


def test_the_mouse_moves_and_removes_the_cursor(plot, qtbot):
    plot.append("train", np.arange(100), np.ones(100))
    wait_painted(qtbot, plot)
    qtbot.mouseMove(plot.canvas.viewport(), plot.canvas.to_pixels(50, 1.0).toPoint())
    qtbot.waitUntil(lambda: plot.canvas.cursor_step == 50)
    qtbot.wait(50)  # pyqtgraph leaves out moves that follow within 10 ms
    qtbot.mouseMove(plot.canvas.viewport(), QPoint(3, 3))
    qtbot.waitUntil(lambda: plot.canvas.cursor_step is None)


def test_the_keyboard_moves_the_cursor_zooms_and_names_a_step(plot, qtbot):
    plot.append("train", np.arange(100), np.ones(100))
    wait_painted(qtbot, plot)
    canvas = plot.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.cursor_step == 99
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.cursor_step == 88
    assert "step 88" in canvas.accessibleDescription()
    with qtbot.waitSignal(plot.step_clicked) as signal:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert signal.args == [88]
    before = np.ptp(canvas.box.viewRange()[0])
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert np.ptp(canvas.box.viewRange()[0]) < before
    assert not canvas.is_following
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.is_following


def test_a_zoomed_view_stays_while_points_come_in(plot, qtbot):
    plot.append("train", np.arange(100), np.ones(100))
    wait_painted(qtbot, plot)
    qtbot.keyClick(plot.canvas, Qt.Key.Key_Plus)
    before = plot.canvas.box.viewRange()
    plot.append("train", np.arange(100, 900), np.ones(800))
    qtbot.wait(3 * REDRAW_MS)
    assert plot.canvas.box.viewRange() == before


def test_the_table_holds_every_point_of_every_run(plot, tmp_path):
    plot.append("train", [1, 2, 3], [0.5, float("nan"), 0.25])
    plot.append("held", [2], [0.75])
    plot.mark_epoch(1, 1)
    plot.mark_epoch(3, 2)
    plot.add_run("r7", "yesterday")
    plot.append("train", [1], [0.125], run="r7")
    path = tmp_path / "日本 losses.csv"
    plot.export_csv(path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["run", "step", "epoch", "train", "held"],
        ["", "1", "1", "0.5", ""],
        ["", "2", "1", "", "0.75"],
        ["", "3", "2", "0.25", ""],
        ["yesterday", "1", "", "0.125", ""],
    ]


def test_a_table_that_cannot_be_written_is_reported(plot, qtbot, tmp_path):
    with qtbot.waitSignal(plot.export_failed) as signal:
        plot._export(plot.export_csv, tmp_path / "missing" / "losses.csv")
    assert "losses.csv cannot be reached" in signal.args[0]


def test_the_image_shows_chart_and_legend(plot, qtbot, tmp_path):
    plot.append("train", np.arange(100), np.linspace(1, 0, 100))
    wait_painted(qtbot, plot)
    path = tmp_path / "losses.png"
    plot.export_png(path)
    image = QImage(str(path))
    assert image.width() == 2 * plot.canvas.width()
    assert image.height() > 2 * plot.canvas.height()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(52)}
    assert len(colours) > 2, "the legend is empty"


def test_another_run_is_compared_and_removed(plot, qtbot):
    plot.append("train", np.arange(100), np.ones(100))
    plot.add_run("r7", "yesterday")
    plot.append("train", np.arange(300), np.full(300, 2.0), run="r7")
    wait_painted(qtbot, plot)
    assert curve_of(plot, "train", "r7").ink() == curve_of(plot, "train").ink()
    assert plot.canvas.box.viewRange()[0][1] == pytest.approx(299)
    with qtbot.waitSignal(plot.run_removed) as signal:
        qtbot.mouseClick(plot.findChild(QPushButton, "r7"), Qt.MouseButton.LeftButton)
    assert signal.args == ["r7"]
    assert [curve.run for curve in plot.canvas.curves] == ["", ""]


def test_clear_leaves_nothing_of_the_run_before(plot, qtbot):
    plot.append("train", np.arange(100), np.ones(100))
    plot.mark_epoch(1, 1)
    plot.mark_checkpoint(50, is_best=True)
    plot.clear()
    assert plot.canvas.curves == []
    assert plot.canvas.epoch_of(50) is None
    assert plot.canvas.best_step is None and not plot.canvas.checkpoints
    plot.add_series("sync", "sync")
    plot.append("sync", [1, 2], [1.0, 2.0])
    wait_painted(qtbot, plot, "sync")
    assert curve_of(plot, "sync").colour_index == 0


def test_short_numbers():
    assert [short_number(v) for v in (0, 500, 1500, 20_000, 2e6)] == [
        "0",
        "500",
        "1.5k",
        "20k",
        "2M",
    ]


def test_phase_changes_are_painted_and_described(plot, qtbot):
    plot.append("train", np.arange(100), np.ones(100))
    wait_painted(qtbot, plot)
    before = plot.canvas.grab().toImage()
    plot.mark_phase_change(50, "adversarial loss on")
    qtbot.wait(2 * REDRAW_MS)
    x = round(plot.canvas.to_pixels(50, 1.0).x() * before.devicePixelRatio())
    changed = changed_columns(before, plot.canvas.grab().toImage())
    assert x in changed or x - 1 in changed
    assert max(changed) - x > 40, "the words beside it"
    assert "from step 50: adversarial loss on" in plot.canvas.overlay.summary()
    plot.clear()
    assert not plot.canvas.phase_changes


def test_the_chart_has_a_ring_while_the_keyboard_is_on_it(plot, qtbot):
    plot.append("train", np.arange(100), np.ones(100))
    wait_painted(qtbot, plot)
    before = plot.canvas.grab().toImage()
    plot.canvas.setFocus()
    qtbot.waitUntil(plot.canvas.hasFocus)
    changed = changed_columns(before, plot.canvas.grab().toImage())
    assert min(changed) <= 2 and max(changed) >= before.width() - 3
    plot.canvas.clearFocus()
    assert changed_columns(before, plot.canvas.grab().toImage()) == []


def changed_columns(before: QImage, after: QImage) -> list[int]:
    """Columns of pixels in which two images of one size differ."""
    differs = image_array(before) != image_array(after)
    return np.flatnonzero(differs.any(axis=(0, 2))).tolist()


def test_colours_and_fonts_are_set_once_for_each_look(plot, qtbot, monkeypatch):
    """Qt sends a change of style for each layout that the chart is moved to."""
    set_again = []
    monkeypatch.setattr(plot.canvas, "_label_axes", lambda: set_again.append(1))
    for _ in range(5):
        QCoreApplication.sendEvent(plot.canvas, QEvent(QEvent.Type.StyleChange))
    assert not set_again
    font = plot.canvas.font()
    font.setPointSizeF(font.pointSizeF() + 1)
    plot.canvas.setFont(font)
    assert set_again


def test_a_series_of_one_point_is_a_dot(plot, qtbot):
    plot.append("held", [5], [6.2])
    wait_painted(qtbot, plot, "held")
    curve, canvas = curve_of(plot, "held"), plot.canvas
    spot = canvas.to_pixels(5, 6.2).toPoint()
    assert canvas.plot_rect().toRect().contains(spot)
    assert canvas.grab().toImage().pixelColor(spot) == curve.ink()


def test_both_ends_of_the_value_axis_are_labelled(plot, qtbot):
    plot.append("train", np.arange(100), np.linspace(1, 0.01, 100))
    wait_painted(qtbot, plot)
    axis = plot.canvas.getAxis("left")
    labels = tick_labels(axis)
    assert "0.00" in labels and "1.00" in labels, labels


def test_steps_are_labelled_with_whole_numbers(plot, qtbot):
    axis = plot.canvas.getAxis("bottom")
    assert axis.tickStrings([5, 5.5, 6, -1], 1, 0.5) == ["5", "", "6", ""]


def tick_labels(axis) -> list[str]:
    """Returns the labels that are painted."""
    picture = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    _axis, _ticks, texts = axis.generateDrawSpecs(painter)
    painter.end()
    return [text for _rect, _flags, text in texts]
